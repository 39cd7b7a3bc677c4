"""Names on the map: placed by rank so that none covers another; text with a halo.

Pure painting code in logical pixels; keeps nothing. A later spot is taken only when the one before
is not free.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from widgets.live_map.palette import tone
from widgets.theme import font


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that would like to stand centred at the first free one of `spots` (x, y)."""

    text: str
    tone: str
    pixels: int
    spots: tuple[tuple[float, float], ...]
    weight: QFont.Weight = QFont.Weight.Normal


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its box and the number of its spot."""

    wanted: Wanted
    box: QRectF
    spot: int


class Places:
    """Boxes that are taken, in a coarse grid so that asking stays cheap."""

    _CELL = 96.0

    def __init__(self, taken: Iterable[QRectF] = ()) -> None:
        self._cells: dict[tuple[int, int], list[QRectF]] = {}
        for box in taken:
            self.take(box)

    def take(self, box: QRectF) -> None:
        """Marks a box as taken."""
        for cell in self._cells_of(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: QRectF) -> bool:
        """Whether nothing taken touches the box."""
        return not any(
            other.intersects(box)
            for cell in self._cells_of(box)
            for other in self._cells.get(cell, ())
        )

    def _cells_of(self, box: QRectF) -> list[tuple[int, int]]:
        columns = range(int(box.left() // self._CELL), int(box.right() // self._CELL) + 1)
        lines = range(int(box.top() // self._CELL), int(box.bottom() // self._CELL) + 1)
        return [(column, line) for column in columns for line in lines]


def place(
    wanted: Iterable[Wanted], frame: QRectF, places: Places, before: dict[str, int]
) -> list[Placed]:
    """Each name at its first spot that lies in `frame` and is free; others are left out.

    `before` tells which spot a name had, so that it stays there as long as it can.
    """
    metrics: dict[tuple[int, int], QFontMetricsF] = {}
    found = []
    for name in wanted:
        key = (name.pixels, int(name.weight))
        if key not in metrics:
            metrics[key] = QFontMetricsF(font(name.pixels, name.weight))
        size = (metrics[key].horizontalAdvance(name.text) + 6, metrics[key].height())
        spot = _free_spot(name, size, frame, places, before.get(name.text, 0))
        if spot is not None:
            found.append(spot)
            places.take(spot.box.adjusted(-5, -3, 5, 3))
    return found


def _free_spot(
    name: Wanted, size: tuple[float, float], frame: QRectF, places: Places, first: int
) -> Placed | None:
    wide, high = size
    order = sorted(range(len(name.spots)), key=first.__ne__)
    for number in order:
        x, y = name.spots[number]
        box = QRectF(x - wide / 2, y - high / 2, wide, high)
        if frame.contains(box) and places.is_free(box):
            return Placed(name, box, number)
    return None


def paint_text(painter: QPainter, box: QRectF, text: str, used: QFont, colour: QColor) -> None:
    """One text centred in a box, with a dark halo so that it reads on any ground."""
    metrics = QFontMetricsF(used)
    left = box.center().x() - metrics.horizontalAdvance(text) / 2
    base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    path = QPainterPath()
    path.addText(QPointF(left, base), used, text)
    halo = QPen(tone("halo", 225), 3.2)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, halo)
    painter.setFont(used)
    painter.setPen(colour)
    painter.drawText(QPointF(left, base), text)
