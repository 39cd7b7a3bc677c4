"""The alert queue: head, lane of life-safety, table, and an honest empty state. GUI thread.

Keeps the operator's choice and sight through every change of the queue; chooses by itself only
when nothing is chosen. In a flood it folds lower classes into counted rows and says so; it never
hides life-safety that nobody acknowledged.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.flood import Flood
from widgets.alert_queue.filters import FilterLine
from widgets.alert_queue.flood_words import flood_words
from widgets.alert_queue.head import QueueHead
from widgets.alert_queue.history import HistorySearch
from widgets.alert_queue.keys import QueueKeys
from widgets.alert_queue.lane import Lane
from widgets.alert_queue.row_painter import RowPainter
from widgets.alert_queue.view import MOST_UNSEEN, QueueView
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import AlertRow
from widgets.models.load import Load
from widgets.models.queue_filter import QueueFilter
from widgets.models.shown_model import ShownModel
from widgets.overrides import sealed
from widgets.words.words import state_words


@sealed
class AlertQueue(QFrame):
    """Emits `alert_chosen(number)`, `choice_lost()` when no alert is chosen any more.

    Also `acknowledge_wished(numbers)` for several at once, and `kept_changed()` when `kept` is to
    be saved. `search` covers the table when H is pressed.
    """

    alert_chosen = Signal(int)
    choice_lost = Signal()
    acknowledge_wished = Signal(object)
    kept_changed = Signal()

    def __init__(
        self,
        model: AlertQueueModel,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        operator: str = "",
        search: HistorySearch | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._model = model
        self._current = False
        self._why = ""
        self._number: int | None = None
        self._clock = clock
        self._load = Load()
        self._counts = [0, 0, 0, 0]
        self._priority_of: dict[int, int] = {}
        self.shown = ShownModel(model, operator, self)
        self.rows = RowPainter(clock)
        self.view = QueueView(self.shown, self.rows, self)
        self.lane = Lane(self.rows, self.view, self)
        self.filters = FilterLine()
        self.search = search
        self._header = QueueHead()
        self._title, self._stale = self._header.title, self._header.stale
        self._empty, self._flood, self._above = QLabel(), QLabel(), QPushButton()
        self.keys = QueueKeys(self)
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "heading")
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._flood.setObjectName("notice")
        self._flood.setProperty("tone", "warning")
        self._flood.setWordWrap(True)
        self._flood.setContentsMargins(8, 3, 8, 3)
        self._flood.hide()
        self._above.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._above.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self._header, self._flood, self.filters, self.lane):
            column.addWidget(widget)
        # The words lie over the table: a hidden table would lose the keyboard.
        table = QGridLayout()
        table.addWidget(self.view, 0, 0)
        table.addWidget(self._empty, 0, 0)
        place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        table.addWidget(self._above, 0, 0, place)
        if self.search is not None:
            table.addWidget(self.search, 0, 0)
        column.addLayout(table, 1)

    def _connect(self) -> None:
        self._model.settled.connect(self._count)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self._open)
        self.view.sight_changed.connect(self._look)
        self.lane.chosen.connect(self.choose)
        self.filters.changed.connect(self._filter)
        self.filters.left.connect(self.view.setFocus)
        self.filters.views_changed.connect(self.kept_changed)
        self._above.clicked.connect(self.go_to_top)
        if self.search is not None:
            self.search.left.connect(self.view.setFocus)

    # --- what it shows --------------------------------------------------------------------------

    @property
    def first_painted(self) -> OrderedDict[int, datetime]:
        """Alert number -> when its row was first painted (UTC); the newest 20,000."""
        return self.rows.first_painted

    @property
    def chosen(self) -> int | None:
        """The chosen alert's number."""
        return self._number

    @property
    def load(self) -> Load:
        """What came in the last ten minutes."""
        return self._load

    def replace_all(self, alerts: Iterable[Alert]) -> None:
        """Show exactly these alerts."""
        self.view.hold(self)
        self._model.replace_all(alerts)
        self._settle()

    def apply(self, alerts: Iterable[Alert]) -> None:
        """Merge changed alerts."""
        self.view.hold(self)
        self._model.apply(alerts)
        self._settle()

    def set_current(self, current: bool, why: str) -> None:
        """Whether the queue is the engine's newest; `why` not, in words, when it is not."""
        if (current, why) != (self._current, self._why):
            self._current, self._why = current, why
            if self.search is not None:
                self.search.set_current(current)
            self._refresh()

    def set_now(self, now: datetime) -> None:
        """Tick the ages and the clocks; a flood may end."""
        self._model.now = self.shown.now = self.rows.now = now
        self._load.pass_time(now)
        if self.shown.is_folding != self._load.is_flood:
            self.view.hold(self)
            self._settle()
        self.view.tick()
        self.lane.update()
        self.filters.set_now(now)
        if self.search is not None:
            self.search.set_now(now)
        self._refresh()

    def follow_flood(self, flood: Flood | None) -> None:
        """The engine's word on floods counts, not this seat's own."""
        self._load.follow(flood)
        if self.shown.is_folding != self._load.is_flood:
            self.view.hold(self)
            self._settle()
        self._refresh()

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        self._header.set_low(low)
        self.lane.set_low(low)

    def set_flash(self, flash: bool) -> None:
        """Light the header: the visual stand-in for sound."""
        self._header.set_flash(flash)

    def set_language(self, language: str) -> None:
        """Show type and place names in "ko" or "en"."""
        self.view.hold(self)
        self._model.set_language(language)
        self._settle()
        self._retranslate()

    def row_of(self, number: int) -> AlertRow | None:
        """The row of an alert, also one that no filter shows."""
        return self._model.find(number)

    # --- choosing -------------------------------------------------------------------------------

    @Slot(int)
    def choose(self, number: int) -> None:
        """Choose an alert as if the operator had moved to it."""
        if self._model.find(number) is not None:
            if not self._is_in_lane(number):
                self.shown.keep(number)  # neither filter nor folding hides what is asked for
            self.view.choose(number)
            self._chosen(number)

    def unchoose(self) -> None:
        """Choose nothing."""
        self.view.choose(None)
        self._number = None
        self._show_lane()
        self.choice_lost.emit()

    def choose_newest_life(self) -> bool:
        """Go to the newest life-safety alert, unanswered ones first; False when there is none."""
        life = [row for row in self._model.rows() if row.life]
        waiting = [row for row in life if not row.acknowledged] or life
        if waiting:
            self.choose(max(waiting, key=_raised).number)
        return bool(waiting)

    @Slot()
    def go_to_top(self) -> None:
        """See the top of the table; the choice stays."""
        self.view.verticalScrollBar().setValue(0)

    @Slot(int)
    def _chosen(self, number: int) -> None:
        found = number if number > 0 else None
        changed, self._number = found != self._number, found
        self._show_lane()
        if changed and found is not None:
            self.alert_chosen.emit(found)
        elif changed:
            self.choice_lost.emit()

    @Slot(int)
    def _open(self, number: int) -> None:
        self.view.hold(self)
        if self.shown.toggle(number):
            self._settle()
        self.view.settle(number, self)

    def _is_in_lane(self, number: int) -> bool:
        row = self._model.find(number)
        return row is not None and row.in_lane

    def _settle(self) -> None:
        """After the rows changed: flood, choice, lane, sight, words; in this order."""
        if self.shown.is_folding != self._load.is_flood:
            self.shown.keep(self._number)
            self.shown.set_folding(self._load.is_flood)
        lost = self._number is not None and self._model.find(self._number) is None
        if lost:
            self._number = None
        self._show_lane()
        self._refresh()
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the sight is measured where things really are
        self.view.settle(self._number or self._counted_choice(), self)
        if lost:
            self.choice_lost.emit()
        if self._number is None and self.view.lane and not self.view.currentIndex().isValid():
            self.choose(self.view.lane[0])

    def _counted_choice(self) -> int | None:
        index = self.view.currentIndex()
        number = self.shown.row_at(index.row()).number if index.isValid() else 0
        return number if number < 0 else None

    def _show_lane(self) -> None:
        rows = list(takewhile(_in_lane, self._model.rows()))
        self.view.lane = [row.number for row in rows]
        choice = self._number if self._number in self.view.lane else None
        self.view.lane_choice = choice
        self.lane.set_rows(rows, choice)

    # --- filters, several at once, keys ---------------------------------------------------------

    @Slot(object)
    def _filter(self, wanted: QueueFilter) -> None:
        self.view.hold(self)
        self.shown.set_filter(wanted)
        self._settle()

    def take_key(self, event: QKeyEvent) -> bool:
        """Perform a key of the queue from anywhere in the window; False when it is not one."""
        return self.keys.take(event)

    def kept(self) -> dict[str, Any]:
        """What the seat keeps: saved views, and whether marks stand still."""
        return {"views": self.filters.saved(), "still": not self.view.blinks}

    def restore(self, kept: Mapping[str, object]) -> None:
        """Take over what the seat kept."""
        self.filters.restore(kept.get("views"))
        self.view.blinks = kept.get("still") is not True

    # --- words ----------------------------------------------------------------------------------

    @Slot(object, object)
    def _count(self, rows: Collection[AlertRow], gone: Iterable[int]) -> None:
        for number in (*gone, *(row.number for row in rows if row.is_quiet)):
            if before := self._priority_of.pop(number, 0):
                self._counts[before - 1] -= 1
        for row in (each for each in rows if not each.is_quiet):
            priority = min(max(row.alert.priority, 1), 4)
            known = self._priority_of.get(row.number)
            if known != priority:
                self._priority_of[row.number] = priority
                self._counts[priority - 1] += 1
                self._counts[(known or priority) - 1] -= 1 if known else 0
        self._load.take(rows, self._clock())

    def _refresh(self) -> None:
        self._header.set_counts(self._counts)
        self._header.meter.show_load(self._load.rate, self._load.mix())
        self.filters.set_hidden(self.shown.hidden)
        flood = flood_words(self._load, self.shown.folded, self.rows.now)
        if flood != self._flood.text():
            self._flood.setText(flood)
            self._flood.setVisible(bool(flood))
        self._stale.setText("" if self._current else self.tr("Not current"))
        self._empty.setText(self._why_empty())
        self._empty.setVisible(not self._model.rowCount() or self._is_all_elsewhere())

    @Slot()
    def _look(self) -> None:
        count = len(self.view.unseen)
        self._above.setVisible(bool(count))
        more = f"{count}+" if count >= MOST_UNSEEN else str(count)
        self._above.setText(self.tr("↑ {count} new above  J").format(count=more))
        if not self.lane.isHidden():
            self.lane.update()

    def _why_empty(self) -> str:
        if not self._current:
            return self._unsure()
        if self.shown.hidden:
            return self.tr("No other alert passes the filter")
        return (
            self.tr("All open alerts stand above")
            if self._is_all_elsewhere()
            else self.tr("No open alerts")
        )

    def _is_all_elsewhere(self) -> bool:
        """Whether the table is empty though there are alerts: in the lane or behind a filter."""
        return bool(self._model.rowCount()) and not self.shown.rowCount()

    def _unsure(self) -> str:
        title = self.tr("Not current")
        return f"{title}\n{self._why}" if self._why else title

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Alert queue"))
        self.view.setAccessibleName(self.tr("Alert queue"))
        self.view.fit_words(state_words())
        self._header.meter.retranslate()
        self.filters.retranslate()
        self._look()
        self._refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the window knows whose key it is


def _raised(row: AlertRow) -> datetime:
    return row.raised


def _in_lane(row: AlertRow) -> bool:
    return row.in_lane
