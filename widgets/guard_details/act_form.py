"""One form at a time below the case, filled by keyboard: Enter sends, Esc puts it away.

GUI thread. No dialog: everything behind it goes on. Knows fields, not what they mean.
"""

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

from widgets.guard_details.form_contents import WrongField, filled
from widgets.guard_details.forms import Form, FormField
from widgets.overrides import sealed
from widgets.theme import SIZES

_COLUMNS = 2
_LONGEST = 500
_HEIGHT = 36


@sealed
class ActForm(QFrame):
    """`sent(Filled)` when it was filled well; `left()` when it was put away."""

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

    @property
    def is_open(self) -> bool:
        """Whether a form is being filled."""
        return self.form is not None

    def open(self, form: Form) -> None:
        """Show a form and give its first field the keys."""
        self._forget()
        self.form = form
        self._title.setText(form.title)
        self._title.setProperty("tone", "")
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
        return {name: _value(widget) for name, widget in self._fields.items()}

    def set_value(self, name: str, text: str) -> None:
        """Write into a field, as an operator would."""
        widget = self._fields[name]
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findData(text))
        else:
            widget.setText(text)

    def send(self) -> None:
        """Send the form, or say which field does not fit."""
        if self.form is None:
            return
        made = filled(self.form, self.values())
        if isinstance(made, WrongField):
            text = self.tr("Look at “{field}”: for example {example}.")
            self._say(text.format(field=made.label, example=made.example))
            return
        self.put_away()
        self.sent.emit(made)

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
        old = self._body
        self._body = QWidget()
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def _say(self, wrong: str) -> None:
        hint = self.tr("Enter sends · Tab goes on · Esc puts it away")
        self._hint.setText(wrong or hint)
        self._hint.setProperty("tone", "fault" if wrong else "")
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.send()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif _is_of_the_window(event):
            event.ignore()
        else:
            event.accept()  # letters and arrows typed here are never keys of the board

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.form is not None:
            self.put_away()  # its words were of the other language
        super().changeEvent(event)


def _is_of_the_window(event: QKeyEvent) -> bool:
    """Function keys and those with Ctrl mean the same everywhere."""
    control = Qt.KeyboardModifier.ControlModifier
    return bool(event.modifiers() & control) or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


def _widget(each: FormField) -> QLineEdit | QComboBox:
    if not each.choices:
        line = QLineEdit(each.value)
        line.setMaxLength(_LONGEST)
        return line
    box = QComboBox()
    for code, word in each.choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(box.findData(each.value), 0))
    box.setMinimumHeight(_HEIGHT)
    return box


def _value(widget: QLineEdit | QComboBox) -> str:
    return str(widget.currentData() or "") if isinstance(widget, QComboBox) else widget.text()
