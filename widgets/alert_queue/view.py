"""The table of the queue: keyboard first, repaints only what ticks. GUI thread."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from widgets.alert_queue.delegate import RowDelegate
from widgets.models.alert_queue_model import AlertQueueModel, Column
from widgets.overrides import sealed
from widgets.theme import SIZES, font

BLINK_MS = 333  # on and off: 1.5 Hz, inside the 1.4 to 2.8 Hz of R-HMI-05
_WIDTHS = {Column.PRIORITY: 56, Column.AGE: 80, Column.OWNER: 84, Column.COUNT: 50}
_STATE_ROOM = 44  # the mark, its margins and the cell's
_NARROW = 640  # below this type and place need the room of owner and count
_TYPE_SHARE = 0.6  # of what type and place share
_MOVES = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


@sealed
class QueueView(QTableView):
    """Emits `chosen(number)` when the operator moves; letters pass on to the window."""

    chosen = Signal(int)

    def __init__(
        self,
        model: AlertQueueModel,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = model
        self.rows = RowDelegate(clock, self)
        self.blinks = True
        self._restoring = False
        self.setModel(model)
        self.setItemDelegate(self.rows)
        self._shape()
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._blink_once)
        self._blink.start()
        self.selectionModel().currentRowChanged.connect(self._moved)

    def _shape(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: columns must not jump when the queue grows past one page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setTabKeyNavigation(False)
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

    def fit_states(self, words: Iterable[str]) -> None:
        """Make the state column as wide as the widest of these words."""
        metrics = QFontMetrics(font(SIZES.row, QFont.Weight.DemiBold))
        widest = max(metrics.horizontalAdvance(word) for word in words)
        self.horizontalHeader().resizeSection(Column.STATE, widest + _STATE_ROOM)
        self._share()

    def _share(self) -> None:
        header = self.horizontalHeader()
        narrow = self.viewport().width() < _NARROW
        for column in (Column.OWNER, Column.COUNT):  # the chosen alert shows both
            if self.isColumnHidden(column) is not narrow:  # hiding resizes the view: no circles
                self.setColumnHidden(column, narrow)
        taken = sum(header.sectionSize(c) for c in (*_WIDTHS, Column.STATE))
        rest = max(120, self.viewport().width() - taken)
        header.resizeSection(Column.TYPE, int(rest * _TYPE_SHARE))
        header.resizeSection(Column.PLACE, rest - int(rest * _TYPE_SHARE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def hold(self) -> None:
        """Take no choice from Qt until `choose`: it moves on by itself when rows leave."""
        self._restoring = True

    def choose(self, number: int | None) -> None:
        """Choose an alert without telling anybody; None or a closed one clears the choice."""
        self._restoring = True
        position = -1 if number is None else self._queue.position(number)
        if position < 0:
            self.selectionModel().clear()
        else:
            index = self._queue.index(position, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        self._restoring = False

    def stop(self) -> None:
        """Stop blinking."""
        self._blink.stop()

    def set_now(self, now: datetime) -> None:
        """Tick the ages: repaints the visible part of one column only."""
        self.rows.now = now
        self._repaint_column(Column.AGE)

    def move_by(self, rows: int) -> None:
        """Move the choice up or down, from anywhere in the window."""
        count = self._queue.rowCount()
        if count:
            current = self.currentIndex()
            start = current.row() if current.isValid() else -1 if rows > 0 else count
            target = min(max(start + rows, 0), count - 1)
            self.setCurrentIndex(self._queue.index(target, 0))

    def _repaint_column(self, column: Column) -> None:
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        self.viewport().update(QRect(left, 0, width, self.viewport().height()))

    @Slot()
    def _blink_once(self) -> None:
        first = self._queue.row_at(0) if self._queue.rowCount() else None
        wanted = self.blinks and first is not None and not first.acknowledged
        if not (wanted and first is not None and first.alert.priority == 1):
            if not self.rows.lit:
                self.rows.lit = True
                self._repaint_column(Column.PRIORITY)
            return
        self.rows.lit = not self.rows.lit
        self._repaint_column(Column.PRIORITY)

    @Slot("QModelIndex", "QModelIndex")
    def _moved(self, current: object, _previous: object) -> None:
        del current
        index = self.currentIndex()
        if not self._restoring and index.isValid():
            self.chosen.emit(self._queue.row_at(index.row()).number)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Every other key belongs to the window: Qt's type-ahead search would swallow letters.
        if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()
