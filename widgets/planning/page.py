"""One table beside its chart, with a line that says what the figures are. GUI thread."""

from collections.abc import Iterator

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
from widgets.planning.widths import AIR_PX, Need, widths_for
from widgets.theme import SIZES

_TABLE_PX, _CHART_PX = 740, 440
_CHART_PX_AT_EASE, _LEAST_CHART, _MARGIN = 308, 248, 4
_MEASURED = 400


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
        self._needs: tuple[Need, ...] = ()
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
        self._needs = tuple(self._needs_of(sheet))
        self._share()

    def _needs_of(self, sheet: Sheet) -> Iterator[Need]:
        """What words and figures ask for; only the sorted column gives room to its arrow."""
        head, body = self.table.horizontalHeader().fontMetrics(), self.table.fontMetrics()
        for at, column in enumerate(sheet.columns):
            cells = [shown(row[at], column) for row in sheet.rows[:_MEASURED]]
            widest = max((body.horizontalAdvance(each) for each in cells), default=0)
            heading = max(map(head.horizontalAdvance, in_lines(column.heading).splitlines()))
            yield Need(max(widest, heading), heading if column.form == "text" else None)

    def _share(self) -> None:
        """The table gets what its columns need, as long as the chart stays readable.

        Where both cannot be, long texts are cut (the tool tip has them whole) rather than a column
        be hidden beyond the edge.
        """
        whole = self._split.width() - self._split.handleWidth()
        beside = self.table.verticalScrollBar().sizeHint().width() + _MARGIN
        at_ease = whole - _CHART_PX_AT_EASE - beside
        widths = widths_for(self._needs, at_ease)
        if any(width < need.wide + AIR_PX for width, need in zip(widths, self._needs, strict=True)):
            widths = widths_for(self._needs, whole - _LEAST_CHART - beside)
        for at, width in enumerate(widths):
            self.table.setColumnWidth(at, width)
        table = min(sum(widths) + beside, whole - _LEAST_CHART)
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
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # numbers tell names apart
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(SIZES.row_height)
    return table
