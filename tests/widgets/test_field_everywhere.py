"""No field, choice, list or table anywhere in the window eats a key of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.support.window_stage import Console
from widgets.keys.fields import FieldBox, FieldLine, FieldNumber, FieldTable, FieldText

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WINDOW = [
    *((Qt.Key(ord(letter)), CTRL) for letter in "EGKLPU"),
    *((key, CTRL) for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Delete, Qt.Key.Key_1)),
    *((key, NONE) for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F9)),
]
FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, QAbstractItemView)
OPENED = ("F7", "F8")


def _named(widget: QWidget) -> str:
    parents: list[str] = []
    at = widget.parentWidget()
    while at is not None and len(parents) < 3:
        parents.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join([type(widget).__name__, *parents])


def _fields(console: Console) -> Iterator[QWidget]:
    for number in OPENED:
        console.press(getattr(Qt.Key, f"Key_{number}"), "", Qt.KeyboardModifier.ShiftModifier)
    for letter in "EGPL":
        console.press(getattr(Qt.Key, f"Key_{letter}"), "", CTRL)
    for kind in FIELDS:
        for each in console.window.findChildren(kind):
            inner = isinstance(each.parentWidget(), QComboBox | QAbstractSpinBox) or each.inherits(
                "QComboBoxListView"
            )
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not inner:
                yield each


def test_that_every_field_of_the_window_leaves_it_its_keys(shared_console: Console) -> None:
    """R-OPS-05: what an operator's fingers know works wherever the cursor stands."""
    eaters, seen = set(), 0
    for field in _fields(shared_console):
        seen += 1
        for key, held in WINDOW:
            event = QKeyEvent(QEvent.Type.KeyPress, key, held)
            field.keyPressEvent(event)
            if event.isAccepted():
                eaters.add(f"{_named(field)}: {held.name} {key.name}")
    assert seen > 15
    assert not eaters, "\n".join(sorted(eaters))


def test_that_a_line_of_the_window_is_one_that_leaves_it_its_keys(shared_console: Console) -> None:
    """Offscreen, Qt does not take Ctrl+E, Ctrl+K and Ctrl+U: that needs X11, so kinds are read."""
    plain = {QLineEdit, QComboBox, QPlainTextEdit}
    found = {_named(each) for each in _fields(shared_console) if type(each) in plain}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("field", [FieldLine, FieldText, FieldNumber])
def test_that_a_field_keeps_the_keys_it_edits_with(
    shared_console: Console, field: type[QWidget]
) -> None:
    made = field(shared_console.window)
    for key in (Qt.Key.Key_A, Qt.Key.Key_V, Qt.Key.Key_Left):
        event = QKeyEvent(QEvent.Type.KeyPress, key, CTRL)
        made.keyPressEvent(event)
        assert event.isAccepted(), key
    made.deleteLater()


def test_that_a_letter_made_with_altgr_is_typed(shared_console: Console) -> None:
    line = FieldLine(shared_console.window)
    held = CTRL | Qt.KeyboardModifier.AltModifier
    line.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, held, "€"))
    line.deleteLater()
    box = FieldBox(shared_console.window)
    box.addItems(["one", "two"])
    box.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, NONE))
    assert box.currentText() == "two"
    box.deleteLater()


def test_that_f2_edits_a_cell_and_verifies_nothing_meanwhile(shared_console: Console) -> None:
    table = FieldTable(1, 1, shared_console.window)
    table.setCurrentCell(0, 0)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2, NONE)
    table.keyPressEvent(event)
    assert event.isAccepted()
    assert table.findChildren(FieldLine)
    table.deleteLater()
