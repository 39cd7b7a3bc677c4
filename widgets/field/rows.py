"""Rows of a board of the field work, and the facts of the chosen one. GUI thread; decides nothing.

A state is told by colour, sign and word at once, so that greyscale loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
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

_LEAST_WIDE = 200
_ROW = 60
_STRIPE = 5
_FOR_STATE, _FOR_QUIET = 0.6, 0.35
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
MARKS = {"fault": "■ ", "warning": "▲ ", "good": "● ", "quiet": "", "text": ""}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What a row says. `tone` is fault, warning, good, text or quiet; `right` stands below it."""

    record: str
    title: str
    state: str
    tone: str = "quiet"
    below: str = ""
    right: str = ""

    def text(self) -> str:
        """All of it, for tests and screen readers."""
        return " · ".join(each for each in (self.title, self.state, self.below, self.right) if each)


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

    def index_of(self, record: str) -> int:
        """Where a record stands; -1 when it does not."""
        return next((at for at, row in enumerate(self.rows) if row.record == record), -1)

    def title_of(self, record: str) -> str:
        """What a record is called in the list; empty when it is not there."""
        return next((row.title for row in self.rows if row.record == record), "")

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.text() if role in words else None


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
    tone = colour("secondary" if row.tone == "quiet" else row.tone)
    painter.fillRect(QRectF(box.left(), box.top() + 4, _STRIPE, box.height() - 8), tone)
    inner = box.adjusted(SIZES.margin + 4, 7, -SIZES.margin, -7)
    title, state = font(SIZES.row, QFont.Weight.Bold), font(SIZES.body, QFont.Weight.DemiBold)
    words = f"{MARKS[row.tone]}{row.state}"
    share = _FOR_QUIET if row.tone == "quiet" else _FOR_STATE
    room, width = _shares(_width(title, row.title), _width(state, words), inner.width(), share)
    _draw(painter, inner, _TOP | _LEFT, (title, colour("text"), row.title), room)
    _draw(painter, inner, _TOP | _RIGHT, (state, tone, words), width)
    small = font(SIZES.small)
    left = inner.width() - (_width(small, row.right) + SIZES.margin if row.right else 0)
    _draw(painter, inner, _BOTTOM | _LEFT, (small, colour("secondary"), row.below), left)
    _draw(painter, inner, _BOTTOM | _RIGHT, (small, colour("text"), row.right), inner.width())


def _shares(title: float, state: float, whole: float, share: float) -> tuple[float, float]:
    """How wide title and state may be; where both do not fit, the state has its share."""
    whole -= SIZES.margin
    if title + state <= whole:
        return title, state
    for_state = max(whole - title, min(state, whole * share))
    return whole - for_state, for_state


def _width(face: QFont, words: str) -> float:
    return QFontMetricsF(face).horizontalAdvance(words) + 1


def _draw(
    painter: QPainter,
    box: QRectF,
    align: Qt.AlignmentFlag,
    what: tuple[QFont, QColor, str],
    width: float,
) -> None:
    face, ink, words = what
    painter.setFont(face)
    painter.setPen(ink)
    shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, width)
    painter.drawText(box, align, shown)


@sealed
class BoardList(QListView):
    """Rows to choose from; the panel moves the choice by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardModel(self)
        self.setModel(self.board)
        self.setItemDelegate(_RowDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def sizeHint(self) -> QSize:
        """Little, so that a low board needs no scrolling of its own; its share makes it larger."""
        return QSize(_LEAST_WIDE, _ROW)

    def show_rows(self, rows: Sequence[BoardRow], chosen: str) -> None:
        """Other rows, and the one that is chosen."""
        self.board.show_rows(rows)
        at = self.board.index_of(chosen)
        if at >= 0 and self.currentIndex().row() != at:
            self.setCurrentIndex(self.board.index(at))

    def record_at(self, index: QModelIndex) -> str:
        """The record of a row that was pressed."""
        return self.board.rows[index.row()].record if index.isValid() else ""


def read_on(lines: QAbstractScrollArea, pages: int) -> None:
    """Move lines that have no keys of their own, a page on or back."""
    bar = lines.verticalScrollBar()
    bar.setValue(bar.value() + pages * bar.pageStep())


@sealed
class Lines(QListWidget):
    """Lines to read, older ones below; they never take the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def sizeHint(self) -> QSize:
        """Little, as for rows."""
        return QSize(_LEAST_WIDE, _ROW)


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
