"""Ready pictures of short texts and of numbers, so that repaints only copy them. GUI thread."""

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from widgets.live_map.fragments import Fragments, Sprites
from widgets.live_map.palette import tone
from widgets.theme import colour, font

_KEPT = 1024
_COUNT_PX = 34.0
MOST_COUNT = 100
# As narrow as most names are: the rows of a text then lie near each other in memory.
_SHEET_PX, _SHEET_HIGH_PX, _MOST_SHEET_PX = 136, 600, 1000
_MOST_ROWS = 16_000  # painters count no further than twice that
Cells = NDArray[np.intp]


class LabelStore:
    """The least used is thrown away first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, float], QPixmap] = OrderedDict()

    def picture(self, text: str, tone_name: str, ratio: float) -> QPixmap:
        """A text on a dark plate."""
        key = (text, tone_name, ratio)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = _plate(text, colour(tone_name), ratio)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


def _blank(wide: int, high: int) -> QPixmap:
    picture = QPixmap(wide, high)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _plate_size(text: str) -> tuple[float, float]:
    metrics = QFontMetricsF(font(14, QFont.Weight.DemiBold))
    return metrics.horizontalAdvance(text) + 8, metrics.height() + 1


def _plate(text: str, ink: QColor, ratio: float) -> QPixmap:
    wide, high = _plate_size(text)
    picture = _blank(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    with QPainter(picture) as painter:
        _paint_plate(painter, QRectF(0, 0, wide, high), text, ink)
    return picture


def _paint_plate(painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("halo", 205))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font(14, QFont.Weight.DemiBold))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class PlateSheet:
    """Many short texts in one picture, so that any number of them is drawn in one call.

    Texts are painted when first asked for, in rows from the top; the picture grows as it fills, and
    becomes wider for a text that asks for it.
    """

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self._wide = round(_SHEET_PX * ratio)
        self._fragments = Fragments(ratio)
        self.clear()

    def clear(self) -> None:
        """Forgets every text: cells given before mean nothing from now on."""
        self._picture = _blank(self._wide, round(_SHEET_HIGH_PX * self.ratio))
        self._cells: dict[tuple[str, str], int] = {}
        self._boxes = np.zeros((64, 4))  # left, top, width, height in device pixels
        self._next = (0, 0)

    def __len__(self) -> int:
        return len(self._cells)

    def cell(self, text: str, tone_name: str) -> int:
        """The number of a text on a dark plate."""
        key = (text, tone_name)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._added(text, colour(tone_name))
        return found

    def sizes(self, cells: Cells) -> NDArray[np.float64]:
        """Rows (width, height) of texts, logical pixels."""
        found: NDArray[np.float64] = self._boxes[cells, 2:] / self.ratio
        return found

    def draw(self, painter: QPainter, corners: NDArray[np.float64], cells: Cells) -> None:
        """Each text with its upper left corner at the row (x, y), logical pixels."""
        rows, boxes = self._fragments.rows(len(cells)), self._boxes[cells]
        rows[:, 0:2] = corners + boxes[:, 2:] / (2 * self.ratio)
        rows[:, 2:6] = boxes
        self._fragments.draw(painter, len(cells), self._picture)

    def _added(self, text: str, ink: QColor) -> int:
        wide, high = _plate_size(text)
        wide = min(wide, _MOST_SHEET_PX)
        size = round(wide * self.ratio), round(high * self.ratio)
        if size[0] > self._wide:
            self._widen(size[0])
        left, top = self._room(size)
        with QPainter(self._picture) as painter:
            painter.setClipRect(left, top, *size)
            painter.translate(left, top)
            painter.scale(self.ratio, self.ratio)
            _paint_plate(painter, QRectF(0, 0, wide, high), text, ink)
        number = len(self._cells)
        if number == len(self._boxes):
            self._boxes = np.vstack((self._boxes, np.zeros_like(self._boxes)))
        self._boxes[number] = (left, top, *size)
        return number

    def _widen(self, wide: int) -> None:
        """All texts anew in a wider picture; painted in the same order, they keep their numbers."""
        known, self._wide = list(self._cells), wide
        self.clear()
        for text, tone_name in known:
            self.cell(text, tone_name)

    def _room(self, size: tuple[int, int]) -> tuple[int, int]:
        """All plates are equally high: a row is as high as any one of them."""
        left, top = self._next
        if left + size[0] > self._wide:
            left, top = 0, top + size[1]
        if top + size[1] > _MOST_ROWS:
            self._widen(2 * self._wide)
            return self._room(size)
        while top + size[1] > self._picture.height():
            taller = _blank(self._wide, min(2 * self._picture.height(), _MOST_ROWS))
            with QPainter(taller) as painter:
                painter.drawPixmap(0, 0, self._picture)
            self._picture = taller
        self._next = (left + size[0], top)
        return left, top


class CountSheet:
    """Numbers of units that stand together, drawn in one call; painted when first needed."""

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self._cell = round(_COUNT_PX * ratio)
        self._picture = QPixmap(self._cell * (MOST_COUNT + 1), self._cell * 2)
        self._picture.fill(Qt.GlobalColor.transparent)
        self._sprites = Sprites(self._picture, self._cell, ratio)
        self._ready: set[tuple[int, bool]] = set()

    def draw(
        self, painter: QPainter, at: NDArray[np.float64], count: NDArray[np.intp],
        stale: NDArray[np.bool_],
    ) -> None:  # fmt: skip
        """A number at each row (x, y); hatched where the fix of every unit is old."""
        count = np.minimum(count, MOST_COUNT)
        fresh = set(zip(count.tolist(), stale.tolist(), strict=True)) - self._ready
        if fresh:
            self._add(fresh)
        self._sprites.draw(painter, at, count, stale)

    def _add(self, looks: set[tuple[int, bool]]) -> None:
        self._ready |= looks
        with QPainter(self._picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self.ratio, self.ratio)
            side = self._cell / self.ratio
            for count, stale in looks:
                box = QRectF(count * side, side if stale else 0.0, side, side)
                text = f"{count}" if count < MOST_COUNT else f"{MOST_COUNT - 1}+"
                paint_count(painter, box.adjusted(2, 5, -2, -5), text, stale=stale)


def paint_count(painter: QPainter, box: QRectF, text: str, *, stale: bool) -> None:
    """A number on a round plate; dashed and hatched when every fix it stands for is old."""
    painter.setBrush(tone("halo", 235))
    pen = QPen(tone("stale" if stale else "patrol_unit"), 2.0)
    pen.setStyle(Qt.PenStyle.DashLine if stale else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    round_px = box.height() / 2
    painter.drawRoundedRect(box, round_px, round_px)
    if stale:
        painter.setBrush(QBrush(tone("stale", 110), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, round_px, round_px)
    painter.setFont(font(13, QFont.Weight.Bold))
    painter.setPen(tone("stale") if stale else colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
