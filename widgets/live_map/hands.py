"""What hands do on the map: presses, drags, the wheel. GUI thread; gives nothing a meaning.

A drag moves the ground, with Shift it spans a rubber band; a press that did not move is a pick.
"""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

from widgets.live_map.navigator import Navigator

_DRAG_PX = 4
_WHEEL = 1.25
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands(QObject):
    """Turns mouse events into picks, bands and moves of the view; positions in logical pixels."""

    picked = Signal(QPointF, bool)  # with Ctrl?
    asked = Signal(QPointF)  # what is here?
    banded = Signal(QRectF)
    band_changed = Signal()
    hovered = Signal(QPointF)

    def __init__(self, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._press: QPointF | None = None
        self._begun = QPointF()
        self._with_shift = False
        self.dragging = False
        self.band: QRectF | None = None

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._press = self._begun = event.position()
            self._with_shift = bool(event.modifiers() & _SHIFT)
            self.dragging = False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved; True while it drags the ground."""
        if self._press is None:
            self.hovered.emit(event.position())
            return False
        step = event.position() - self._press
        if not self.dragging and step.manhattanLength() < _DRAG_PX:
            return False
        self.dragging = True
        self._press = event.position()
        if self._with_shift:
            self.band = QRectF(self._begun, event.position())
            self.band_changed.emit()
            return False
        self._navigator.pan(step.x(), step.y())
        return True

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        if event.button() is Qt.MouseButton.RightButton:
            self.asked.emit(event.position())
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        band, self.band = self.band, None
        if band is not None:
            self.banded.emit(band)
        elif self._press is not None and not self.dragging:
            self.picked.emit(event.position(), bool(event.modifiers() & _CONTROL))
        self._press, self.dragging = None, False

    def wheel(self, event: QWheelEvent) -> None:
        """Zooms about the pointer."""
        steps = event.angleDelta().y() / 120
        if steps:
            at = event.position()
            self._navigator.zoom(_WHEEL**steps, at.x(), at.y())
        event.accept()

    def let_go(self) -> None:
        """Forgets a press that will never be released."""
        self._press, self.band, self.dragging = None, None, False
