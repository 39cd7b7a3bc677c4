"""What operators do beyond claim, acknowledge, note and close, through the desk (R-ARC-01)."""

from datetime import timedelta

from console.domain.alerts.alert import Work
from console.domain.alerts.handling import Step, Verdict
from console.domain.alerts.stamps import out_of_order, stamps_of, times_of
from console.wire.seat_values import AlertSeen, AlertsSeen
from tests.support.desk_room import Room


def _with_a_bell() -> Room:
    room = Room()
    room.event("bell.pressed")
    return room


def test_that_the_holder_gives_an_alert_away_and_others_need_words() -> None:
    room = _with_a_bell()
    room.act("claim", 1)
    assert "words" in room.act("reassign", 1, by="lee", subject="park")
    assert room.act("reassign", 1, subject="lee") == ""
    assert room.alert().claimed_by == "lee"
    assert room.act("reassign", 1, by="chief", subject="kim", text="shift ends") == ""
    assert room.alert().claimed_by == "kim"
    assert room.actions() == ["raised", "claimed", "reassigned", "reassigned"]


def test_that_a_verdict_keeps_its_basis_and_time() -> None:
    room = _with_a_bell()
    assert "verdict" in room.act("verify", 1, choice="perhaps")
    room.at(7)
    assert room.act("verify", 1, choice="verified", text="CAM-1: two persons") == ""
    verified = room.alert().handling.verified
    assert verified is not None
    assert (verified.verdict, verified.basis) == (Verdict.VERIFIED, "CAM-1: two persons")
    assert verified.at == room.now


def test_that_a_skip_at_priority_1_needs_a_reason_r_cad_04() -> None:
    room = _with_a_bell()
    assert room.act("step", 1, subject="1", choice="done") == ""
    assert "reason" in room.act("step", 1, subject="2", choice="skipped")
    assert room.act("step", 1, subject="2", choice="skipped", text="nobody answers") == ""
    assert "steps" in room.act("step", 1, subject="99", choice="done")
    ticks = room.alert().handling.ticks
    assert [(each.step, each.skipped) for each in ticks] == [(1, False), (2, True)]
    assert ticks[1].reason == "nobody answers"


def test_that_the_work_follows_the_team_and_every_step_keeps_its_time_r_cad_02() -> None:
    room = _with_a_bell()
    assert room.act("dispatch", 1, subject="team-1") == ""
    sent = room.last_command
    assert (room.alert().work, room.alert().claimed_by) == (Work.DISPATCHED, "kim")
    for second, step in ((20, "accepted"), (200, "on_scene")):
        room.at(second)
        assert room.act("advance", 1, subject=sent, choice=step) == ""
    assert room.alert().work is Work.ON_SCENE
    (team,) = room.alert().handling.dispatches
    assert team.accepted is not None
    assert team.on_scene is not None
    assert team.on_scene - team.accepted == timedelta(seconds=180)
    assert "already" in room.act("advance", 1, subject=sent, choice="accepted")
    assert room.act("advance", 1, subject=sent, choice="ended") == ""
    assert room.alert().work is Work.CLAIMED


def test_that_a_team_on_its_way_is_not_sent_elsewhere() -> None:
    room = _with_a_bell()
    room.event("sos.app", "watch-1")
    room.act("dispatch", 1, subject="team-1")
    assert "alert 1" in room.act("dispatch", 2, subject="team-1")


def test_that_a_referral_keeps_the_suggested_code_beside_the_chosen_one_r_arc_05() -> None:
    room = _with_a_bell()
    assert "codes" in room.act("refer", 1, subject="112")
    assert room.act("refer", 1, subject="112", choice="C1", text="by phone") == ""
    (told,) = room.alert().handling.dispatches
    assert (told.code, told.is_agency, told.words) == ("C1", True, "by phone")
    assert told.suggested.startswith("C")
    assert room.actions() == ["raised", "referred"]


def test_that_a_drill_is_not_referred_r_arc_07() -> None:
    room = Room()
    room.event("bell.pressed", drill=True)
    assert "drill" in room.act("refer", 1, subject="112", choice="C0")


def test_that_a_dispatch_is_undone_within_ten_seconds_only_r_ops_06() -> None:
    room = _with_a_bell()
    room.act("dispatch", 1, subject="team-1")
    first = room.last_command
    room.at(9)
    assert room.act("undo", 1, subject=first) == ""
    assert room.alert().work is Work.CLAIMED
    room.act("dispatch", 1, subject="team-1")
    second = room.last_command
    room.at(20)
    assert "late" in room.act("undo", 1, subject=second)
    assert room.act("advance", 1, subject=second, choice="withdrawn") == ""
    steps = [each.step for each in room.alert().handling.dispatches]
    assert steps == [Step.WITHDRAWN, Step.WITHDRAWN]


def test_that_closing_ends_what_is_still_on_its_way() -> None:
    room = _with_a_bell()
    room.act("dispatch", 1, subject="team-1")
    room.act("close", 1, disposition="true")
    room.event("sos.app", "watch-1")
    assert room.act("dispatch", 2, subject="team-1") == ""


def test_that_escalating_by_hand_lasts_until_another_acknowledges() -> None:
    room = _with_a_bell()
    room.act("escalate", 1)
    assert room.alert().escalation == 2
    room.act("acknowledge", 1)
    assert room.alert().escalation == 2
    room.event("bell.pressed")
    room.act("escalate", 2)
    room.act("acknowledge", 2, by="chief")
    assert room.alert(2).escalation == 0


def test_that_the_first_look_of_any_seat_is_on_record_r_arc_01() -> None:
    room = _with_a_bell()
    early, late = room.now + timedelta(seconds=1), room.now + timedelta(seconds=3)
    room.desk.take_looks(AlertsSeen((AlertSeen(1, late, late),)))
    room.desk.take_looks(AlertsSeen((AlertSeen(1, early), AlertSeen(99, early))))
    room.at(4)
    room.desk.take_looks(AlertsSeen((AlertSeen(1, late, opened=late),)))
    room.at(5)
    known = room.alert().handling
    assert (known.displayed_at, known.annunciated_at, known.opened_at) == (early, late, late)
    assert room.actions() == ["raised", "seen", "seen"]


def test_that_a_whole_course_has_its_stamps_in_order_and_a_false_clock_is_flagged() -> None:
    room = _with_a_bell()
    for second, kind, more in (
        (3, "claim", {}),
        (4, "acknowledge", {}),
        (9, "verify", {"choice": "verified"}),
        (12, "dispatch", {"subject": "team-1"}),
    ):
        room.at(second)
        assert room.act(kind, 1, **more) == ""
    room.desk.take_looks(AlertsSeen((AlertSeen(1, room.now - timedelta(hours=1)),)))
    room.at(13)
    alert = room.alert()
    times = times_of(alert, alert.raised + timedelta(milliseconds=9))
    assert len(times) == 15
    assert out_of_order(times) == [("durable", "displayed")]
    displayed = stamps_of(alert, times["durable"])["displayed"]
    assert displayed is not None
    assert not displayed.trusted
    assert displayed.at == alert.handling.displayed_at
