"""Digital zoom: which part of a picture a tile shows. Pure values, GUI thread."""

from dataclasses import dataclass, replace
from typing import Self

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt

MOST = 8.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Zoom:
    """`factor` 1 to 8 around the centre (x, y), in parts (0..1) of the whole picture."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def is_on(self) -> bool:
        """Whether less than the whole picture is shown."""
        return self.factor > 1.001

    def scaled(self, by: float, x: float = 0.5, y: float = 0.5) -> Self:
        """Closer by a factor; the point (x, y) of what is shown now stays where it is."""
        factor = min(MOST, max(1.0, self.factor * by))
        shift = 1 / self.factor - 1 / factor
        return self._kept(factor, self.x + (x - 0.5) * shift, self.y + (y - 0.5) * shift)

    def panned(self, across: float, down: float) -> Self:
        """Moved by parts of what is shown now."""
        return self._kept(self.factor, self.x + across / self.factor, self.y + down / self.factor)

    def part(self) -> QRectF:
        """The shown part of the whole picture, 0..1."""
        side = 1 / self.factor
        return QRectF(self.x - side / 2, self.y - side / 2, side, side)

    def _kept(self, factor: float, x: float, y: float) -> Self:
        half = 0.5 / factor
        return replace(
            self, factor=factor, x=min(max(x, half), 1 - half), y=min(max(y, half), 1 - half)
        )


@dataclass(frozen=True, slots=True)
class Window:
    """Where a picture lies on the wall and which part of it: what masks and boxes are drawn by."""

    target: QRect
    part: QRectF

    def point(self, x: float, y: float) -> QPointF:
        """A point of the whole picture (0..1) on the wall."""
        return QPointF(
            self.target.x() + (x - self.part.x()) / self.part.width() * self.target.width(),
            self.target.y() + (y - self.part.y()) / self.part.height() * self.target.height(),
        )

    def place(self, at: QPointF) -> tuple[float, float]:
        """A point of the wall in parts of what is shown, kept within it."""
        across = (at.x() - self.target.x()) / max(1, self.target.width())
        down = (at.y() - self.target.y()) / max(1, self.target.height())
        return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)

    def source(self, size: QSize) -> QRectF:
        """The shown part in pixels of a picture of this size."""
        return QRectF(
            self.part.x() * size.width(),
            self.part.y() * size.height(),
            self.part.width() * size.width(),
            self.part.height() * size.height(),
        )


def window_of(size: QSize, rect: QRect, ratio: float, zoom: Zoom) -> Window:
    """A picture of `size` device pixels in a tile: as large as fits, centred, in whole pixels."""
    shown = QSize(round(size.width() / ratio), round(size.height() / ratio))
    across, down = shown.width() - rect.width(), shown.height() - rect.height()
    fits = max(across, down) <= 2 and max(across, down) >= -2
    if not fits:
        shown.scale(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = rect.x() + (rect.width() - shown.width()) // 2
    top = rect.y() + (rect.height() - shown.height()) // 2
    return Window(QRect(left, top, shown.width(), shown.height()), zoom.part())
