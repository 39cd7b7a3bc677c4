"""Points that speak too often, found from what became durable (R-ALM-08, -09). Engine thread only.

Nothing is delayed, dropped or hidden because of it: the list is for people. After a restart it is
made again from what the journal has. Bounded: 4,096 points, the longest silent forgotten first.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from console.domain.alerts.alert import AlertClass, Condition
from console.domain.alerts.noise import Point, Speaker, Spoken, is_retrigger, reported
from console.domain.pace import USUAL, Pace
from console.wire.room_values import Actor

MOST_POINTS = 4_096
MOST_ACTORS = 100
LISTED_FOR = timedelta(minutes=30)
_ACTIVE = frozenset({"raised", "repeated", "reactivated"})
Key = tuple[str, str, str | None]
_V = TypeVar("_V")


@dataclass(slots=True)
class _Listed:
    """Why and since when a point is listed, and how often it spoke since. It counts on."""

    why: str
    count: int
    since: datetime
    last: datetime


class NoisyPoints:
    """What is remembered of the points of this room."""

    def __init__(self) -> None:
        self._points: OrderedDict[Key, Point] = OrderedDict()
        self._listed: dict[Key, _Listed] = {}
        self._closed: OrderedDict[Key, tuple[datetime, str | None]] = OrderedDict()
        self.pace: Pace = USUAL

    def recall(self, spoken: Iterable[Spoken]) -> None:
        """Take back what an earlier run had noted, in the order it happened."""
        for each in spoken:
            self.note(each, each.action, each.at)

    def note(self, alert: Speaker, action: str, *moments: datetime) -> None:
        """Facts of one kind about an alert, or its end, are durable; when they came, in order."""
        if action == "closed":
            self._put(self._closed, alert.key, (moments[-1], alert.disposition))
            return
        if action not in _ACTIVE and action != "condition_cleared":
            return
        key, condition = alert.key, _condition(alert, action)
        point = self._points.get(key) or Point()
        for at in moments:
            point = reported(point, condition, at)
            why = self._why(alert, action, point, at)
            if why:
                self._list(key, why, at)
        self._put(self._points, key, point)

    def is_retriggered(self, alert: Speaker, at: datetime) -> bool:
        """Whether its point was closed as a false alarm moments ago; never asked of life-safety."""
        closed = self._closed.get(alert.key)
        if closed is None or alert.alert_class is AlertClass.LIFE:
            return False
        guard = timedelta(seconds=self.pace.retrigger_s)
        return is_retrigger(closed[0], closed[1], at, guard)

    def actors(self, now: datetime) -> tuple[Actor, ...]:
        """The points listed now, the newest first."""
        for key in [k for k, each in self._listed.items() if now - each.last > LISTED_FOR]:
            del self._listed[key]
        newest = sorted(self._listed.items(), key=lambda one: one[1].last, reverse=True)
        return tuple(_actor(key, each) for key, each in newest[:MOST_ACTORS])

    def _why(self, alert: Speaker, action: str, point: Point, at: datetime) -> str:
        if action == "raised" and self.is_retriggered(alert, at):
            return "retriggered"
        if point.flapping:
            return "flapping"
        return "chattering" if action != "condition_cleared" and point.is_chattering(at) else ""

    def _list(self, key: Key, why: str, at: datetime) -> None:
        known = self._listed.get(key)
        if known is None or at - known.last > LISTED_FOR:
            self._listed[key] = _Listed(why, 1, at, at)
        else:
            known.why, known.last = why, at
            known.count += 1

    def _put(self, table: OrderedDict[Key, _V], key: Key, value: _V) -> None:
        table[key] = value
        table.move_to_end(key)
        if len(table) > MOST_POINTS:
            table.popitem(last=False)


def _condition(alert: Speaker, action: str) -> str:
    if action == "condition_cleared":
        return "cleared"
    # A point event is on and off at once; an alert of one stays cleared.
    return "active" if alert.condition is Condition.ACTIVE else "point"


def _actor(key: Key, listed: _Listed) -> Actor:
    source, kind, subject = key
    return Actor(source, kind, subject or "", listed.why, listed.count, listed.since, listed.last)
