"""Painting what moves: units with the age of their fix, alert rings, the cones of chosen cameras.

GUI thread; painter code that knows no widget. Ten repaints a second are expected, so units are
drawn from numpy in one call and labels come from a small store of ready pictures.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from widgets.live_map.alert_marks import (
    AlertSheet,
    paint_accuracy,
    paint_brackets,
    ring_radius,
)
from widgets.live_map.alerts import Group
from widgets.live_map.fragments import Sprites
from widgets.live_map.labels import Places
from widgets.live_map.palette import tone
from widgets.live_map.signs import paint_cone
from widgets.live_map.units import KINDS, STALE_AFTER_S, UnitBook, age_text
from widgets.live_map.view import View
from widgets.theme import colour, font

CELL = 28  # logical pixels of one unit sign with its edge
SIGN = 20.0
MOST_LABELS = 60
_KEPT_LABELS = 1024
Label = tuple[int, float, float, QPixmap]  # row of the unit, offset from it, picture
_SHAPES = ("circle", "square", "shield", "diamond", "pill")


def unit_path(kind: int, box: QRectF) -> QPainterPath:
    """The outline of a kind of unit: circle, square, shield, diamond or pill."""
    path, x, y, w, h = QPainterPath(), box.x(), box.y(), box.width(), box.height()
    shape = _SHAPES[kind]
    if shape == "circle":
        path.addEllipse(box)
    elif shape == "square":
        path.addRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    elif shape == "pill":
        path.addRoundedRect(box.adjusted(-1, 2.5, 1, -2.5), h / 2, h / 2)
    elif shape == "diamond":
        grown = box.adjusted(-2, -2, 2, 2)
        middle = grown.center()
        path.moveTo(middle.x(), grown.top())
        path.lineTo(grown.right(), middle.y())
        path.lineTo(middle.x(), grown.bottom())
        path.lineTo(grown.left(), middle.y())
        path.closeSubpath()
    else:
        path.moveTo(x + w / 2, y - 1)
        path.lineTo(x + w, y + h * 0.18)
        path.cubicTo(x + w, y + h * 0.7, x + w * 0.8, y + h * 0.92, x + w / 2, y + h + 1)
        path.cubicTo(x + w * 0.2, y + h * 0.92, x, y + h * 0.7, x, y + h * 0.18)
        path.closeSubpath()
    return path


def paint_unit(painter: QPainter, box: QRectF, kind: int, letter: str, *, stale: bool) -> None:
    """One unit's sign: filled while its fix is fresh, hollow grey and hatched when it is old."""
    path = unit_path(kind, box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if stale:
        painter.setPen(QPen(tone("stale"), 1.8, Qt.PenStyle.DashLine))
        painter.setBrush(tone("halo"))
        painter.drawPath(path)
        painter.fillPath(path, QBrush(tone("stale", 120), Qt.BrushStyle.BDiagPattern))
        painter.setPen(tone("stale"))
    else:
        painter.setPen(QPen(tone("ink"), 1.6))
        painter.setBrush(tone(KINDS[kind].tone))
        painter.drawPath(path)
        painter.setPen(tone("ink"))
    painter.setFont(font(12, QFont.Weight.Bold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


class Signs:
    """The picture of all unit signs for one language and device pixel ratio."""

    def __init__(self, language: str, ratio: float) -> None:
        cell = round(CELL * ratio)
        picture = QPixmap(cell * 2, cell * len(KINDS))
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.scale(ratio, ratio)
            edge = (CELL - SIGN) / 2
            for line, kind in enumerate(KINDS):
                for column, stale in enumerate((False, True)):
                    top = line * cell / ratio
                    box = QRectF(column * cell / ratio + edge, top + edge, SIGN, SIGN)
                    paint_unit(painter, box, line, kind.letter(language), stale=stale)
        self.key = (language, ratio)
        self.sprites = Sprites(picture, cell, ratio)


class LabelStore:
    """Ready pictures of short texts, the least used thrown away first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, float], QPixmap] = OrderedDict()

    def picture(self, text: str, tone_name: str, ratio: float) -> QPixmap:
        """A text on a dark plate."""
        key = (text, tone_name, ratio)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = _plate(text, colour(tone_name), ratio)
            if len(self._kept) > _KEPT_LABELS:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


def _plate(text: str, ink: QColor, ratio: float) -> QPixmap:
    used = font(14, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(used)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height() + 1
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("halo", 205))
        painter.drawRoundedRect(QRectF(0, 0, wide, high), 3, 3)
        painter.setFont(used)
        painter.setPen(ink)
        painter.drawText(QRectF(0, 0, wide, high), Qt.AlignmentFlag.AlignCenter, text)
    return picture


@dataclass
class Moving:
    """What one repaint of the moving layer needs.

    `lit` is the bright half of a blink; `renew` asks for labels to be placed anew.
    """

    view: View
    ratio: float
    language: str
    ages: NDArray[np.float64]
    chosen_row: int | None = None
    chosen_alert: int | None = None
    lit: bool = True
    renew: bool = True
    obstacles: list[QRectF] = field(default_factory=list)


class MovingPainter:
    """Paints units and alerts; keeps ready-made signs and labels between repaints."""

    def __init__(self) -> None:
        self._signs: Signs | None = None
        self._labels = LabelStore()
        self._plan: list[Label] = []
        self._sheet: AlertSheet | None = None

    def units(self, painter: QPainter, book: UnitBook, now: Moving) -> None:
        """All units in view, then the names that fit."""
        if not len(book):
            return
        at = now.view.to_screen(book.at)
        inside = (at[:, 0] > -CELL) & (at[:, 0] < now.view.width + CELL)
        inside &= (at[:, 1] > -CELL) & (at[:, 1] < now.view.height + CELL)
        rows = np.flatnonzero(inside)
        stale = now.ages > STALE_AFTER_S
        if now.chosen_row is not None:
            _paint_chosen(painter, book, at, now)
        if self._signs is None or self._signs.key != (now.language, now.ratio):
            self._signs = Signs(now.language, now.ratio)
        # Fresh units on top of stale ones: they are the ones to send.
        rows = rows[np.argsort(~stale[rows], kind="stable")]
        self._signs.sprites.draw(painter, at[rows], stale[rows], book.kind[rows])
        if now.renew:
            self._plan = self._planned(book, at, rows, stale, now)
        for row, dx, dy, picture in self._plan:
            painter.drawPixmap(QPointF(at[row, 0] + dx, at[row, 1] + dy), picture)

    def _planned(
        self, book: UnitBook, at: NDArray[np.float64],
        rows: NDArray[np.intp], stale: NDArray[np.bool_], now: Moving,
    ) -> list[Label]:  # fmt: skip
        """Which labels stand where beside their units: kept between renewals, as units creep."""
        near = now.view.scale >= 0.6
        if len(rows) > MOST_LABELS and not near:
            rows = rows[stale[rows] | (rows == now.chosen_row)]
        order = sorted(rows.tolist(), key=lambda row: (row != now.chosen_row, not stale[row]))
        places = Places(now.obstacles)
        for x, y in at[order].tolist():
            places.take(QRectF(x - SIGN / 2, y - SIGN / 2, SIGN, SIGN))
        found = []
        for row in order[: MOST_LABELS * 2]:
            text = f"{book.fixes[row].unit} · {age_text(now.ages[row], now.language)}"
            ink = "secondary" if stale[row] else "text"
            picture = self._labels.picture(text, ink, now.ratio)
            spot = _free_spot(picture, at[row], places, now)
            if spot is not None:
                found.append((row, *spot, picture))
        return found

    def alerts(self, painter: QPainter, groups: Sequence[Group], now: Moving) -> None:
        """Rings and signs, the most urgent last."""
        radius = ring_radius(now.view)
        if self._sheet is None or self._sheet.key != (radius, now.ratio):
            self._sheet = AlertSheet(radius, now.ratio)
        chosen = groups[-1] if groups else None  # the chosen one is painted last
        if chosen is not None and chosen.top.alert.number == now.chosen_alert:
            self._paint_chosen_alert(painter, chosen, radius, now)
        self._sheet.paint(painter, groups, lit=now.lit)

    def _paint_chosen_alert(
        self, painter: QPainter, group: Group, radius: float, now: Moving
    ) -> None:
        place, centre = group.top.alert.place, QPointF(group.x, group.y)
        if place is not None and place.accuracy_m and place.accuracy_m * now.view.scale > radius:
            paint_accuracy(painter, centre, place.accuracy_m * now.view.scale)
        paint_brackets(painter, centre, radius * 1.75)
        picture = self._labels.picture(f"#{group.top.alert.number}", "text", now.ratio)
        wide = picture.width() / now.ratio
        painter.drawPixmap(QPointF(group.x - wide / 2, group.y + radius * 1.75), picture)


def _free_spot(
    picture: QPixmap, at: NDArray[np.float64], places: Places, now: Moving
) -> tuple[float, float] | None:
    """Where a label can stand beside a unit, from the unit's middle; None without room."""
    wide, high = picture.width() / now.ratio, picture.height() / now.ratio
    frame, gap = QRectF(0, 0, now.view.width, now.view.height), SIGN / 2 + 3
    for dx, dy in (
        (gap, -high / 2), (-gap - wide, -high / 2), (-wide / 2, gap), (-wide / 2, -gap - high),
    ):  # fmt: skip
        box = QRectF(at[0] + dx, at[1] + dy, wide, high)
        if frame.contains(box) and places.is_free(box):
            places.take(box)
            return dx, dy
    return None


def _paint_chosen(painter: QPainter, book: UnitBook, at: NDArray[np.float64], now: Moving) -> None:
    """The chosen unit: how far its fix is trusted, and brackets around its sign."""
    row = now.chosen_row
    if row is None or row >= len(book):
        return
    centre = QPointF(at[row, 0], at[row, 1])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accuracy = book.fixes[row].place.accuracy_m
    if accuracy:
        paint_accuracy(painter, centre, max(accuracy * now.view.scale, SIGN * 0.8))
    painter.setPen(QPen(colour("focus"), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, SIGN * 0.78, SIGN * 0.78)


def paint_watching(
    painter: QPainter, view: View, cones: Sequence[tuple[float, float, float, float, float]]
) -> None:
    """Cones of the chosen alert's cameras: (east, north, heading, view, reach)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("focus"), 1.6))
    painter.setBrush(tone("citizen", 46))
    for east, north, heading, wide, reach in cones:
        x, y = view.point(east, north)
        paint_cone(painter, QPointF(x, y), heading, wide, max(reach * view.scale, 16.0))
