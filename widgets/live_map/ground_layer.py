"""The ground as a picture with a margin, made by a worker and replaced when it is ready.

Lives on the GUI thread; one pool thread paints from a `Ground` that no one changes. While a gesture
runs, the old picture is moved and scaled; the newest request wins and older ones are skipped.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from widgets.live_map.ground import Ground, paint_ground
from widgets.live_map.palette import tone
from widgets.live_map.view import View

MARGIN = 0.1
MOST_PIXELS = 40_000_000  # a picture beyond this would cost more memory than it helps


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture of the ground is wanted of: the picture's view, its ratio, the ground."""

    view: View
    ratio: float
    ground: Ground


@dataclass(frozen=True, slots=True)
class GroundPicture:
    """A finished picture and what it shows."""

    wish: Wish
    image: QImage


def paint_picture(wish: Wish) -> GroundPicture:
    """Paints one picture of the ground. Any thread."""
    view = wish.view
    image = QImage(
        max(1, round(view.width * wish.ratio)),
        max(1, round(view.height * wish.ratio)),
        QImage.Format.Format_RGB32,
    )
    image.setDevicePixelRatio(wish.ratio)
    with QPainter(image) as painter:
        paint_ground(painter, wish.ground, view, wish.ratio)
    return GroundPicture(wish, image)


class _Courier(QObject):
    """Carries pictures to the GUI thread; outlives the layer while a worker holds it."""

    painted = Signal(object)


def _work(wish: Wish, courier: _Courier) -> None:
    """Runs on the pool thread; a picture that does not fit into memory is given up."""
    try:
        courier.painted.emit(paint_picture(wish))
    except MemoryError:
        courier.painted.emit(None)


class GroundLayer(QObject):
    """Asks for pictures of the ground and paints the newest one."""

    ready = Signal()

    def __init__(self, ground: Ground, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ground = ground
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._running: Wish | None = None
        self._next: Wish | None = None
        self.picture: GroundPicture | None = None
        self.number = 0  # counts pictures: comparing two of them would compare their pixels
        self._courier = _Courier()
        self._courier.painted.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def is_settled(self) -> bool:
        """Whether no picture is being made."""
        return self._running is None

    def ask(self, view: View, ratio: float) -> None:
        """Wants the ground of `view` (a margin is added); does nothing when it is at hand."""
        wide = view.widened(MARGIN)
        if wide.width * wide.height * ratio * ratio > MOST_PIXELS:
            wide = view
        wish = Wish(wide, ratio, self.ground)
        if self._running is not None:
            self._next = wish if wish != self._running else None
            return
        if self.picture is None or self.picture.wish != wish:
            self._start(wish)

    def covers(self, view: View, ratio: float) -> bool:
        """Whether the picture at hand shows all of `view` at its scale."""
        if self.picture is None:
            return False
        wish = self.picture.wish
        if (wish.ratio, wish.view.scale) != (ratio, view.scale) or wish.ground is not self.ground:
            return False
        have, need = wish.view.bounds(), view.bounds()
        return (
            have[0] <= need[0] and have[1] <= need[1] and have[2] >= need[2] and have[3] >= need[3]
        )

    def paint(self, painter: QPainter, view: View) -> None:
        """Paints the newest picture as `view` sees it: exact, or moved and scaled meanwhile."""
        frame = QRectF(0, 0, view.width, view.height)
        if self.picture is None:
            painter.fillRect(frame, tone("outside"))
            return
        image, made = self.picture.image, self.picture.wish.view
        x, y = view.point(*made.metres(0, 0))
        if made.scale == view.scale:
            ratio = self.picture.wish.ratio
            x, y = round(x * ratio) / ratio, round(y * ratio) / ratio
            if not QRectF(x, y, made.width, made.height).contains(frame):
                painter.fillRect(frame, tone("outside"))
            painter.drawImage(QPointF(x, y), image)  # a plain copy: half of a scaled one's cost
            return
        grow = view.scale / made.scale
        target = QRectF(x, y, made.width * grow, made.height * grow)
        if not target.contains(frame):
            painter.fillRect(frame, tone("outside"))
        source = QRectF(0, 0, image.width(), image.height())
        painter.drawImage(target, image, source)

    def settle(self, timeout_ms: int = 2000) -> bool:
        """Waits (bounded) until the worker is done; used before the widget goes away."""
        self._next = None
        return self._pool.waitForDone(timeout_ms)

    def _start(self, wish: Wish) -> None:
        self._running = wish
        self._pool.start(partial(_work, wish, self._courier))

    @Slot(object)
    def _take(self, picture: object) -> None:
        self._running = None
        following, self._next = self._next, None
        if isinstance(picture, GroundPicture):
            self.picture = picture
            self.number += 1
            self.ready.emit()
        if following is not None and (self.picture is None or self.picture.wish != following):
            self._start(following)
