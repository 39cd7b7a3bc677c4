"""The alert queue: header with counts, the table, and an honest empty state. GUI thread.

Keeps the operator's choice through every change of the queue; chooses by itself only when nothing
is chosen.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.alert import Alert
from widgets.alert_queue.view import QueueView
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import AlertRow
from widgets.overrides import sealed
from widgets.symbols import priority_icon
from widgets.theme import SIZES
from widgets.words import priority_word, state_words

_COUNT_PX = 30


@sealed
class AlertQueue(QFrame):
    """Signals: `alert_chosen(number)`, `choice_lost()` when the chosen alert left the queue."""

    alert_chosen = Signal(int)
    choice_lost = Signal()

    def __init__(
        self,
        model: AlertQueueModel,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._model = model
        self._current = False
        self._why = ""
        self._number: int | None = None
        self.view = QueueView(model, clock, self)
        self.view.chosen.connect(self._chosen)
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._stale = QLabel()
        self._stale.setProperty("tone", "fault")
        self._counts = [QLabel() for _ in range(4)]
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "heading")
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        self._header = QWidget()
        self._header.setObjectName("queueHeader")
        self._header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(SIZES.margin, 6, SIZES.margin, 6)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._title)
        row.addWidget(self._stale)
        row.addStretch(1)
        for priority, count in enumerate(self._counts, start=1):
            sign = QLabel()
            sign.setPixmap(priority_icon(priority, SIZES.symbol).pixmap(SIZES.symbol))
            sign.setFixedSize(SIZES.symbol, SIZES.symbol)
            count.setProperty("role", "heading")
            count.setMinimumWidth(_COUNT_PX)
            row.addSpacing(SIZES.gap)
            row.addWidget(sign)
            row.addWidget(count)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._header)
        # The words lie over the table: a hidden table would lose the keyboard.
        table = QGridLayout()
        table.addWidget(self.view, 0, 0)
        table.addWidget(self._empty, 0, 0)
        column.addLayout(table, 1)

    # --- what it shows --------------------------------------------------------------------------

    @property
    def first_painted(self) -> OrderedDict[int, datetime]:
        """Alert number -> when its row was first painted (UTC); the newest 20,000."""
        return self.view.rows.first_painted

    @property
    def chosen(self) -> int | None:
        """The chosen alert's number."""
        return self._number

    def replace_all(self, alerts: Iterable[Alert]) -> None:
        """Show exactly these alerts."""
        self.view.hold()
        self._model.replace_all(alerts)
        self._settle()

    def apply(self, alerts: Iterable[Alert]) -> None:
        """Merge changed alerts."""
        self.view.hold()
        self._model.apply(alerts)
        self._settle()

    def set_current(self, current: bool, why: str) -> None:
        """Whether the queue is the engine's newest; `why` not, in words, when it is not."""
        if (current, why) != (self._current, self._why):
            self._current, self._why = current, why
            self._refresh()

    def set_now(self, now: datetime) -> None:
        """Tick the ages."""
        self._model.now = now
        self.view.set_now(now)

    def set_flash(self, flash: bool) -> None:
        """Light the header: the visual stand-in for sound."""
        if self._header.property("flash") != flash:
            self._header.setProperty("flash", flash)
            self._header.style().unpolish(self._header)
            self._header.style().polish(self._header)

    def set_language(self, language: str) -> None:
        """Show type and place names in "ko" or "en"."""
        self._model.set_language(language)
        self._retranslate()

    # --- choosing -------------------------------------------------------------------------------

    @Slot(int)
    def choose(self, number: int) -> None:
        """Choose an alert as if the operator had moved to it."""
        if self._model.find(number) is not None:
            self.view.choose(number)
            self._chosen(number)

    def choose_newest_life(self) -> bool:
        """Go to the newest life-safety alert, unanswered ones first; False when there is none."""
        life = [row for row in self._model.rows() if row.life]
        waiting = [row for row in life if not row.acknowledged] or life
        if waiting:
            self.choose(max(waiting, key=_raised).number)
        return bool(waiting)

    @Slot(int)
    def _chosen(self, number: int) -> None:
        if number != self._number:
            self._number = number
            self.alert_chosen.emit(number)

    def _settle(self) -> None:
        lost = self._number is not None and self._model.find(self._number) is None
        if lost:
            self._number = None
        self.view.choose(self._number)
        if lost:
            self.choice_lost.emit()
        rows = self._model.rows()
        if self._number is None and rows and rows[0].life and not rows[0].acknowledged:
            self.choose(rows[0].number)
        self._refresh()

    # --- words ----------------------------------------------------------------------------------

    def _refresh(self) -> None:
        counts = [0, 0, 0, 0]
        for row in self._model.rows():
            counts[min(max(row.alert.priority, 1), 4) - 1] += 1
        for priority, (label, count) in enumerate(zip(self._counts, counts, strict=True), start=1):
            label.setText(str(count))
            label.setToolTip(f"{priority} {priority_word(priority)}")
        self._stale.setText("" if self._current else self.tr("Not current"))
        self._empty.setText(self.tr("No open alerts") if self._current else self._unsure())
        self._empty.setVisible(not self._model.rowCount())

    def _unsure(self) -> str:
        title = self.tr("Not current")
        return f"{title}\n{self._why}" if self._why else title

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Alert queue"))
        self.view.setAccessibleName(self.tr("Alert queue"))
        self.view.fit_states(state_words())
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _raised(row: AlertRow) -> datetime:
    return row.raised
