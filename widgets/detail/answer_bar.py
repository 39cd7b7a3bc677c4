"""How the operator answers: action buttons, an inline note field, an inline choice of outcome.

One strip at the foot of the detail panel that changes its face; never a dialog (design law 9).
Sends nothing: it emits what was asked for.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from console.domain.alert import Disposition
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words import action_word, disposition_word

ACTIONS = (("claim", "C"), ("release", "R"), ("acknowledge", "A"), ("note", "N"), ("close", "X"))
_NOTE_MOST = 1000


@sealed
class AnswerBar(QStackedWidget):
    """Signals: `wished(kind, text, disposition)` and `left()` when an inline field was put away."""

    wished = Signal(str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self.outcomes: list[QPushButton] = []
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE_MOST)
        self.note.returnPressed.connect(self._send_note)
        self._note_hint = QLabel()
        self._outcome_hint = QLabel()
        for page in (self._actions_page(), self._note_page(), self._outcome_page()):
            self.addWidget(page)
        self.currentChanged.connect(self._fit)
        self._fit()
        self.retranslate()

    @Slot()
    def _fit(self) -> None:
        # A stack is as tall as its tallest page; only the page that shows may ask for room.
        for number in range(self.count()):
            shown = number == self.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            page = self.widget(number)
            if page is not None:
                page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.adjustSize()

    def _actions_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.gap)
        for kind, _key in ACTIONS:
            button = QPushButton()
            button.setMinimumHeight(36)
            button.clicked.connect(partial(self._pressed, kind))
            self.buttons[kind] = button
            row.addWidget(button, 1)
        return page

    def _note_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        self._note_hint.setProperty("role", "caption")
        row.addWidget(self.note, 1)
        row.addWidget(self._note_hint)
        return page

    def _outcome_page(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self._outcome_hint.setProperty("role", "caption")
        grid.addWidget(self._outcome_hint, 0, 0, 1, 3)
        for number, disposition in enumerate(Disposition):
            button = QPushButton()
            button.clicked.connect(partial(self._close_with, disposition))
            self.outcomes.append(button)
            grid.addWidget(button, 1 + number // 3, number % 3)
        return page

    # --- what it is doing -----------------------------------------------------------------------

    @property
    def is_closing(self) -> bool:
        """Whether the outcome is being chosen."""
        return self.currentIndex() == 2

    @property
    def is_noting(self) -> bool:
        """Whether a note is being written."""
        return self.currentIndex() == 1

    @property
    def is_open(self) -> bool:
        """Whether a note is being written or an outcome chosen."""
        return self.currentIndex() != 0

    def trigger(self, kind: str) -> bool:
        """Do what the button of a kind does; False when it is not offered now."""
        if not self.buttons[kind].isEnabled():
            return False
        self._pressed(kind)
        return True

    def choose_outcome(self, number: int) -> bool:
        """Close with the outcome of a number key, 1 to 6."""
        if not self.is_closing or not 1 <= number <= len(self.outcomes):
            return False
        self._close_with(list(Disposition)[number - 1])
        return True

    @Slot()
    def put_away(self) -> None:
        """Back to the buttons; a half-written note is kept for the next N."""
        if self.currentIndex():
            self.setCurrentIndex(0)
            self.left.emit()

    def _pressed(self, kind: str, _checked: bool = False) -> None:
        if kind == "note":
            self.setCurrentIndex(1)
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif kind == "close":
            self.setCurrentIndex(2)
            self.outcomes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.wished.emit(kind, "", "")

    def _close_with(self, disposition: Disposition, _checked: bool = False) -> None:
        self.put_away()
        self.wished.emit("close", "", disposition.value)

    @Slot()
    def _send_note(self) -> None:
        text = self.note.text().strip()
        if text:
            self.note.clear()
            self.put_away()
            self.wished.emit("note", text, "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentIndex():
            self.put_away()
        else:
            event.ignore()

    # --- words ----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        for kind, key in ACTIONS:
            self.buttons[kind].setText(f"{action_word(kind)}  {key}")
        for number, disposition in enumerate(Disposition):
            self.outcomes[number].setText(f"{number + 1}  {disposition_word(disposition)}")
        self.note.setPlaceholderText(self.tr("Note for the record"))
        self._note_hint.setText(self.tr("Enter saves, Esc puts it away"))
        self._outcome_hint.setText(self.tr("Close with which outcome? 1 to 6, Esc cancels"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
