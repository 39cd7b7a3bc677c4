"""Ready pictures of short texts and of numbers, so that repaints only copy them. GUI thread."""

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from widgets.live_map.fragments import Sprites
from widgets.live_map.palette import tone
from widgets.live_map.units import age_text
from widgets.theme import colour, font

_KEPT = 1024
_COUNT_PX = 34.0
MOST_COUNT = 100
_AGE_PX = 44.0
_SECONDS = 60


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


def _empty(wide: float, high: float, ratio: float) -> QPixmap:
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _plate(text: str, ink: QColor, ratio: float) -> QPixmap:
    used = font(14, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(used)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height() + 1
    picture = _empty(wide, high, ratio)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("halo", 205))
        painter.drawRoundedRect(QRectF(0, 0, wide, high), 3, 3)
        painter.setFont(used)
        painter.setPen(ink)
        painter.drawText(QRectF(0, 0, wide, high), Qt.AlignmentFlag.AlignCenter, text)
    return picture


class AgeSheet:
    """Ages below a minute beside the names of units, drawn in one call."""

    def __init__(self, language: str, ratio: float, labels: LabelStore) -> None:
        self.key = (language, ratio)
        self._labels = labels
        self._cell = round(_AGE_PX * ratio)
        self._picture = QPixmap(self._cell * _SECONDS, self._cell * 2)
        self._picture.fill(Qt.GlobalColor.transparent)
        self._sprites = Sprites(self._picture, self._cell, ratio)
        self._ready: set[tuple[int, bool]] = set()

    def draw(
        self, painter: QPainter, at: NDArray[np.float64], age: NDArray[np.intp],
        stale: NDArray[np.bool_],
    ) -> None:  # fmt: skip
        """Ages (s, below 60), each beginning at the row (x, middle y) of `at`."""
        fresh = set(zip(age.tolist(), stale.tolist(), strict=True)) - self._ready
        if fresh:
            self._add(fresh)
        middle = at + np.array((_AGE_PX / 2, 0.0))
        self._sprites.draw(painter, middle, age, stale)

    def _add(self, looks: set[tuple[int, bool]]) -> None:
        self._ready |= looks
        language, ratio = self.key
        side = self._cell / ratio
        with QPainter(self._picture) as painter:
            painter.scale(ratio, ratio)
            for age, stale in looks:
                ink = "secondary" if stale else "text"
                plate = self._labels.picture(age_text(age, language), ink, ratio)
                top = side * stale + (side - plate.height() / ratio) / 2
                painter.drawPixmap(QPointF(age * side, top), plate)


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
