"""When alerts come faster than people can answer (R-ALM-03), and how mixed their load is. Pure.

A flood begins with more than ten new alerts in a sliding ten minutes and ends with fewer than five
(ISA-18.2 as quoted by its commentators); the measure is the window, never the daily average.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
BEGINS_ABOVE = 10
ENDS_BELOW = 5
# Shares of low, medium and high priority a room can live with (EEMUA 191): 80, 15 and 5 %.
WANTED_MIX = (0.80, 0.15, 0.05)


@dataclass(frozen=True, slots=True)
class Flood:
    """One flood: its number, span, how many alerts, and the most within ten minutes."""

    number: int
    began: datetime
    alerts: int
    peak: int
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class FloodWatch:
    """The window of one room: when the alerts of the last ten minutes came, and the flood if any.

    Memory is bounded by the alerts of ten minutes.
    """

    recent: tuple[datetime, ...] = ()
    flood: Flood | None = None
    floods: int = 0

    @property
    def is_flood(self) -> bool:
        """Whether a flood is on."""
        return self.flood is not None and self.flood.ended is None

    @property
    def rate(self) -> int:
        """New alerts in the window."""
        return len(self.recent)


def raised(watch: FloodWatch, at: datetime) -> FloodWatch:
    """One more new alert."""
    recent = (*_window(watch.recent, at), at)
    if watch.flood is not None and watch.flood.ended is None:
        flood = watch.flood
        grown = replace(flood, alerts=flood.alerts + 1, peak=max(flood.peak, len(recent)))
        return FloodWatch(recent, grown, watch.floods)
    if len(recent) > BEGINS_ABOVE:
        number = watch.floods + 1
        return FloodWatch(recent, Flood(number, at, len(recent), len(recent)), number)
    return FloodWatch(recent, watch.flood, watch.floods)


def passed(watch: FloodWatch, now: datetime) -> FloodWatch:
    """Time went by: old alerts leave the window, and a flood may end."""
    recent = _window(watch.recent, now)
    flood = watch.flood
    if flood is not None and flood.ended is None and len(recent) < ENDS_BELOW:
        flood = replace(flood, ended=now)
    return FloodWatch(recent, flood, watch.floods)


def mix(priorities: Mapping[int, int] | Counter[int]) -> tuple[float, float, float] | None:
    """Shares of low (4), medium (3) and high (1, 2) among counted priorities; None without any."""
    total = sum(priorities.values())
    if not total:
        return None
    high = priorities.get(1, 0) + priorities.get(2, 0)
    return (priorities.get(4, 0) / total, priorities.get(3, 0) / total, high / total)


def _window(recent: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(at for at in recent if now - at < WINDOW)
