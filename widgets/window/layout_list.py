"""The choice of wall layouts, each as a small drawing, below its button. No dialog. GUI thread."""

from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget
from typing_extensions import override

from console.domain.pictures.wall_layout import LAYOUTS, wall_layout
from widgets.overrides import sealed
from widgets.theme import SIZES, colour

_ICON = QSize(80, 45)
_COLUMNS = 4


@sealed
class LayoutList(QFrame):
    """Emits `layout_wished(count)`; takes no focus, and everything behind it works on."""

    layout_wished = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: dict[int, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setSpacing(SIZES.gap)
        for number, count in enumerate(LAYOUTS):
            button = QPushButton(layout_icon(count), str(count))
            button.setIconSize(_ICON)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._wish, count))
            self.buttons[count] = button
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        self.retranslate()
        self.hide()

    def place_below(self, button: QWidget, area: QWidget, shown: int) -> None:
        """Lie under a widget of the same window, over `area` only: never over the queue (R-HMI-07).

        `shown` is the layout of the moment.
        """
        for count, each in self.buttons.items():
            each.setChecked(count == shown)
        self.adjustSize()
        corner = button.mapTo(self.window(), button.rect().bottomLeft())
        end = area.mapTo(self.window(), area.rect().bottomRight()).x()
        self.move(max(0, min(corner.x(), end - self.width())), corner.y() + 6)
        self.raise_()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        for count, button in self.buttons.items():
            words = self.tr("{count} pictures").format(count=count)
            button.setToolTip(words)
            button.setAccessibleName(words)

    def _wish(self, count: int, _checked: bool = False) -> None:
        self.hide()
        self.layout_wished.emit(count)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def layout_icon(count: int) -> QIcon:
    """A layout in small: its tiles, the spot brighter."""
    layout = wall_layout(count)
    pixmap = QPixmap(_ICON)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        for number, cell in enumerate(layout.cells):
            left, right = (_ICON.width() * x // layout.side for x in (cell.x, cell.x + cell.side))
            top, bottom = (_ICON.height() * y // layout.side for y in (cell.y, cell.y + cell.side))
            tone = "text" if number == 0 else "edge"
            painter.fillRect(QRect(left, top, right - left - 1, bottom - top - 1), colour(tone))
    return QIcon(pixmap)
