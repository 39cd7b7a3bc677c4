"""One form at a time below a board of the field work: Enter sends, Esc puts it away. GUI thread.

No dialog: everything behind it goes on. Knows fields and letters, not what an act means; what was
typed is handed on as text, and whoever opened the form reads it (`Reader`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.wire.field_codec import field_text
from widgets.field.entry import Entry, FormField, entry_for
from widgets.field.said import restyle
from widgets.field.widths import NARROW
from widgets.keys.fields import is_of_the_window
from widgets.overrides import sealed
from widgets.theme import SIZES

_COLUMNS = 2
_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Wish:
    """A command of the field, ready to be sent. `content` is what was filled in, to become JSON."""

    subject: str
    act: str
    words: str = ""
    content: object | None = None

    @property
    def content_text(self) -> str:
        """The content as JSON text; empty where nothing was filled in."""
        return field_text(self.content) if self.content is not None else ""

    @property
    def purpose(self) -> str:
        """For what somebody wants to look at people; empty where it is another wish."""
        if self.act == "reveal" and isinstance(self.content, dict):
            return str(self.content["purpose"])
        return ""


class WrongField(Exception):
    """A field that does not fit: its name, and what it should look like; "" when it is missing."""

    def __init__(self, name: str, example: str = "") -> None:
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
    """`sent(Wish)` when it was filled well; `left()` when it was put away.

    `point_wished(purpose)`: a field would like a point of the map.
    """

    sent = Signal(object)
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
        self._entries: dict[str, Entry] = {}
        self._labels: dict[str, QLabel] = {}
        self._asked, self._narrow = "", False
        self._aside: QWidget | None = None
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
        for each in form.fields:
            self._make(each)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZES.margin)
        grid.setVerticalSpacing(4)
        self._lay(grid)
        self._say("")
        self._make_room()
        self.show()
        first = next(iter(self._entries.values()), None)
        (first.widget if first else self).setFocus(Qt.FocusReason.TabFocusReason)  # typed over

    def fit(self, width: int) -> None:
        """The board has another width: on a narrow one, words stand above their fields."""
        narrow, grid = width < NARROW, self._body.layout()
        if narrow != self._narrow:
            self._narrow = narrow
            self._make_room()
            if isinstance(grid, QGridLayout):
                self._lay(grid)

    def push_aside(self, other: QWidget) -> None:
        """What is out of sight while this is filled on a narrow board."""
        self._aside = other

    def _make_room(self) -> None:
        if self._aside is not None:
            self._aside.setHidden(self._narrow and self.is_open)

    def put_away(self) -> None:
        """Forget what was typed and give the keys back."""
        if self.form is None:
            return
        self._forget()
        self._make_room()
        self.hide()
        self.left.emit()

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: entry.value() for name, entry in self._entries.items()}

    def set_value(self, name: str, text: str) -> None:
        """Write into a field, as an operator or the map would; another form may not have it."""
        if name in self._entries:
            self._entries[name].write(text)

    def take_point(self, purpose: str, text: str) -> bool:
        """A point of the map for the field that asks for such; False when none does."""
        for entry in self._entries.values():
            if entry.field.point == purpose and purpose:
                entry.take_point(text)
                return True
        return False

    def send(self) -> None:
        """Send the form, or say which field does not fit."""
        form, values = self.form, self.values()
        if form is None:
            return
        try:
            for each in form.fields:
                if each.needed and not values[each.name]:
                    raise WrongField(each.name)
            wish = form.read(values)
        except WrongField as wrong:
            self._refuse(form, wrong)
            return
        self.put_away()
        self.sent.emit(wish)

    def text(self) -> str:
        """What it says, for tests and screen readers."""
        return f"{self._title.text()}\n{self._hint.text()}"

    def _refuse(self, form: Form, wrong: WrongField) -> None:
        labels = {each.name: each.label for each in form.fields}
        missing = self.tr("“{field}” is needed.")
        text = self.tr("Look at “{field}”: for example {example}.") if wrong.example else missing
        self._say(text.format(field=labels.get(wrong.name, wrong.name), example=wrong.example))
        if wrong.name in self._entries:
            self._entries[wrong.name].widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, each: FormField) -> None:
        label, entry = QLabel(each.label), entry_for(each)
        label.setProperty("role", "caption")
        label.setBuddy(entry.widget)
        if entry.button is not None:
            entry.button.setToolTip(self.tr("Choose on the map (F2)"))
            entry.button.clicked.connect(partial(self._wish_point, each.point))
        self._labels[each.name], self._entries[each.name] = label, entry

    def _lay(self, grid: QGridLayout) -> None:
        """Two fields beside each other; a wide one has a row to itself."""
        at = 0
        for name, entry in self._entries.items():
            at += at % _COLUMNS if entry.field.wide else 0
            row, column = divmod(at, _COLUMNS)
            label, wide = self._labels[name], entry.field.wide
            if self._narrow:
                grid.addWidget(label, 2 * row, column)
                grid.addWidget(entry.frame, 2 * row + 1, column, 1, _COLUMNS if wide else 1)
            else:
                grid.addWidget(label, row, column * 2)
                grid.addWidget(entry.frame, row, column * 2 + 1, 1, 3 if wide else 1)
            at += _COLUMNS if wide else 1
        stretched = (0, 1) if self._narrow else (1, 3)
        for column in range(2 * _COLUMNS):
            grid.setColumnStretch(column, int(column in stretched))

    def take_focus(self) -> None:
        """The keys go on where they were: to the field that asked for a point, else the first."""
        entries = list(self._entries.values())
        asked = [each for each in entries if each.field.point == self._asked and self._asked]
        if entries:
            (asked or entries)[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wish_point(self, purpose: str, _checked: bool = False) -> None:
        self._asked = purpose
        self.point_wished.emit(purpose)

    def _ask_point(self) -> None:
        """Ask for the field with the keys, if it is one for a point."""
        asking = (each.field.point for each in self._entries.values() if each.has_keys())
        purpose = next(asking, "")
        if purpose:
            self._wish_point(purpose)

    def _forget(self) -> None:
        self.form = None
        self._entries, self._labels, self._asked = {}, {}, ""
        old, self._body = self._body, QWidget()
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def _say(self, wrong: str) -> None:
        form, keys = self.form, self.tr("Enter sends · Tab goes on · Esc puts it away")
        if form is not None and any(each.point for each in form.fields):
            keys = self.tr("{keys} · F2 or ↗ chooses on the map").format(keys=keys)
        note = form.hint if form is not None else ""
        self._hint.setText(wrong or (f"{note}\n{keys}" if note else keys))
        restyle(self._hint, "fault" if wrong else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, focused = event.key(), self.focusWidget()  # no member of Qt.Key in Hangul mode
        if key in _RETURN and isinstance(focused, QPushButton):
            focused.click()
        elif key in _RETURN:
            self.send()
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        elif key == Qt.Key.Key_F2:
            self._ask_point()
        elif is_of_the_window(event):
            event.ignore()
        else:
            event.accept()  # letters and arrows typed here are never keys of the board

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.form is not None:
            self.put_away()  # its words were of the other language
        super().changeEvent(event)
