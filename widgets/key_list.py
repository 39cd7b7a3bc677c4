"""The list of keys, laid over the pictures on `?`. Not a dialog: everything behind it works on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from widgets.actions import key_rows
from widgets.overrides import sealed
from widgets.theme import SIZES


@sealed
class KeyList(QFrame):
    """Takes no focus; the window shows and hides it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._words: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(28, 20, 28, 24)
        grid.setHorizontalSpacing(SIZES.margin * 2)
        grid.setVerticalSpacing(SIZES.gap)
        grid.addWidget(self._title, 0, 0, 1, 4)
        rows = key_rows()
        half = (len(rows) + 1) // 2
        for number, row in enumerate(rows):
            line, side = 1 + number % half, number // half * 2
            words = QLabel()
            words.setProperty("role", "row")
            self._words.append(words)
            grid.addWidget(_caps(row.caps), line, side)
            grid.addWidget(words, line, side + 1)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self._title.setText(self.tr("Keys"))
        for label, row in zip(self._words, key_rows(), strict=True):
            label.setText(row.does)
        self.adjustSize()

    def place_over(self, area: QWidget) -> None:
        """Centre over a widget of the same window."""
        self.adjustSize()
        centre = area.mapTo(self.window(), area.rect().center())
        self.move(max(0, centre.x() - self.width() // 2), max(0, centre.y() - self.height() // 2))
        self.raise_()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _caps(caps: tuple[str, ...]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addStretch(1)
    for cap in caps:
        label = QLabel(cap)
        label.setObjectName("keyCap")
        row.addWidget(label)
    return box
