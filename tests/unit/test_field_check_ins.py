"""Check-ins: cadence, grace, escalation, and an operator's word on behalf of a unit (R-ALM-18)."""

from hypothesis import given
from hypothesis import strategies as st

from console.domain.alerts.alert import Attention
from tests.support.field_stage import FieldStage


def begun(every_s: int = 600, grace_s: int = 120) -> FieldStage:
    stage = FieldStage()
    stage.field("check_in:patrol-3", "begin", {"every_s": every_s, "grace_s": grace_s})
    return stage


def test_that_a_silent_unit_is_missing_after_cadence_and_grace() -> None:
    stage = begun()
    stage.go_to(719, 7)
    assert stage.standing() == []
    stage.at(720)
    assert stage.standing() == ["checkin.missed"]
    assert stage.record("check_in", "patrol-3").state == "missed_1"


def test_that_each_further_grace_opens_attention_again_and_it_ends_after_three() -> None:
    stage = begun()
    stage.at(720)
    stage.act("acknowledge", 1)
    assert stage.alert().attention is Attention.ACKNOWLEDGED
    stage.at(840)
    assert stage.alert().attention is Attention.UNACKNOWLEDGED
    stage.go_to(4_000, 60)
    assert stage.record("check_in", "patrol-3").state == "missed_3"
    assert stage.raised("checkin.missed") == 1


def test_that_an_operator_vouches_with_channel_and_words() -> None:
    stage = begun()
    stage.at(730)
    assert stage.field("check_in:patrol-3", "heard").startswith("no: Say in words")
    refused = stage.field("check_in:patrol-3", "heard", {"channel": "dream"}, text="잘 있음")
    assert refused.startswith("no: Say how")
    said = stage.field("check_in:patrol-3", "heard", {"channel": "radio"}, text="전원 이상 없음")
    assert (said, stage.standing()) == ("", [])
    content = stage.content("check_in", "patrol-3")
    assert (content["channel"], content["by"], content["words"]) == (
        "radio", "kim", "전원 이상 없음",
    )  # fmt: skip
    assert stage.actions_on("check_in", "patrol-3") == ["begun", "missed", "heard_on_behalf"]


def test_that_the_units_own_word_counts_too() -> None:
    stage = begun()
    stage.at(600)
    stage.event("checkin.made", "gateway", data={"unit": "patrol-3"})
    stage.go_to(1_319, 30)
    assert stage.standing("checkin.missed") == []
    stage.go_to(1_320, 1)
    assert stage.standing("checkin.missed") == ["checkin.missed"]


def test_that_a_missing_unit_is_not_let_go_without_a_reason() -> None:
    stage = begun()
    stage.at(720)
    assert stage.field("check_in:patrol-3", "end").startswith("no: Unit patrol-3 is missing")
    assert stage.field("check_in:patrol-3", "end", text="순찰차로 복귀 확인") == ""
    assert stage.standing() == []


def test_that_an_engine_away_for_hours_takes_all_steps_and_one_alert() -> None:
    again = begun().restarted(after_s=7_200)
    assert again.record("check_in", "patrol-3").state == "missed_3"
    assert again.raised("checkin.missed") == 1


def test_that_bad_cadences_are_refused() -> None:
    stage = FieldStage()
    for every, grace in ((10, 5), (600, 5), (600, 601), (100_000, 60)):
        said = stage.field("check_in:u", "begin", {"every_s": every, "grace_s": grace})
        assert said.startswith("no: ")


@given(st.lists(st.integers(1, 1_000), max_size=12), st.integers(60, 900))
def test_that_a_unit_is_missing_exactly_when_its_grace_is_over(
    gaps: list[int], every_s: int
) -> None:
    stage = begun(every_s, 30)
    last = 0.0
    for gap in gaps:
        start = stage.ms / 1_000
        stage.at(start + gap)
        missing = stage.ms / 1_000 - last >= every_s + 30
        assert (stage.standing() == ["checkin.missed"]) is missing
        stage.field("check_in:patrol-3", "heard", {"channel": "radio"}, text="있음")
        last = stage.ms / 1_000
        assert stage.standing() == []
