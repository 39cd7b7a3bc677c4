"""Where the map looks and who decides that: the console follows events until a hand moves the map.

GUI thread; knows no widget. A locked view never jumps by itself; what it would have shown is kept
and shown when the operator asks to follow again.
"""

from PySide6.QtCore import QObject, Qt, Signal

from widgets.live_map.view import View, fitted

Box = tuple[float, float, float, float]
NEAR_HEIGHT_M = 700.0  # streets, neighbours, a boundary and the units near are then in view
NEAR_MOST_PX_PER_M = 1.1
WHOLE_EDGE_PX = 14.0
BOX_EDGE_PX = 60.0
_REACH_M = 4000.0  # how far beyond the district the centre may go

_KEY_PAN_PX = 80.0
_ARROWS = {
    Qt.Key.Key_Left: (_KEY_PAN_PX, 0.0), Qt.Key.Key_Right: (-_KEY_PAN_PX, 0.0),
    Qt.Key.Key_Up: (0.0, _KEY_PAN_PX), Qt.Key.Key_Down: (0.0, -_KEY_PAN_PX),
}  # fmt: skip
_ZOOMS = {
    Qt.Key.Key_Plus: 1.4, Qt.Key.Key_Equal: 1.4, Qt.Key.Key_Minus: 1 / 1.4,
    Qt.Key.Key_Underscore: 1 / 1.4,
}  # fmt: skip


class Navigator(QObject):
    """Holds the current `View`."""

    moved = Signal()
    locked_changed = Signal(bool)

    def __init__(self, box: Box, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = box
        self._whole = True
        self._target: tuple[float, float, bool] | None = None
        self._wide: Box | None = None
        self.locked = False
        self.view = fitted(box, 640, 400, WHOLE_EDGE_PX)

    def resize(self, width: float, height: float) -> None:
        """Another size; a whole district stays whole."""
        if self._whole:
            self._show(fitted(self._box, width, height, WHOLE_EDGE_PX))
        else:
            self._show(self.view.resized(width, height))

    def set_box(self, box: Box) -> None:
        """The district lies elsewhere or is larger; a view that a hand put somewhere stays."""
        self._box = box
        if self._whole and not self.locked:
            self._fit()

    def pan(self, dx: float, dy: float) -> None:
        """A hand moved the ground by pixels."""
        self._by_hand()
        self._show(self.view.panned(dx, dy))

    def zoom(self, factor: float, x: float, y: float) -> None:
        """A hand zoomed about a pixel."""
        self._by_hand()
        least = fitted(self._box, self.view.width, self.view.height, WHOLE_EDGE_PX).scale * 0.6
        self._show(self.view.zoomed(factor, x, y, least))

    def whole(self) -> None:
        """A hand asked for the whole district."""
        self._by_hand()
        self._fit()

    def press(self, key: Qt.Key) -> bool:
        """Arrows pan, plus and minus zoom, Home shows the whole district; True when it was one."""
        if key in _ARROWS:
            self.pan(*_ARROWS[key])
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key], self.view.width / 2, self.view.height / 2)
        elif key is Qt.Key.Key_Home:
            self.whole()
        else:
            return False
        return True

    def center_on(self, east: float, north: float, *, zoom: bool) -> None:
        """The console would like to show a place; kept for later while the view is locked."""
        self._target, self._wide = (east, north, zoom), None
        if not self.locked:
            self._go()

    def hold(self, box: Box) -> None:
        """The console would like to show a whole box; kept for later while the view is locked."""
        west, south, east, north = box
        self._target, self._wide = ((west + east) / 2, (south + north) / 2, False), box
        if not self.locked:
            self._go()

    def show_by_hand(self, box: Box) -> None:
        """A hand asked for a box; the view stays there."""
        self._by_hand()
        self._show(self._fitting(box))

    def centre_by_hand(self, east: float, north: float) -> None:
        """A hand asked for a place; the view stays there, near enough to see streets."""
        self._by_hand()
        self._show(self.view.centred(east, north, max(self.view.scale, self._near_scale())))

    def follow(self) -> None:
        """The console may move the view again; shows what it last wanted to."""
        if self.locked:
            self.locked = False
            self.locked_changed.emit(False)
        if self._target is None:
            self._fit()
        else:
            self._go()

    def _go(self) -> None:
        if self._target is None:
            return
        east, north, zoom = self._target
        self._whole = False
        if self._wide is not None:
            self._show(self._fitting(self._wide))
            return
        scale = max(self.view.scale, self._near_scale()) if zoom else self.view.scale
        self._show(self.view.centred(east, north, scale))

    def _near_scale(self) -> float:
        return min(self.view.height / NEAR_HEIGHT_M, NEAR_MOST_PX_PER_M)

    def _fitting(self, box: Box) -> View:
        """A box with an edge, never nearer than a place is shown."""
        view = fitted(box, self.view.width, self.view.height, BOX_EDGE_PX)
        return view.centred(view.east, view.north, min(view.scale, NEAR_MOST_PX_PER_M))

    def _fit(self) -> None:
        self._whole = True
        self._show(fitted(self._box, self.view.width, self.view.height, WHOLE_EDGE_PX))

    def _by_hand(self) -> None:
        self._whole = False
        if not self.locked:
            self.locked = True
            self.locked_changed.emit(True)

    def _show(self, view: View) -> None:
        west, south, east, north = self._box
        reach = (west - _REACH_M, south - _REACH_M, east + _REACH_M, north + _REACH_M)
        view = view.within(reach)
        if view != self.view:
            self.view = view
            self.moved.emit()
