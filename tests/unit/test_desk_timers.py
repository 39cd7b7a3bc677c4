"""What time does to alerts, before and after a restart (R-ALM-14, R-ALM-18)."""

from console.domain.alerts.alert import Attention, Work
from console.ports.messages import Tick
from console.services.desk.timers import MOST_AT_ONCE
from tests.support.desk_room import Room


def _with(kind: str = "bell.pressed", **more: object) -> Room:
    room = Room()
    room.event(kind, "bell-1", **more)
    return room


def test_that_an_unanswered_call_for_help_is_escalated_at_30_and_60_s_r_alm_14() -> None:
    room = _with()
    steps = []
    for second in (29.9, 30, 59.9, 60, 600):
        room.at(second)
        steps.append(room.alert().escalation)
    assert steps == [0, 1, 1, 2, 2]
    assert room.actions() == ["raised", "escalated", "escalated"]


def test_that_an_acknowledgement_ends_the_escalation_and_claiming_does_not() -> None:
    room = _with()
    room.at(30)
    room.act("claim", 1)
    room.at(60)
    assert room.alert().escalation == 2
    room.act("acknowledge", 1)
    assert room.alert().escalation == 0
    room.at(200)
    assert room.alert().escalation == 0


def test_that_analytics_are_not_escalated() -> None:
    room = _with("analytics.loitering")
    room.at(120)
    assert room.alert().escalation == 0


def test_that_a_claim_without_an_act_goes_back_to_the_room() -> None:
    room = _with("analytics.loitering")
    room.act("claim", 1)
    room.at(600)
    room.act("note", 1, text="still looking")
    room.at(600 + 899)
    assert room.alert().claimed_by == "kim"
    room.at(600 + 900)
    assert (room.alert().claimed_by, room.alert().work) == (None, Work.NEW)
    assert room.actions()[-1] == "claim_ended"


def test_that_an_acknowledgement_without_work_counts_no_more_after_15_min_r_alm_14() -> None:
    room = _with("analytics.loitering")
    room.act("acknowledge", 1)
    room.at(600)
    room.act("note", 1, text="words are no work")
    room.at(900)
    assert room.alert().attention is Attention.UNACKNOWLEDGED
    assert room.actions()[-1] == "acknowledgement_ended"
    assert room.act("acknowledge", 1) == ""
    assert room.alert().attention is Attention.ACKNOWLEDGED


def test_that_work_renews_an_acknowledgement() -> None:
    room = _with()
    room.act("claim", 1)
    room.act("acknowledge", 1)
    room.at(600)
    room.act("dispatch", 1, subject="team-1")
    room.at(1_400)
    assert room.alert().attention is Attention.ACKNOWLEDGED
    room.at(1_500)
    assert room.alert().attention is Attention.UNACKNOWLEDGED


def test_that_timers_go_on_after_a_restart_r_alm_18() -> None:
    room = _with()
    room.act("claim", 1)
    room.at(30)
    again = room.restarted()
    assert again.alert() == room.alert()
    again.at(60)
    assert again.alert().escalation == 2
    again.at(900)
    assert again.alert().claimed_by is None


def test_that_a_tick_that_never_was_is_made_up_for() -> None:
    room = _with()
    room.ms = 30_000
    decision = room.desk.handle([Tick(room.now, room.ms)])
    room.desk.rollback(decision)
    assert room.alert().escalation == 0
    room.at(30.2)
    assert room.alert().escalation == 1


def test_that_a_storm_is_escalated_in_bounded_steps_and_none_is_forgotten() -> None:
    room = Room()
    for _ in range(MOST_AT_ONCE + 50):
        room.event("bell.pressed")
    room.at(30)
    first = sum(each.escalation for each in room.desk.alerts())
    room.at(30.2)
    assert (first, sum(each.escalation for each in room.desk.alerts())) == (
        MOST_AT_ONCE,
        MOST_AT_ONCE + 50,
    )
