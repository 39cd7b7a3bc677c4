"""A page laid over the pictures and the map, never over the queue (R-HMI-07). GUI thread.

Not a dialog: everything behind it and beside it works on. It follows the size of its area, and
scrolls where that is too small for it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.keys.actions import letter_of
from widgets.overrides import sealed
from widgets.theme import SIZES

_NEAR = frozenset({"G", "M"})
_FOREIGN = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@sealed
class Board(QFrame):
    """`left()` when it was put away. Fill `body`; `say` writes the line below."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._area: QWidget | None = None
        self.title, self.hint, self._line = QLabel(), QLabel(), QLabel()
        self.age_mark = QLabel()
        self.age_mark.setProperty("role", "row")
        self.age_mark.setProperty("tone", "warning")
        self.age_mark.hide()
        self.title.setProperty("role", "title")
        self.hint.setProperty("role", "caption")
        self._line.setProperty("role", "row")
        self._line.setWordWrap(True)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self.away = QPushButton("Esc")
        self.away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.away.clicked.connect(self.put_away)
        self.head = QHBoxLayout()
        self.head.setSpacing(SIZES.gap)
        self.head.addWidget(self.title)
        self.head.addSpacing(SIZES.gap)
        self.head.addWidget(self.age_mark)
        self.hint.setWordWrap(True)
        self.head.addWidget(self.hint, 1)
        self.head.addWidget(self.away)
        scrolled = self._scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.margin, SIZES.margin, SIZES.margin)
        column.setSpacing(SIZES.gap)
        column.addLayout(self.head)
        column.addWidget(scrolled, 1)
        column.addWidget(self._line)
        self._line.hide()  # no empty room below a board that has nothing to say
        self.hide()

    def _scrolled(self) -> QScrollArea:
        """What holds `body`: on a small screen a board is wider than its area."""
        inside, scrolled = QWidget(), QScrollArea()
        inside.setObjectName("scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SIZES.gap)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(inside)
        return scrolled

    def open_over(self, area: QWidget) -> None:
        """Show it over a widget of the same window, instead of whichever board lies there."""
        for other in self.window().findChildren(Board):
            if other is not self:
                other.hide()
        if self._area is not area:
            if self._area is not None:
                self._area.removeEventFilter(self)
            self._area = area
            area.installEventFilter(self)
        self._follow()
        self.show()
        self.raise_()

    def take_keys(self) -> None:
        """Give the keys to the first stop on it that is in sight, so that F6 comes here too."""
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            tabs = at.focusPolicy() & Qt.FocusPolicy.TabFocus.value
            if tabs and self.isAncestorOf(at) and at.isVisible() and at.isEnabled():
                at.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
            at = at.nextInFocusChain()

    def put_away(self) -> None:
        """Hide it and give the keys back."""
        self.hide()
        self.left.emit()

    def mark_stale(self, words: str) -> None:
        """Say beside the title why what stands here may be old; empty when it is current."""
        self.age_mark.setText(words)
        self.age_mark.setVisible(bool(words))

    def say(self, text: str, tone: str = "quiet") -> None:
        """One line about the last act."""
        self._line.setText(text)
        self._line.setVisible(bool(text))
        self._line.setProperty("tone", tone)
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)

    def said(self) -> str:
        """The line."""
        return self._line.text()

    def _follow(self) -> None:
        if self._area is not None:
            corner = self._area.mapTo(self.window(), self._area.rect().topLeft())
            self.setGeometry(corner.x(), corner.y(), self._area.width(), self._area.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._follow()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif not self._is_stray(event):
            super().keyPressEvent(event)

    @staticmethod
    def _is_stray(event: QKeyEvent) -> bool:
        """Letters meant for a field that has not the keys must not act on an alert of the queue.

        The keys to the newest emergency and to silence stay as near as ever.
        """
        if event.modifiers() & _FOREIGN:
            return False
        letter = letter_of(event)
        return letter not in _NEAR if letter else event.text().isdecimal()
