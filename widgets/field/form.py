"""One form at a time below a board of the field work: Enter sends, Esc puts it away. GUI thread.

No dialog: everything behind it goes on. Knows fields and letters, not what an act means; what was
typed is handed on as text, and whoever opened the form reads it (`Reader`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.overrides import sealed
from widgets.theme import SIZES

_COLUMNS = 2
_LONGEST = 500
_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. With `choices` (code, word) one is chosen, else it is typed."""

    name: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A command of the field, ready to be sent. `content` is what was filled in, to become JSON."""

    subject: str
    act: str
    words: str = ""
    content: object | None = None


class WrongField(Exception):
    """A field that does not fit: its name, and what it should look like."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(name)
        self.name, self.example = name, example


Reader = Callable[[Mapping[str, str]], Wish]
"""Makes a wish of the texts; raises `WrongField`."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one act asks for, and who reads it. `hint` stands below the fields."""

    title: str
    fields: tuple[FormField, ...]
    read: Reader
    hint: str = ""


@sealed
class FieldForm(QFrame):
    """`sent(Wish)` when it was filled well; `left()` when it was put away."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wallFoot")
        self.form: Form | None = None
        self._title, self._hint = QLabel(), QLabel()
        self._title.setProperty("role", "section")
        self._hint.setProperty("role", "caption")
        self._hint.setWordWrap(True)
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        self._body = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.addWidget(self._title)
        column.addWidget(self._body)
        column.addWidget(self._hint)
        self.hide()

    def open(self, form: Form) -> None:
        """Show a form and give its first field the keys."""
        self._forget()
        self.form = form
        self._title.setText(form.title)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZES.margin)
        grid.setVerticalSpacing(4)
        for at, each in enumerate(form.fields):
            self._add(grid, at, each)
        self._say("")
        self.show()
        first = next(iter(self._fields.values()), self)
        first.setFocus(Qt.FocusReason.TabFocusReason)  # so that a default is typed over

    def put_away(self) -> None:
        """Forget what was typed and give the keys back."""
        if self.form is None:
            return
        self._forget()
        self.hide()
        self.left.emit()

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: _value(widget).strip() for name, widget in self._fields.items()}

    def set_value(self, name: str, text: str) -> None:
        """Write into a field, as an operator would."""
        widget = self._fields[name]
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findData(text))
        else:
            widget.setText(text)

    def send(self) -> None:
        """Send the form, or say which field does not fit."""
        form, values = self.form, self.values()
        if form is None:
            return
        try:
            for each in form.fields:
                if each.needed and not values[each.name]:
                    raise WrongField(each.name, "…")
            wish = form.read(values)
        except WrongField as wrong:
            labels = {each.name: each.label for each in form.fields}
            text = self.tr("Look at “{field}”: for example {example}.")
            self._say(text.format(field=labels.get(wrong.name, ""), example=wrong.example))
            if wrong.name in self._fields:
                self._fields[wrong.name].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.put_away()
        self.sent.emit(wish)

    def text(self) -> str:
        """What it says, for tests and screen readers."""
        return f"{self._title.text()}\n{self._hint.text()}"

    def _add(self, grid: QGridLayout, at: int, each: FormField) -> None:
        label, widget = QLabel(each.label), _widget(each)
        label.setProperty("role", "caption")
        label.setBuddy(widget)
        widget.setAccessibleName(each.label)
        row, column = divmod(at, _COLUMNS)
        grid.addWidget(label, row, column * 2)
        grid.addWidget(widget, row, column * 2 + 1)
        grid.setColumnStretch(column * 2 + 1, 1)
        self._fields[each.name] = widget

    def _forget(self) -> None:
        self.form = None
        self._fields = {}
        old, self._body = self._body, QWidget()
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def _say(self, wrong: str) -> None:
        keys = self.tr("Enter sends · Tab goes on · Esc puts it away")
        note = self.form.hint if self.form is not None else ""
        self._hint.setText(wrong or (f"{note}\n{keys}" if note else keys))
        self._hint.setProperty("tone", "fault" if wrong else "")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.send()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            event.accept()  # letters typed here are never keys of the board

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.form is not None:
            self.put_away()  # its words were of the other language
        super().changeEvent(event)


def _widget(each: FormField) -> QLineEdit | QComboBox:
    if not each.choices:
        line = QLineEdit(each.value)
        line.setMaxLength(_LONGEST)
        return line
    box = QComboBox()
    # A long choice is cut in the closed box, not the board made wider.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    for code, word in each.choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(box.findData(each.value), 0))
    box.setMinimumHeight(_HEIGHT)
    return box


def _value(widget: QLineEdit | QComboBox) -> str:
    return str(widget.currentData() or "") if isinstance(widget, QComboBox) else widget.text()
