"""The frame of the field work: time that never jumps, deadlines, kinds unknown, news to seats."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from console.domain.alerts.lifecycle import Refused
from console.domain.errors import ProgrammingFault
from console.domain.field.record import FieldRecord, field_key, field_subject
from console.ports.messages import Command, Decision, FieldChanged, FieldPersonal, Tick
from console.ports.store import Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.outbox import Outbox
from console.services.field.book import FieldAct, FieldBook, FieldKind, FieldRoom
from console.services.field.clock import NEAR, ClockAnchor, SteadyTime
from console.services.seat import SeatReplica
from console.wire.seat import decode_engine, decode_seat, encode_engine, encode_seat
from console.wire.seat_values import QueueDelta, QueueSnapshot
from tests.support.engine_doubles import START, MemoryDoor

HOUR = timedelta(hours=1)


# --- time -----------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(-7_200, 7_200)), min_size=1, max_size=30)
)
def test_that_time_goes_on_by_the_monotonic_clock_whatever_the_wall_clock_says(
    steps: list[tuple[int, int]],
) -> None:
    clock, mono, drift = SteadyTime(), 0, 0.0
    clock.take(START, 0)
    for passed_ms, wrong_s in steps:
        mono += passed_ms
        before = clock.now
        now = clock.take(START + timedelta(milliseconds=mono, seconds=wrong_s), mono)
        assert now >= before - NEAR
        drift += NEAR.total_seconds()
        steady = START + timedelta(milliseconds=mono)
        assert abs((now - steady).total_seconds()) <= drift


@pytest.mark.parametrize("step", [HOUR, -HOUR])
def test_that_a_stepped_wall_clock_is_told_and_accepted_by_word_only(step: timedelta) -> None:
    clock = SteadyTime()
    clock.take(START, 0)
    now = clock.take(START + timedelta(seconds=60) + step, 60_000)
    assert (now, clock.offset) == (START + timedelta(seconds=60), step)
    clock.accept()
    later = clock.take(START + timedelta(seconds=61) + step, 61_000)
    assert (later, clock.offset) == (START + timedelta(seconds=61) + step, timedelta())


def test_that_another_run_counts_on_from_the_anchor() -> None:
    clock = SteadyTime()
    clock.resume(ClockAnchor("boot", START, 1_000))
    assert clock.take(START + timedelta(seconds=99) + HOUR, 100_000) == START + timedelta(
        seconds=99
    )
    fresh = SteadyTime()
    fresh.resume(ClockAnchor("boot", START, 1_000))
    # Between two runs a clock may be put right by some seconds.
    slewed = START + timedelta(seconds=109)
    assert fresh.take(slewed, 100_000) == slewed
    assert not fresh.offset


# --- a kind of the test's own ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Egg:
    """Boils until `done`."""

    done: datetime | None
    turns: int = 0


class Eggs(FieldKind[Egg]):
    """Act `boil`. With `stuck` its deadline never moves."""

    name = "egg"
    value = Egg

    def __init__(self, *, stuck: bool = False) -> None:
        self.stuck = stuck

    @override
    def state(self, value: Egg) -> str:
        return "boiling" if value.done else "done"

    @override
    def is_open(self, value: Egg) -> bool:
        return True

    @override
    def deadline(self, value: Egg) -> datetime | None:
        return value.done

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "break":
            room.put("egg", "1", "no egg", "broken", act.by)
        record = room.new_id("egg")
        egg = Egg(room.now + timedelta(minutes=3))
        room.put("egg", record, egg, "boiled", act.by, personal="of a brown hen")
        return record

    @override
    def expire(self, record: str, value: Egg, room: FieldRoom) -> None:
        done = value.done if self.stuck else None
        room.put("egg", record, Egg(done, value.turns + 1), "ready", "engine")
        room.report("unit.stale", f"egg:{record}", "active", "The egg is ready.")


def desk_of(kind: Eggs | None = None, restored: Restored | None = None) -> Desk:
    desk = Desk(read_catalogue(), FieldBook([kind or Eggs()]))
    desk.restore(restored or Restored(0, 1, (), ()), ())
    desk.committed(desk.handle([Tick(START, 0)]))
    return desk


def boil(number: int = 1, act: str = "boil") -> Command:
    return Command(f"c{number}", "A", "kim", "field", 0, START, subject="egg:", choice=act)


def at(seconds: float) -> Tick:
    return Tick(START + timedelta(seconds=seconds), round(seconds * 1_000))


def changed(decision: Decision) -> list[FieldChanged]:
    return [each for each in decision.changes if isinstance(each, FieldChanged)]


def test_that_what_was_rolled_back_never_was_and_is_made_up_for() -> None:
    desk = desk_of()
    first = desk.handle([boil()])
    desk.rollback(first)
    assert desk.fields() == ()
    again = desk.handle([boil()])
    assert [each.record.id for each in changed(again)] == ["1"]
    desk.committed(again)
    due = desk.handle([at(180)])
    assert len(changed(due)) == 1
    desk.rollback(due)
    once_more = desk.handle([at(181)])
    assert [each.action for each in changed(once_more)] == ["ready"]


def test_that_a_kind_that_never_moves_its_deadline_holds_nobody_up() -> None:
    desk = desk_of(Eggs(stuck=True))
    desk.committed(desk.handle([boil()]))
    desk.committed(desk.handle([at(180)]))
    assert desk.counters()["field_deadlines_stuck"] == 1
    quiet = desk.handle([at(200)])
    assert changed(quiet) == []


def test_that_a_kind_cannot_write_what_is_not_its_own() -> None:
    desk = desk_of()
    with pytest.raises(ProgrammingFault, match="cannot hold a str"):
        desk.handle([boil(act="break")])
    desk.committed(desk.handle([boil(2)]))  # the desk is as it was before


def test_that_numbers_and_people_go_on_after_a_restart() -> None:
    desk = desk_of()
    (change,) = changed(desk.handle([boil()]))
    restored = Restored(
        1, 1, (), (), fields=(change.record,), personals={change.record.key: "of a brown hen"},
        field_numbers={"egg": 7},
    )  # fmt: skip
    again = desk_of(restored=restored)
    (made,) = changed(again.handle([boil(2)]))
    assert made.record.id == "8"


def test_that_a_record_of_an_unknown_kind_is_kept_and_shown_and_not_touched() -> None:
    strange = FieldRecord("dragon", "1", "asleep", True, START, '{"x":1}', START)
    broken = FieldRecord("egg", "2", "boiling", True, START, '{"done":5}', START)
    desk = desk_of(restored=Restored(0, 1, (), (), fields=(strange, broken)))
    assert set(desk.fields()) == {strange, broken}
    assert desk.counters()["field_unreadable"] == 2
    assert changed(desk.handle([at(10_000)])) == []


# --- to the seats and back ------------------------------------------------------------------------


RECORD = FieldRecord("egg", "1", "boiling", True, START, "{}", START + HOUR)


def test_that_seats_get_records_in_the_snapshot_and_in_deltas() -> None:
    desk, door = desk_of(), MemoryDoor()
    desk.committed(desk.handle([boil()]))
    outbox = Outbox(door, desk, "e", dict)
    outbox.welcome(b"r", "A", START, 0)
    _, snapshot = door.take_news(b"r")
    assert isinstance(snapshot, QueueSnapshot)
    assert [each.key for each in snapshot.fields] == [("egg", "1")]
    later = desk.handle([at(180)])
    desk.committed(later)
    outbox.take(replace(later, gone_units=("phone",)))
    outbox.publish(START, 1_000)
    (delta,) = door.take_news(b"r")
    assert isinstance(delta, QueueDelta)
    assert ([each.state for each in delta.fields], delta.gone_units) == (["done"], ("phone",))


def test_that_only_the_seat_that_asked_is_told_about_people() -> None:
    desk, door = desk_of(), MemoryDoor()
    outbox = Outbox(door, desk, "e", dict)
    for routing, seat in ((b"a", "A"), (b"b", "B")):
        outbox.welcome(routing, seat, START, 0)
    door.outward.clear()
    outbox.tell(FieldPersonal("c1", "A", "egg", "1", "of a brown hen", START))
    assert [routing for routing, _ in door.outward] == [b"a"]


def test_that_a_replica_merges_records_and_forgets_units_that_have_to_go() -> None:
    replica = SeatReplica()
    replica.apply_snapshot(QueueSnapshot(1, "e", START, fields=(RECORD,)))
    replica.apply_delta(QueueDelta(1, 2, START, fields=(replace(RECORD, state="done"),)))
    replica.apply_delta(QueueDelta(2, 3, START, gone_units=("phone",)))
    news = replica.take()
    assert news is not None
    assert [each.state for each in news.fields] == ["done"]
    assert news.gone_units == ("phone",)
    assert replica.take() is None


def test_that_what_is_filled_in_crosses_the_link_and_is_bounded() -> None:
    command = replace(boil(), content='{"a":1}')
    assert decode_seat(encode_seat(command)) == command
    long = replace(boil(), content="x" * 16_001)
    assert "content is longer" in getattr(decode_seat(encode_seat(long)), "reason", "")
    personal = FieldPersonal("c1", "A", "egg", "1", "{}", START)
    assert decode_engine(encode_engine(personal)) == personal


@pytest.mark.parametrize("text", ["", "egg", ":1", "egg:1", "egg:", "a:b:c"])
def test_that_a_subject_names_a_record_or_none(text: str) -> None:
    key = field_key(text)
    assert (key is not None) == (text not in {"", "egg", ":1"})
    if key is not None:
        assert field_subject(*key) == text
