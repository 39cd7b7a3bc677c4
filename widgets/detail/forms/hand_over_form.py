"""Give an alert to another operator: a name that is known, or one that is typed. GUI thread."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from typing_extensions import override

from console.domain.alerts.alert import Alert
from widgets.detail.forms.choice_list import Choice
from widgets.detail.forms.form import Form
from widgets.detail.wish import Wish
from widgets.keys.fields import FieldLine
from widgets.overrides import sealed

_NAME_MOST = 128


@sealed
class HandOverForm(Form):
    """Names are those the engine knows, and those that hold or answered open alerts."""

    def __init__(self, operator: str) -> None:
        super().__init__()
        self._operator = operator
        self._known: frozenset[str] = frozenset()
        self._doubted = ""
        self.name = FieldLine()
        self.name.setMaxLength(_NAME_MOST)
        self.name.returnPressed.connect(self._entered)
        self.column.insertWidget(2, self.name)

    @override
    def started(self) -> None:
        self.name.clear()
        self._doubted = ""

    @override
    def show_rows(self) -> None:
        named = {name for alert in self.around.alerts for name in _names(alert)}
        named |= set(self.around.people)
        holder = self.alert.claimed_by if self.alert else None
        self._known = frozenset(named | {self._operator})
        others = sorted(named - {holder, self._operator, ""})
        shown = [*others, *([self._operator] if holder != self._operator else [])]
        here = self.tr("you")
        self.choices.set_choices(
            [Choice(name, name, here if name == self._operator else "") for name in shown]
        )
        self.choices.setVisible(bool(shown))

    @override
    def take_keys(self) -> None:
        first = self.choices if self.choices.count() else self.name
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    @Slot(int)
    def enter(self, row: int) -> None:
        self._entered()

    @Slot()
    def _entered(self) -> None:
        name, words = self.name.text().strip() or self.choices.key, self.words.text().strip()
        holder = self.alert.claimed_by if self.alert else None
        if not name:
            self.hint_at(self.tr("To whom? Choose or type a name."), "warning")
        elif holder != self._operator and not words:
            self.hint_at(self.tr("You do not hold this alert: say why it goes over."), "warning")
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name not in self._known and name != self._doubted:
            self._doubted = name
            told = self.tr("Nobody called {name} is known here. Enter hands over all the same.")
            self.hint_at(told.format(name=name), "warning")
        else:
            self.ask(Wish("reassign", words, subject=name))

    @override
    def retranslate(self) -> None:
        self.title.setText(self.tr("Hand over to another operator"))
        self.name.setPlaceholderText(self.tr("Another name"))
        self.words.setPlaceholderText(self.tr("Why"))
        self.hint_at(self.tr("Enter hands over, Tab to the next field, Esc puts it away."))


def _names(alert: Alert) -> Iterator[str]:
    yield alert.claimed_by or ""
    yield alert.acknowledged_by or ""
    for note in alert.notes:
        yield note.by
