"""The line at the foot of the wall: what became of an order, and the field for a purpose.

GUI thread. Not a dialog: everything behind it works on, and Escape puts it away.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from widgets.keys.fields import FieldLine
from widgets.overrides import sealed

_SAID_MS = 12_000
_MOST = 200
_MARGIN = 28


@sealed
class Foot(QFrame):
    """`say` shows a sentence for 12 s, `ask` waits for words; `place` follows the wall's size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wallFoot")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.field = FieldLine()
        self.field.setMaxLength(_MOST)
        self.field.setMinimumWidth(260)
        self.field.returnPressed.connect(self._answer)
        self._hint = QLabel()
        self._hint.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self.field, 2)
        row.addWidget(self._hint)
        self._given: Callable[[str], str] | None = None
        self._back: QWidget | None = None
        self._later: tuple[str, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether it waits for words."""
        return self._given is not None

    def text(self) -> str:
        """What it says now, empty when it is away."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, tone: str = "quiet", *, stays: bool = False) -> None:
        """A sentence; while a question is open it waits for its end."""
        if self.is_asking:
            self._later = (words, tone)
            return
        self.field.hide()
        self._hint.hide()
        self._show(words, tone)
        self._timer.stop() if stays else self._timer.start(_SAID_MS)

    def ask(self, words: str, given: Callable[[str], str], back: QWidget | None) -> None:
        """Ask for words; `given` takes them and says what is wrong, or "" to be done.

        The keys go to the field, and afterwards to `back`.
        """
        self._timer.stop()
        self._given, self._back = given, back
        self.field.clear()
        self._hint.setText(self.tr("Enter to go on, Esc to leave"))
        self.field.show()
        self._hint.show()
        self._show(words, "warning")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Put the question or the sentence away; whether a question was open."""
        asked, self._given = self.is_asking, None
        self.hide()
        if asked:
            self._give_back()
        return asked

    def place(self) -> None:
        """Over the foot of the parent, above its captions."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(parent.width() - 16, 980)
        self.setFixedWidth(max(200, width))
        self.adjustSize()
        top = parent.height() - self.height() - _MARGIN
        self.move((parent.width() - self.width()) // 2, max(0, top))

    def _show(self, words: str, tone: str) -> None:
        self._words.setText(words)
        for widget in (self._words, self):
            widget.setProperty("tone", tone)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()
        self.raise_()
        self.place()

    @Slot()
    def _answer(self) -> None:
        given = self._given
        if given is None:
            return
        text = self.field.text().strip()
        self._given = None  # so that what is said from now on is seen
        fault = given(text)
        if fault:
            self._given = given
            self._show(fault, "fault")
            return
        self.field.hide()
        self._hint.hide()
        self.place()
        self._give_back()

    def _give_back(self) -> None:
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        later, self._later = self._later, None
        if later is not None:
            self.say(*later)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif not self.is_asking:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._hint.setText(self.tr("Enter to go on, Esc to leave"))
        super().changeEvent(event)
