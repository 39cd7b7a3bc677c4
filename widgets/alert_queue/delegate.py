"""Hands each cell of the table to the painter of rows. GUI thread; draws nothing itself."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from widgets.alert_queue.row_painter import Rooms, RowPainter
from widgets.models.alert_row import AlertRow
from widgets.models.rows_model import ROW_ROLE, Column
from widgets.overrides import sealed


@sealed
class RowDelegate(QStyledItemDelegate):
    """Needs `ROW_ROLE` of the model."""

    def __init__(self, rows: RowPainter, table: QTableView) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, AlertRow):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            rect = QRectF(option.rect)
            column = Column(index.column())
            self._rows.paint(painter, rect, row, column, chosen=chosen, rooms=rooms_of(self._table))


def rooms_of(table: QTableView) -> Rooms:
    """How the words of a row share the room of a table's columns."""
    kind, place = table.columnWidth(Column.TYPE), table.columnWidth(Column.PLACE)
    return Rooms(kind, place, table.isColumnHidden(Column.COUNT))
