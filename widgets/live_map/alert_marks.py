"""Painting alerts: rings and signs from one ready sheet, so that thousands cost little.

GUI thread; painter code that knows no widget. Only the chosen alert is painted stroke by stroke.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from widgets.live_map.alerts import Group
from widgets.live_map.fragments import Sprites
from widgets.live_map.palette import tone
from widgets.live_map.repeated import Repeated
from widgets.live_map.view import View
from widgets.symbols import paint_priority
from widgets.theme import COLOURS, colour, font

_PRIORITIES = 4
# Steady, lit and dark ring, each with an open or acknowledged sign, plain or a drill; then what is
# kept quiet: the same signs in one ring.
_LOOKS = 16
_QUIET = 12
_FAINT = 0.5
_KEPT_COUNTS = 120
MARK_REACH = 1.55  # of the ring's radius: no mark but the chosen one stands out farther


def ring_radius(view: View) -> float:
    """Logical pixels of an alert's inner ring: smaller where a whole district is small."""
    return min(15.0, max(11.5, round((9.0 + view.scale * 28) * 2) / 2))


def alert_box(group: Group, view: View, *, chosen: bool) -> QRectF:
    """What an alert's mark covers, with its label when it is the chosen one."""
    reach = ring_radius(view) * (1.85 if chosen else 1.42)
    box = QRectF(group.x - reach, group.y - reach, 2 * reach, 2 * reach)
    return box.united(QRectF(group.x - 26, group.y + reach - 3, 52, 21)) if chosen else box


class AlertSheet:
    """All looks of an alert for one radius and device pixel ratio."""

    def __init__(self, radius: float, ratio: float) -> None:
        self.key = (radius, ratio)
        self._radius, self._ratio = radius, ratio
        cell = int(np.ceil(radius * 3.6 * ratio))
        picture = QPixmap(cell * _LOOKS, cell * _PRIORITIES)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.scale(ratio, ratio)
            for line in range(_PRIORITIES):
                for column in range(_LOOKS):
                    middle = QPointF((column + 0.5) * cell / ratio, (line + 0.5) * cell / ratio)
                    _paint_look(painter, middle, radius, line + 1, column)
        self._sprites = Sprites(picture, cell, ratio)
        self._counts: dict[int, QPixmap] = {}

    def paint(self, painter: QPainter, groups: Sequence[Group], *, lit: bool) -> None:
        """Groups in the order given, then how many alerts each holds."""
        if not groups:
            return
        at = np.array([(group.x, group.y) for group in groups])
        columns = np.array([_look(group, lit=lit) for group in groups])
        lines = np.array([min(max(g.top.alert.priority, 1), _PRIORITIES) - 1 for g in groups])
        self._sprites.draw(painter, at, columns, lines)
        for group in groups:
            if group.count > 1:
                corner = (group.x + self._radius * 0.5 - 1, group.y - self._radius * 1.55 - 1)
                painter.drawPixmap(QPointF(*corner), self._count(min(group.count, 100)))

    def _count(self, count: int) -> QPixmap:
        if count not in self._counts:
            if len(self._counts) > _KEPT_COUNTS:
                self._counts.clear()
            self._counts[count] = _count_plate(count, self._ratio)
        return self._counts[count]


def _look(group: Group, *, lit: bool) -> int:
    drill, acknowledged = group.top.alert.drill, not group.top.is_unacknowledged
    if group.top.is_quiet:  # then all of the group are: others would lead it
        return _QUIET + acknowledged + 2 * drill
    ring = 0 if not group.asks else 1 if lit else 2
    return ring + (0 if group.top.is_unacknowledged else 3) + (6 if group.top.alert.drill else 0)


def _paint_look(
    painter: QPainter, middle: QPointF, radius: float, priority: int, look: int
) -> None:
    if look >= _QUIET:
        acknowledged, drill = bool((look - _QUIET) % 2), look - _QUIET >= 2
        paint_quiet(painter, middle, radius, priority, acknowledged=acknowledged)
        if drill:
            _frame_drill(painter, middle, radius)
        return
    ink = QColor(COLOURS.priority(priority))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(tone("halo", 150))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(middle, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 2.2))
    painter.drawEllipse(middle, radius, radius)
    if look % 3 == 1:
        painter.setPen(QPen(ink, 2.8))
        painter.drawEllipse(middle, radius * 1.33, radius * 1.33)
    half = radius * 0.76
    box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    paint_priority(painter, box, priority, acknowledged=look % 6 >= 3)
    if look >= 6:
        _frame_drill(painter, middle, radius)


def paint_quiet(
    painter: QPainter, middle: QPointF, radius: float, priority: int, *, acknowledged: bool
) -> None:
    """An alert that is kept quiet: faint and small, in a dotted ring, with the bars of a pause."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone("stale"), 1.6, Qt.PenStyle.DotLine))
    painter.setBrush(tone("halo", 120))
    painter.drawEllipse(middle, radius, radius)
    half = radius * 0.58
    painter.setOpacity(_FAINT)
    box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    paint_priority(painter, box, priority, acknowledged=acknowledged)
    painter.setOpacity(1.0)
    _paint_pause(painter, QPointF(middle.x() + radius * 0.8, middle.y() + radius * 0.8), radius)


def _paint_pause(painter: QPainter, at: QPointF, radius: float) -> None:
    size = radius * 0.46
    painter.setPen(QPen(tone("stale"), 1.0))
    painter.setBrush(tone("ink"))
    painter.drawEllipse(at, size, size)
    painter.setPen(QPen(tone("citizen"), radius * 0.15))
    for across in (-0.32, 0.32):
        x = at.x() + across * size
        painter.drawLine(QPointF(x, at.y() - size * 0.45), QPointF(x, at.y() + size * 0.45))


def _frame_drill(painter: QPainter, middle: QPointF, radius: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("focus"), 1.6, Qt.PenStyle.DashLine))
    reach = radius * 1.55
    painter.drawRect(QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach))


def _count_plate(count: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(28 * ratio), round(19 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    box = QRectF(1, 1, 26, 17)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tone("ink"), 1.2))
        painter.setBrush(colour("focus"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(tone("ink"))
        painter.setFont(font(13, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"x{count}" if count < 100 else "99+")
    return picture


def paint_brackets(painter: QPainter, centre: QPointF, half: float) -> None:
    """Four corners around the chosen alert."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("focus"), 2.4))
    arm = half * 0.42
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        corner = QPointF(centre.x() + across * half, centre.y() + down * half)
        painter.drawLine(corner, QPointF(corner.x() - across * arm, corner.y()))
        painter.drawLine(corner, QPointF(corner.x(), corner.y() - down * arm))


def paint_towards(painter: QPainter, mark: Repeated, radius: float) -> None:
    """An arrow from a repeated mark into the box that covers its place."""
    step = mark.towards
    back = QPointF(mark.group.x, mark.group.y) + step * (radius * 1.45)
    tip, side = back + step * 9.0, QPointF(step.y(), step.x()) * 8.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone("ink"), 1.2))
    painter.setBrush(colour("focus"))
    painter.drawPolygon(QPolygonF([tip, back + side, back - side]))


def paint_accuracy(painter: QPainter, centre: QPointF, radius: float) -> None:
    """How far a place is trusted."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("focus"), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(tone("citizen", 22))
    painter.drawEllipse(centre, radius, radius)
