"""When the newest alerts were raised: the window of the flood watch. Engine thread only; no I/O."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from console.domain.alerts.flood import WINDOW

MOST = 20_000


class RaisedWindow:
    """The alerts of the last ten minutes, the newest 20,000 at most."""

    def __init__(self, raised: Iterable[datetime] = ()) -> None:
        self._recent: deque[datetime] = deque(raised, maxlen=MOST)
        self.fresh = 0

    def raised(self, at: datetime) -> None:
        """One more durable alert; `fresh` counts those since the last judgement."""
        self._recent.append(at)
        self.fresh += 1

    def rate(self, now: datetime) -> int:
        """How many there were in the ten minutes before `now`."""
        while self._recent and now - self._recent[0] >= WINDOW:
            self._recent.popleft()
        return len(self._recent)

    def judged(self) -> None:
        """A tick that looked at `fresh` is durable."""
        self.fresh = 0
