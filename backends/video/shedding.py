"""How a worker learns that it falls behind: late packets and a full processor.

`Backlog` belongs to a camera's thread, `LoadMeter` to the worker's own. What follows from it is
`console.domain.pictures.shedding`.
"""

import contextlib
import os
import statistics
import sys
from collections.abc import Iterable

import psutil

from console.domain.pictures.shedding import Load, Shedding, decide

_DRIFT = 1e-3
_LEAP_S = 10.0
_WALL_NICE = 5
_SPOT_NICE = 2


class Backlog:
    """How late packets are taken, compared with the quickest one.

    A worker that is short of time leaves packets in the sockets: their time stamps say so. The
    quickest is forgotten slowly (1 ms a second), as clocks drift.
    """

    def __init__(self) -> None:
        """Nothing taken yet."""
        self.behind_s = 0.0
        self._least: float | None = None
        self._at = 0.0

    def take(self, stamp_s: float, now: float) -> None:
        """A packet of that presentation time is taken now (both in seconds)."""
        late = now - stamp_s
        if self._least is None or abs(late - self._least) > _LEAP_S:
            self._least, self._at = late, now
        self._least = min(late, self._least + (now - self._at) * _DRIFT)
        self._at = now
        self.behind_s = late - self._least


class LoadMeter:
    """The load of one worker, judged about four times a second."""

    def __init__(self) -> None:
        """Sheds nothing yet."""
        self.shedding = Shedding()
        psutil.cpu_percent()

    def judge(self, behind_s: Iterable[float], now: float) -> Shedding:
        """What to leave out now; one late camera among many is its network's fault, not ours."""
        late = sorted(behind_s)
        usual = statistics.median_high(late) if late else 0.0
        load = Load(usual, psutil.cpu_percent() / 100)
        self.shedding = decide(load, self.shedding, now)
        return self.shedding


def step_back(*, spot: bool) -> None:
    """Let engine and windows go before this process, and the spot picture before the wall."""
    if sys.platform == "win32":
        # Windows has too few classes to tell the spot from the wall.
        with contextlib.suppress(psutil.Error, OSError):
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    with contextlib.suppress(OSError):
        os.nice(_SPOT_NICE if spot else _WALL_NICE)
