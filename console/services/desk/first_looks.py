"""What seats say they showed, announced and opened, until it is on record. Engine thread; no I/O.

May be lost: the times are figures about the console, not about the world.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from console.wire.seat_values import AlertSeen, AlertsSeen

MOST = 20_000
LONGEST_AGO_MS = 30 * 86_400_000
_T = TypeVar("_T", datetime, int)


@dataclass(frozen=True, slots=True)
class Durable:
    """When an alert came to be on disk, and the steady count then (ms)."""

    at: datetime
    count_ms: int


class FirstLooks:
    """The earliest word of any seat about each alert, and since when new alerts are durable."""

    def __init__(self) -> None:
        self._waiting: dict[int, AlertSeen] = {}
        self._taken: list[int] = []
        self._durable: OrderedDict[int, Durable] = OrderedDict()

    def note_durable(self, alert: int, at: datetime, count_ms: int) -> None:
        """A new alert is on disk. Told with the first look at it, to write no row for it alone."""
        self._durable[alert] = Durable(at, count_ms)
        while len(self._durable) > MOST:
            self._durable.popitem(last=False)

    def durable(self, alert: int) -> Durable | None:
        """Since when an alert is on disk, as long as nobody has looked at it."""
        return self._durable.get(alert)

    def report(self, seen: Iterable[AlertSeen]) -> None:
        """A seat's word about some alerts."""
        for each in seen:
            known = self._waiting.get(each.alert)
            if known is not None:
                self._waiting[each.alert] = _both(known, each)
            elif len(self._waiting) < MOST:
                self._waiting[each.alert] = each

    def take(self, most: int) -> list[AlertSeen]:
        """What to put on record with the decision that is open."""
        self._taken = list(self._waiting)[:most]
        return [self._waiting[number] for number in self._taken]

    def keep(self) -> None:
        """What was taken is durable."""
        for number in self._taken:
            self._waiting.pop(number, None)
            self._durable.pop(number, None)
        self._taken = []

    def drop(self) -> None:
        """What was taken never was."""
        self._taken = []


def on_our_count(said: AlertsSeen, now_ms: int | None) -> list[AlertSeen]:
    """The same with the seat's monotonic moments as steady counts of ours.

    Off by what the message took to come, never early. Moments that cannot be (of another clock, or
    of the time to come) lose their count.
    """

    def ours(moment_ms: int | None) -> int | None:
        if moment_ms is None or said.mono_ms is None or now_ms is None:
            return None
        ago = said.mono_ms - moment_ms
        return now_ms - ago if 0 <= ago <= LONGEST_AGO_MS else None

    return [
        replace(
            each,
            displayed_ms=ours(each.displayed_ms),
            annunciated_ms=ours(each.annunciated_ms),
            opened_ms=ours(each.opened_ms),
        )
        for each in said.seen
    ]


def earliest(one: _T | None, other: _T | None) -> _T | None:
    """The earlier of two moments that may be missing."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def _both(one: AlertSeen, other: AlertSeen) -> AlertSeen:
    return AlertSeen(
        one.alert,
        earliest(one.displayed, other.displayed),
        earliest(one.annunciated, other.annunciated),
        earliest(one.opened, other.opened),
        earliest(one.displayed_ms, other.displayed_ms),
        earliest(one.annunciated_ms, other.annunciated_ms),
        earliest(one.opened_ms, other.opened_ms),
    )
