"""Where units were: their last few hundred fixes, as they were reported.

Pure numpy, GUI thread. Never smooths and never joins what is too far apart in time or space: a gap
in the track is a gap in what is known.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

KEPT = 256
STEP_M, STEP_S = 4.0, 20.0  # a unit that stands still leaves one point in 20 s
GAP_S, GAP_M = 60.0, 250.0
Columns = NDArray[np.float64]
Moments = NDArray[Any]  # of datetime
Rows = NDArray[np.intp]
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class TrackBook:
    """Rings over the rows of a `UnitBook`."""

    def __init__(self) -> None:
        self._at = np.zeros((0, KEPT, 2), dtype=np.float32)
        self._time = np.zeros((0, KEPT), dtype=np.float64)
        self._count = np.zeros(0, dtype=np.int64)
        # The newest point of each once more, side by side: reaching into a thousand rings each
        # second would cost as much as painting their signs.
        self._last = np.zeros((0, 2), dtype=np.float64)
        self._due = np.zeros(0, dtype=object)  # when a unit that stands still leaves its next

    def note(self, rows: Rows, at: Columns, times: Moments) -> None:
        """Newer fixes (east, north; when) of different rows."""
        if not len(rows):
            return
        self._grow(int(rows.max()) + 1)
        step = at - self._last[rows]
        keep = step[:, 0] ** 2 + step[:, 1] ** 2 >= STEP_M**2
        keep |= np.greater_equal(times, self._due[rows], dtype=bool)
        rows, at, times = rows[keep], at[keep], times[keep]
        slot = self._count[rows] % KEPT
        self._at[rows, slot] = at
        self._time[rows, slot] = [time.timestamp() for time in times.tolist()]
        self._count[rows] += 1
        self._last[rows], self._due[rows] = at, times + timedelta(seconds=STEP_S)

    def segments(self, row: int) -> Columns:
        """Rows (east, north, east, north) from old to new, gaps left out; shape (n, 4)."""
        if row >= len(self._count) or self._count[row] < 2:
            return np.zeros((0, 4))
        count = int(self._count[row])
        order = np.arange(max(0, count - KEPT), count) % KEPT
        at, times = self._at[row, order].astype(np.float64), self._time[row, order]
        steps = np.diff(at, axis=0)
        whole = (np.diff(times) <= GAP_S) & (np.hypot(steps[:, 0], steps[:, 1]) <= GAP_M)
        found: Columns = np.hstack((at[:-1], at[1:]))[whole]
        return found

    def _grow(self, rows: int) -> None:
        have = len(self._count)
        if rows <= have:
            return
        more = max(rows, 2 * have, 64) - have
        self._at = np.concatenate((self._at, np.zeros((more, KEPT, 2), dtype=np.float32)))
        self._time = np.concatenate((self._time, np.zeros((more, KEPT))))
        self._count = np.concatenate((self._count, np.zeros(more, dtype=np.int64)))
        self._last = np.concatenate((self._last, np.zeros((more, 2))))
        self._due = np.concatenate((self._due, np.full(more, _LONG_AGO, dtype=object)))
