"""What seats say they showed, announced and opened, until it is on record. Engine thread; no I/O.

May be lost: the times are figures about the console, not about the world.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime

from console.wire.seat_values import AlertSeen

MOST = 20_000


class FirstLooks:
    """The earliest word of any seat about each alert, and since when new alerts are durable."""

    def __init__(self) -> None:
        self._waiting: dict[int, AlertSeen] = {}
        self._taken: list[int] = []
        self._durable: OrderedDict[int, datetime] = OrderedDict()

    def note_durable(self, alert: int, at: datetime) -> None:
        """A new alert is on disk. Told with the first look at it, to write no row for it alone."""
        self._durable[alert] = at
        while len(self._durable) > MOST:
            self._durable.popitem(last=False)

    def durable(self, alert: int) -> datetime | None:
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


def earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earlier of two times that may be missing."""
    known = [each for each in (one, other) if each is not None]
    return min(known, default=None)


def _both(one: AlertSeen, other: AlertSeen) -> AlertSeen:
    return AlertSeen(
        one.alert,
        earliest(one.displayed, other.displayed),
        earliest(one.annunciated, other.annunciated),
        earliest(one.opened, other.opened),
    )
