"""The card: what was pressed on the map, the cameras that see it, and what is near. GUI thread.

Lies over the map and never over the alerts' list; takes the keys only when asked. Every camera is a
button: Enter opens its picture.
"""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.live_map.card_words import CardWords
from widgets.overrides import sealed

WIDE = 350
_MOST_CAMERAS = 4


@sealed
class Card(QFrame):
    """Shows one `CardWords`; hidden until there is one."""

    camera_chosen = Signal(str)
    cameras_wished = Signal()
    closed = Signal()
    sized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapCard")
        self.setFixedWidth(WIDE)
        self._title, self._lines, self._near = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "section")
        self._near.setProperty("role", "caption")
        for label in (self._title, self._lines, self._near):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QPushButton("×")
        self._close.setObjectName("mapCardClose")
        self._close.clicked.connect(self.put_away)
        self._all = QPushButton()
        self._all.setObjectName("mapCardAll")
        self._all.clicked.connect(self.cameras_wished)
        self._buttons = [QPushButton() for _ in range(_MOST_CAMERAS)]
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._names = [""] * _MOST_CAMERAS
        self._said: tuple[tuple[str, ...], ...] = ()
        self._lay_out()
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._lines)
        for number, button in enumerate(self._buttons):
            self._group.addButton(button, number)
            column.addWidget(button)
        column.addWidget(self._all)
        column.addWidget(self._near)

    def show_words(self, words: CardWords) -> None:
        """Replace what the card says and show it."""
        self._title.setText(words.title)
        for number, button in enumerate(self._buttons):
            known = number < len(words.cameras)
            self._names[number] = words.cameras[number][0] if known else ""
            button.setText(words.cameras[number][1] if known else "")
            button.setVisible(known)
        self._all.setVisible(bool(words.cameras))
        self.setAccessibleName(words.title)
        self._said = ()
        self.renew(words)
        self.show()
        self.sized.emit()

    def renew(self, words: CardWords) -> None:
        """Tell the lines anew; heading and cameras stay as they were."""
        said = words.lines, words.near
        if said == self._said:
            return
        self._said = said
        for label, lines in ((self._lines, words.lines), (self._near, words.near)):
            label.setText("\n".join(lines))
            label.setVisible(bool(lines))
        self.setAccessibleDescription(". ".join((*words.lines, *words.near)))
        # A label that wraps knows its height only for a width; `adjustSize` would cut it off.
        high = self._column.heightForWidth(WIDE)
        if high != self.height():
            self.setFixedHeight(high)
            self.sized.emit()

    @Slot()
    def put_away(self) -> None:
        """Hide the card."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.camera_chosen.emit(self._names[number])

    def retranslate(self) -> None:
        """Fill the card's own words in the language of the moment."""
        self._all.setText(self.tr("Best camera and neighbours (⇧F5)"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close (Esc)"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
