"""The spot picture once more, small, for another panel: same frames, same masks, same honesty.

GUI thread. Opens nothing: it paints what the wall has (at most five times a second, and only while
it is seen), under the privacy masks, with the words for a picture that is not live.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font
from widgets.video_wall.captions import boxes_fit
from widgets.video_wall.masking import paint_masks
from widgets.video_wall.overlays import paint_boxes
from widgets.video_wall.sight import Sight
from widgets.video_wall.zoom import Window

if TYPE_CHECKING:
    from widgets.video_wall.panel import VideoWall

_PAINT_MS = 200
_STRIP = 22
_VEIL = 150
_WHOLE = QRectF(0.0, 0.0, 1.0, 1.0)


@sealed
class SpotEcho(QWidget):
    """Follows the wall's spot tile."""

    def __init__(
        self, wall: "VideoWall", now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wall, self._now = wall, now
        self._about = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_PAINT_MS)
        self._timer.timeout.connect(self._again)
        self._sight = Sight(self)
        self._sight.changed.connect(self._wall.keep_spot)

    def expect(self, about: str) -> None:
        """Which alert ("#7") the panel around it is about: another one's picture is not painted."""
        self._about = about
        self.update()

    @property
    def camera(self) -> str:
        """The id of the camera on the spot, live or not; empty without one."""
        camera = self._wall.seating.tiles[0].seat.camera
        return camera.id if camera is not None else ""

    @property
    def watching(self) -> str:
        """The name of the camera that is live on the spot for our alert, empty when none is."""
        tile = self._wall.seating.tiles[0]
        camera = tile.seat.camera
        is_live = tile.is_live and tile.replay is None and tile.image is not None
        if camera is None or not is_live or self._foreign():
            return ""
        return f"{camera.name(self._wall.dresser.language)} ({camera.id})"

    @Slot()
    def _again(self) -> None:
        self.update()

    def stop(self) -> None:
        """Paint no more by itself."""
        self._timer.stop()
        self._sight.close()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tile = self._wall.seating.tiles[0]
        room = self.rect().adjusted(0, 0, 0, -_STRIP)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour("video"))
            image = tile.image
            if self._foreign():
                self._say_foreign(painter)
                return
            if image is not None:
                target = _fitted(image.size(), room)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(target, image)
                self._cover(painter, target)
            self._write(painter, room)

    def _foreign(self) -> bool:
        """Whether the spot shows another alert than ours."""
        shown = self._wall.seating.about
        return shown.startswith("#") and shown != self._about

    def _say_foreign(self, painter: QPainter) -> None:
        words = self.tr("The spot shows {other}. Choose this alert again to see its camera.")
        painter.setFont(font(SIZES.small))
        painter.setPen(colour("warning"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(8, 8, -8, -8)
        painter.drawText(room, flags, words.format(other=self._wall.seating.about))

    def _cover(self, painter: QPainter, target: QRect) -> None:
        wall = self._wall
        tile, window = wall.seating.tiles[0], Window(target, _WHOLE)
        camera, scene = tile.seat.camera, wall.scene
        if camera is not None and wall.operations.mask_left_s(camera) <= 0:
            paint_masks(painter, camera.masks, window)
        if tile.verdict.dims or tile.verdict.greys:
            veil = QColor(colour("video"))
            veil.setAlpha(_VEIL)
            painter.fillRect(target, veil)
        if scene.boxes and tile.seat.key == scene.boxed and boxes_fit(tile, scene, self._now()):
            paint_boxes(painter, scene.boxes, window)

    def _write(self, painter: QPainter, room: QRect) -> None:
        tile = self._wall.seating.tiles[0]
        camera, verdict = tile.seat.camera, tile.verdict
        painter.setFont(font(SIZES.small))
        if verdict.headline:
            painter.setPen(colour(verdict.tone))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(6, 6, -6, -6), flags, verdict.headline)
        strip = QRect(0, room.bottom() + 1, self.width(), _STRIP).adjusted(6, 0, -6, 0)
        words = self.tr("No camera near")
        if camera is not None:
            words = camera.name(self._wall.dresser.language)
        painter.setPen(colour("text" if camera else "warning"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, strip.width())
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(strip, left, words)


def _fitted(size: QSize, room: QRect) -> QRect:
    """As large as fits, centred."""
    scaled = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = room.x() + (room.width() - scaled.width()) // 2
    top = room.y() + (room.height() - scaled.height()) // 2
    return QRect(left, top, scaled.width(), scaled.height())
