"""How the operator answers: a button for every act, an inline note, an inline choice of outcome.

One strip at the foot of the detail panel that changes its face; never a dialog (design law 9).
Sends nothing: it emits what was asked for. What needs a form is shown by `forms.stage`.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import Disposition
from widgets.detail.offers import MAIN_ACTS, MORE_ACTS
from widgets.detail.shown_page import ask_for_shown
from widgets.detail.wish import Wish
from widgets.keys.actions import ACT_CAPS
from widgets.keys.fields import FieldLine
from widgets.overrides import sealed
from widgets.theme import SIZES
from widgets.words.words import disposition_word, translate

_NOTE_MOST = 1000


@sealed
class AnswerBar(QStackedWidget):
    """Signals: `acted(act)`, `wished(Wish)` for notes and outcomes, `left()` when put away."""

    acted = Signal(str)
    wished = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self.outcomes: list[QPushButton] = []
        self.note = FieldLine()
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
        ask_for_shown(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.adjustSize()

    def _actions_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._button_row(MAIN_ACTS, "act"))
        column.addLayout(self._button_row(MORE_ACTS, "small_act"))
        return page

    def _button_row(self, acts: Sequence[str], role: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for act in acts:
            button = QPushButton()
            button.setProperty("role", role)
            button.clicked.connect(partial(self._pressed, act))
            self.buttons[act] = button
            row.addWidget(button)
        return row

    def _note_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.gap)
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

    def offer(self, acts: frozenset[str]) -> None:
        """Only these make sense now."""
        for act, button in self.buttons.items():
            button.setEnabled(act in acts)

    def trigger(self, act: str) -> bool:
        """Do what the button of an act does; False when it is not offered now."""
        if not self.buttons[act].isEnabled():
            return False
        self._pressed(act)
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

    def _pressed(self, act: str, _checked: bool = False) -> None:
        if act not in {"note", "close"}:
            self.put_away()
        self.acted.emit(act)
        if act == "note":
            self.setCurrentIndex(1)
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif act == "close":
            self.setCurrentIndex(2)
            self.outcomes[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_with(self, disposition: Disposition, _checked: bool = False) -> None:
        self.put_away()
        self.wished.emit(Wish("close", disposition=disposition.value))

    @Slot()
    def _send_note(self) -> None:
        text = self.note.text().strip()
        if text:
            self.note.clear()
            self.put_away()
            self.wished.emit(Wish("note", text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentIndex():
            self.put_away()
        else:
            event.ignore()

    # --- words ----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        for act, button in self.buttons.items():
            word, cap = act_word(act), ACT_CAPS[act].replace("Shift+", "⇧")
            button.setText(f"{word} {cap}")
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


def act_word(act: str) -> str:
    """What the button of an act is called."""
    return {
        "claim": translate("Acts", "Claim"),
        "acknowledge": translate("Acts", "Acknowledge"),
        "verified": translate("Acts", "Real"),
        "false": translate("Acts", "False"),
        "send": translate("Acts", "Send"),
        "close": translate("Acts", "Close"),
        "call": translate("Acts", "Call"),
        "steps": translate("Acts", "Steps"),
        "sent": translate("Acts", "Sent"),
        "note": translate("Acts", "Note"),
        "release": translate("Acts", "Release"),
        "hand_over": translate("Acts", "Hand over"),
        "group": translate("Acts", "Incident"),
        "escalate": translate("Acts", "Escalate"),
        "undo": translate("Acts", "Take back"),
    }[act]
