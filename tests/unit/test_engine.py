"""The engine's loop against a store and doors in memory: law 1, faults, back-pressure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from console.domain.alerts.alert import Attention
from console.ports.door import Frames
from console.ports.messages import Committed, Decision, EventStored, QueueDelta, QueueSnapshot
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.engine import BATCH, Engine
from console.services.engine.inbox import MOST_WAITING
from console.services.engine.intake import LOOK_MS, PLENTY
from console.wire.seat import encode_seat
from console.wire.seat_values import (
    CommandResult,
    SeatHello,
    SeatMessage,
    SeatPing,
    SeatPong,
    SeatWelcome,
    SnapshotWanted,
)
from console.wire.sep1 import Hello, Ping, Pong, PositionReport, Receipt, Reject, State, Welcome
from tests.support.engine_doubles import (
    START,
    STORE_FAULT,
    MemoryDoors,
    MemoryStore,
    SetClock,
    command,
    device,
    event,
    frames,
)

SEAT = b"seat-a"


class Room:
    """One engine in memory; `restart` loses all but the store."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store = store or MemoryStore([device(), device("cam-1")])
        self.clock = SetClock()
        self.restart()

    def restart(self) -> None:
        self.doors = MemoryDoors(self.clock)
        desk = Desk(read_catalogue())
        self.engine = Engine(desk, self.store, self.doors, self.clock, "engine-1")
        self.engine.start()

    def hear(self, *messages: Frames) -> list[object]:
        self.doors.edge.inward.extend(messages)
        self.engine.step()
        return list(self.doors.edge.take_engine_messages())

    def say(self, *messages: SeatMessage) -> list[object]:
        for message in messages:
            self.doors.seats.inward.append(Frames(SEAT, "A", encode_seat(message)))
        self.engine.step()
        return list(self.doors.seats.take_news(SEAT))

    def pass_ms(self, ms: int) -> None:
        end = self.clock.ms + ms
        while self.clock.ms < end:
            before = self.clock.ms
            self.engine.step()
            self.clock.ms = max(self.clock.ms, before + 50)


def test_that_an_event_is_receipted_after_its_commit_r_msg_03() -> None:
    room = Room()
    answers = room.hear(frames(Hello("bell-1", 1, START)), frames(event(1)), frames(event(2)))
    assert [type(each) for each in answers] == [Welcome, Receipt]
    assert answers[1] == Receipt(1, 2, ())
    assert [row.event.sequence for row in room.store.events()] == [1, 2]
    assert all(row.alert for row in room.store.events())


def test_that_a_store_fault_draws_no_receipt_and_the_event_is_kept_for_later() -> None:
    room = Room()
    room.store.fault = STORE_FAULT
    assert room.hear(frames(event(1)), frames(Ping(7, START))) == [Pong(7, room.clock.now())]
    assert room.engine.counters()["store_fault"] == 1
    room.store.fault = None
    room.pass_ms(500)
    assert Receipt(1, 1, ()) in room.doors.edge.take_engine_messages()
    assert len(room.store.events()) == 1
    assert room.engine.counters()["store_fault"] == 0


def test_that_pings_are_answered_and_positions_shown_while_the_store_is_away() -> None:
    room = Room()
    room.say(SeatHello("A", "kim"))
    room.store.fault = STORE_FAULT
    room.hear(frames(event(1)))
    fix = PositionReport("team-1", START, 37.5, 127.0)
    answers = room.hear(frames(Ping(9, START)), frames(State("bell-1", START, (fix,))))
    assert [type(each) for each in answers] == [Pong]
    room.pass_ms(250)
    shown = [n for n in room.doors.seats.take_news(SEAT) if isinstance(n, QueueDelta)]
    assert any(p.unit == "team-1" for delta in shown for p in delta.positions)
    assert not any(delta.alerts for delta in shown)
    assert shown[-1].counters["store_fault"] == 1


def test_that_a_crash_before_the_commit_loses_nothing_the_device_was_promised() -> None:
    room = Room()
    assert Receipt(1, 1, ()) in room.hear(frames(event(1)))
    room.doors.edge.inward.append(frames(event(2)))
    room.restart()
    answers = room.hear(frames(Hello("bell-1", 1, START)), frames(event(1)), frames(event(2)))
    assert Receipt(1, 2, ()) in answers
    assert [row.event.sequence for row in room.store.events()] == [1, 2]


def test_that_a_repeat_gets_a_receipt_but_no_second_row() -> None:
    room = Room()
    room.hear(frames(event(1)))
    assert room.hear(frames(event(1))) == [Receipt(1, 1, ())]
    assert len(room.store.events()) == 1
    assert room.engine.counters()["duplicates"] == 1


def test_that_life_safety_is_served_first_when_the_door_is_full_r_msg_07() -> None:
    room = Room()
    flood = [
        frames(event(n, source="cam-1", type="analytics.loitering", subject=str(n)), "cam-1")
        for n in range(1, 1_001)
    ]
    room.hear(*flood, frames(event(1)))
    assert "bell.pressed" in [row.event.type for row in room.store.events()]
    assert len(room.store.events()) < 1_000
    for _ in range(10):
        room.engine.step()
    assert len(room.store.events()) == 1_001


def test_that_a_seat_gets_a_snapshot_and_then_deltas_without_a_hole() -> None:
    room = Room()
    room.hear(frames(event(1)))
    welcome, snapshot, *_ = room.say(SeatHello("liar", "kim"))
    assert isinstance(welcome, SeatWelcome)
    assert welcome.seat == "A"
    assert isinstance(snapshot, QueueSnapshot)
    assert [alert.type for alert in snapshot.alerts] == ["bell.pressed"]
    room.hear(frames(event(2)))
    room.hear(frames(event(3)))
    deltas = [n for n in room.doors.seats.take_news(SEAT) if isinstance(n, QueueDelta)]
    revisions = [snapshot.revision, *(delta.revision for delta in deltas)]
    assert [delta.previous for delta in deltas] == revisions[:-1]
    assert len(deltas) == 2


def test_that_a_command_is_answered_and_the_change_shown_to_the_seat() -> None:
    room = Room()
    room.hear(frames(event(1)))
    room.say(SeatHello("A", "kim"))
    news = room.say(replace(command(1, 1, "acknowledge"), seat="somebody-else"))
    assert CommandResult("c1", "A", True) in news
    deltas = [each for each in news if isinstance(each, QueueDelta)]
    assert deltas[0].alerts[0].attention is Attention.ACKNOWLEDGED


def test_that_a_repeated_command_gets_the_same_answer_after_a_restart() -> None:
    room = Room()
    room.hear(frames(event(1)))
    room.say(SeatHello("A", "kim"), command(1, 1, "claim"))
    room.restart()
    news = room.say(SeatHello("A", "kim"), command(1, 1, "claim"))
    assert CommandResult("c1", "A", True) in news
    news = room.say(command(2, 1, "claim", operator="lee"))
    refused = next(each for each in news if isinstance(each, CommandResult))
    assert not refused.accepted
    assert "kim" in refused.reason


def test_that_a_seat_which_does_not_read_gets_a_new_snapshot_when_it_pings_again() -> None:
    room = Room()
    room.say(SeatHello("A", "kim"))
    room.doors.seats.deaf.add(SEAT)
    room.hear(frames(event(1)))
    room.hear(frames(event(2)))
    room.doors.seats.deaf.clear()
    room.clock.ms += 600
    news = room.say(SeatPing(5))
    assert [type(each) for each in news][:2] == [SeatPong, QueueSnapshot]
    snapshot = news[1]
    assert isinstance(snapshot, QueueSnapshot)
    assert len(snapshot.alerts) == 2


def test_that_a_seat_may_ask_for_a_snapshot_and_is_refused_before_its_hello() -> None:
    room = Room()
    assert "hello" in str(room.say(SnapshotWanted()))
    room.say(SeatHello("A", "kim"))
    assert any(isinstance(each, QueueSnapshot) for each in room.say(SnapshotWanted()))


def test_that_an_unregistered_device_is_refused_and_nothing_is_stored() -> None:
    room = Room()
    answers = room.hear(frames(event(1, source="ghost"), "ghost"))
    assert [type(each) for each in answers] == [Reject]
    assert not room.store.events()


def test_that_hostile_frames_draw_a_reject_and_are_quarantined_once_r_if_04() -> None:
    room = Room()
    bad = Frames(b"r-bell-1", "bell-1", (b"SEP1", b"EVENT", b'{"boot":1,"sequence":1}'))
    first = room.hear(bad)
    assert isinstance(first[0], Reject)
    assert (first[0].code, first[0].boot, first[0].sequence) == ("malformed", 1, 1)
    room.hear(bad)
    assert len(room.store.quarantined()) == 1
    assert Receipt(1, 2, ()) in room.hear(frames(event(2)))


def test_that_positions_alone_need_no_transaction_and_leave_at_most_five_times_a_second() -> None:
    room = Room()
    room.hear(frames(Ping(1, START)))
    room.say(SeatHello("A", "kim"))
    commits = len(room.store.decisions)
    for n in range(20):
        fix = PositionReport("team-1", START.replace(second=n + 1), 37.5, 127.0 + n / 1000)
        room.clock.ms += 50
        room.hear(frames(State("bell-1", START, (fix,))))
    deltas = [n for n in room.doors.seats.take_news(SEAT) if isinstance(n, QueueDelta)]
    with_positions = [delta for delta in deltas if delta.positions]
    assert len(room.store.decisions) == commits
    assert 4 <= len(with_positions) <= 6


def test_that_one_input_that_breaks_the_rules_does_not_take_the_others_with_it() -> None:
    class Picky(MemoryStore):
        def commit(
            self, decision: Decision, at: datetime, meanwhile: Callable[[], bool] | None = None
        ) -> Committed:
            for change in decision.changes:
                if isinstance(change, EventStored) and change.event.sequence == 2:
                    raise ValueError("a bug")
            return super().commit(decision, at, meanwhile)

    room = Room(Picky([device()]))
    answers = room.hear(frames(event(1)), frames(event(2)), frames(event(3)))
    assert [row.event.sequence for row in room.store.events()] == [1, 3]
    assert Receipt(1, 1, (3,)) in answers
    assert room.engine.counters()["faults"] == 2  # by its rules, and plainly


def test_that_a_device_enrolled_while_the_engine_runs_is_heard_within_a_second() -> None:
    room = Room()
    room.store.registry.append(device("new-1"))
    room.pass_ms(1_100)
    assert Receipt(1, 1, ()) in room.hear(frames(event(1, source="new-1"), "new-1"))


def test_that_a_snapshot_holds_what_waits_and_no_later_delta_repeats_it() -> None:
    room = Room()
    room.hear(frames(Ping(1, START)))
    room.say(SeatHello("A", "kim"))
    fix = PositionReport("team-1", START, 37.5, 127.0)
    room.hear(frames(State("bell-1", START, (fix,))))
    news = room.say(SnapshotWanted())
    snapshot = next(each for each in news if isinstance(each, QueueSnapshot))
    assert [position.unit for position in snapshot.positions] == ["team-1"]
    room.pass_ms(400)
    later = [n for n in room.doors.seats.take_news(SEAT) if isinstance(n, QueueDelta)]
    assert not any(delta.positions for delta in later)


def test_that_a_full_inbox_withholds_ordinary_events_and_never_life_safety() -> None:
    room = Room()
    room.store.fault = STORE_FAULT
    flood = [
        frames(event(n, source="cam-1", type="analytics.loitering"), "cam-1")
        for n in range(1, MOST_WAITING + 353)
    ]
    for start in range(0, len(flood), 200):
        room.hear(*flood[start : start + 200])
    room.hear(frames(event(1)))
    assert room.engine.counters()["withheld_full"] == 352
    room.store.fault = None
    room.pass_ms(9_000)
    assert Receipt(1, 1, ()) in room.doors.edge.take_engine_messages()
    assert len(room.store.events()) == MOST_WAITING + 1
    room.hear(*flood[-352:])
    room.pass_ms(500)
    assert len(room.store.events()) == MOST_WAITING + 353


def test_that_in_a_storm_the_door_is_read_while_the_disk_works_and_soon_again_r_msg_07() -> None:
    room = Room()
    storm = [event(n, source="cam-1", type="analytics.loitering") for n in range(1, 3 * BATCH)]
    room.hear(*(frames(each, "cam-1") for each in storm), frames(event(1)))
    assert room.engine.counters()["waiting"] >= PLENTY
    room.doors.edge.inward.append(frames(event(2)))
    room.engine.step()
    assert room.doors.edge.inward, "not asked for while so many wait"
    room.hear(*(frames(each, "cam-1") for each in storm))
    room.clock.ms += LOOK_MS
    room.engine.step()
    assert not room.doors.edge.inward
    urgent = [row.event.sequence for row in room.store.events() if row.device == "bell-1"]
    assert urgent == [1, 2]
