"""One field of a form: a line or a choice, and for a point of the map a button. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from widgets.keys.fields import FieldBox, FieldLine

_LONGEST = 500
_LONGEST_MANY = 12_000
_HEIGHT = 36
BETWEEN = "; "
"""What stands between several points in one field."""


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
