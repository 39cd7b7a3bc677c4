"""How promptly the GUI thread comes round: the gaps between ticks of a 16 ms timer.

GUI thread; keeps the newest 60,000 gaps (about 16 min) in memory that is taken at once, so that
measuring looks like no leak. Never samples from another thread.
"""

from array import array
from time import perf_counter_ns

from PySide6.QtCore import QObject, Qt, QTimer, Slot

TICK_MS = 16
_MOST = 60_000


def percentile(ordered: list[float], share: float) -> float:
    """The nearest-rank percentile of sorted values; 0.0 when there are none."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Responsiveness(QObject):
    """Measures while started; `summary` may be read at any time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gaps = array("f", bytes(4 * _MOST))
        self._seen = 0
        self._last = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin, forgetting earlier gaps."""
        self._seen = 0
        self._last = perf_counter_ns()
        self._timer.start()

    def stop(self) -> None:
        """Stop measuring; what was measured stays readable."""
        self._timer.stop()

    def summary(self) -> dict[str, float]:
        """`ticks`, and `p50_ms`, `p99_ms`, `max_ms` of the gaps between event-loop rounds."""
        ordered = sorted(self._gaps[: min(self._seen, _MOST)])
        return {
            "ticks": float(len(ordered)),
            "p50_ms": round(percentile(ordered, 0.50), 2),
            "p99_ms": round(percentile(ordered, 0.99), 2),
            "max_ms": round(ordered[-1], 2) if ordered else 0.0,
        }

    @Slot()
    def _tick(self) -> None:
        now = perf_counter_ns()
        self._gaps[self._seen % _MOST] = (now - self._last) / 1e6
        self._seen += 1
        self._last = now
