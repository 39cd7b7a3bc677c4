"""What is known of the picture under the pointer. GUI thread.

Listens only while the pointer is over the wall: whoever listens is asked at every event, and a wall
has a hundred of them a second.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from widgets.overrides import sealed

_TOOL_TIP = QEvent.Type.ToolTip


@sealed
class Tips(QObject):
    """Shows `words(place)` beside the pointer that rests on a widget."""

    def __init__(self, widget: QWidget, words: Callable[[QPoint], str]) -> None:
        super().__init__(widget)
        self._widget, self._words = widget, words

    def listen(self, inside: bool) -> None:
        """Whether the pointer is over the widget."""
        self._widget.removeEventFilter(self)
        if inside:
            self._widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != _TOOL_TIP or not isinstance(event, QHelpEvent):
            return False
        QToolTip.showText(event.globalPos(), self._words(event.pos()), self._widget)
        return True
