"""Guard details on the desk: gaps told, presence believed, privacy kept (R-PRV-07, O1, O2)."""

import json
import logging

import pytest

from console.domain.alerts.alert import Condition
from console.domain.field.guard import Happening
from console.ports.messages import CommandAnswered, FieldChanged
from tests.support.field_stage import FieldStage
from tests.support.guard_stage import CODE, SESSION, GuardStage, at_korean, hours


def test_that_a_session_without_a_roster_is_a_gap_of_the_next_24_hours_at_once() -> None:
    stage = GuardStage().opened()
    assert stage.of_type("detail.gap") == []
    assert stage.on_case("session", **SESSION) == ""
    (alert,) = stage.of_type("detail.gap")
    assert (alert.subject, alert.condition) == (CODE, Condition.ACTIVE)
    assert alert.text == f"{CODE}: 03-03 08:00–18:00 (0/2)"
    assert stage.record.state == "gap"


def test_that_a_gap_that_was_announced_and_put_away_is_told_again_when_it_begins() -> None:
    stage = GuardStage().opened()
    stage.on_case("session", **SESSION)
    stage.on_case("roster", guards=["G1"], days=2, **hours(8, 18))
    (announced,) = stage.of_type("detail.gap")
    close = {"disposition": "unable_to_verify", "facts": announced.facts}
    assert stage.act("close", announced.number, **close) == ""
    stage.at(at_korean(7.95))
    stage.on_case("on_post", guard="G1")
    assert stage.of_type("detail.gap") == []
    stage.at(at_korean(8))
    (alert,) = stage.of_type("detail.gap")
    assert alert.number != announced.number
    assert alert.text.startswith(f"{CODE}: 03-03 08:00–18:00 (1/2)")
    facts = alert.facts
    stage.at(at_korean(10))
    assert stage.of_type("detail.gap")[0].facts == facts


def test_that_filling_the_gap_clears_its_alert_and_half_a_filling_does_not() -> None:
    stage = GuardStage().opened()
    stage.on_case("session", **SESSION)
    assert stage.on_case("roster", guards=["G1"], days=2, **hours(8, 18)) == ""
    assert stage.of_type("detail.gap")[0].condition is Condition.ACTIVE
    assert stage.on_case("roster", guards=["G2"], days=2, **hours(8, 18)) == ""
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED
    assert stage.of_type("detail.gap")[0].text == f"{CODE}: 03-03 08:00–18:00 (0/2)"
    assert stage.record.state == "covered"


def test_that_a_guard_who_is_a_minute_late_is_a_gap_now_and_coming_ends_it() -> None:
    stage = GuardStage().rostered()
    assert "no post here now" in stage.on_case("on_post", guard="G1")
    stage.at(at_korean(7.9))
    assert stage.on_case("on_post", guard="G1", channel="radio") == ""
    stage.at(at_korean(8) + 59)
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED
    stage.at(at_korean(8) + 60)
    (alert,) = stage.of_type("detail.gap")
    assert alert.text == f"{CODE}: 03-03 08:00–… (1/2)"
    stage.at(at_korean(8.2))
    assert stage.on_case("on_post", guard="G2", channel="phone") == ""
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED
    assert "on_post" in [line.kind for line in stage.case.timeline]


def test_that_leaving_early_is_a_gap_to_the_end_of_the_post() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    for sign in ("G1", "G2"):
        assert stage.on_case("on_post", guard=sign) == ""
    stage.at(at_korean(12))
    assert stage.on_case("off_post", guard="G2", channel="radio") == ""
    (alert,) = stage.of_type("detail.gap")
    assert alert.text == f"{CODE}: 03-03 12:00–18:00 (1/2)"
    (post,) = [each.id for each in stage.case.posts if each.guard == "G2" and each.left_early]
    assert stage.on_case("exchange", post=post, guard="G3") == ""
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED


def test_that_who_is_relieved_counts_until_the_other_comes() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    for sign in ("G1", "G2"):
        stage.on_case("on_post", guard=sign)
    stage.at(at_korean(12))
    (post,) = [each.id for each in stage.case.posts if each.guard == "G2" and each.is_on]
    assert stage.on_case("exchange", post=post, guard="G3") == ""
    for minute in range(1, 20):
        stage.at(at_korean(12) + minute * 60)
        assert stage.case.told_gaps == ()
    assert stage.on_case("on_post", guard="G3") == ""
    assert [each.guard for each in stage.case.posts if each.stands(stage.now)] == ["G1", "G3"]
    assert "no post here now" in stage.on_case("on_post", guard="G2")


def test_that_who_is_relieved_and_leaves_before_the_other_comes_is_a_gap() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    for sign in ("G1", "G2"):
        stage.on_case("on_post", guard=sign)
    stage.at(at_korean(12))
    (post,) = [each.id for each in stage.case.posts if each.guard == "G2" and each.is_on]
    stage.on_case("exchange", post=post, guard="G3")
    stage.at(at_korean(12) + 300)
    stage.on_case("off_post", guard="G2")
    stage.at(at_korean(12) + 360)
    assert stage.of_type("detail.gap")[0].text == f"{CODE}: 03-03 12:05–… (1/2)"


def test_that_pressing_on_post_twice_is_no_fault() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    for _ in range(2):
        stage.event("detail.on_post", "g1-phone", subject=CODE)
    assert stage.of_type("device.fault") == []
    assert stage.desk.counters()["guard_presence_repeated"] == 1


def test_that_leave_takes_the_plan_away_and_coming_back_returns_it() -> None:
    stage = GuardStage().rostered()
    assert stage.field("guard:1", "leave", "ill", **hours(9, 11)) == ""
    (alert,) = stage.of_type("detail.gap")
    assert alert.text == f"{CODE}: 03-03 09:00–11:00 (1/2)"
    assert stage.field("guard:1", "back") == ""
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED


def test_that_a_guard_never_stands_at_two_places_at_once() -> None:
    stage = GuardStage().rostered()
    other = {"code": "GD-2026-08", "risk": "high"}
    assert stage.field("guard_case:", "open", **other) == ""
    refused = stage.field("guard_case:2", "roster", guards=["G1"], **hours(17, 20))
    assert refused == "G1 already has a post 03-03 08:00–18:00."
    assert stage.field("guard_case:2", "roster", guards=["G1"], **hours(18, 20)) == ""


@pytest.mark.parametrize(
    ("act", "text", "form"),
    [
        ("session", "", {**SESSION, "days": 15}),
        ("session", "", {**SESSION, "first_day": "9999-12-31"}),
        ("session", "", {**SESSION, "begins": "later"}),
        ("roster", "", {"guards": ["G9"], **hours(8, 18)}),
        (
            "roster",
            "",
            {"guards": ["G1"], "start": "2026-03-03T08:00:00", "end": "2026-03-03T09:00"},
        ),
        ("roster", "", {"guards": ["G1"], "days": 10**9, **hours(8, 18)}),
        ("roster", "", {"guards": ["G1"], **hours(18, 8)}),
        ("exchange", "", {"post": "none", "guard": "G1"}),
        ("on_post", "", {"guard": "G9"}),
        ("happened", "", {"kind": "covered"}),
        ("happened", "", {"kind": "note"}),
        ("extend", "still in danger", {"days": 3}),
        ("personal", "", {"entries": {"shoe_size": "270"}}),
        ("erase", "the law", {}),
        ("fly", "", {}),
    ],
)
def test_that_what_does_not_fit_is_refused_with_a_sentence_and_changes_nothing(
    act: str, text: str, form: dict[str, object]
) -> None:
    stage = GuardStage().opened()
    before = stage.case
    reason = stage.on_case(act, text, **form)
    assert reason.endswith(".")
    assert stage.case == before


def test_that_a_session_is_extended_once_and_its_end_is_told_48_hours_before() -> None:
    stage = GuardStage().rostered()
    (ending,) = stage.of_type("detail.ending")
    assert ending.text == f"{CODE}: 2026-03-04 18:00"
    assert stage.on_case("extend", "he was released", days=14) == ""
    assert stage.of_type("detail.ending")[0].condition is Condition.CLEARED
    assert "once already" in stage.on_case("extend", "again", days=1)
    assert len(stage.case.sessions[0].windows()) == 16


def test_that_a_case_is_closed_after_its_session_with_outcome_and_survey() -> None:
    stage = GuardStage().rostered()
    close = {"outcome": "arrest", "feeling": "very_safe", "survey": "slept again"}
    assert "end it first" in stage.on_case("close", **close)
    assert stage.on_case("end", "the offender is in custody") == ""
    assert stage.on_case("close", **close) == ""
    assert (stage.record.state, stage.record.is_open) == ("closed", False)
    assert stage.case.timeline[-1].kind is Happening.CLOSED
    assert "was closed by kim" in stage.on_case("happened", "late word", kind="note")


def test_that_a_guards_own_device_puts_him_on_post_at_the_time_it_says() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(8))
    stage.on_case("on_post", guard="G2")
    stage.at(at_korean(8.5))
    assert stage.of_type("detail.gap")[0].condition is Condition.ACTIVE
    came = stage.now.replace(minute=0)
    stage.event("detail.on_post", "g1-phone", subject=CODE, time=came)
    (post,) = [each for each in stage.case.posts if each.guard == "G1" and each.is_on]
    assert post.presences[0].on == came
    assert stage.case.timeline[-2].text == "G1: +30 min"
    assert stage.of_type("detail.gap")[0].condition is Condition.CLEARED


def test_that_an_on_post_which_fits_no_roster_is_told_and_not_dropped() -> None:
    stage = GuardStage().opened()
    stage.event("detail.on_post", "g1-phone", subject=CODE)
    (alert,) = stage.of_type("device.fault")
    assert alert.text == "detail.on_post: G1 has no post here now."
    stage.event("detail.on_post", "bell-1")
    assert len(stage.of_type("device.fault")) == 2


def test_that_where_nobody_runs_guard_details_an_on_post_is_recorded_only() -> None:
    stage = FieldStage()
    stage.event("detail.on_post", "gateway", data={"case": "D-0412"})
    assert stage.desk.alerts() == ()


def test_that_an_event_may_name_its_case_in_its_data() -> None:
    stage = GuardStage().rostered()
    near = stage.event("order.violation", "cam-1", data={"case": CODE.lower()})
    assert stage.case.timeline[-1].alert == near


def test_that_calls_for_help_and_violations_stand_on_the_timeline_with_their_alert() -> None:
    stage = GuardStage().rostered()
    call = stage.event("sos.watch", "watch-1")
    near = stage.event("order.violation", "cam-1", subject=CODE)
    stage.at(at_korean(9))
    stage.on_case("on_post", guard="G1")
    approach = stage.event("detail.approach", "g1-phone")
    stage.event("detail.approach", "bell-1")
    lines = [(line.kind, line.alert) for line in stage.case.timeline]
    assert (Happening.WATCH_SOS, call) in lines
    assert (Happening.ORDER_VIOLATION, near) in lines
    assert [alert for kind, alert in lines if kind is Happening.APPROACH] == [approach]


def test_that_a_drill_moves_no_case() -> None:
    stage = GuardStage().rostered()
    before = stage.case
    stage.event("sos.watch", "watch-1", drill=True)
    assert stage.case == before


def test_that_gaps_are_told_after_a_restart_as_if_there_had_been_none() -> None:
    stage = GuardStage().rostered()
    stage.at(at_korean(7.99))
    again = stage.reborn()
    again.at(at_korean(10))
    (alert,) = again.of_type("detail.gap")
    assert alert.text == f"{CODE}: 03-03 08:00–… (0/2)"
    last = again.reborn()
    last.at(at_korean(10) + 1)
    assert last.of_type("detail.gap")[0].facts == alert.facts


def test_that_a_guard_is_seen_only_while_he_stands_on_post_r_prv_07() -> None:
    stage = GuardStage().rostered()
    stage.see("g1-phone")
    assert stage.desk.positions() == ()
    stage.at(at_korean(8))
    stage.on_case("on_post", guard="G1")
    stage.see("g1-phone")
    assert [fix.unit for fix in stage.desk.positions()] == ["g1-phone"]
    # He never says "off post": the end of the post ends it.
    stage.at(at_korean(18))
    assert stage.desk.positions() == ()
    stage.at(at_korean(18.1))
    stage.see("g1-phone")
    assert stage.desk.positions() == ()


def test_that_a_watch_is_seen_after_its_call_for_an_hour_r_prv_07() -> None:
    stage = GuardStage().rostered()
    stage.see("watch-1")
    assert stage.desk.positions() == ()
    stage.event("sos.watch", "watch-1")
    stage.see("watch-1")
    assert [fix.unit for fix in stage.desk.positions()] == ["watch-1"]
    stage.at(3_600)
    assert stage.desk.positions() == ()


def test_that_what_is_personal_is_told_only_to_who_gives_a_purpose_r_prv_01() -> None:
    stage = GuardStage().opened(person="A. Nobody", phone="010-0000-0000")
    assert stage.case.personal == ("person", "phone")
    assert "Nobody" not in stage.record.content
    assert stage.act("field_reveal", subject="guard_case:1") == "A purpose is needed."
    assert stage.told == []
    why = "112 asks for the telephone"
    assert "one of: emergency" in stage.act("field_reveal", subject="guard_case:1", text=why)
    assert stage.reveal(why, "police") == ""
    (told,) = stage.told
    assert json.loads(told.personal) == {"person": "A. Nobody", "phone": "010-0000-0000"}
    assert 0 < (told.until - stage.now).total_seconds() <= 60
    (line,) = [
        change.command
        for change in stage.changes
        if isinstance(change, CommandAnswered) and change.accepted
        if change.command.kind == "field_reveal"
    ]
    assert (line.operator, line.text, line.choice) == ("kim", why, "police")
    assert stage.case.timeline[-1].kind is Happening.REVEALED


def test_that_a_repeated_look_ends_when_the_first_did() -> None:
    stage = GuardStage().opened(person="A. Nobody")
    stage.reveal("112 asks", "police")
    look = next(
        change.command
        for change in stage.changes
        if isinstance(change, CommandAnswered) and change.command.kind == "field_reveal"
    )
    stage.at(30)
    stage.hear(look)
    assert len(stage.told) == 2
    assert stage.told[0].until == stage.told[1].until
    stage.at(61)
    stage.hear(look)
    assert len(stage.told) == 2


def test_that_no_personal_word_is_in_a_record_a_command_or_a_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    stage = GuardStage().opened(person="A. Nobody", home="1 Nowhere-ro")
    stage.on_case("personal", "moved", entries={"person": "A. Nobody", "home": "2 Nowhere-ro"})
    stage.reveal("fire", "emergency")
    for change in stage.changes:
        if isinstance(change, FieldChanged):
            assert "Nowhere" not in change.record.content + change.text
        if isinstance(change, CommandAnswered):
            assert "Nowhere" not in repr(change)
    assert "Nowhere" not in caplog.text


def test_that_one_entry_is_corrected_and_one_taken_away_and_the_rest_stays() -> None:
    stage = GuardStage().opened(person="A. Nobody", home="1 Nowhere-ro", phone="010-0000-0000")
    assert stage.on_case("personal", "moved", entries={"home": "2 Nowhere-ro", "phone": "-"}) == ""
    assert stage.case.personal == ("home", "person")
    stage.reveal("112 asks", "police")
    assert json.loads(stage.told[0].personal) == {"home": "2 Nowhere-ro", "person": "A. Nobody"}


def test_that_a_closed_case_forgets_its_people_when_told_to_and_says_so() -> None:
    stage = GuardStage().opened(person="A. Nobody")
    stage.on_case("happened", "A. Nobody rang", kind="note")
    assert "after the case is closed" in stage.on_case("erase", "two years are over")
    assert stage.on_case("close", outcome="no_harm") == ""
    assert stage.on_case("erase") == "A reason is needed."
    assert stage.on_case("erase", "two years are over") == ""
    assert stage.case.personal == ()
    assert stage.case.erased is not None
    assert "Nobody" not in stage.record.content
    refused = stage.reveal("check", "audit")
    assert refused == "Nothing about people is kept of this (any more)."
