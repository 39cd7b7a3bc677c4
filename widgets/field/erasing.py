"""Erasing the record of work that has ended: asked for its purpose, then once more. GUI thread.

One line at the foot of a board, no dialog: everything behind it goes on. What it says is pinned to
the record it began with, wherever the choice moves meanwhile. It decides nothing: the engine
refuses whoever may not, and puts the act on record.
"""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from widgets.field.said import restyle
from widgets.keys.fields import FieldLine, is_of_the_window
from widgets.overrides import sealed
from widgets.theme import SIZES

KEYS = "Ctrl+Del"
_MOST = 200
_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@sealed
class EraseBar(QFrame):
    """`offer` a record and its name; `erase_wished(subject, purpose)` after two Enters; `left()`.

    Ctrl+Del anywhere in `board` begins, but in a line of text, where it deletes a word.
    """

    erase_wished = Signal(str, str)
    left = Signal()

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self.setObjectName("wallFoot")
        self._offered, self._asked = ("", ""), ("", "")  # subject and name of the record
        self.is_sure_asked = False
        self.button, self.words, self.field = QPushButton(), QLabel(), FieldLine()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setProperty("role", "small_act")
        self.button.clicked.connect(self.begin)
        self.words.setWordWrap(True)
        self.field.setMaxLength(_MOST)
        self.field.setMinimumWidth(260)
        self.field.textEdited.connect(self._edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.margin, 4, SIZES.margin, 4)
        row.setSpacing(SIZES.margin)
        row.addWidget(self.words, 3)
        row.addWidget(self.field, 2)
        row.addStretch(0)
        row.addWidget(self.button)
        shortcut = QShortcut(QKeySequence(KEYS), board)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin)
        self._show()

    @property
    def is_asking(self) -> bool:
        """Whether it waits for a purpose."""
        return bool(self._asked[0])

    def offer(self, subject: str, name: str = "") -> None:
        """The record that may be erased now, "" for none; an open question stays with its own."""
        if (subject, name) != self._offered:
            self._offered = subject, name
            self._show()

    @Slot()
    def begin(self) -> None:
        """Ask for the purpose."""
        if self.is_asking or not self._offered[0]:
            return
        self._asked, self.is_sure_asked = self._offered, False
        self.field.clear()
        self._show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Erase nothing, and give the keys back."""
        if self.is_asking:
            self.forget()
            self.left.emit()

    def forget(self) -> None:
        """The question is no longer asked: its board was put away."""
        if self.is_asking:
            self._asked, self.is_sure_asked = ("", ""), False
            self.field.clear()
            self._show()

    def _enter(self) -> None:
        purpose = self.field.text().strip()
        if not purpose or not self.is_sure_asked:
            self.is_sure_asked = bool(purpose)
            self._show()
            return
        subject, _name = self._asked
        self.leave()
        self.erase_wished.emit(subject, purpose)

    @Slot(str)
    def _edited(self, _text: str) -> None:
        if self.is_sure_asked:  # another purpose is another question
            self.is_sure_asked = False
            self._show()

    # --- words ----------------------------------------------------------------------------------

    def _show(self) -> None:
        asking = self.is_asking
        self.setVisible(asking or bool(self._offered[0]))
        self.field.setVisible(asking)
        self.words.setVisible(asking)
        self.button.setVisible(not asking)
        words = self.tr("Erase the record {record}  Ctrl+Del")
        self.button.setText(words.format(record=self._offered[1]))
        if asking:
            self.words.setText(self._question().format(record=self._asked[1]))
            restyle(self.words, "fault" if self.is_sure_asked else "warning")
        self.field.setPlaceholderText(self.tr("Purpose, put on record"))

    def _question(self) -> str:
        if self.is_sure_asked:
            return self.tr("Enter again erases the record {record} FOR GOOD. Esc keeps it.")
        return self.tr(
            "Erase the record {record}: its names, words and places go; who acted when stays. "
            "For what purpose? Enter goes on, Esc keeps it."
        )

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURN and not event.isAutoRepeat():
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif is_of_the_window(event):
            event.ignore()
        else:
            event.accept()  # nothing typed here is a key of the board or of an alert

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)
