"""Nonsense is looked at when its turn comes, sense at once (R-IF-04, R-MSG-07)."""

from console.ports.door import Frames
from console.ports.messages import MessageArrived
from console.services.catalogue import read_catalogue
from console.services.engine.inbox import Inbox
from console.services.engine.intake import (
    CROWDED,
    MOST_LOOKS,
    PLENTY,
    WARIEST_TAKE,
    WARY_TAKE,
    Intake,
)
from console.wire.codec import encode_device
from console.wire.sep1 import Event
from tests.support.engine_doubles import MemoryDoor, SetClock, event


def intake() -> Intake:
    return Intake(Inbox(read_catalogue()), SetClock())


def nonsense(number: int, name: str = "evil") -> Frames:
    return Frames(name.encode(), name, (b"SEP1", b"EVENT", b"{%d nonsense" % number))


def escaped() -> Frames:
    """An event that has sense, but only a long look can tell: an escape stands for a colon."""
    version, kind, body = encode_device(event(1))
    return Frames(b"bell-1", "bell-1", (version, kind, body[:-1] + b',"more":"a\\u003ab"}'))


def taken(from_: Intake) -> list[MessageArrived]:
    return [each for each in from_.take(256) if isinstance(each, MessageArrived)]


def test_that_a_few_senseless_messages_are_read_at_once_and_more_when_their_turn_comes() -> None:
    door = intake()
    count = MOST_LOOKS + 20
    assert door.put([nonsense(number) for number in range(count)]) == count
    assert door.unread == 20
    found: list[MessageArrived] = []
    while batch := taken(door):
        found += batch
    assert [each.raw for each in found] == [b"{%d nonsense" % number for number in range(count)]
    assert {each.code for each in found} == {"malformed"}
    assert all(each.message is None and each.reason for each in found)


def test_that_sense_is_found_at_once_in_a_flood_of_nonsense() -> None:
    door = intake()
    door.put([nonsense(number, "bell-1") for number in range(1_000)])
    sos = Frames(b"bell-1", "bell-1", encode_device(event(7)))
    assert door.put([sos]) == 0
    first = taken(door)[0].message
    assert isinstance(first, Event)
    assert first.sequence == 7


def test_that_sense_that_needs_a_long_look_is_not_lost_either() -> None:
    door = intake()
    door.put([nonsense(number, "bell-1") for number in range(MOST_LOOKS)])
    door.put([escaped()])
    assert door.unread == 1
    found: list[MessageArrived] = []
    while batch := taken(door):
        found += batch
    assert isinstance(found[-1].message, Event)


def test_that_each_device_has_looks_of_its_own_and_gets_new_ones() -> None:
    clock = SetClock()
    door = Intake(Inbox(read_catalogue()), clock)
    door.put([nonsense(number) for number in range(MOST_LOOKS + 1)])
    door.put([nonsense(0, "other")])
    assert door.unread == 1
    clock.ms += 1_000
    door.put([nonsense(0)])
    assert door.unread == 1


def test_that_a_flood_of_nonsense_makes_it_wary_and_sense_ends_that() -> None:
    through, door = intake(), MemoryDoor()
    door.inward = [nonsense(number) for number in range(100)]
    assert not through.take_in(door, 64)
    assert through.is_wary
    assert len(door.inward) == 36
    through.take_in(door, 64)
    assert len(door.inward) == 36 - WARY_TAKE
    sense = [Frames(b"cam-1", "cam-1", encode_device(event(1, source="cam-1")))] * WARY_TAKE
    door.inward = [*sense, *door.inward]
    assert through.take_in(door, 64)
    assert not through.is_wary


def test_that_a_crowded_lane_makes_it_warier() -> None:
    through, door = intake(), MemoryDoor()
    through.put([nonsense(number) for number in range(CROWDED)])
    door.inward = [nonsense(number) for number in range(200)]
    through.take_in(door, 64)
    before = len(door.inward)
    through.take_in(door, 64)
    assert before - len(door.inward) == WARIEST_TAKE


def test_that_nonsense_in_waiting_is_no_reason_to_leave_the_door_alone() -> None:
    """R-MSG-07: a flood of it would cost everybody else 40 ms."""
    door = intake()
    door.put([nonsense(number) for number in range(2 * PLENTY)])
    assert not door.can_wait(0)
    sense = [encode_device(event(number)) for number in range(1, PLENTY + 1)]
    door.put([Frames(b"bell-1", "bell-1", frames) for frames in sense])
    assert door.can_wait(0)
