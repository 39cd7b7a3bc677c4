"""A list of prepared rows, each with its state by sign, colour and word. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from widgets.escorts.rows import Row
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font

_ROW = 56
_SIGNS = {"fault": "■ ", "warning": "▲ ", "good": "● ", "quiet": ""}
Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom


@sealed
class RowModel(QAbstractListModel):
    """Prepared rows; only what differs is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; a changed order begins anew."""
        new, old = tuple(rows), self.rows
        if [row.key for row in new] != [row.key for row in old]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self.rows = new
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    def index_of(self, key: str) -> int:
        """Where a record stands; -1 when it does not."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), -1)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.rows[index.row()].text() if role in words else None


@sealed
class _RowDelegate(QStyledItemDelegate):
    """Two lines: name and state, then where and when."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RowModel) or index.row() >= len(model.rows):
            return
        row, box = model.rows[index.row()], QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("chosen"))
        tone = colour("secondary" if row.tone == "quiet" else row.tone)
        painter.fillRect(QRectF(box.left(), box.top() + 4, 5, box.height() - 8), tone)
        inner = box.adjusted(SIZES.margin + 4, 6, -SIZES.margin, -6)
        bold, small = font(SIZES.row, QFont.Weight.Bold), font(SIZES.small)
        painter.setFont(bold)
        painter.setPen(colour("text"))
        painter.drawText(inner, _TOP | _LEFT, row.head)
        taken = QFontMetricsF(bold).horizontalAdvance(row.head) + SIZES.margin
        strong = font(SIZES.body, QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(tone)
        words = f"{_SIGNS.get(row.tone, '')}{row.state}"
        room = inner.width() - taken
        painter.drawText(inner, _TOP | _RIGHT, _cut(strong, words, room))
        painter.setFont(small)
        painter.setPen(colour("secondary"))
        right = QFontMetricsF(small).horizontalAdvance(row.right) + SIZES.margin
        painter.drawText(inner, _BOTTOM | _LEFT, _cut(small, row.below, inner.width() - right))
        painter.setPen(colour("text"))
        painter.drawText(inner, _BOTTOM | _RIGHT, row.right)
        painter.restore()


def _cut(face: QFont, words: str, room: float) -> str:
    return QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room)


class RowList(QListView):
    """Rows to choose from; the panel moves the choice by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = RowModel(self)
        self.setModel(self.board)
        self.setItemDelegate(_RowDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[Row], chosen: str) -> None:
        """Other rows, and the one that is chosen."""
        self.board.show_rows(rows)
        at = self.board.index_of(chosen)
        if at >= 0 and self.currentIndex().row() != at:
            self.setCurrentIndex(self.board.index(at))

    def key_at(self, index: QModelIndex) -> str:
        """The record of a row that was pressed."""
        return self.board.rows[index.row()].key if index.isValid() else ""
