"""A button that lies on the map and hides no alert. GUI thread.

One that asks for attention shines through it, and a press there is the map's.
"""

from typing import Protocol

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from widgets.overrides import sealed


class Below(Protocol):
    """What such a button lies on, in its parent's coordinates."""

    def paint_asking(self, painter: QPainter, frame: QRectF) -> None:
        """Paint the alerts that ask for attention within a frame."""

    def asks_at(self, x: float, y: float) -> bool:
        """Whether such an alert is at a point."""


@sealed
class SeeThrough(QAbstractButton):
    """Paint yourself, then `shine`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._below: Below | None = None

    def lie_on(self, below: Below) -> None:
        """What is under it from now on."""
        self._below = below

    def shine(self, painter: QPainter) -> None:
        """Paint what must not be hidden; the painter is this widget's."""
        if self._below is not None:
            painter.translate(-self.x(), -self.y())
            self._below.paint_asking(painter, QRectF(self.geometry()))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        at = self.mapToParent(pos)
        return self._below is None or not self._below.asks_at(at.x(), at.y())
