"""The map with 5,000 open alerts: telling one change, and a repaint after it.

    python -m tests.bench.bench_map_alerts

Prints one JSON object; the ratio compares a change with telling all of them for the first time.
"""

import json
import os
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from backends.map_data.site_file import builtin_site
from console.domain.alerts.alert import Alert, AlertClass, Attention, Condition, Visibility, Work
from console.domain.site import Site
from widgets.live_map.panel import LiveMap
from widgets.theme import load_fonts

ALERTS, CHANGES = 5000, 15
NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)


def some_alerts(site: Site) -> list[Alert]:
    """Open alerts all over a site, a third of them unacknowledged."""
    rng, cameras = Random(1), list(site.cameras.values())
    return [
        Alert(
            number=n, type="analytics.fall", priority=1 + n % 4, source="cam", subject=None,
            alert_class=AlertClass.LIFE if n % 50 == 0 else AlertClass.ANALYTICS,
            condition=Condition.ACTIVE, work=Work.NEW, visibility=Visibility.NORMAL,
            attention=Attention.ACKNOWLEDGED if n % 3 else Attention.UNACKNOWLEDGED,
            raised=NOW, occurred=NOW, updated=NOW, place=rng.choice(cameras).place,
        )
        for n in range(ALERTS)
    ]  # fmt: skip


def one_changes(panel: LiveMap, alerts: list[Alert], tick: int) -> None:
    """One of the alerts changes; now and then somebody asks what is at a point."""
    at = tick % len(alerts)
    alerts[at] = replace(alerts[at], priority=1 + tick % 4)
    panel.set_alerts(list(alerts))
    if tick % 90 == 0:
        panel.pressing.ask_here(QPointF(tick * 7 % 1_000, tick * 11 % 800))


def many_alerts(panel: LiveMap, site: Site, size: tuple[int, int]) -> dict[str, float]:
    """Milliseconds of CPU: the first telling, one change, the repaint after it, a plain repaint."""
    alerts, target = some_alerts(site), QImage(*size, QImage.Format.Format_RGB32)

    def paint() -> float:
        begun = time.process_time()
        with QPainter(target) as painter:
            panel.paint_on(painter)
        return time.process_time() - begun

    begun = time.process_time()
    panel.set_alerts(alerts)
    first = time.process_time() - begun
    paint()
    told, after, plain = [], [], []
    for turn in range(CHANGES):
        alerts[turn * 97] = replace(alerts[turn * 97], priority=1)
        now = list(alerts)
        begun = time.process_time()
        panel.set_alerts(now)
        told.append(time.process_time() - begun)
        after.append(paint())
        plain.append(paint())
    change = statistics.median(told)
    return {
        "first_ms": round(1000 * first, 2),
        "change_ms": round(1000 * change, 2),
        "change_to_first": round(change / first, 3),
        "repaint_after_change_ms": round(1000 * statistics.median(after), 2),
        "repaint_ms": round(1000 * statistics.median(plain), 2),
    }


def main() -> int:
    """Command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    load_fonts()
    site = builtin_site("seongdong")
    panel = LiveMap(site, "ko")
    panel.resize(1123, 350)
    until = time.monotonic() + 20
    while not panel.is_settled and time.monotonic() < until:
        panel.grab()
        app.processEvents()
    print(json.dumps(many_alerts(panel, site, (1123, 350)), indent=1))
    panel.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
