"""The table of the queue: keyboard first, repaints only what ticks. GUI thread.

Rows that come never move what the operator looks at: the chosen row, or else the first one in
sight, stays where it is on the screen, and what came above it is counted (`unseen`).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget
from typing_extensions import override

from widgets.alert_queue.delegate import RowDelegate
from widgets.alert_queue.row_painter import RowPainter
from widgets.models.countdown import countdown_words
from widgets.models.rows_model import Column, RowsModel
from widgets.overrides import sealed
from widgets.theme import SIZES, font
from widgets.words.words import age_text

BLINK_MS = 333  # on and off: 1.5 Hz, inside the 1.4 to 2.8 Hz of R-HMI-05
MOST_UNSEEN = 999
_WIDTHS = {Column.PRIORITY: 46, Column.AGE: 76, Column.OWNER: 72, Column.COUNT: 50}
_STATE_ROOM = 44  # the mark, its margins and the cell's
_CLOCK_ROOM, _CELL_ROOM = 30, 12
_THEN, _OLD = datetime.min.replace(tzinfo=UTC), timedelta(days=9, hours=23)
_NARROW = 700  # below this type and place need the room of the owner, whom the detail names
_PLAIN = 900  # below it the count of reports stands before the type instead
_TYPE_SHARE = 0.5  # of what type and place share; each may use what the other leaves
_UP = {Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home}
_DOWN = {Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End}
_HEAD = 36
_FAR = 1_000_000
_FLAGS = QItemSelectionModel.SelectionFlag


@sealed
class QueueView(QTableView):
    """Emits `chosen(number)` when the operator moves, `sight_changed()` when `unseen` may differ.

    `lane` are the numbers above the table that the arrows reach too; negative numbers are counted
    rows. Letters pass on to the window.
    """

    chosen = Signal(int)
    opened = Signal(int)
    sight_changed = Signal()

    def __init__(self, model: RowsModel, rows: RowPainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = model
        self.rows = rows
        self.blinks = True
        self.lane: Sequence[int] = ()
        self.lane_choice: int | None = None
        self.unseen: set[int] = set()
        self._fresh: list[int] = []
        self._anchor: tuple[int, int] | None = None
        self._marked: set[int] = set()
        self._restoring = False
        self.setModel(model)
        self.setItemDelegate(RowDelegate(rows, self))
        self._shape()
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._blink_once)
        self._blink.start()
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(self._note_marks)
        model.rowsInserted.connect(self._note_fresh)
        self.verticalScrollBar().valueChanged.connect(self._look_up)

    def _shape(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: columns must not jump when the queue grows past one page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setTabKeyNavigation(False)
        # What is above it is served first; it takes what is left, down to a head and a row.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(_HEAD + SIZES.row_height)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(SIZES.row_height)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(40)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)

    # --- columns --------------------------------------------------------------------------------

    def fit_words(self, states: Iterable[str]) -> None:
        """Make the columns of state, age and clock as wide as the widest of their words."""
        metrics = QFontMetrics(font(SIZES.row, QFont.Weight.DemiBold))
        small = QFontMetrics(font(SIZES.small, QFont.Weight.DemiBold))
        header = self.horizontalHeader()
        widest = max(metrics.horizontalAdvance(word) for word in states)
        header.resizeSection(Column.STATE, widest + _STATE_ROOM)
        oldest = metrics.horizontalAdvance(age_text(_THEN, _THEN + _OLD))
        header.resizeSection(Column.AGE, max(_WIDTHS[Column.AGE], oldest + _CELL_ROOM))
        widest = max(small.horizontalAdvance(word) for word in countdown_words())
        header.resizeSection(Column.CLOCK, widest + _CLOCK_ROOM)
        self._share()

    def spans(self) -> list[tuple[Column, int, int]]:
        """The columns in sight: (column, left edge, width) in pixels of the whole view."""
        edge = self.viewport().x()
        return [
            (column, edge + self.columnViewportPosition(column), self.columnWidth(column))
            for column in Column
            if not self.isColumnHidden(column)
        ]

    def _share(self) -> None:
        header = self.horizontalHeader()
        width = self.viewport().width()
        for column, least in ((Column.OWNER, _NARROW), (Column.COUNT, _PLAIN)):
            narrow = width < least
            if self.isColumnHidden(column) is not narrow:  # hiding resizes the view: no circles
                self.setColumnHidden(column, narrow)
        taken = sum(header.sectionSize(c) for c in (*_WIDTHS, Column.STATE, Column.CLOCK))
        rest = max(120, self.viewport().width() - taken)
        header.resizeSection(Column.TYPE, int(rest * _TYPE_SHARE))
        header.resizeSection(Column.PLACE, rest - int(rest * _TYPE_SHARE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        row = self.currentIndex().row()
        was_in_sight = self._is_within(row, event.oldSize().height())
        super().resizeEvent(event)
        self._share()
        if was_in_sight and not self._is_in_sight(row):
            # Rows stay where they are, but never so that the chosen one slides out below.
            self.scrollTo(self.currentIndex())

    # --- holding still --------------------------------------------------------------------------

    def hold(self, within: QWidget) -> None:
        """Remember what the operator looks at; take no choice from Qt until `settle`."""
        self._restoring = True
        self._anchor = None
        top = self._top()
        row = self.currentIndex().row() if self.currentIndex().isValid() else -1
        if not self._is_in_sight(row):
            row = -(-top // SIZES.row_height) if top else -1
        if 0 <= row < self._queue.rowCount():
            y = self._origin(within) + row * SIZES.row_height - top
            self._anchor = (self._queue.row_at(row).number, y)

    def settle(self, number: int | None, within: QWidget) -> None:
        """Put the choice and the sight back after a change of the rows."""
        position = -1 if number is None else self._queue.position(number)
        if position < 0:
            if self.currentIndex().isValid():
                self.selectionModel().clear()
        elif self.currentIndex().row() != position or not self._is_marked(position):
            self._select(position)
        self._remark()
        self._keep_sight(within)
        self._restoring = False
        self._look_up()

    def _keep_sight(self, within: QWidget) -> None:
        position = -1 if self._anchor is None else self._queue.position(self._anchor[0])
        if self._anchor is None or position < 0:
            return
        # The range of the scroll bar follows the rows late; it is wanted now.
        self.updateGeometries()
        wanted = self._origin(within) + position * SIZES.row_height - self._anchor[1]
        if wanted != self._top():
            self.verticalScrollBar().setValue(wanted)

    def _origin(self, within: QWidget) -> int:
        return self.viewport().mapTo(within, QPoint(0, 0)).y()

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _is_in_sight(self, row: int) -> bool:
        return self._is_within(row, self.viewport().height())

    def _is_within(self, row: int, height: int) -> bool:
        y = row * SIZES.row_height - self._top()
        return row >= 0 and 0 <= y <= height - SIZES.row_height // 2

    @Slot(QModelIndex, int, int)
    def _note_fresh(self, _parent: QModelIndex, first: int, last: int) -> None:
        seen_from = self._top() or self._anchor is not None
        if seen_from and len(self.unseen) + len(self._fresh) < MOST_UNSEEN:
            last = min(last, first + MOST_UNSEEN)
            self._fresh += [self._queue.row_at(row).number for row in range(first, last + 1)]

    @Slot()
    def _look_up(self) -> None:
        """Which of the new rows are above what is in sight."""
        edge = -(-self._top() // SIZES.row_height)
        new = [*self.unseen, *(n for n in self._fresh if n not in self.rows.first_painted)]
        self._fresh.clear()
        self.unseen = {n for n in new if 0 <= self._queue.position(n) < edge}
        self.sight_changed.emit()

    # --- choosing -------------------------------------------------------------------------------

    def choose(self, number: int | None) -> None:
        """Choose a row without telling anybody and bring it into sight; None clears the choice."""
        self._restoring = True
        self.lane_choice = number if number in self.lane else None
        position = -1 if number is None else self._queue.position(number)
        self._marked.clear()
        if position < 0:
            self.selectionModel().clear()
        else:
            self._select(position)
            self.updateGeometries()
            self.scrollTo(self._queue.index(position, 0))
        self._restoring = False

    def _select(self, position: int) -> None:
        index = self._queue.index(position, 0)
        self.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect | _FLAGS.Rows)

    def _is_marked(self, position: int) -> bool:
        return self.selectionModel().isRowSelected(position, QModelIndex())

    def marked(self) -> list[int]:
        """The numbers of all marked rows, in order; the chosen row of the lane is one, too."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = [self._queue.row_at(row).number for row in rows]
        return found if self.lane_choice is None else [self.lane_choice, *found]

    @Slot(QItemSelection, QItemSelection)
    def _note_marks(self, _new: QItemSelection, _old: QItemSelection) -> None:
        if not self._restoring:
            self._marked = set(self.marked())

    def _remark(self) -> None:
        """Rows that changed their place while several were marked are marked again."""
        if len(self._marked) < 2:
            return
        self._marked = {n for n in self._marked if self._queue.position(n) >= 0}
        for position in sorted(self._queue.position(n) for n in self._marked):
            if not self._is_marked(position):
                index = self._queue.index(position, 0)
                self.selectionModel().select(index, _FLAGS.Select | _FLAGS.Rows)

    def move_by(self, rows: int) -> None:
        """Move the choice up or down, from anywhere in the window, through lane and table."""
        lane, count = len(self.lane), self._queue.rowCount()
        if not lane + count:
            return
        target = min(max(self._place(rows) + rows, -lane), count - 1)
        if target < 0:
            self.choose(self.lane[target])
            self.chosen.emit(self.lane[target])
        else:
            self.lane_choice = None
            self.setCurrentIndex(self._queue.index(target, 0))

    def _place(self, way: int) -> int:
        """Where the choice stands: below 0 in the lane, counted from its end."""
        lane, current = len(self.lane), self.currentIndex()
        if self.lane_choice in self.lane and self.lane_choice is not None:
            return list(self.lane).index(self.lane_choice) - lane
        if current.isValid():
            return current.row()
        return -lane - 1 if way > 0 else self._queue.rowCount()

    @Slot("QModelIndex", "QModelIndex")
    def _moved(self, current: object, _previous: object) -> None:
        del current
        index = self.currentIndex()
        if not self._restoring and index.isValid():
            self.lane_choice = None
            self.chosen.emit(self._queue.row_at(index.row()).number)

    # --- ticking --------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop blinking."""
        self._blink.stop()

    def tick(self) -> None:
        """Time went by: repaints the visible part of the columns that count."""
        for column in (Column.AGE, Column.CLOCK):
            self._repaint_column(column)

    def _repaint_column(self, column: Column) -> None:
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    def _has_blinking(self) -> bool:
        first = self._queue.row_at(0) if self._queue.rowCount() else None
        return first is not None and not first.acknowledged and first.alert.priority == 1

    @Slot()
    def _blink_once(self) -> None:
        lit = not self.rows.lit if self.blinks and (self.lane or self._has_blinking()) else True
        if lit != self.rows.lit:
            self.rows.lit = lit
            self._repaint_column(Column.PRIORITY)
            self.sight_changed.emit()

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # With the keys Qt chooses the first row when none is; the choice may be in the lane.
        had, held = self.currentIndex().isValid(), self._restoring
        self._restoring = True
        super().focusInEvent(event)
        if not had:
            self.selectionModel().clear()
        self._restoring = held

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Every other key belongs to the window: Qt's type-ahead search would swallow letters.
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self._queue.row_at(self.currentIndex().row()).number)
        elif not plain or key not in _UP | _DOWN:
            event.ignore()
        elif shift and self.currentIndex().isValid():
            super().keyPressEvent(event)
        else:
            self.move_by(self._stride(key))

    def _stride(self, key: int) -> int:
        way = -1 if key in _UP else 1
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return way * _FAR
        page = max(1, self.viewport().height() // SIZES.row_height - 1)
        return way * (page if key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} else 1)
