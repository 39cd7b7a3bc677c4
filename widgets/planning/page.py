"""One table beside its chart, with a line that says what the figures are. GUI thread."""

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.ports.tables import Sheet
from widgets.overrides import sealed
from widgets.planning.sheet_model import SheetModel, in_lines, shown
from widgets.theme import SIZES

_TABLE_PX, _CHART_PX = 740, 440
_LEAST_CHART, _MARGIN = 308, 4
_PADDING, _MEASURED = 20, 400


@sealed
class PlanPage(QWidget):
    """`chosen(row of the sheet)` when a row gets the selection."""

    chosen = Signal(int)

    def __init__(self, chart: QWidget, *, total: bool = False) -> None:
        super().__init__()
        self.model = SheetModel(total=total)
        self.table = _table(self.model)
        self.note, self.legend, self.empty = QLabel(), QLabel(), QLabel()
        self.chart = chart
        for label in (self.note, self.legend):
            label.setProperty("role", "caption")
            label.setWordWrap(True)
        self.empty.setProperty("role", "row")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._build()
        self.table.selectionModel().selectionChanged.connect(self._selected)

    def show_sheet(self, sheet: Sheet, empty: str, legend: str = "") -> None:
        """Show other rows; `empty` is said where there are none."""
        self.model.show(sheet)
        self.note.setText(sheet.note)
        self.legend.setText(legend)
        self.legend.setVisible(bool(legend))
        self.empty.setText(empty)
        self.empty.setVisible(not sheet.rows)
        self._split.setVisible(bool(sheet.rows))
        self._fit_columns(sheet)
        self._share()

    def _fit_columns(self, sheet: Sheet) -> None:
        """As wide as words and figures are; only the sorted column gives room to its arrow."""
        head, body = self.table.horizontalHeader().fontMetrics(), self.table.fontMetrics()
        for at, column in enumerate(sheet.columns):
            cells = [shown(row[at], column) for row in sheet.rows[:_MEASURED]]
            widest = max((body.horizontalAdvance(each) for each in cells), default=0)
            lines = map(head.horizontalAdvance, in_lines(column.heading).splitlines())
            self.table.setColumnWidth(at, max(widest, *lines) + _PADDING)

    def _share(self) -> None:
        """The table gets what its columns need, as long as the chart stays readable."""
        whole = self._split.width() - self._split.handleWidth()
        needed = self.table.horizontalHeader().length() + self.table.verticalScrollBar().width()
        table = min(needed + _MARGIN, whole - _LEAST_CHART)
        if table > 0:
            self._split.setSizes([table, whole - table])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share()

    def _build(self) -> None:
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(SIZES.gap, 0, 0, 0)
        right.addWidget(self.legend)
        right.addWidget(self.chart, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.table)
        self._split.addWidget(beside)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([_TABLE_PX, _CHART_PX])
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        column.addWidget(self._split, 1)
        column.addWidget(self.empty, 1)

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, chosen: QItemSelection, _before: QItemSelection) -> None:
        rows = [index.row() for index in chosen.indexes()]
        if rows:
            self.chosen.emit(self.model.source_row(rows[0]))


def _table(model: SheetModel) -> QTableView:
    table = QTableView()
    table.setObjectName("planTable")
    table.setModel(model)
    table.setSortingEnabled(True)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(SIZES.row_height)
    return table
