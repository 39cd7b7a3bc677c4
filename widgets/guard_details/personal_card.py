"""What is personal in a case: masked, or shown for a short while with a mark over it (R-PRV-01).

GUI thread. The words live in the labels only, from the engine's answer to the end of the look, and
are gone from there afterwards. Who looks, where and when is drawn across them, so that a picture of
the screen says whose it is. Asks for nothing and sends nothing.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.field.post import KST
from console.domain.field.reveal import LONGEST, MASK
from widgets.guard_details.words import entry_word
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font

_TICK_MS = 250
_SLANT = -16.0


def entries_in(personal: str) -> dict[str, str]:
    """The entries of an engine's answer; empty when it is not one."""
    try:
        found = json.loads(personal)
    except ValueError:
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


@sealed
class _Mark(QWidget):
    """Words across the whole card, above everything else in it; takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.words:
            return
        with QPainter(self) as painter:
            painter.setFont(font(SIZES.body))
            ink = QColor(colour("warning"))
            ink.setAlphaF(0.42)
            painter.setPen(ink)
            step = painter.fontMetrics().horizontalAdvance(self.words) + 60
            painter.rotate(_SLANT)
            for row in range(-1, self.height() // 26 + 12):
                shift = (row % 2) * step / 2 - self.height()
                for at in range(self.width() // step + 3):
                    painter.drawText(QPointF(shift + at * step, row * 34.0), self.words)


@sealed
class PersonalCard(QFrame):
    """`masked()` when a look ended by itself, by time or because it was put away."""

    masked = Signal()

    def __init__(self, operator: str, seat: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._operator, self._seat = operator, seat
        self._entries: tuple[str, ...] = ()
        self._shown: dict[str, str] = {}
        self._case, self._erased, self._is_open = "", False, True
        self._now: datetime | None = None
        self._left_ms = 0
        self._title, self._line = QLabel(), QLabel()
        self._title.setProperty("role", "section")
        self._line.setProperty("role", "caption")
        self._line.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(SIZES.gap)
        self._grid.setVerticalSpacing(2)
        self._labels: list[tuple[QLabel, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addWidget(self._line)
        column.addStretch(1)
        self._mark = _Mark(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_revealed(self) -> bool:
        """Whether anything personal is on the screen."""
        return bool(self._shown)

    def show_case(self, case: str, entries: Sequence[str], *, erased: bool, is_open: bool) -> None:
        """What is on file of a case; another case ends a look."""
        if case != self._case or tuple(entries) != self._entries:
            self.conceal()
        self._case, self._entries = case, tuple(entries)
        self._erased, self._is_open = erased, is_open
        self._fill()

    def reveal(self, found: Mapping[str, str], until: datetime, now: datetime) -> None:
        """Show the words until then, five minutes at most."""
        left = min(until - now, LONGEST)
        if left <= timedelta() or not found:
            self.conceal()
            return
        self._shown, self._now = dict(found), now
        # Counted here and not by the wall clock, which somebody could set back.
        self._left_ms = int(left.total_seconds() * 1_000)
        self._timer.start()
        self._fill()

    @Slot()
    def conceal(self) -> None:
        """End the look: the words leave the screen and this object."""
        was = bool(self._shown)
        self._timer.stop()
        self._shown, self._left_ms = {}, 0
        self._fill()
        if was:
            self.masked.emit()

    def text(self) -> str:
        """What the card says, for tests and screen readers."""
        lines = [f"{name.text()}: {words.text()}" for name, words in self._visible()]
        return "\n".join((self._title.text(), *lines, self._line.text()))

    def mark(self) -> str:
        """What is written across what is shown; empty while it is masked."""
        return self._mark.words

    def _visible(self) -> list[tuple[QLabel, QLabel]]:
        return self._labels[: len(self._entries)]

    @Slot()
    def _tick(self) -> None:
        self._left_ms -= _TICK_MS
        if self._left_ms <= 0:
            self.conceal()
        else:
            self._say()

    def _fill(self) -> None:
        while len(self._labels) < len(self._entries):
            self._add()
        for at, (name, words) in enumerate(self._labels):
            held = self._entries[at] if at < len(self._entries) else ""
            name.setVisible(bool(held))
            words.setVisible(bool(held))
            name.setText(entry_word(held) if held else "")
            words.setText(self._shown.get(held, MASK) if held else "")
        self._mark.words = self._mark_words() if self._shown else ""
        self._mark.raise_()
        self._mark.update()
        self._say()

    def _mark_words(self) -> str:
        at = f"{self._now.astimezone(KST):%Y-%m-%d %H:%M:%S}" if self._now else ""
        return f"{self._case} · {self._operator} · {self._seat} · {at}"

    def _say(self) -> None:
        self._title.setText(self.tr("Personal entries"))
        if self._shown:
            text = self.tr("Shown for {seconds} s more, on record. Esc masks at once.")
            self._line.setText(text.format(seconds=-(-self._left_ms // 1_000)))
        elif self._erased:
            self._line.setText(self.tr("Erased after the case was closed."))
        elif self._entries:
            self._line.setText(self.tr("Masked. P shows them for a minute: purpose needed."))
        elif self._is_open:
            self._line.setText(self.tr("Nothing on file. K adds entries."))
        else:
            self._line.setText(self.tr("Nothing on file, and the case is closed."))

    def _add(self) -> None:
        name, words = QLabel(), QLabel()
        name.setProperty("role", "caption")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row = len(self._labels)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        self._labels.append((name, words))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._mark.setGeometry(self.rect())
        elif event.type() == QEvent.Type.Hide:
            self.conceal()
        return super().event(event)
