"""The map's repaint against a bare painter that draws as many things, in one run, interleaved.

    python -m tests.bench.bench_map [--rounds N] [--size 1600x1000]

Prints one JSON object of ratios (medians). The floor blits one picture and draws as many fragments
and label pictures as the map does; `floor_all` also draws the cameras in view as fragments.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from backends.map_data.site_file import builtin_site
from console.domain.geo import LocalPlane, Place
from console.domain.site import Site
from console.domain.unit import UnitPosition
from widgets.live_map.fragments import Sprites
from widgets.live_map.panel import LiveMap
from widgets.theme import load_fonts

UNITS = 1000
CAMERA_CELL = 10  # pixels of a camera sign
NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
Rows = NDArray[np.float64]


class Floor:
    """What any painter must do at least: blit the ground, draw fragments and label pictures."""

    def __init__(self, cameras: Rows, units: Rows, size: tuple[int, int], labels: int) -> None:
        self._labels = labels
        self._ground = QImage(*size, QImage.Format.Format_RGB32)
        self._ground.fill(Qt.GlobalColor.darkGray)
        sheet = QPixmap(28 * 2, 28)
        sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sheet)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(4, 4, 20, 20)
        painter.end()
        self._big, self._small = Sprites(sheet, 28, 1.0), Sprites(sheet, CAMERA_CELL, 1.0)
        self._label = QPixmap(110, 20)
        self._label.fill(QColor(0, 0, 0, 200))
        self._cameras, self._units = cameras, units

    def paint(self, target: QImage, *, cameras: bool) -> None:
        """One frame."""
        painter = QPainter(target)
        painter.drawImage(0, 0, self._ground)
        if cameras:
            zeros = np.zeros(len(self._cameras))
            self._small.draw(painter, self._cameras, zeros, zeros)
        zeros = np.zeros(len(self._units))
        self._big.draw(painter, self._units, zeros, zeros)
        for number in range(self._labels):
            painter.drawPixmap(
                QPointF(number * 97 % 1400 + 9.5, number * 61 % 900 + 9.5), self._label
            )
        painter.end()


def _fixes(site: Site, rng: Random) -> list[UnitPosition]:
    cameras = list(site.cameras.values())
    kinds = ("escort", "patrol", "guard", "vehicle")
    return [
        UnitPosition(f"{kinds[n % 4]}-{n:04d}", "bench", NOW, NOW, rng.choice(cameras).place)
        for n in range(UNITS)
    ]


def _moved(fixes: list[UnitPosition], rng: Random, number: int) -> list[UnitPosition]:
    at = NOW + timedelta(milliseconds=100 * number)
    return [
        replace(
            fix,
            time=at,
            received=at,
            place=Place(
                fix.place.lat + rng.uniform(-1e-6, 1e-6), fix.place.lon + rng.uniform(-1e-6, 1e-6)
            ),
        )
        for fix in fixes
    ]


def _paint(panel: LiveMap, target: QImage) -> None:
    painter = QPainter(target)
    panel.paint_on(painter)
    painter.end()


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _settle(app: QApplication, panel: LiveMap) -> None:
    until = time.monotonic() + 20
    while not panel.is_settled and time.monotonic() < until:
        panel.grab()
        app.processEvents()


def measure(app: QApplication, size: tuple[int, int], rounds: int) -> dict[str, object]:
    """Medians and ratios of one run, at full view and at street zoom."""
    rng, site = Random(7), builtin_site("seongdong")
    started = time.process_time()
    panel = LiveMap(site, "ko")
    panel.resize(*size)
    fixes = _fixes(site, rng)
    panel.set_positions(fixes)
    panel.set_now(NOW)
    _settle(app, panel)
    found: dict[str, object] = {
        "size": list(size),
        "rounds": rounds,
        "build_and_first_paint_ms": round(1000 * (time.process_time() - started), 1),
    }
    for name in ("full", "street"):
        if name == "street":
            panel.center_on(LocalPlane(site.centre).to_place(-900, 600))
            _settle(app, panel)
        found[name] = _at_one_scale(panel, site, fixes, size, rounds)
    panel.close()
    return found


def _at_one_scale(
    panel: LiveMap, site: Site, fixes: list[UnitPosition], size: tuple[int, int], rounds: int
) -> dict[str, float]:
    plane, view, rng = LocalPlane(site.centre), panel.navigator.view, Random(8)

    def seen(places: list[Place]) -> Rows:
        at = view.to_screen(np.array([plane.to_metres(p.lat, p.lon) for p in places]))
        inside = (at > -28).all(axis=1) & (at[:, 0] < size[0] + 28) & (at[:, 1] < size[1] + 28)
        return np.ascontiguousarray(at[inside])

    cameras, units = (
        seen([c.place for c in site.cameras.values()]),
        seen([f.place for f in fixes]),
    )
    labels = len(panel._picture.moving._plan) + len(panel._picture.names._standing)
    floor = Floor(cameras, units, size, labels)
    target = QImage(*size, QImage.Format.Format_RGB32)
    times: dict[str, list[float]] = {
        "map": [],
        "widget": [],
        "move": [],
        "floor_all": [],
        "floor_moving": [],
    }
    for number in range(rounds):
        moved = _moved(fixes, rng, number + 1)
        times["move"].append(_seconds(lambda: panel.set_positions(moved)))  # noqa: B023
        jobs: list[tuple[str, Callable[[], None]]] = [
            ("map", lambda: _paint(panel, target)),
            ("floor_all", lambda: floor.paint(target, cameras=True)),
            ("floor_moving", lambda: floor.paint(target, cameras=False)),
            ("widget", lambda: panel.render(target)),
        ]
        rng.shuffle(jobs)  # whoever comes first pays for a cold cache
        for name, job in jobs:
            times[name].append(_seconds(job))
    ms = {name: 1000 * statistics.median(values) for name, values in times.items()}
    return {
        "cameras_in_view": len(cameras),
        "units_in_view": len(units),
        "labels": labels,
        "repaint_to_floor_all": round(ms["map"] / ms["floor_all"], 2),
        "repaint_to_floor_moving": round(ms["map"] / ms["floor_moving"], 2),
        "repaint_ms": round(ms["map"], 2),
        "with_legend_through_qt_render_ms": round(ms["widget"], 2),
        "take_1000_fixes_ms": round(ms["move"], 2),
        "floor_all_ms": round(ms["floor_all"], 2),
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--size", default="1600x1000")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    load_fonts()
    wide, high = (int(part) for part in wanted.size.split("x"))
    print(json.dumps(measure(app, (wide, high), wanted.rounds), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
