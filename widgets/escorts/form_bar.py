"""One form at a time below the board, filled by keyboard: Enter sends, Esc puts it away.

GUI thread. No dialog: everything behind it goes on. Knows fields, not what they mean.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.escorts.forms import Form, FormField, WrongField
from widgets.overrides import sealed
from widgets.theme import SIZES

_COLUMNS = 2
_LONGEST = 500
_HEIGHT = 36


@sealed
class FormBar(QFrame):
    """`sent(form, content, words)` when filled well; `left()` when put away.

    `point_wished(purpose)`: the field with the keys would like a point of the map.
    """

    sent = Signal(object, object, str)
    left = Signal()
    point_wished = Signal(str)

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
        first.setFocus(Qt.FocusReason.TabFocusReason)

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
        """Write into a field, as an operator or the map would."""
        widget = self._fields.get(name)
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(0, widget.findData(text)))
        elif widget is not None:
            widget.setText(text)
            widget.setFocus()

    def send(self) -> None:
        """Send the form, or say which field does not fit."""
        form, values = self.form, self.values()
        if form is None:
            return
        try:
            content = form.content_of(values)
        except WrongField as wrong:
            self._say(self.tr("Look at “{field}”.").format(field=wrong))
            return
        words = values.get(form.words, "").strip()
        self.put_away()
        self.sent.emit(form, content, words)

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
        if each.point:
            grid.addLayout(self._with_button(widget, each), row, column * 2 + 1)
        else:
            grid.addWidget(widget, row, column * 2 + 1, 1, 3 if each.wide else 1)
        grid.setColumnStretch(column * 2 + 1, 1)
        self._fields[each.name] = widget

    def _with_button(self, widget: QWidget, each: FormField) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(widget, 1)
        button = QPushButton("↗")
        button.setToolTip(self.tr("Choose the point on the map"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._ask_point, each.point))
        line.addWidget(button)
        return line

    def _ask_point(self, purpose: str, _checked: bool = False) -> None:
        self.point_wished.emit(purpose)

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
        line.setPlaceholderText(each.hint)
        return line
    box = QComboBox()
    for code, word in each.choices:
        box.addItem(word, code)
    box.setCurrentIndex(max(box.findData(each.value), 0))
    box.setMinimumHeight(_HEIGHT)
    return box


def _value(widget: QLineEdit | QComboBox) -> str:
    return str(widget.currentData() or "") if isinstance(widget, QComboBox) else widget.text()
