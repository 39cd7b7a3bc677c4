"""Fields and lists that leave the window its keys. GUI thread.

Qt's own take some for themselves: a line Ctrl+E, Ctrl+K and Ctrl+U on X11, a choice F4, lists and
numbers Ctrl with the arrows and pages. A key that works everywhere but where somebody happens to
type is one that fails in an emergency.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)
from typing_extensions import override

from widgets.keys.actions import letter_of
from widgets.overrides import sealed

_EDITING = frozenset("ACVXYZ")
"""Letters that a text field needs with Ctrl: all, copy, paste, cut, again, undo."""
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_BY_WORDS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
                       Qt.Key.Key_Backspace})  # fmt: skip


def is_of_the_window(event: QKeyEvent) -> bool:
    """Function keys and those with Ctrl mean the same everywhere."""
    control = event.modifiers() & _CONTROL
    return bool(control) or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


def is_not_for_typing(event: QKeyEvent) -> bool:
    """Whether a field that is typed in has no use for a key that means something to the window."""
    # Ctrl and Alt together are AltGr: a letter of some keyboards.
    if not is_of_the_window(event) or event.modifiers() & _ALT:
        return False
    if letter := letter_of(event):
        return letter not in _EDITING
    return event.key() not in _BY_WORDS


def _press(event: QKeyEvent, typed: Callable[[QKeyEvent], None], *, leave: bool) -> None:
    if leave:
        event.ignore()  # what holds the field is asked next, and the window last
    else:
        typed(event)


@sealed
class FieldLine(QLineEdit):
    """A line to type in."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press(event, super().keyPressEvent, leave=is_not_for_typing(event))


@sealed
class FieldText(QPlainTextEdit):
    """Several lines to type in; Tab goes on to the next field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press(event, super().keyPressEvent, leave=is_not_for_typing(event))


@sealed
class FieldNumber(QSpinBox):
    """A number to type."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press(event, super().keyPressEvent, leave=is_not_for_typing(event))


@sealed
class FieldBox(QComboBox):
    """One of several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own heeds no style of rows

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press(event, super().keyPressEvent, leave=is_of_the_window(event))


@sealed
class FieldList(QListWidget):
    """A list to choose from."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        _press(event, super().keyPressEvent, leave=is_of_the_window(event))


@sealed
class FieldTable(QTableWidget):
    """A table; its cells are typed in a `FieldLine`. F2 types in the chosen cell, as anywhere."""

    def __init__(self, rows: int = 0, columns: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(rows, columns, parent)
        self.setItemDelegate(_Cells(self))
        self._nothing = ""

    def say_when_empty(self, words: str) -> None:
        """What stands there instead of rows: an empty table could as well not be filled yet."""
        if words != self._nothing:
            self._nothing = words
            self.setAccessibleDescription(words)
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._nothing and not self.rowCount():
            with QPainter(self.viewport()) as painter:
                painter.setPen(self.palette().placeholderText().color())
                where = self.viewport().rect().adjusted(16, 24, -16, 0)
                how = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                painter.drawText(where, how | Qt.TextFlag.TextWordWrap, self._nothing)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        types = event.key() == Qt.Key.Key_F2 and bool(
            self.editTriggers() & QTableWidget.EditTrigger.EditKeyPressed
        )
        _press(event, super().keyPressEvent, leave=is_of_the_window(event) and not types)


@sealed
class _Cells(QStyledItemDelegate):
    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        del option, index
        line = FieldLine(parent)
        line.setFrame(False)
        return line
