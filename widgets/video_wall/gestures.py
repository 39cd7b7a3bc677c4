"""What the mouse does to the wall: focus, spot, swap by dragging, zoom, pan, seek. GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication

from widgets.theme import colour
from widgets.video_wall.overlays import bar_part, bar_rect
from widgets.video_wall.strip import strip_height
from widgets.video_wall.zoom import STEP

if TYPE_CHECKING:
    from widgets.video_wall.panel import VideoWall

_NOTCH = 120


class Gestures:
    """Remembers one drag: of the picture when it is zoomed, else of the tile."""

    def __init__(self, wall: "VideoWall") -> None:
        self._wall = wall
        self._pressed: tuple[int, QPoint] | None = None
        self._last = QPointF()
        self._pans = False
        self.dragged: int | None = None
        self.over: int | None = None

    def press(self, event: QMouseEvent) -> None:
        """Focus the tile; a click on a replay's bar seeks."""
        point = event.position().toPoint()
        index = self._wall.seating.at(point)
        if index is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._wall.focus_tile(index)
        if self._seek(index, point):
            return
        self._pressed, self._last = (index, point), event.position()
        self._pans = self._wall.seating.tiles[index].zoom.is_on

    def move(self, event: QMouseEvent) -> None:
        """Pan what is zoomed; else drag the tile once the mouse has left its place."""
        if self._pressed is None:
            return
        index, start = self._pressed
        if self._pans:
            self._pan(index, event.position())
            return
        far = (event.position().toPoint() - start).manhattanLength()
        if self.dragged is None and far < QApplication.startDragDistance():
            return
        self.dragged, self.over = index, self._wall.seating.at(event.position().toPoint())
        self._wall.update()

    def release(self, _event: QMouseEvent) -> None:
        """Let a dragged tile change places with the one under it."""
        dragged, over = self.dragged, self.over
        self.cancel()
        if dragged is not None and over is not None:
            self._exchange(dragged, over)

    def _exchange(self, one: int, other: int) -> None:
        """Two tiles change places. Dropped on a spot that an alert holds, a camera comes there."""
        seating = self._wall.seating
        if other == 0 and seating.scene.camera is not None and one:
            self._wall.choose(one)
        elif seating.swap(one, other):
            self._wall.operations.keep_order()

    def cancel(self) -> bool:
        """Forget the drag; whether a tile was being dragged."""
        was = self.dragged is not None
        self._pressed = self.dragged = self.over = None
        self._wall.update()
        return was

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the point under the mouse."""
        index = self._wall.seating.at(event.position().toPoint())
        turns = event.angleDelta().y() / _NOTCH
        if index is None or not turns:
            return
        window = self._wall.seating.tiles[index].window(self._wall.devicePixelRatioF())
        zoom = self._wall.seating.tiles[index].zoom
        self._wall.zoom(index, zoom.scaled(STEP**turns, *window.place(event.position())))

    def paint(self, painter: QPainter) -> None:
        """Which tile is dragged, and where it would go."""
        for index, width in ((self.dragged, 2), (self.over, 5)):
            if index is not None:
                painter.setPen(QPen(colour("focus"), width, Qt.PenStyle.DashLine))
                painter.drawRect(self._wall.seating.tiles[index].rect.adjusted(3, 3, -4, -4))

    def _pan(self, index: int, at: QPointF) -> None:
        target = self._wall.seating.tiles[index].window(self._wall.devicePixelRatioF()).target
        across = (self._last.x() - at.x()) / max(1, target.width())
        down = (self._last.y() - at.y()) / max(1, target.height())
        self._last = at
        self._wall.zoom(index, self._wall.seating.tiles[index].zoom.panned(across, down))

    def _seek(self, index: int, point: QPoint) -> bool:
        tile = self._wall.seating.tiles[index]
        bar = bar_rect(tile.rect, strip_height(tile.rect.width()))
        if tile.replay is None or not bar.contains(point):
            return False
        tile.replay.seek_part(bar_part(bar, point.x()))
        return True
