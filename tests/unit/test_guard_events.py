"""Which case an event is of: by watch, also through a gateway, by code, by the guard on post."""

import pytest

from console.domain.field.guard import Happening
from tests.support.guard_stage import CODE, GuardStage, at_korean

PLACES = [
    {"subject": CODE},
    {"subject": CODE.lower()},
    {"subject": "tag-77", "data": {"case": CODE}},
    {"data": {"case": CODE}},
    {"data": {"unit": "watch-1"}},
    {"subject": "zone-2", "data": {"unit": "watch-1"}},
]  # fmt: skip


def kinds(stage: GuardStage) -> list[Happening]:
    return [line.kind for line in stage.case.timeline]


@pytest.mark.parametrize("said", PLACES)
def test_that_the_restrained_person_near_is_on_the_timeline_however_the_case_is_named(
    said: dict[str, object],
) -> None:
    stage = GuardStage().opened()
    number = stage.event("order.violation", "cam-1", **said)
    (line,) = [each for each in stage.case.timeline if each.kind is Happening.ORDER_VIOLATION]
    assert line.alert == number


def test_that_an_event_of_another_case_or_of_none_is_not() -> None:
    stage = GuardStage().opened()
    for said in ({"subject": "GD-2026-99"}, {"data": {"case": "GD-2026-99"}}, {"subject": "x"}):
        stage.event("order.violation", "cam-1", **said)
    assert Happening.ORDER_VIOLATION not in kinds(stage)


def test_that_a_watch_that_calls_through_a_gateway_may_be_seen_for_an_hour_r_prv_07() -> None:
    stage = GuardStage().opened()
    stage.event("sos.watch", "cam-1", data={"unit": "watch-1"})
    assert Happening.WATCH_SOS in kinds(stage)
    assert "watch-1" in stage.case.seen_units
    stage.at(3_601)
    assert not stage.case.seen_units


@pytest.mark.parametrize(
    "said", [{"subject": CODE}, {"subject": "gate 2", "data": {"case": CODE}}, {},
             {"subject": "G1"}, {"subject": "g1-phone"}],
)  # fmt: skip
def test_that_on_post_is_believed_where_it_names_the_case_or_nothing_else(
    said: dict[str, object],
) -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    stage.event("detail.on_post", "g1-phone", **said)
    assert [each.guard for each in stage.case.posts if each.stands(stage.now)] == ["G1"]


@pytest.mark.parametrize("said", [{"subject": "GD-2026-99"}, {"data": {"case": "GD-2026-99"}}])
def test_that_on_post_elsewhere_covers_nobody_here_and_is_told(said: dict[str, object]) -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    stage.event("detail.on_post", "g1-phone", **said)
    assert not any(each.stands(stage.now) for each in stage.case.posts)
    assert len(stage.of_type("device.fault")) == 1


def test_that_the_device_of_a_guard_is_changed_where_he_stands_r_prv_07() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    stage.on_case("on_post", guard="G1")
    assert stage.case.seen_units == ("g1-phone", "watch-1")
    assert stage.field("guard:1", "enlist", sign="G1", unit="bell-1") == ""
    assert stage.case.seen_units == ("bell-1", "watch-1")
    assert "already" in stage.field("guard:", "enlist", sign="G1", unit="x")


def test_that_a_survey_is_of_the_end_and_its_words_go_with_the_erased() -> None:
    stage = GuardStage().opened(person="A. Nobody")
    assert "when it is closed" in stage.on_case("survey", feeling="safe")
    stage.on_case("close", outcome="no_harm")
    assert "Say what" in stage.on_case("survey", feeling="not_asked")
    stage.on_case("erase", "the term is over")
    assert stage.on_case("survey", feeling="safe", survey="A. Nobody slept") == ""
    assert (stage.case.feeling, stage.case.survey) == ("safe", "")
    assert stage.case.timeline[-1].kind is Happening.SURVEYED
