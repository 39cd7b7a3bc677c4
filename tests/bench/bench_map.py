"""The map against a bare painter that draws as many things, in one run, interleaved.

    python -m tests.bench.bench_map [--rounds N] [--size 1920x1080] [--soak TICKS]

5,000 cameras with their fields of view, 1,000 units that report once a second, borders, streets,
names. Prints one JSON object on stdout, words on stderr. Figures are ratios of the CPU time of
the window's thread to the floor's. The floor blits one picture and draws as many fragments and
label pictures as the map does (all labels from one picture, which is kinder to the cache).
A tick is taking 1,000 fixes, a second more on the clock, and a repaint; it is held against the
floor's painting alone, which is told no fixes. Medians and totals are given, as labels are placed
anew in every third tick only; the limits hold for the worse of both. `--soak 3600` is an hour.
"""

import argparse
import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import psutil
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from backends.map_data.site_file import builtin_site
from console.domain.places.geo import LocalPlane, Place
from console.domain.site import Site
from console.domain.unit import UnitPosition
from tests.bench.bench_map_alerts import many_alerts, one_changes, some_alerts
from widgets.live_map.fragments import Sprites
from widgets.live_map.layers import Layer
from widgets.live_map.panel import LiveMap
from widgets.theme import load_fonts

CAMERAS, UNITS = 5000, 1000
CAMERA_CELL = 10  # pixels of a camera sign
NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
LIMITS = {
    "tick_full": 1.4, "tick_street": 2.2, "zoom_full": 1.8, "zoom_street": 3.3,
    "gui_gap_p95_ms": 25.0, "added_mb": 60.0,
}  # fmt: skip
Rows = NDArray[np.float64]


class Floor:
    """What any painter must do at least: blit the ground, draw fragments and label pictures."""

    def __init__(self, cameras: Rows, units: Rows, size: tuple[int, int], labels: int) -> None:
        self._labels, self._size = labels, size
        self._ground = QImage(*size, QImage.Format.Format_RGB32)
        self._ground.fill(Qt.GlobalColor.darkGray)
        sheet = QPixmap(28 * 2, 28)
        sheet.fill(Qt.GlobalColor.transparent)
        with QPainter(sheet) as painter:
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawEllipse(4, 4, 20, 20)
        self._big, self._small = Sprites(sheet, 28, 1.0), Sprites(sheet, CAMERA_CELL, 1.0)
        self._label = QPixmap(110, 20)
        self._label.fill(QColor(0, 0, 0, 200))
        self._cameras, self._units = cameras, units

    def paint(self, target: QImage) -> None:
        """One frame."""
        wide, high = self._size
        with QPainter(target) as painter:
            painter.drawImage(0, 0, self._ground)
            zeros = np.zeros(len(self._cameras))
            self._small.draw(painter, self._cameras, zeros, zeros)
            zeros = np.zeros(len(self._units))
            self._big.draw(painter, self._units, zeros, zeros)
            for number in range(self._labels):
                at = QPointF(number * 97 % (wide - 120) + 9.5, number * 61 % (high - 40) + 9.5)
                painter.drawPixmap(at, self._label)


@dataclass
class Stage:
    """One map with its site, and where its fixes are in time."""

    app: QApplication
    panel: LiveMap
    site: Site
    fixes: list[UnitPosition]
    size: tuple[int, int]
    ticks: int = 0

    def moved(self, rng: Random) -> list[UnitPosition]:
        """Every unit a step on, one second later."""
        self.ticks += 1
        at = NOW + timedelta(seconds=self.ticks)
        self.fixes = [
            replace(
                fix, time=at - timedelta(seconds=rng.uniform(0.1, 1.0)),
                received=at - timedelta(seconds=rng.uniform(0.0, 0.1)),
                place=Place(
                    fix.place.lat + rng.uniform(-1e-5, 1e-5),
                    fix.place.lon + rng.uniform(-1e-5, 1e-5),
                ),
            )
            for fix in self.fixes
        ]  # fmt: skip
        return self.fixes

    def settle(self) -> None:
        """Waits until the ground is painted."""
        until = time.monotonic() + 30
        while not self.panel.is_settled and time.monotonic() < until:
            self.panel.grab()
            self.app.processEvents()


def _site() -> Site:
    """The demo district with 5,000 cameras: more of them beside those it has."""
    site, rng = builtin_site("seongdong"), Random(3)
    cameras = dict(site.cameras)
    for number in range(CAMERAS - len(cameras)):
        like = rng.choice(list(site.cameras.values()))
        place = Place(like.place.lat + 2e-4, like.place.lon + 2e-4)
        name = f"XX-{number:04d}"
        cameras[name] = replace(like, id=name, place=place, heading_deg=rng.uniform(0, 360))
    return replace(site, cameras=cameras)


def _fixes(site: Site, rng: Random) -> list[UnitPosition]:
    cameras = list(site.cameras.values())
    kinds = ("escort", "patrol", "guard", "vehicle")
    return [
        UnitPosition(f"{kinds[n % 4]}-{n:04d}", "bench", NOW, NOW, rng.choice(cameras).place)
        for n in range(UNITS)
    ]


def _paint(panel: LiveMap, target: QImage) -> None:
    with QPainter(target) as painter:
        panel.paint_on(painter)


def _seconds(work: Callable[[], None]) -> float:
    """Processor time of this thread: while a gesture runs, a worker paints the next ground."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def _megabytes() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss / 1e6)


def _floor(stage: Stage) -> Floor:
    plane, view = LocalPlane(stage.site.centre), stage.panel.navigator.view

    def seen(places: list[Place]) -> Rows:
        at = view.to_screen(np.array([plane.to_metres(p.lat, p.lon) for p in places]))
        inside = (at > -28).all(axis=1)
        inside &= (at[:, 0] < stage.size[0] + 28) & (at[:, 1] < stage.size[1] + 28)
        return np.ascontiguousarray(at[inside])

    labels = len(stage.panel._picture.moving.names) + len(stage.panel._picture.names._standing)
    cameras = seen([c.place for c in stage.site.cameras.values()])
    return Floor(cameras, seen([f.place for f in stage.fixes]), stage.size, labels)


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one job: the median and the mean of its rounds."""

    median: float
    mean: float

    def to(self, floor: "Cost") -> dict[str, float]:
        """Both as ratios."""
        return {
            "median": round(self.median / floor.median, 2),
            "mean": round(self.mean / floor.mean, 2),
        }


def _compare(
    jobs: dict[str, Callable[[], None]], rounds: int, before: Callable[[], None] | None = None
) -> dict[str, Cost]:
    """The cost of each job, interleaved: whoever comes first pays for a cold cache."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    rng = Random(8)
    for _ in range(rounds):
        order = list(jobs)
        rng.shuffle(order)
        if before is not None:
            before()
        for name in order:
            times[name].append(_seconds(jobs[name]))
    return {
        name: Cost(1000 * statistics.median(spent), 1000 * statistics.mean(spent))
        for name, spent in times.items()
    }


def _at_one_scale(stage: Stage, rounds: int) -> dict[str, object]:
    panel, rng = stage.panel, Random(8)
    stage.panel.set_now(NOW + timedelta(seconds=stage.ticks))
    target = QImage(*stage.size, QImage.Format.Format_RGB32)
    _paint(panel, target)
    floor = _floor(stage)

    # Made before, so that making them does not empty the caches between the jobs.
    first = stage.ticks + 1
    steps = [stage.moved(rng) for _ in range(rounds)]
    round_ = -1

    def next_round() -> None:
        nonlocal round_
        round_ += 1

    def tick() -> None:
        panel.set_positions(steps[round_])
        panel.set_now(NOW + timedelta(seconds=first + round_))
        _paint(panel, target)

    found = _compare(
        {
            "floor": lambda: floor.paint(target),
            "map": lambda: _paint(panel, target),
            "tick": tick,
        },
        rounds, next_round,
    )  # fmt: skip
    zoom = _zoom_frames(stage, floor, target, rounds)
    return {
        "cameras_in_view": len(floor._cameras),
        "units_in_view": len(floor._units),
        "labels": floor._labels,
        "tick_to_floor": found["tick"].to(found["floor"]),
        "repaint_to_floor": found["map"].to(found["floor"]),
        "zoom_frame_to_floor": zoom["zoom"].to(zoom["floor"]),
        "floor_ms": round(found["floor"].median, 2),
        "tick_ms": round(found["tick"].median, 2),
        "zoom_frame_ms": round(zoom["zoom"].median, 2),
    }


def _zoom_frames(stage: Stage, floor: Floor, target: QImage, rounds: int) -> dict[str, Cost]:
    """Frames of a wheel gesture, in and out again, the ground still of the old scale."""
    panel, factor = stage.panel, 1.04
    middle = (stage.size[0] / 2, stage.size[1] / 2)
    stage.settle()
    steps = [factor] * 4 + [1 / factor] * 4
    turn = 0

    def frame() -> None:
        nonlocal turn
        panel.navigator.zoom(steps[turn % len(steps)], *middle)
        turn += 1
        _paint(panel, target)

    found = _compare({"zoom": frame, "floor": lambda: floor.paint(target)}, max(16, rounds))
    while turn % len(steps):
        frame()
    stage.app.processEvents()
    stage.settle()
    return found


def _gaps(stage: Stage, *, working: bool, seconds: float = 3.0) -> float:
    """p95 of the gaps of a 16 ms timer (ms), while the worker paints one ground after another."""
    panel, gaps = stage.panel, []
    last = time.perf_counter()

    def note() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(note)
    timer.start(16)
    until, layer = time.perf_counter() + seconds, panel._picture.ground
    while time.perf_counter() < until:
        if working and layer.is_settled:
            layer.ground = replace(layer.ground)  # another ground: the picture at hand is old
            layer.ask(panel.navigator.view, 1.0)
        stage.app.processEvents()
        time.sleep(0.0005)
    timer.stop()
    stage.settle()
    return float(np.percentile(gaps, 95))


def measure(app: QApplication, size: tuple[int, int], rounds: int) -> dict[str, object]:
    """One run, at full view and at street zoom."""
    site, rng = _site(), Random(7)
    before, started = _megabytes(), time.process_time()
    panel = LiveMap(site, "ko")
    panel.resize(*size)
    stage = Stage(app, panel, site, _fixes(site, rng), size)
    panel.set_positions(stage.fixes)
    panel.set_now(NOW)
    stage.settle()
    found: dict[str, object] = {
        "size": list(size), "rounds": rounds, "cameras": len(site.cameras), "units": UNITS,
        "build_and_first_paint_ms": round(1000 * (time.process_time() - started), 1),
        "added_mb": round(_megabytes() - before, 1),
    }  # fmt: skip
    found["full"] = _at_one_scale(stage, rounds)
    panel.set_shown(panel.shown - {Layer.GROUPS})
    stage.settle()
    found["full_every_unit"] = _at_one_scale(stage, rounds)
    panel.set_shown(panel.shown | {Layer.GROUPS})
    panel.navigator.follow()
    panel.center_on(LocalPlane(site.centre).to_place(-900, 600))
    stage.settle()
    found["street"] = _at_one_scale(stage, rounds)
    found["gui_gap_p95_ms"] = {
        "idle": round(_gaps(stage, working=False), 1),
        "worker": round(_gaps(stage, working=True), 1),
    }
    found["alerts_5000"] = many_alerts(panel, site, size)
    panel.close()
    panel.deleteLater()
    return found


def soak(app: QApplication, size: tuple[int, int], ticks: int) -> dict[str, object]:
    """Memory over an hour of movement: the view goes about, alerts change, a card is open."""
    site, rng = _site(), Random(7)
    panel = LiveMap(site, "ko")
    panel.resize(*size)
    stage = Stage(app, panel, site, _fixes(site, rng), size)
    target = QImage(*size, QImage.Format.Format_RGB32)
    panel.set_shown(panel.shown | {Layer.TRACKS})
    samples: list[float] = []
    alerts = some_alerts(site)[:120]
    for tick in range(ticks):
        one_changes(panel, alerts, tick)
        panel.set_positions(stage.moved(rng))
        panel.set_now(NOW + timedelta(seconds=stage.ticks))
        if tick % 30 == 0:
            panel.navigator.zoom(rng.choice((0.8, 1.25)), rng.uniform(0, 900), 400)
        _paint(panel, target)
        app.processEvents()
        if tick % max(1, ticks // 24) == 0:
            samples.append(round(_megabytes(), 1))
    quarter = samples[len(samples) // 4 :]
    return {
        "ticks": ticks, "rss_mb": samples,
        "growth_after_first_quarter_mb": round(quarter[-1] - quarter[0], 1),
    }  # fmt: skip


def _words(found: dict[str, object]) -> list[str]:
    """Each limit of the specification and what was measured."""
    full, street, gaps = found["full_every_unit"], found["street"], found["gui_gap_p95_ms"]
    assert isinstance(full, dict)
    assert isinstance(street, dict)
    assert isinstance(gaps, dict)
    measured = {
        "tick_full": max(full["tick_to_floor"].values()),
        "tick_street": max(street["tick_to_floor"].values()),
        "zoom_full": max(full["zoom_frame_to_floor"].values()),
        "zoom_street": max(street["zoom_frame_to_floor"].values()),
        "gui_gap_p95_ms": gaps["worker"], "added_mb": found["added_mb"],
    }  # fmt: skip
    return [
        f"{'ok  ' if measured[name] <= limit else 'OVER'} {name}: {measured[name]} (<= {limit})"
        for name, limit in LIMITS.items()
    ]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--soak", type=int, default=0, metavar="TICKS")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    load_fonts()
    wide, high = (int(part) for part in wanted.size.split("x"))
    if wanted.soak:
        print(json.dumps(soak(app, (wide, high), wanted.soak), indent=1))
        return 0
    found = measure(app, (wide, high), wanted.rounds)
    print(json.dumps(found, indent=1))
    for line in _words(found):
        print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
