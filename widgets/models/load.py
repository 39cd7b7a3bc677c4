"""How much the room has to carry: new alerts in ten minutes, their mix, and floods. GUI thread.

The rate and the mix are counted from the alerts themselves; drills do not count. Whether there is a
flood is the engine's word, the same at every seat and after a restart; only until an engine has
said anything is it judged here, by the figures of `console.domain.alerts.flood`.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from console.domain.alerts.flood import BEGINS_ABOVE, ENDS_BELOW, WINDOW, Flood, mix
from widgets.models.alert_row import AlertRow


class Load:
    """The last ten minutes. Memory is bounded by the alerts of that time."""

    def __init__(self) -> None:
        self._window: list[tuple[datetime, int, int]] = []
        self._known: set[int] = set()
        self._mix: Counter[int] = Counter()
        self.flood: Flood | None = None
        self._floods = 0
        self._followed = False

    @property
    def rate(self) -> int:
        """New alerts in the window."""
        return len(self._window)

    @property
    def is_flood(self) -> bool:
        """Whether a flood is on."""
        return self.flood is not None and self.flood.ended is None

    def mix(self) -> tuple[float, float, float] | None:
        """Shares of low, medium and high priority in the window; None without alerts."""
        return mix(self._mix)

    def follow(self, flood: Flood | None) -> None:
        """The engine's word on the newest flood, None when there never was one."""
        self._followed, self.flood = True, flood

    def take(self, rows: Iterable[AlertRow], now: datetime) -> None:
        """Count the rows that are new, then look at the time."""
        fresh = 0
        for row in rows:
            if row.number in self._known or row.drill or now - row.raised >= WINDOW:
                continue
            insort(self._window, (row.raised, row.number, row.alert.priority))
            self._known.add(row.number)
            self._mix[row.alert.priority] += 1
            fresh += 1
        self.pass_time(now)
        self._judge(fresh, now)

    def pass_time(self, now: datetime) -> None:
        """Old alerts leave the window, and a flood may end."""
        over = bisect_left(self._window, (now - WINDOW, 1 << 62, 0))
        for _at, number, priority in self._window[:over]:
            self._known.discard(number)
            self._mix[priority] -= 1
        del self._window[:over]
        if self._followed:
            return
        if self.flood is not None and self.is_flood and self.rate < ENDS_BELOW:
            self.flood = replace(self.flood, ended=now)

    def _judge(self, fresh: int, now: datetime) -> None:
        if self._followed:
            return
        if self.flood is not None and self.is_flood:
            alerts, peak = self.flood.alerts + fresh, max(self.flood.peak, self.rate)
            if (alerts, peak) != (self.flood.alerts, self.flood.peak):
                self.flood = replace(self.flood, alerts=alerts, peak=peak)
        elif self.rate > BEGINS_ABOVE:
            self._floods += 1
            began = min(now, self._window[BEGINS_ABOVE][0])
            self.flood = Flood(self._floods, began, self.rate, self.rate)
