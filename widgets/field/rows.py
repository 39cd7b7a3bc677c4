"""Rows of a board of the field work, and the facts of the chosen one. GUI thread; decides nothing.

A state is told by colour, sign and word at once, so that greyscale loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font

_ROW = 64
_STRIPE = 5
MARKS = {"fault": "■ ", "warning": "▲ ", "good": "● ", "quiet": "", "text": ""}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What a row says. `tone` is fault, warning, good, text or quiet."""

    record: str
    title: str
    state: str
    tone: str = "quiet"
    below: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the chosen record. `size`: "title", "heading" or "" for plain."""

    text: str
    tone: str = "text"
    size: str = ""


@sealed
class BoardModel(QAbstractListModel):
    """Prepared rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[BoardRow, ...] = ()

    def show_rows(self, rows: Sequence[BoardRow]) -> None:
        """Other rows; a changed order begins anew, else only what differs is told."""
        new, old = tuple(rows), self.rows
        if [row.record for row in new] != [row.record for row in old]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self.rows = new
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{row.title} · {row.state} · {row.below}" if role in words else None


@sealed
class _RowDelegate(QStyledItemDelegate):
    """Title and state above, the rest below; a stripe of the state's colour at the left."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, BoardModel) or index.row() >= len(model.rows):
            return
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRectF(option.rect), colour("chosen"))
        _paint_row(painter, model.rows[index.row()], QRectF(option.rect))
        painter.restore()


def _paint_row(painter: QPainter, row: BoardRow, box: QRectF) -> None:
    top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
    tone = colour("secondary" if row.tone == "quiet" else row.tone)
    painter.fillRect(QRectF(box.left(), box.top() + 4, _STRIPE, box.height() - 8), tone)
    inner = box.adjusted(SIZES.margin + 4, 8, -SIZES.margin, -8)
    painter.setFont(font(SIZES.body, QFont.Weight.DemiBold))
    painter.setPen(tone)
    state = f"{MARKS[row.tone]}{row.state}"
    taken = QFontMetricsF(painter.font()).horizontalAdvance(state)
    painter.drawText(inner, top | Qt.AlignmentFlag.AlignRight, state)
    painter.setFont(font(SIZES.row, QFont.Weight.Bold))
    painter.setPen(colour("text"))
    _draw(painter, inner.adjusted(0, 0, -taken - SIZES.margin, 0), top | left, row.title)
    painter.setFont(font(SIZES.small))
    painter.setPen(colour("secondary"))
    _draw(painter, inner, Qt.AlignmentFlag.AlignBottom | left, row.below)


def _draw(painter: QPainter, box: QRectF, align: Qt.AlignmentFlag, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align, shown)


class BoardList(QListView):
    """The rows; the panel moves its choice by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardModel(self)
        self.setModel(self.board)
        self.setItemDelegate(_RowDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class FactList(QListWidget):
    """The facts of the chosen record, a line each; keeps its place while they change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.facts: tuple[Fact, ...] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Other facts; lines that stay the same are left alone."""
        new = tuple(facts)
        if new == self.facts:
            return
        self.facts = new
        while self.count() > len(new):
            self.takeItem(self.count() - 1)
        for at, fact in enumerate(new):
            item = self.item(at) if at < self.count() else None
            if item is None:
                item = QListWidgetItem(self)
            _fill(item, fact)


def _fill(item: QListWidgetItem, fact: Fact) -> None:
    mark = MARKS[fact.tone] if fact.tone in {"fault", "warning"} else ""
    item.setText(f"{mark}{fact.text}")
    sizes = {"title": SIZES.title, "heading": SIZES.heading}
    weight = QFont.Weight.Bold if fact.size else QFont.Weight.Normal
    item.setFont(font(sizes.get(fact.size, SIZES.body), weight))
    item.setForeground(colour("secondary" if fact.tone == "quiet" else fact.tone))
