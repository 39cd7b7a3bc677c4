"""Hands each cell of the table to the painter of rows. GUI thread; draws nothing itself."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from widgets.alert_queue.row_painter import RowPainter
from widgets.models.alert_row import AlertRow
from widgets.models.rows_model import ROW_ROLE, Column
from widgets.overrides import sealed


@sealed
class RowDelegate(QStyledItemDelegate):
    """Needs `ROW_ROLE` of the model."""

    def __init__(self, rows: RowPainter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

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
            self._rows.paint(painter, rect, row, Column(index.column()), chosen=chosen)
