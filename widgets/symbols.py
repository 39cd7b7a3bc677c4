"""Drawn signs: priority by shape, colour and number; attention by its own mark.

Pure painting on the GUI thread; keeps nothing. Shapes differ by number of corners, so priorities
stay apart in greyscale (R-HMI-02); acknowledgement is a tick, not a colour (R-HMI-03).
"""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from widgets.theme import COLOURS, colour, font


def _polygon(rect: QRectF, corners: int, turn: float, grow: float = 1.0) -> QPainterPath:
    centre, radius = rect.center(), min(rect.width(), rect.height()) / 2 * grow
    angles = [turn + 2 * pi * k / corners for k in range(corners)]
    points = [QPointF(centre.x() + radius * cos(a), centre.y() + radius * sin(a)) for a in angles]
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def priority_path(priority: int, rect: QRectF) -> QPainterPath:
    """The outline of a priority inside `rect`: octagon, diamond, triangle, lozenge for 1 to 4."""
    if priority <= 1:
        return _polygon(rect, 8, pi / 8, 1.04)
    if priority == 2:
        return _polygon(rect, 4, 0.0, 1.08)
    if priority == 3:
        return _polygon(rect.translated(0, rect.height() * 0.12), 3, -pi / 2, 1.14)
    path = QPainterPath()
    flat = rect.height() * 0.19  # a circle would look like the octagon from afar
    lozenge = rect.adjusted(0, flat, 0, -flat)
    path.addRoundedRect(lozenge, lozenge.height() / 2, lozenge.height() / 2)
    return path


def paint_priority(
    painter: QPainter, rect: QRectF, priority: int, *, acknowledged: bool, lit: bool = True
) -> None:
    """Draw the sign of a priority: filled while unanswered, outlined once acknowledged.

    `lit` False is the dim half of a blink: still filled, so it never looks acknowledged.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tone = colour(f"priority_{min(max(priority, 1), 4)}")
    inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(QPen(tone, 2))
    if acknowledged:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(tone if lit else tone.darker(260))
    painter.drawPath(priority_path(priority, inner))
    painter.setPen(tone if acknowledged else colour("on_colour" if lit else "text"))
    painter.setFont(font(max(9, round(rect.height() * 0.58)), QFont.Weight.Bold))
    drop = rect.height() * (0.14 if priority == 3 else 0.0)
    painter.drawText(rect.translated(0, drop), Qt.AlignmentFlag.AlignCenter, str(priority))
    painter.restore()


def priority_icon(priority: int, size: int, acknowledged: bool = False) -> QIcon:
    """The sign of a priority as an icon of `size` pixels."""
    image = QPixmap(size * 2, size * 2)
    image.setDevicePixelRatio(2)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        paint_priority(painter, QRectF(0, 0, size, size), priority, acknowledged=acknowledged)
    return QIcon(image)


def paint_tick(painter: QPainter, rect: QRectF, tone_name: str = "secondary") -> None:
    """The mark of an acknowledgement: a tick."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tone_name), 2.2, c=Qt.PenCapStyle.RoundCap))
    x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
    corners = ((0.15, 0.55), (0.42, 0.80), (0.88, 0.22))
    painter.drawPolyline([QPointF(x + w * a, y + h * b) for a, b in corners])
    painter.restore()


def paint_bell(painter: QPainter, rect: QRectF, tone_name: str) -> None:
    """The mark of an alert nobody has answered: a filled dot in a ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tone_name), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    painter.setBrush(colour(tone_name))
    painter.drawEllipse(rect.center(), rect.width() * 0.2, rect.height() * 0.2)
    painter.restore()


def paint_person(painter: QPainter, rect: QRectF, tone_name: str = "secondary") -> None:
    """The mark of an alert someone works on: head and shoulders."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tone_name))
    x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
    painter.drawEllipse(QRectF(x + w * 0.32, y + h * 0.08, w * 0.36, h * 0.36))
    painter.drawChord(QRectF(x + w * 0.14, y + h * 0.52, w * 0.72, h * 0.8), 0, 180 * 16)
    painter.restore()


def paint_stage(
    painter: QPainter, rect: QRectF, stage: int, tone_name: str, *, running: bool
) -> None:
    """The clock of a promise: a ring in time (0), half full when late (1), a cross when over (2).

    Once answered (`running` False) a tick, whatever the stage was.
    """
    if not running and stage == 0:
        paint_tick(painter, rect, tone_name)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(QPen(colour(tone_name), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stage >= 2:
        painter.setBrush(colour(tone_name))
        painter.drawRect(inner)
        painter.setPen(QPen(colour("base"), 2))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    else:
        painter.drawEllipse(inner)
        if stage == 1:
            painter.setBrush(colour(tone_name))
            painter.drawChord(inner, 270 * 16, 180 * 16)
    painter.restore()


def paint_fold(painter: QPainter, rect: QRectF, *, opened: bool) -> None:
    """The mark of a counted row: points right while closed, down while opened."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text"))
    painter.drawPath(_polygon(rect, 3, pi / 2 if opened else 0.0))
    painter.restore()


def paint_tag(painter: QPainter, rect: QRectF, text: str, tone_name: str = "edge") -> None:
    """A small bordered word inside a row, e.g. DRILL."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tone_name), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(colour("text" if tone_name == "edge" else tone_name))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def priority_colours() -> tuple[str, ...]:
    """The four colours in order, as `#rrggbb`."""
    return tuple(COLOURS.priority(k) for k in (1, 2, 3, 4))
