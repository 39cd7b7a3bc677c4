"""Which events of a device are on their way and which leave now (R-MSG-04). Pure.

At most 256 unreceipted in flight, resent after 1 s doubling to 32 s, life-safety first. Knows keys
and turns, never the disk or the link; `content` is whatever its owner needs to find an event again.
Time is an argument, in milliseconds of a clock that never steps. One thread.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Generic, TypeVar

WINDOW = 256
LIFE_ROOM = 32
"""Places in the window that only life-safety may take: an SOS never waits behind a full one."""
MOST_AHEAD = 128
"""Life-safety events of one boot sent before their turn: a hole each, and engines took 256."""
FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 32_000

LIFE_TYPES = frozenset(
    {
        "sos.app", "sos.watch", "bell.pressed", "shelter.button", "shelter.offhook", "duress",
        "wearable.fall", "analytics.fall", "analytics.fight", "analytics.fire", "order.violation",
        "checkin.missed",
    }
)  # fmt: skip

Key = tuple[int, int]
T = TypeVar("T")


@dataclass(slots=True)
class Flight(Generic[T]):
    """One unreceipted event. `due_ms` is when it leaves again, None while it waits its turn."""

    boot: int
    sequence: int
    life: bool
    content: T
    due_ms: int | None = None
    wait_ms: int = FIRST_WAIT_MS
    ever_sent: bool = False

    @property
    def key(self) -> Key:
        """Boot and sequence."""
        return self.boot, self.sequence


@dataclass(slots=True)
class _Lane(Generic[T]):
    """One boot: what waits, rising, and the life-safety numbers that went before their turn."""

    waiting: dict[int, Flight[T]] = field(default_factory=dict)
    ahead: set[int] = field(default_factory=set)

    @property
    def lowest(self) -> int:
        return next(iter(self.waiting), 0)


class Outbox(Generic[T]):
    """All unreceipted events of one device. Numbers of a boot must be added rising."""

    def __init__(self) -> None:
        self._lanes: dict[int, _Lane[T]] = {}
        self._life: dict[Key, Flight[T]] = {}
        self._plain: dict[Key, Flight[T]] = {}
        self._flying: dict[Key, Flight[T]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def flying(self) -> int:
        """How many are on their way, without receipt."""
        return len(self._flying)

    def waiting(self) -> Iterator[Flight[T]]:
        """Every unreceipted event, boot by boot in rising order."""
        for lane in self._lanes.values():
            yield from lane.waiting.values()

    def add(self, boot: int, sequence: int, content: T, *, life: bool) -> Flight[T]:
        """A new event, to be sent."""
        flight = Flight(boot, sequence, life, content)
        self._lanes.setdefault(boot, _Lane()).waiting[sequence] = flight
        (self._life if life else self._plain)[flight.key] = flight
        self._size += 1
        return flight

    def due(self, now_ms: int) -> Sequence[Flight[T]]:
        """What has to leave now: life-safety first, then repeats, then the rest in its order."""
        again = [each for each in self._flying.values() if _is_due(each, now_ms)]
        room = WINDOW - len(self._flying)
        urgent = self._urgent(room) if self._life else []
        room -= len(urgent) + LIFE_ROOM
        rest = list(islice(self._plain.values(), max(0, room)))
        if not again:
            return [*urgent, *rest]
        lively = [each for each in again if each.life]
        return [*lively, *urgent, *(each for each in again if not each.life), *rest]

    def left(self, flight: Flight[T], now_ms: int) -> bool:
        """Note a sending; True for the first one since this outbox was made."""
        if flight.due_ms is not None:
            flight.wait_ms = min(LONGEST_WAIT_MS, flight.wait_ms * 2)
        elif flight.life:
            self._lanes[flight.boot].ahead.add(flight.sequence)
        flight.due_ms = now_ms + flight.wait_ms
        (self._life if flight.life else self._plain).pop(flight.key, None)
        self._flying[flight.key] = flight
        first = not flight.ever_sent
        flight.ever_sent = True
        return first

    def settle(self, boot: int, stored: int, also: Iterable[int] = ()) -> list[Flight[T]]:
        """Everything receipted: up to `stored` of the boot, and each of `also`."""
        lane = self._lanes.get(boot)
        if lane is None:
            return []
        done = _up_to(lane.waiting, stored)
        done += [number for number in also if number > stored and number in lane.waiting]
        return [flight for number in done if (flight := self.drop(boot, number)) is not None]

    def drop(self, boot: int, sequence: int) -> Flight[T] | None:
        """Take one event out: receipted, rejected or given up."""
        lane = self._lanes.get(boot)
        flight = lane.waiting.pop(sequence, None) if lane else None
        if lane is None or flight is None:
            return None
        for place in (self._flying, self._life, self._plain):
            place.pop(flight.key, None)
        self._size -= 1
        if not lane.waiting:
            del self._lanes[boot]
        elif lane.ahead:
            lane.ahead = {number for number in lane.ahead if number > lane.lowest}
        return flight

    def again(self, boot: int, first: int, last: int) -> None:
        """The engine asked for a range: what is on its way of it leaves once more, at once."""
        for flight in self._flying.values():
            if flight.boot == boot and first <= flight.sequence <= last:
                flight.due_ms, flight.wait_ms = 0, FIRST_WAIT_MS // 2

    def all_again(self) -> None:
        """A new connection: nothing is on its way any more."""
        for flight in self._flying.values():
            flight.due_ms, flight.wait_ms = None, FIRST_WAIT_MS
            (self._life if flight.life else self._plain)[flight.key] = flight
        self._flying.clear()
        self._life = dict(sorted(self._life.items()))
        self._plain = dict(sorted(self._plain.items()))
        for lane in self._lanes.values():
            lane.ahead.clear()

    def oldest_dispensable(self) -> Flight[T] | None:
        """What to give up when the spool is full: the oldest that is not life-safety."""
        candidates = chain(self._plain.values(), self._flying.values())
        return next((flight for flight in candidates if not flight.life), None)

    def _urgent(self, room: int) -> list[Flight[T]]:
        """Life-safety events that may leave; each before its turn makes a hole at the engine."""
        chosen: list[Flight[T]] = []
        free = {boot: MOST_AHEAD - len(lane.ahead) for boot, lane in self._lanes.items()}
        for flight in islice(self._life.values(), WINDOW * 2):
            if len(chosen) >= room:
                break
            in_turn = flight.sequence == self._lanes[flight.boot].lowest
            if in_turn or free[flight.boot] > 0:
                free[flight.boot] -= 1
                chosen.append(flight)
        return chosen


def _is_due(flight: Flight[T], now_ms: int) -> bool:
    return flight.due_ms is not None and flight.due_ms <= now_ms


def _up_to(waiting: dict[int, Flight[T]], stored: int) -> list[int]:
    done: list[int] = []
    for number in waiting:
        if number > stored:
            break
        done.append(number)
    return done
