"""Search in every alert ever, over the table of the queue; the lane stays in view. GUI thread.

Asks for one page at a time and for the next when the operator comes near the end; a newer question
makes older answers worthless. Never waits: pages come when the engine has them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import AlertClass
from console.wire.seat_values import HistoryPage, HistoryWanted
from widgets.alert_queue.filter_words import class_word
from widgets.alert_queue.row_painter import RowPainter
from widgets.alert_queue.view import QueueView
from widgets.keys.fields import FieldBox, FieldLine
from widgets.models.alert_row import RowMaker
from widgets.models.history_model import MOST_ROWS, HistoryModel
from widgets.models.naming import Naming
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words.reasons import reason_text
from widgets.words.words import state_words, translate

PAGE = 100
_PAUSE_MS = 150
_SPANS = (None, timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))


@sealed
class HistorySearch(QFrame):
    """Signals: `wanted(HistoryWanted)`, `looked_at(Alert)`, `left()`."""

    wanted = Signal(object)
    looked_at = Signal(object)
    left = Signal()

    def __init__(
        self,
        maker: RowMaker,
        naming: Naming,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._naming, self._clock = naming, clock
        self._request = 0
        self._more = self._waits = False
        self._heard = True
        self.model = HistoryModel(maker, self)
        self._rows = RowPainter(clock)
        self.view = QueueView(self.model, self._rows, self)
        self.view.stop()
        self.words, self.operator = FieldLine(), FieldLine()
        self.classes, self.span = FieldBox(), FieldBox()
        self._line = QLabel()
        self._line.setProperty("role", "caption")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self.retranslate()
        self.hide()

    def set_now(self, now: datetime) -> None:
        """Ages and countdowns go on, as in the queue."""
        self._rows.now = now
        if self.isVisible():
            self.view.viewport().update()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        for widget, share in ((self.words, 3), (self.operator, 1)):
            widget.setMaxLength(120)
            row.addWidget(widget, share)
        row.addWidget(self.classes)
        row.addWidget(self.span)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, 6, SIZES.gap, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._line)
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.search)
        for field in (self.words, self.operator):
            field.textChanged.connect(self._pause.start)
            field.returnPressed.connect(self._to_results)
        for choice in (self.classes, self.span):
            choice.currentIndexChanged.connect(self._pause.start)
        self.view.chosen.connect(self._look_at)
        self.view.opened.connect(self._look_at)
        self.view.verticalScrollBar().valueChanged.connect(self._near_end)

    # --- asking ---------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it and give it the keys; the newest alerts stand there at once."""
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.search()

    @Slot()
    def search(self) -> None:
        """Ask anew for what the fields say."""
        self._pause.stop()
        self.model.begin()
        self._ask(None)

    def _ask(self, before: int | None) -> None:
        self._request += 1
        self._waits, self._more = True, False
        chosen, span = self.classes.currentData(), _SPANS[max(0, self.span.currentIndex())]
        self._say(self._searching())
        self.wanted.emit(
            HistoryWanted(
                self._request,
                self._naming.words(self.words.text()),
                classes=(chosen,) if chosen else (),
                operator=self.operator.text().strip(),
                since=None if span is None else self._clock() - span,
                before=before,
                limit=PAGE,
            )
        )

    def set_current(self, current: bool) -> None:
        """Whether the engine is heard; a question it never got is asked again when it is."""
        if current == self._heard:
            return
        self._heard = current
        if self._waits and self.isVisible() and current:
            self.search()
        elif self._waits:
            self._say(self._searching())

    def _searching(self) -> str:
        if self._heard:
            return self.tr("Searching…")
        return self.tr("The engine does not answer; it is asked again when it is back")

    @Slot(object)
    def take(self, page: HistoryPage) -> None:
        """A page came; one that was asked for before the newest question is let go."""
        if page.request != self._request:
            return
        self._waits = False
        self.model.add(page.alerts)
        full = self.model.rowCount() >= MOST_ROWS
        self._more = page.more and not full
        self._say(reason_text(page.fault) or self._found(full=full))
        self.view.updateGeometries()  # the end is where the new rows end
        self._near_end()

    @Slot()
    def _near_end(self) -> None:
        bar = self.view.verticalScrollBar()
        near = bar.value() >= bar.maximum() - 2 * self.view.viewport().height()
        if self.isVisible() and self._more and not self._waits and near:
            self._ask(self.model.last())

    def _found(self, *, full: bool) -> str:
        count = self.model.rowCount()
        if not count:
            return self.tr("Nothing found")
        if full:
            return self.tr("{count} shown, there are more: narrow the search").format(count=count)
        if self._more:
            return self.tr("{count} found so far, more come below").format(count=count)
        return self.tr("{count} found, those are all").format(count=count)

    def _say(self, text: str) -> None:
        self._line.setText(text)

    def text(self) -> str:
        """The standing line."""
        return self._line.text()

    # --- looking --------------------------------------------------------------------------------

    @Slot()
    def _to_results(self) -> None:
        if self._pause.isActive():
            self.search()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.move_by(1)

    @Slot(int)
    def _look_at(self, number: int) -> None:
        row = self.model.find(number)
        if row is not None:
            self.looked_at.emit(row.alert)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif self.view.hasFocus():
            event.ignore()  # letters act on what is chosen in the queue, as from anywhere
        else:
            super().keyPressEvent(event)

    # --- words ----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.words.setPlaceholderText(self.tr("Type, place, source or words"))
        self.operator.setPlaceholderText(self.tr("Operator"))
        spans = (
            self.tr("All time"), self.tr("1 hour"), self.tr("24 hours"), self.tr("7 days"),
            self.tr("30 days"),
        )  # fmt: skip
        kinds = [(self.tr("All classes"), "")]
        kinds += [(class_word(each), each.value) for each in AlertClass]
        for choice, words in ((self.span, [(w, "") for w in spans]), (self.classes, kinds)):
            at = max(0, choice.currentIndex())
            choice.blockSignals(True)
            choice.clear()
            for word, value in words:
                choice.addItem(word, value)
            choice.setCurrentIndex(at)
            choice.blockSignals(False)
        self.setAccessibleName(translate("Queue", "Search in all alerts"))
        self.view.setAccessibleName(translate("Queue", "Alerts found"))
        self.view.fit_words(state_words())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
