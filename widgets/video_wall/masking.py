"""Privacy masks: painted over the picture before it is shown, and burnt into snapshots.

Painting is on the GUI thread; `burn` belongs on a thread of a pool (it reads and writes a file).
"""

import hashlib
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

from console.domain.site import Polygon
from widgets.video_wall.zoom import Window

_GROUND = QColor("#20262d")
_LINES = QColor("#3a434e")
_CHUNK = 1 << 20
# A mitred corner reaches further than half the pen.
_EDGE = 12


def paint_masks(painter: QPainter, masks: tuple[Polygon, ...], window: Window) -> None:
    """Cover the polygons, opaque, up to two pixels beyond their edges (scaling smears)."""
    if not masks:
        return
    painter.save()
    painter.setClipRect(window.target, Qt.ClipOperation.IntersectClip)
    pen = QPen(_GROUND, 4)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    for mask in masks:
        shape = QPolygonF([window.point(x, y) for x, y in mask])
        painter.setPen(pen)
        painter.setBrush(_GROUND)
        painter.drawPolygon(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(_LINES, Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(shape)
    painter.restore()


class Masks:
    """Paints the masks of tiles, keeping each as a small picture until it or its place changes."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[object, list[tuple[QPoint, QPixmap]] | None]] = {}

    def paint(
        self,
        painter: QPainter,
        index: int,
        masks: tuple[Polygon, ...],
        window: Window,
        ratio: float,
    ) -> None:
        """The masks of tile `index`; what is kept never serves another window."""
        if not masks:
            return
        key = (masks, window, ratio)
        kept = self._kept.get(index)
        if kept is None or kept[0] != key:
            kept = self._kept[index] = (key, _kept_masks(masks, window, ratio))
        if kept[1] is None:
            paint_masks(painter, masks, window)
            return
        for at, pixmap in kept[1]:
            painter.drawPixmap(at, pixmap)


def _kept_masks(
    masks: tuple[Polygon, ...], window: Window, ratio: float
) -> list[tuple[QPoint, QPixmap]] | None:
    """The masks as pictures and their places; None where they are to be painted each time."""
    # They would be moved by parts of a pixel.
    if ratio != int(ratio):
        return None
    parts = [part for mask in masks if (part := _kept_mask(mask, window, ratio)) is not None]
    # Without memory there are none.
    return None if any(pixmap.isNull() for _at, pixmap in parts) else parts


def _kept_mask(mask: Polygon, window: Window, ratio: float) -> tuple[QPoint, QPixmap] | None:
    """One mask as a picture and its place; None where it lies outside what is shown."""
    shape = QPolygonF([window.point(x, y) for x, y in mask])
    room = shape.boundingRect().toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
    room &= window.target
    if room.isEmpty():
        return None
    pixmap = QPixmap(room.size() * ratio)
    if pixmap.isNull():
        return room.topLeft(), pixmap
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.translate(-room.topLeft())
        paint_masks(painter, (mask,), window)
    return room.topLeft(), pixmap


def burn(path: Path, masks: tuple[Polygon, ...]) -> str:
    """Paint the masks into a picture file; returns the new SHA-256.

    Raises OSError when it cannot be done; the file is then removed, so that no unmasked picture
    stays.
    """
    try:
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        if image.isNull():
            raise OSError(f"the picture {path.name} cannot be read")
        whole = Window(QRect(image.rect()), QRectF(0, 0, 1, 1))
        with QPainter(image) as painter:
            paint_masks(painter, masks, whole)
        part = path.with_name(f"{path.stem}.part.png")
        if not image.save(str(part)):
            raise OSError(f"the masked picture {path.name} cannot be written")
        part.replace(path)
        return sha256_of(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sha256_of(path: Path) -> str:
    """The digest of a file. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
