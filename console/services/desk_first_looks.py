"""What seats say they showed, announced and opened, until it is on record. Engine thread; no I/O.

May be lost: the times are figures about the console, not about the world.
"""

from collections.abc import Iterable
from datetime import datetime

from console.wire.seat_values import AlertSeen

MOST = 20_000


class FirstLooks:
    """The earliest word of any seat about each alert."""

    def __init__(self) -> None:
        self._waiting: dict[int, AlertSeen] = {}
        self._taken: list[int] = []

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
