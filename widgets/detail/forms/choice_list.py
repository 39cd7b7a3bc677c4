"""A short list that is worked with arrows and number keys; each row has words and a remark. GUI."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
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

ROW_HEIGHT = 30
_REMARK = Qt.ItemDataRole.UserRole
_TONE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Choice:
    """One row. `key` tells it apart when the rows change; `tone` colours the remark."""

    key: str
    words: str
    remark: str = ""
    tone: str = "secondary"


@sealed
class _RowPainter(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colour("chosen" if chosen else "base"))
        inside = rect.adjusted(10, 0, -10, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if index.row() < 9:
            painter.setFont(font(SIZES.small))
            painter.setPen(colour("secondary"))
            painter.drawText(inside, left, str(index.row() + 1))
        inside.setLeft(inside.left() + 24)
        self._paint_words(painter, inside, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, inside: QRect, index: _Index) -> None:
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        remark = str(index.data(_REMARK) or "")
        painter.setFont(font(SIZES.small))
        room = painter.fontMetrics().horizontalAdvance(remark)
        painter.setPen(colour(str(index.data(_TONE) or "secondary")))
        painter.drawText(inside, right, remark)
        painter.setFont(font(SIZES.row))
        painter.setPen(colour("text"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, max(60, inside.width() - room - 16)
        )
        painter.drawText(inside, left, words)


@sealed
class ChoiceList(QListWidget):
    """Signals: `numbered(row)` for a digit, `entered(row)` for Enter or a double click.

    Letters and function keys are left to the window.
    """

    numbered = Signal(int)
    entered = Signal(int)
    sideways = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choices")
        self.setItemDelegate(_RowPainter(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemDoubleClicked.connect(self._double_clicked)
        self._choices: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The rows."""
        return self._choices

    @property
    def key(self) -> str:
        """The key of the chosen row, empty without one."""
        row = self.currentRow()
        return self._choices[row].key if 0 <= row < len(self._choices) else ""

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these rows; what was chosen stays chosen, else the first is."""
        if tuple(choices) == self._choices:
            return
        kept, self._choices = self.key, tuple(choices)
        while self.count() > len(choices):
            self.takeItem(self.count() - 1)
        while self.count() < len(choices):
            self.addItem(QListWidgetItem())
        for row, choice in enumerate(choices):
            item = self.item(row)
            item.setText(choice.words)
            item.setData(_REMARK, choice.remark)
            item.setData(_TONE, choice.tone)
        keys = [choice.key for choice in choices]
        self.setCurrentRow(keys.index(kept) if kept in keys else 0 if keys else -1)

    def _double_clicked(self, item: QListWidgetItem) -> None:
        self.entered.emit(self.row(item))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentRow()
        digit = key - Qt.Key.Key_0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(row)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.sideways.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(row)
        elif 1 <= digit <= 9:
            self.numbered.emit(digit - 1)
        else:
            event.ignore()
