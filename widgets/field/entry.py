"""One field of a form: a line or a choice, and for a point of the map a button. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from widgets.keys.actions import letter_of
from widgets.overrides import sealed

_LONGEST = 500
_LONGEST_MANY = 12_000
_HEIGHT = 36
BETWEEN = "; "
"""What stands between several points in one field."""


_EDITING = frozenset("ACVXYZ")
"""Letters that a text field needs with Ctrl: all, copy, paste, cut, again, undo."""
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. With `choices` (code, word) one is chosen, else it is typed.

    `point`: it may be chosen on the map, by a purpose of that name; `many` such points are put one
    behind the other. `hint` shows what to type while nothing is; a `wide` field has its own row.
    """

    name: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    hint: str = ""
    wide: bool = False
    point: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A field on the screen: `frame` is laid out, `widget` has the keys."""

    field: FormField
    widget: QLineEdit | QComboBox
    frame: QWidget
    button: QPushButton | None = None

    def value(self) -> str:
        """What stands there, without blanks around it."""
        if isinstance(self.widget, QComboBox):
            return str(self.widget.currentData() or "")
        return self.widget.text().strip()

    def write(self, text: str) -> None:
        """Put a text or a choice there; a choice there is not leaves the first."""
        if isinstance(self.widget, QComboBox):
            self.widget.setCurrentIndex(max(0, self.widget.findData(text)))
        else:
            self.widget.setText(text)

    def take_point(self, text: str) -> None:
        """A point of the map; behind those there are where several are wanted."""
        before = self.value().rstrip("; ") if self.field.many else ""
        self.write(f"{before}{BETWEEN}{text}" if before else text)
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_keys(self) -> bool:
        """Whether what is typed goes here."""
        return self.widget.hasFocus() or (self.button is not None and self.button.hasFocus())


def is_of_the_window(event: QKeyEvent) -> bool:
    """Function keys and those with Ctrl mean the same everywhere."""
    control = event.modifiers() & _CONTROL
    return bool(control) or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


@sealed
class FieldLine(QLineEdit):
    """A line that leaves the window its keys: on X11 Qt would take Ctrl+E, Ctrl+K and Ctrl+U."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Ctrl and Alt together are AltGr: a letter of some keyboards.
        is_command = bool(event.modifiers() & _CONTROL) and not event.modifiers() & _ALT
        if is_command and letter_of(event) not in {"", *_EDITING}:
            event.ignore()
        else:
            super().keyPressEvent(event)


@sealed
class FieldBox(QComboBox):
    """A choice that leaves the window its keys: Qt would take F4, and Ctrl with PgUp or PgDn."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_of_the_window(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def entry_for(field: FormField) -> Entry:
    """The widgets of a field."""
    widget = _line(field) if not field.choices else _box(field)
    widget.setAccessibleName(field.label)
    if not field.point:
        return Entry(field, widget, widget)
    frame, button = QWidget(), QPushButton("↗")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(f"{field.label} ↗")
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(widget, 1)
    row.addWidget(button)
    return Entry(field, widget, frame, button)


def _line(field: FormField) -> QLineEdit:
    line = FieldLine(field.value)
    line.setMaxLength(_LONGEST_MANY if field.many else _LONGEST)
    line.setPlaceholderText(field.hint)
    return line


def _box(field: FormField) -> QComboBox:
    box = FieldBox()
    # A long choice is cut in the closed box, not the board made wider.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    for code, word in field.choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(box.findData(field.value), 0))
    box.setMinimumHeight(_HEIGHT)
    return box
