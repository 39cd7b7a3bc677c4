"""Signs and lines of the work in the field, by what they mean and how they stand.

Pure painting in logical pixels, GUI thread; keeps nothing. What is as planned stays quiet; only
what is late, missed or wrong gets a colour of its own, and a mark beside it.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from console.ports.map_overlay import LineMeaning, PointMeaning, Standing
from widgets.live_map.palette import tone
from widgets.theme import colour

SIGN_PX = 20.0
_ABNORMAL = {"late": "warning", "missed": "fault", "wrong": "fault"}


def ink_of(standing: Standing) -> QColor:
    """The colour of a standing."""
    if standing in _ABNORMAL:
        return colour(_ABNORMAL[standing])
    return colour("good") if standing == "done" else tone("route")


def line_pen(meaning: LineMeaning, standing: Standing, *, strong: bool) -> QPen:
    """Planned ways are dashed, walked ones solid, ways to something dotted."""
    ink = ink_of(standing)
    ink.setAlpha(235 if strong else 150)
    pen = QPen(ink, {"route": 3.0, "walked": 3.4, "approach": 2.4, "boundary": 1.8}[meaning])
    if not strong:
        pen.setWidthF(pen.widthF() * 0.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    patterns = {"route": [3.0, 2.2], "approach": [0.2, 2.4], "boundary": [5.0, 3.0]}
    if meaning in patterns:
        pen.setDashPattern(patterns[meaning])
    return pen


def paint_point(
    painter: QPainter, at: QPointF, meaning: PointMeaning, standing: Standing, *, strong: bool
) -> None:
    """A dark plate with the pictogram of a meaning and, at its corner, the mark of a standing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if strong else 0.6)
    painter.translate(at)
    ink, half = ink_of(standing), SIGN_PX / 2
    edge = QPen(ink, 2.0)
    if standing == "planned":
        edge.setDashPattern([2.4, 1.6])
    painter.setPen(edge)
    painter.setBrush(tone("halo", 235))
    painter.drawRoundedRect(QRectF(-half, -half, SIGN_PX, SIGN_PX), 6, 6)
    painter.setPen(QPen(ink, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_pictogram(meaning))
    _paint_standing(painter, QPointF(half - 1, -half + 1), standing)
    painter.restore()


def _paint_standing(painter: QPainter, at: QPointF, standing: Standing) -> None:
    """A tick, a cross or an exclamation mark: never by colour alone."""
    if standing in {"planned", "open"}:
        return
    ink = ink_of(standing)
    painter.setPen(QPen(tone("ink"), 1.0))
    painter.setBrush(ink)
    painter.drawEllipse(at, 6.0, 6.0)
    painter.setPen(QPen(tone("ink"), 1.8))
    x, y = at.x(), at.y()
    if standing == "done":
        painter.drawPolyline(
            [QPointF(x - 2.8, y), QPointF(x - 0.8, y + 2.2), QPointF(x + 2.8, y - 2.2)]
        )
    elif standing == "missed":
        painter.drawLine(QPointF(x - 2.2, y - 2.2), QPointF(x + 2.2, y + 2.2))
        painter.drawLine(QPointF(x - 2.2, y + 2.2), QPointF(x + 2.2, y - 2.2))
    else:
        painter.drawLine(QPointF(x, y - 3.2), QPointF(x, y + 0.6))
        painter.drawPoint(QPointF(x, y + 3.0))


def _pictogram(meaning: PointMeaning) -> QPainterPath:
    path = QPainterPath()
    shapes: dict[str, list[tuple[float, float]]] = {
        "start": [(-3, -5), (5, 0), (-3, 5), (-3, -5)],
        "end": [(-4, -4), (4, -4), (4, 4), (-4, 4), (-4, -4)],
        "checkpoint": [(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0), (0, -5.5)],
        "post": [(0, -6), (5, -4), (4, 2), (0, 6), (-4, 2), (-5, -4), (0, -6)],
        "home": [(-5.5, 0), (0, -5.5), (5.5, 0), (4, 0), (4, 5), (-4, 5), (-4, 0), (-5.5, 0)],
        "hazard": [(0, -5.5), (6, 5), (-6, 5), (0, -5.5)],
    }
    if meaning in shapes:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in shapes[meaning]]))
        if meaning == "hazard":
            path.moveTo(0, -1.5)
            path.lineTo(0, 2.4)
    elif meaning == "meeting":
        path.addEllipse(QPointF(-3, 0), 3, 3)
        path.addEllipse(QPointF(3, 0), 3, 3)
    elif meaning == "walker":
        path.addEllipse(QPointF(0, -4), 2.2, 2.2)
        path.addPolygon(QPolygonF([QPointF(0, -1.5), QPointF(0, 2), QPointF(-3, 6)]))
        path.addPolygon(QPolygonF([QPointF(0, 2), QPointF(3, 6)]))
    elif meaning == "stop":
        path.addRoundedRect(QRectF(-5, -4.5, 10, 7.5), 2, 2)
        path.addEllipse(QPointF(-2.6, 4.6), 1.2, 1.2)
        path.addEllipse(QPointF(2.6, 4.6), 1.2, 1.2)
    else:
        path.addEllipse(QPointF(0, 0), 3.4, 3.4)
    return path
