"""The bottom line: link, database, cameras, devices, local-only actions, unacknowledged count.

GUI thread. Always visible, never covered (R-HMI-07). Unknown is said as unknown, never as normal.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from console.domain.alerts.stale import TARGET_BELOW
from console.ports.seat_link import LinkNews
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words.words import age_text


@dataclass(frozen=True, slots=True)
class QuietCounts:
    """What is kept out of the queue, and what stands too long: always in view (R-ALM-06)."""

    shelved: int = 0
    rules: int = 0
    proposed: int = 0
    out_of_service: int = 0
    stale: int = 0
    noisy: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the line shows. None or 0 where nothing is known yet."""

    link: LinkNews | None = None
    current: bool = False
    store_fault: bool | None = None
    cameras_live: int = 0
    cameras_shown: int = 0
    shed: str = ""
    devices_up: int = 0
    devices_silent: int = 0
    devices_unknown: int = 0
    local_only: int = 0
    unacknowledged: int = 0
    quiet: QuietCounts | None = None


@sealed
class StatusBar(QWidget):
    """Seven words with tones, and the large count at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(SIZES.status_bar)
        self._standing = Standing()
        self._now: datetime | None = None
        self.labels = {
            name: QLabel()
            for name in ("link", "store", "cameras", "devices", "quiet", "local", "waiting")
        }
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.margin, 0, SIZES.margin, 0)
        row.setSpacing(SIZES.margin * 2)
        for name, label in self.labels.items():
            if name == "waiting":
                row.addStretch(1)
                label.setProperty("role", "title")
            row.addWidget(label)
        self.refresh()

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height; such a one is narrow too."""
        self.setFixedHeight(SIZES.low_status_bar if low else SIZES.status_bar)
        self._row.setSpacing(SIZES.margin if low else SIZES.margin * 2)
        for name, label in self.labels.items():
            if name != "waiting":
                label.setProperty("role", "caption" if low else "")
                label.style().unpolish(label)
                label.style().polish(label)

    def show_standing(self, standing: Standing, now: datetime) -> None:
        """Show a standing as of `now` (UTC)."""
        self._standing, self._now = standing, now
        self.refresh()

    def refresh(self) -> None:
        """Write every word again."""
        standing = self._standing
        self._write("link", *self._link(standing.link))
        self._write("store", *self._store(standing.store_fault))
        self._write("cameras", *self._cameras(standing))
        self._write("devices", *self._devices(standing))
        self._write("quiet", *self._quiet(standing.quiet))
        local = self.tr("Local only: {count}").format(count=standing.local_only)
        self._write("local", local if standing.local_only else "", "warning")
        tone = "fault" if standing.unacknowledged else "quiet"
        waiting = self.tr("{count} unacknowledged").format(count=standing.unacknowledged)
        self._write("waiting", waiting, tone if standing.current else "warning")

    def text(self) -> str:
        """The whole line, for screen readers and tests."""
        return " | ".join(label.text() for label in self.labels.values() if label.text())

    def _link(self, link: LinkNews | None) -> tuple[str, str]:
        if link is None:
            return self.tr("Engine: connecting"), "warning"
        age = age_text(link.since, self._now) if self._now else ""
        words = {
            "up": (self.tr("Engine: connected"), "good"),
            "connecting": (self.tr("Engine: connecting {age}"), "warning"),
            "stale": (self.tr("Engine: no answer for {age}"), "fault"),
            "down": (self.tr("Engine: away for {age}"), "fault"),
        }
        text, tone = words.get(link.state, (self.tr("Engine: unknown"), "warning"))
        if link.state == "up" and link.round_trip_ms is not None:
            text = f"{text} · {link.round_trip_ms:.0f} ms"
        return text.format(age=age), tone

    def _store(self, fault: bool | None) -> tuple[str, str]:
        if fault is None or not self._standing.current:
            return self.tr("Database: unknown"), "warning"
        if fault:
            return self.tr("Database: fault"), "fault"
        return self.tr("Database: ok"), "good"

    def _cameras(self, standing: Standing) -> tuple[str, str]:
        live, shown = standing.cameras_live, standing.cameras_shown
        text = self.tr("Cameras live {live}/{shown}").format(live=live, shown=shown)
        whole = shown and live == shown
        if standing.shed == "key frames":
            text, whole = self.tr("{cameras}, background: key frames").format(cameras=text), 0
        elif standing.shed:
            text, whole = self.tr("{cameras}, background: slower").format(cameras=text), 0
        return text, "good" if whole else "warning"

    def _devices(self, standing: Standing) -> tuple[str, str]:
        if not standing.current:
            return self.tr("Devices: unknown"), "warning"
        text = self.tr("Devices up {up}, silent {silent}, unknown {unknown}").format(
            up=standing.devices_up, silent=standing.devices_silent, unknown=standing.devices_unknown
        )
        bad = standing.devices_silent or standing.devices_unknown or not standing.devices_up
        return text, "warning" if bad else "good"

    def _quiet(self, counts: QuietCounts | None) -> tuple[str, str]:
        if counts is None or not self._standing.current:
            return self.tr("Shelved: unknown"), "warning"
        words = [self.tr("Shelved {count}").format(count=counts.shelved)]
        for template, count in (
            (self.tr("rules {count}"), counts.rules),
            (self.tr("to approve {count}"), counts.proposed),
            (self.tr("out of service {count}"), counts.out_of_service),
            (self.tr("stale {count}"), counts.stale),
            (self.tr("noisy {count}"), counts.noisy),
        ):
            if count:
                words.append(template.format(count=count))
        urgent = counts.proposed or counts.stale >= TARGET_BELOW
        return " · ".join(words), "warning" if urgent else "quiet"

    def _write(self, name: str, text: str, tone: str) -> None:
        label = self.labels[name]
        if label.text() != text:
            label.setText(text)
        if label.property("tone") != tone:
            label.setProperty("tone", tone)
            label.style().unpolish(label)
            label.style().polish(label)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
