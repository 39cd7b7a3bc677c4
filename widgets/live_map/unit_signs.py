"""The signs of units: shape and letter by kind, a ring that opens with the age of the fix.

GUI thread; painter code that knows no widget.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPainterPath, QPen, QPixmap

from widgets.live_map.fragments import Sprites
from widgets.live_map.palette import tone
from widgets.live_map.units import AGE_STEPS_S, KINDS
from widgets.theme import font

CELL = 30  # logical pixels of one unit sign with its ring
SIGN = 20.0
STALE = len(AGE_STEPS_S)  # the column of signs whose fix is too old to act on
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


def paint_unit(painter: QPainter, box: QRectF, kind: int, letter: str, *, age: int = 0) -> None:
    """One unit's sign. `age` counts the steps of `AGE_STEPS_S` its fix has passed.

    Fresh: filled. Ageing: with a ring that has a third less at each step. Stale: hollow, grey and
    hatched.
    """
    path = unit_path(kind, box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if age >= STALE:
        painter.setPen(QPen(tone("stale"), 1.8, Qt.PenStyle.DashLine))
        painter.setBrush(tone("halo"))
        painter.drawPath(path)
        painter.fillPath(path, QBrush(tone("stale", 120), Qt.BrushStyle.BDiagPattern))
        painter.setPen(tone("stale"))
    else:
        if age:
            _paint_age(painter, box, age)
        painter.setPen(QPen(tone("ink"), 1.6))
        painter.setBrush(tone(KINDS[kind].tone))
        painter.drawPath(path)
        painter.setPen(tone("ink"))
    painter.setFont(font(12, QFont.Weight.Bold))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _paint_age(painter: QPainter, box: QRectF, age: int) -> None:
    ring = box.adjusted(-3.2, -3.2, 3.2, 3.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    span = 360 * (STALE - age) // STALE
    for pen in (QPen(tone("ink", 190), 3.4), QPen(tone("dong_text", 200), 1.6)):
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, -span * 16)


class Signs:
    """The picture of all unit signs for one language and device pixel ratio."""

    def __init__(self, language: str, ratio: float) -> None:
        cell = round(CELL * ratio)
        picture = QPixmap(cell * (STALE + 1), cell * len(KINDS))
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.scale(ratio, ratio)
            edge = (CELL - SIGN) / 2
            for line, kind in enumerate(KINDS):
                for column in range(STALE + 1):
                    left, top = column * cell / ratio, line * cell / ratio
                    box = QRectF(left + edge, top + edge, SIGN, SIGN)
                    paint_unit(painter, box, line, kind.letter(language), age=column)
        self.key = (language, ratio)
        self.sprites = Sprites(picture, cell, ratio)
