"""What all forms share: a title, a list, words and a hint; never a dialog (design law 9). GUI."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AlertType
from widgets.detail.forms.choice_list import ChoiceList
from widgets.detail.wish import Surroundings, Wish
from widgets.keys.fields import FieldLine
from widgets.overrides import sealed

_MOST_WORDS = 1_000


@sealed
class Form(QWidget):
    """Signals: `asked(Wish)`, `left()` when it was finished or put away.

    A form shows one alert; `begin` starts it afresh, `renew` follows what changes meanwhile.
    """

    asked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.hint = QLabel(), QLabel()
        self.choices, self.words = ChoiceList(), FieldLine()
        self.words.setMaxLength(_MOST_WORDS)
        self.title.setProperty("role", "section")
        for label in (self.title, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names come from devices
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        for widget in (self.title, self.choices, self.words, self.hint):
            self.column.addWidget(widget, 1 if widget is self.choices else 0)
        self.choices.entered.connect(self.enter)
        self.choices.numbered.connect(self.number)
        self.choices.sideways.connect(self.turn)
        self.choices.removed.connect(self.remove)
        self.choices.currentRowChanged.connect(self.moved)
        self.words.returnPressed.connect(self._words_entered)
        self.alert: Alert | None = None
        self.kind: AlertType | None = None
        self.around = Surroundings(datetime.min.replace(tzinfo=UTC))
        self.language = "ko"

    # --- for the stage --------------------------------------------------------------------------

    def begin(self, alert: Alert, kind: AlertType, around: Surroundings, language: str) -> None:
        """Show an alert from the start, and take the keys."""
        if self.alert is None or self.alert.number != alert.number:
            self.words.clear()  # of the same alert, what was half written is still there
        self.hint_at("")
        self.alert, self.kind, self.around, self.language = alert, kind, around, language
        self.choices.set_choices(())
        self.started()
        self.show_rows()
        self.retranslate()
        self.choices.setAccessibleName(self.title.text())
        self.take_keys()

    def renew(self, alert: Alert, around: Surroundings, language: str) -> None:
        """The alert or the room changed; what the operator chose stays."""
        self.alert, self.around, self.language = alert, around, language
        self.show_rows()

    def take_keys(self) -> None:
        """Give the keys to the list."""
        self.choices.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- for the forms --------------------------------------------------------------------------

    def started(self) -> None:
        """Forget what the last alert left behind."""

    def show_rows(self) -> None:
        """Fill the list for `alert` in `around`."""

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""

    @Slot(int)
    def enter(self, row: int) -> None:
        """Enter on a row."""

    @Slot(int)
    def number(self, row: int) -> None:
        """A number key: the row is chosen."""
        if row < self.choices.count():
            self.choices.setCurrentRow(row)

    @Slot(int)
    def turn(self, by: int) -> None:
        """Left (-1) or right (1)."""

    @Slot(int)
    def remove(self, row: int) -> None:
        """Minus or Delete on a row."""

    @Slot(int)
    def moved(self, row: int) -> None:
        """Another row was chosen."""

    @Slot()
    def _words_entered(self) -> None:
        self.enter(self.choices.currentRow())

    def hint_at(self, text: str, tone: str = "quiet") -> None:
        """One line below the list."""
        self.hint.setText(text)
        if self.hint.property("tone") != tone:
            self.hint.setProperty("tone", tone)
            self.hint.style().unpolish(self.hint)
            self.hint.style().polish(self.hint)

    def ask(self, wish: Wish, *, ends: bool = True) -> None:
        """Ask for an act; the form is put away first, so that keys go back to the queue."""
        self.words.clear()
        if ends:
            self.left.emit()
        self.asked.emit(wish)

    def text(self) -> str:
        """The words shown, for screen readers and tests."""
        rows = (f"{each.words} | {each.remark}" for each in self.choices.choices)
        return "\n".join((self.title.text(), *rows, self.hint.text()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.alert is not None:
            self.retranslate()
        super().changeEvent(event)
