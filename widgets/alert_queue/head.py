"""The head of the queue: its name, whether it is current, the load, and how many of each priority.

GUI thread; shows what it is given.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets.alert_queue.load_meter import LoadMeter
from widgets.symbols import priority_icon
from widgets.theme import SIZES
from widgets.words.words import priority_word

_COUNT_PX = 30


class QueueHead(QWidget):
    """One line; never leaves its place (R-HMI-07)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.stale = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.stale.setProperty("tone", "fault")
        self.meter = LoadMeter()
        self._counts = [QLabel() for _ in range(4)]
        row = QHBoxLayout(self)
        row.setSpacing(SIZES.gap)
        self._row = row
        self.set_low(False)
        for widget in (self.title, self.stale):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.meter)
        for priority, count in enumerate(self._counts, start=1):
            sign = QLabel()
            sign.setPixmap(priority_icon(priority, SIZES.symbol).pixmap(SIZES.symbol))
            sign.setFixedSize(SIZES.symbol, SIZES.symbol)
            count.setProperty("role", "heading")
            count.setMinimumWidth(_COUNT_PX)
            row.addSpacing(2)
            row.addWidget(sign)
            row.addWidget(count)

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        edge = 2 if low else 6
        self._row.setContentsMargins(SIZES.margin, edge, SIZES.margin, edge)

    def set_counts(self, counts: Sequence[int]) -> None:
        """How many open alerts there are of priority 1 to 4."""
        for priority, (label, count) in enumerate(zip(self._counts, counts, strict=True), start=1):
            if label.text() != str(count):
                label.setText(str(count))
            label.setToolTip(f"{priority} {priority_word(priority)}")

    def set_flash(self, flash: bool) -> None:
        """Light up: the visual stand-in for sound."""
        if self.property("flash") != flash:
            self.setProperty("flash", flash)
            self.style().unpolish(self)
            self.style().polish(self)
