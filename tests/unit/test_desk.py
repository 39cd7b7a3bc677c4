"""Transcripts of the desk: what goes in, what is decided."""

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.alerts.alert import Alert, Attention, Condition
from console.domain.errors import ProgrammingFault
from console.ports.messages import (
    AlertChanged,
    Change,
    CommandAnswered,
    Decision,
    EventStored,
    LinkChanged,
    MessageArrived,
    MessageQuarantined,
    SessionChanged,
    Tick,
)
from console.ports.store import Device, Restored, SessionRow
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from console.wire.sep1 import (
    Bye,
    Hello,
    Ping,
    Pong,
    PositionReport,
    Receipt,
    Reject,
    Resend,
    State,
    Welcome,
)
from tests.support.engine_doubles import START, arrived, command, device, event


class Transcript:
    """A desk whose decisions are always committed."""

    def __init__(self, *devices: Device, restored: Restored | None = None) -> None:
        self.desk = Desk(read_catalogue())
        empty = Restored(0, 1, (), ())
        self.desk.restore(restored or empty, devices or (device(), device("cam-1")))

    def hear(self, *inputs: Input) -> Decision:
        decision = self.desk.handle(inputs)
        self.desk.committed(decision)
        self.desk.learn(decision)
        return decision

    def tick(self, ms: int) -> Decision:
        return self.hear(Tick(START + timedelta(milliseconds=ms), ms))

    def types(self) -> list[str]:
        return [alert.type for alert in self.desk.alerts()]


def kinds(decision: Decision) -> list[type[Change]]:
    return [type(change) for change in decision.changes]


def actions(decision: Decision) -> list[str]:
    return [c.action for c in decision.changes if isinstance(c, AlertChanged)]


def answers(decision: Decision) -> list[object]:
    return [reply.message for reply in decision.replies]


def test_that_an_event_makes_a_row_an_alert_a_session_and_a_receipt() -> None:
    decision = Transcript().hear(arrived(event(1)))
    assert kinds(decision) == [LinkChanged, AlertChanged, EventStored, SessionChanged]
    assert answers(decision) == [Receipt(1, 1, ())]


def test_that_one_peer_gets_one_receipt_for_a_batch() -> None:
    decision = Transcript().hear(*(arrived(event(n)) for n in (1, 2, 4, 7)))
    assert answers(decision) == [Receipt(1, 2, (4, 7))]


def test_that_a_repeat_gets_a_receipt_but_no_second_row() -> None:
    room = Transcript()
    room.hear(arrived(event(1)))
    decision = room.hear(arrived(event(1)))
    assert decision.changes == ()
    assert answers(decision) == [Receipt(1, 1, ())]


def test_that_a_hello_is_welcomed_with_what_is_stored_of_its_boot() -> None:
    restored = Restored(9, 5, (), (SessionRow("bell-1", 2, 7, (9,)),))
    room = Transcript(restored=restored)
    (welcome,) = answers(room.hear(arrived(Hello("bell-1", 2, START))))
    assert isinstance(welcome, Welcome)
    assert (welcome.stored, welcome.heartbeat_ms, welcome.max_bytes) == (7, 1_000, 65_536)
    assert answers(room.hear(arrived(event(9, boot=2)))) == [Receipt(2, 7, (9,))]
    (welcome,) = answers(room.hear(arrived(Hello("bell-1", 3, START))))
    assert isinstance(welcome, Welcome)
    assert welcome.stored == 0


@pytest.mark.parametrize(
    "message",
    [Hello("cam-1", 1, START), event(1, source="cam-1"), State("cam-1", START)],
)
def test_that_another_devices_name_is_rejected_and_raises_a_security_alert(message: Hello) -> None:
    room = Transcript()
    decision = room.hear(arrived(message))
    (reject,) = answers(decision)
    assert isinstance(reject, Reject)
    assert reject.code == "identity"
    assert MessageQuarantined in kinds(decision)
    assert EventStored not in kinds(decision)
    assert room.types() == ["security.identity"]
    assert room.desk.alerts()[0].subject == "bell-1"


def test_that_a_type_outside_the_registry_is_rejected_and_its_number_is_used_up() -> None:
    room = Transcript(device(allowed=("bell.pressed",)))
    (reject,) = answers(room.hear(arrived(event(1, type="sos.app"))))
    assert isinstance(reject, Reject)
    assert (reject.code, reject.boot, reject.sequence) == ("type_not_allowed", 1, 1)
    assert answers(room.hear(arrived(event(2)))) == [Receipt(1, 2, ())]


def bad(number: int, ms: int) -> MessageArrived:
    return replace(arrived(None, ms), raw=b"%d" % number, code="malformed", reason="not JSON")


def test_that_a_flood_of_malformed_messages_raises_one_alert_in_10_min_r_if_04() -> None:
    room = Transcript()
    decision = room.hear(*(bad(n, n) for n in range(100)))
    assert kinds(decision).count(MessageQuarantined) == 100
    assert len(answers(decision)) == 100
    assert room.types() == ["device.fault"]
    assert room.desk.alerts()[0].count == 1
    room.hear(bad(100, 600_000))
    assert room.desk.alerts()[0].count == 2


def test_that_the_same_malformed_bytes_are_kept_once() -> None:
    room = Transcript()
    room.hear(bad(1, 0))
    decision = room.hear(bad(1, 1))
    assert MessageQuarantined not in kinds(decision)
    assert len(answers(decision)) == 1


def test_that_an_unknown_type_is_shown_as_unclassified_of_medium_priority() -> None:
    room = Transcript()
    room.hear(arrived(event(1, type="vendor.parking_gate")))
    (alert,) = room.desk.alerts()
    assert (alert.type, alert.alert_class, alert.priority) == (
        "vendor.parking_gate", "unclassified", 3,
    )  # fmt: skip


def test_that_a_log_event_is_stored_without_an_alert() -> None:
    room = Transcript()
    decision = room.hear(arrived(event(1, type="patrol.checkpoint")))
    (stored,) = [c for c in decision.changes if isinstance(c, EventStored)]
    assert stored.alert is None
    assert room.types() == []


def test_that_each_press_of_a_bell_is_its_own_alert_and_analytics_are_counted() -> None:
    room = Transcript()
    room.hear(*(arrived(event(n)) for n in (1, 2, 3)))
    loiter = [event(n, source="cam-1", type="analytics.loitering") for n in (1, 2, 3)]
    room.hear(*(arrived(each, name="cam-1") for each in loiter))
    assert room.types() == ["bell.pressed"] * 3 + ["analytics.loitering"]
    assert room.desk.alerts()[3].count == 3


def crowd(sequence: int, condition: str) -> MessageArrived:
    return arrived(event(sequence, type="analytics.crowd", condition=condition))


def test_that_a_condition_is_raised_cleared_and_reactivated_in_one_alert() -> None:
    room = Transcript()
    decision = room.hear(crowd(1, "active"), crowd(2, "cleared"), crowd(3, "active"))
    assert actions(decision) == ["raised", "condition_cleared", "reactivated"]
    assert len(room.desk.alerts()) == 1


def test_that_an_overtaken_clear_does_not_end_the_newer_activation() -> None:
    room = Transcript()
    room.hear(crowd(1, "active"), crowd(3, "active"), crowd(2, "cleared"))
    assert room.desk.alerts()[0].condition is Condition.ACTIVE


def test_that_an_activation_overtaken_by_its_own_clear_is_shown_as_over() -> None:
    room = Transcript()
    room.hear(crowd(2, "cleared"), crowd(1, "active"))
    assert room.desk.alerts()[0].condition is Condition.CLEARED


def test_that_a_fact_for_a_closed_alert_raises_a_new_one() -> None:
    room = Transcript()
    room.hear(crowd(1, "active"))
    room.hear(Tick(START, 1), command(1, 1, "close", disposition="true"))
    room.hear(crowd(2, "active"))
    assert [alert.number for alert in room.desk.alerts()] == [2]


def test_that_a_drill_is_marked_and_shown() -> None:
    room = Transcript()
    room.hear(arrived(event(1, drill=True)))
    assert room.desk.alerts()[0].drill


def test_that_an_event_older_than_10_min_is_marked_delayed_and_still_raised() -> None:
    room = Transcript()
    room.hear(arrived(event(1), 600_001), arrived(event(2), 599_000))
    assert [alert.delayed for alert in room.desk.alerts()] == [True, False]


def test_that_a_clock_of_1970_does_not_refuse_an_event() -> None:
    room = Transcript()
    room.hear(arrived(event(1, time=START.replace(year=1970))))
    assert room.desk.alerts()[0].occurred == START


def test_that_the_registrys_cameras_serve_an_event_that_names_none() -> None:
    room = Transcript(device(cameras=("SD-0001",)))
    room.hear(arrived(event(1)), arrived(event(2, data={"cameras": ["SD-0002"]})))
    assert [alert.cameras for alert in room.desk.alerts()] == [("SD-0001",), ("SD-0002",)]


def test_that_an_implausible_place_costs_no_alert() -> None:
    room = Transcript()
    room.hear(arrived(event(1, data={"location": {"lat": 0, "lon": 0}})))
    assert room.desk.alerts()[0].place is None


def test_that_silence_raises_an_alert_and_hearing_again_clears_it() -> None:
    room = Transcript(device(interval_s=5.0))
    room.hear(arrived(Ping(1, START)))
    assert room.tick(15_000).changes == ()
    assert "raised" in actions(room.tick(15_001))
    assert room.desk.links()[0].state == "silent"
    assert actions(room.tick(16_000)) == []
    assert actions(room.hear(arrived(Ping(1, START), 17_000))) == ["condition_cleared"]
    assert room.desk.links()[0].state == "up"


def test_that_a_device_never_heard_is_unknown_and_a_stopped_one_is_not_silent_r_alm_17() -> None:
    room = Transcript()
    room.hear(arrived(Ping(1, START)), arrived(Bye("maintenance"), 10))
    room.tick(100_000)
    assert [link.state for link in room.desk.links()] == ["stopped", "unknown"]
    assert room.types() == []


def test_that_a_device_which_died_while_the_engine_was_away_is_missed_after_a_restart() -> None:
    room = Transcript()
    room.hear(arrived(Ping(1, START)))
    restored = Restored(1, 1, (), (), room.desk.links())
    again = Transcript(restored=restored)
    again.tick(1_000)
    assert again.tick(31_000).changes == ()
    assert "raised" in actions(again.tick(31_001))


def test_that_a_revoked_device_is_not_missed_and_no_longer_heard() -> None:
    room = Transcript()
    room.hear(arrived(Ping(1, START)))
    room.desk.set_devices([device(revoked=True)])
    room.tick(200)
    assert room.desk.links()[0].state == "stopped"
    assert kinds(room.hear(arrived(event(1), 300))) == []
    assert room.tick(100_000).changes == ()


def test_that_a_ping_is_answered_and_a_wrong_clock_alerts_and_clears() -> None:
    room = Transcript()
    slow = START - timedelta(seconds=90)
    assert answers(room.hear(arrived(Ping(5, slow)))) == [Pong(5, START)]
    room.hear(arrived(Ping(6, slow)))
    room.tick(200)
    assert room.types() == ["device.clock"]
    assert room.desk.links()[0].skew_s == -90
    room.hear(*(arrived(Ping(n, START)) for n in range(16)))
    room.tick(400)
    assert room.desk.alerts()[0].condition is Condition.CLEARED


def test_that_a_hole_draws_a_resend_and_then_a_message_loss_alert_r_msg_05() -> None:
    room = Transcript()
    room.hear(arrived(event(1)), arrived(event(4)))
    assert answers(room.tick(4_900)) == []
    assert answers(room.tick(5_000)) == [Resend(1, 2, 3)]
    room.hear(arrived(Ping(1, START), 59_000))
    decision = room.tick(60_000)
    changes = [c for c in decision.changes if isinstance(c, AlertChanged)]
    (change,) = [c for c in changes if c.action == "raised"]
    assert (change.alert.type, change.alert.subject) == ("device.message_loss", "bell-1")
    assert "2 to 3" in change.text
    assert answers(room.hear(arrived(event(2)), arrived(event(3)))) == [Receipt(1, 4, ())]


def fix(at: int, lat: float = 37.5, lon: float = 127.0) -> PositionReport:
    return PositionReport("team-1", START + timedelta(seconds=at), lat, lon)


def test_that_the_newest_position_wins_and_bad_ones_are_counted() -> None:
    room = Transcript()
    reports = (fix(5), fix(4), fix(6, 0, 0), fix(7, 91), fix(8, 37.6))
    decision = room.hear(arrived(State("bell-1", START, reports)))
    assert [position.place.lat for position in decision.positions] == [37.6]
    assert room.desk.counters()["positions_left_out"] == 3


def test_that_a_fix_from_the_future_does_not_stand_for_ever() -> None:
    room = Transcript()
    room.hear(arrived(State("bell-1", START, (fix(1_000_000), fix(1, 37.6)))))
    assert room.desk.positions()[0].place.lat == 37.6


def test_that_a_rollback_leaves_the_desk_as_before() -> None:
    room = Transcript()
    batch: list[Input] = [arrived(event(1)), Tick(START, 1), command(1, 1, "claim")]
    first = room.desk.handle(batch)
    room.desk.rollback(first)
    assert room.desk.alerts() == ()
    assert "events" not in room.desk.counters()
    assert room.hear(*batch) == first


def test_that_only_one_decision_is_open_at_a_time() -> None:
    room = Transcript()
    room.desk.handle([arrived(event(1))])
    with pytest.raises(ProgrammingFault):
        room.desk.handle([arrived(event(2))])


def test_that_a_command_happens_once_and_is_answered_each_time() -> None:
    room = Transcript()
    room.hear(arrived(event(1)), Tick(START, 1))
    note = command(1, 1, "note", text="called back")
    first, second = room.hear(note), room.hear(note)
    assert kinds(first) == [AlertChanged, CommandAnswered]
    assert second.changes == ()
    assert first.results == second.results
    assert len(room.desk.alerts()[0].notes) == 1


def test_that_an_acknowledgement_issued_before_a_newer_fact_does_not_hide_it() -> None:
    room = Transcript()
    room.hear(crowd(1, "active"), crowd(2, "active"), Tick(START, 1))
    decision = room.hear(command(1, 1, "acknowledge", facts=1))
    assert decision.results[0].accepted
    assert "new" in decision.results[0].reason
    assert room.desk.alerts()[0].attention is Attention.UNACKNOWLEDGED


def test_that_an_action_kept_while_the_link_was_down_does_not_hide_what_came_meanwhile() -> None:
    room = Transcript()
    room.hear(crowd(1, "active"), arrived(event(2, type="analytics.crowd"), 60_000))
    issued = START + timedelta(seconds=30)
    late = room.hear(
        command(1, 1, "acknowledge", issued=issued),
        command(2, 1, "close", issued=issued, disposition="true"),
    )
    assert [each.accepted for each in late.results] == [True, False]
    assert room.desk.alerts()[0].attention is Attention.UNACKNOWLEDGED


def test_that_commands_for_closed_or_unknown_alerts_are_refused_in_words() -> None:
    room = Transcript()
    room.hear(arrived(event(1)), Tick(START, 1))
    room.hear(command(1, 1, "close", disposition="false_nuisance", text="cat"))
    refused = room.hear(command(2, 1, "claim"), command(3, 99, "claim")).results
    assert [each.accepted for each in refused] == [False, False]
    assert "closed by kim" in refused[0].reason
    assert "99" in refused[1].reason


def test_that_open_alerts_go_on_after_a_restart() -> None:
    room = Transcript()
    room.hear(crowd(1, "active"), arrived(event(2)))
    alerts: tuple[Alert, ...] = room.desk.alerts()
    again = Transcript(restored=Restored(2, 3, alerts, (SessionRow("bell-1", 1, 2),)))
    decision = again.hear(crowd(3, "cleared"), arrived(event(4)))
    assert actions(decision) == ["condition_cleared", "raised"]
    assert [alert.number for alert in again.desk.alerts()] == [1, 2, 3]
