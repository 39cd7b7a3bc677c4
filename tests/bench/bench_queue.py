"""How promptly the window stays while the queue is full or flooded.

Run as `python -m tests.bench.bench_queue [--seconds N] [--open N] [--rate N] [--storm N]`. The real
window, its link written by this program: first with one alert (the floor of the same run), then
with 5,000 open alerts and 50 changes a second (R-ALM-15), then 1,000 analytics and five SOS at that
pace (R-ALM-04). Keys go down all the while; from each to the painted answer is timed. `busy` is the
processor's time of each round of the event loop, which other programs on the machine do not change.
Prints one JSON object; 0 when the promises hold, else 1.
"""

import argparse
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter, perf_counter_ns, thread_time
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from backends.sound.speaker import Mute
from backends.system.clock import SystemClock
from console.domain.alerts.alert import Alert, Attention, Work
from console.ports.seat_link import QueueNews
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import NoPictures, ScriptedLink, alert, link_up, small_site
from widgets.application import build_application, spare_collections
from widgets.window.main_window import MainWindow
from widgets.window.responsiveness import percentile

FRAME_MS = 100.0
INPUT_MS = 100.0
CATALOGUE = read_catalogue()
_TYPES = ("analytics.crowd", "analytics.loitering", "device.fault", "patrol.hazard", "camera.lost")
_PACE_MS = 20
_KEY_MS = 150


class Stopwatch(QObject):
    """Times each key from its posting to the next picture of the queue."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._queue = window.panels.queue
        self._posted: int | None = None
        self.took: list[float] = []
        self.busy: list[float] = []
        self._used = thread_time()
        self._round = QTimer(self)
        self._round.setInterval(_PACE_MS)
        self._round.timeout.connect(self._look)
        self._round.start()
        self._way = Qt.Key.Key_Down
        for widget in (self._queue.view.viewport(), self._queue.lane):
            widget.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_KEY_MS)
        self._timer.timeout.connect(self._press)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        used = thread_time()
        self.busy.append((used - self._used) * 1e3)
        self._used = used

    def stop(self) -> None:
        """Time no more."""
        self._round.stop()
        self._timer.stop()
        for widget in (self._queue.view.viewport(), self._queue.lane):
            widget.removeEventFilter(self)

    @Slot()
    def _press(self) -> None:
        if self._posted is not None or not self._window.panels.model.rowCount():
            return
        self._way = Qt.Key.Key_Up if self._way == Qt.Key.Key_Down else Qt.Key.Key_Down
        none = Qt.KeyboardModifier.NoModifier
        self._posted = perf_counter_ns()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(self._queue.view, QKeyEvent(kind, self._way, none))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._posted is not None:
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        if self._posted is not None:
            self.took.append((perf_counter_ns() - self._posted) / 1e6)
            self._posted = None


class Feeder(QObject):
    """Writes the link's news at an even pace."""

    def __init__(
        self, link: ScriptedLink, changes: list[Alert], rate: float, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._link, self._changes, self._rate = link, changes, rate
        self._begun, self.sent = perf_counter(), 0
        self._timer = QTimer(self)
        self._timer.setInterval(_PACE_MS)
        self._timer.timeout.connect(self._feed)
        self._timer.start()

    def stop(self) -> None:
        """No more news."""
        self._timer.stop()

    @Slot()
    def _feed(self) -> None:
        due = min(len(self._changes), int((perf_counter() - self._begun) * self._rate))
        if due > self.sent:
            news = tuple(self._changes[self.sent : due])
            self._link.news.append(QueueNews(False, True, due, news))
            self.sent = due


def main() -> int:
    """Run the three stages and print what was measured."""
    arguments = _arguments()
    application, language = build_application("ko")
    link = ScriptedLink()
    window = MainWindow(
        small_site(), link, NoPictures(), Mute(""), CATALOGUE, language, "kim", "1", SystemClock()
    )
    window.resize(1920, 1080)
    window.start()
    window.show()
    link.news += [link_up(), QueueNews(True, True, 1, ())]
    spare_collections()
    floor = _stage(window, None, arguments.seconds, [_alert(1)])
    standing = [_alert(n) for n in range(1, arguments.open + 1)]
    link.news.append(QueueNews(True, True, 2, tuple(standing)))
    _turn(1.5)
    feeder = Feeder(link, _changes(standing, arguments), arguments.rate, window)
    full = _stage(window, feeder, arguments.seconds)
    feeder.stop()
    storm, seen = _storm(window, link, arguments)
    window.shut()
    window.deleteLater()
    application.processEvents()
    figures = {
        "floor": floor,
        "open_5000": full | {"p99_to_floor": _ratio(full, floor)},
        "storm": storm | {"p99_to_floor": _ratio(storm, floor)},
        **seen,
    }
    print(json.dumps(figures))
    good = _is_good(full) and _is_good(storm) and seen["sos_in_view"] == seen["sos"]
    good = good and seen["counted"] == seen["sent"]
    print(_words(figures, good), file=sys.stderr)
    return 0 if good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--open", type=int, default=5_000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--storm", type=int, default=1_000)
    return parser.parse_args()


def _alert(number: int, type_: str = "", **changes: object) -> Alert:
    now = datetime.now(UTC)
    made = alert(number, type_ or _TYPES[number % len(_TYPES)], CATALOGUE)
    return replace(made, raised=now, occurred=now, updated=now, **changes)  # type: ignore[arg-type]


def _changes(standing: list[Alert], arguments: argparse.Namespace) -> list[Alert]:
    """Repeats, acknowledgements, claims, closings and new alerts, a fifth each."""
    made = []
    for step in range(int(arguments.seconds * arguments.rate * 1.5)):
        old = standing[step * 37 % len(standing)]
        made.append(
            (
                replace(old, count=step + 2),
                replace(old, attention=Attention.ACKNOWLEDGED),
                replace(old, work=Work.CLAIMED, claimed_by="lee"),
                replace(old, work=Work.CLOSED),
                _alert(100_000 + step),
            )[step % 5]
        )
    return made


def _storm(
    window: MainWindow, link: ScriptedLink, arguments: argparse.Namespace
) -> tuple[dict[str, float], dict[str, Any]]:
    link.news.append(QueueNews(True, True, 3, ()))
    _turn(1.0)
    analytics = [_alert(n, "analytics.crowd") for n in range(1, arguments.storm + 1)]
    sos = [_alert(10_000 + n, "sos.app") for n in range(5)]
    for place, each in enumerate(sos, start=1):
        analytics.insert(place * len(analytics) // 6, each)
    feeder = Feeder(link, analytics, arguments.rate, window)
    figures = _stage(window, feeder, len(analytics) / arguments.rate + 0.5)
    queue = window.panels.queue
    numbers = {each.number for each in sos}
    seen = {
        "sos": len(sos),
        "sos_in_view": len(numbers & set(queue.lane.shown()) & set(queue.first_painted)),
        "sent": len(analytics),
        "counted": len(window.panels.model.alerts()),
        "table_rows": queue.shown.rowCount(),
        "flood": queue.load.is_flood,
    }
    return figures, seen


def _stage(
    window: MainWindow, feeder: Feeder | None, seconds: float, first: list[Alert] | None = None
) -> dict[str, float]:
    if first:
        window.panels.queue.apply(first)
    watch = Stopwatch(window)
    window.responsiveness.start()
    _turn(seconds)
    gaps = window.responsiveness.summary()
    watch.stop()
    took = sorted(watch.took)
    return {
        "gap_p50_ms": gaps["p50_ms"],
        "gap_p99_ms": gaps["p99_ms"],
        "gap_max_ms": gaps["max_ms"],
        "busy_p99_ms": round(percentile(sorted(watch.busy), 0.99), 2),
        "keys": len(took),
        "input_p95_ms": round(percentile(took, 0.95), 1),
        "changes": feeder.sent if feeder else 0,
    }


def _turn(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    QApplication.processEvents()


def _ratio(stage: dict[str, float], floor: dict[str, float]) -> float:
    return round(stage["gap_p99_ms"] / max(floor["gap_p99_ms"], 0.01), 2)


def _is_good(stage: dict[str, float]) -> bool:
    return stage["gap_p99_ms"] <= FRAME_MS and stage["input_p95_ms"] <= INPUT_MS


def _words(figures: dict[str, Any], good: bool) -> str:
    full, storm = figures["open_5000"], figures["storm"]
    return (
        f"full queue: gaps p99 {full['gap_p99_ms']} ms ({full['p99_to_floor']} times the empty "
        f"one), key to picture p95 {full['input_p95_ms']} ms; storm: {storm['gap_p99_ms']} ms, "
        f"{storm['input_p95_ms']} ms, {figures['sos_in_view']} of {figures['sos']} SOS in view, "
        f"{figures['counted']} of {figures['sent']} alerts kept: "
        f"{'as promised' if good else 'NOT good'}"
    )


if __name__ == "__main__":
    sys.exit(main())
