"""Signs of what stands still: cameras and their cones, bells, shelters, lockers, toilets.

Pure painting in logical pixels, any thread; keeps nothing.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from widgets.live_map.palette import tone

FACILITY_TONES = {"bell": "bell", "shelter": "shelter", "locker": "locker"}
_SHOWN_FROM = {"shelter": 0.17, "locker": 0.17, "bell": 0.30, "toilet": 0.5, "park_gate": 0.7}


def facility_size(kind: str, scale: float) -> float:
    """Logical pixels of a facility's sign at a scale (px per m); 0 where it is not shown."""
    if scale < _SHOWN_FROM.get(kind, 0.7):
        return 0.0
    if kind == "light":
        return 8.0  # a street has dozens: small, and under what is fewer
    return 11.0 if scale < 0.30 else 14.0 if scale < 0.55 else 17.0


def paint_cone(
    painter: QPainter, at: QPointF, heading_deg: float, view_deg: float, reach_px: float
) -> None:
    """What a camera looks at: a sector with the current pen and brush."""
    box = QRectF(at.x() - reach_px, at.y() - reach_px, 2 * reach_px, 2 * reach_px)
    # Qt counts sixteenths of a degree anticlockwise from east; headings go clockwise from north.
    start = 90 - heading_deg - view_deg / 2
    painter.drawPie(box, round(start * 16), round(view_deg * 16))


def paint_camera(painter: QPainter, at: QPointF, heading_deg: float, *, smart: bool) -> None:
    """A camera body with its lens ahead; an intelligent one is larger, bright and has a core."""
    painter.save()
    painter.translate(at)
    painter.rotate(heading_deg)
    painter.setPen(QPen(tone("halo"), 1.2))
    painter.setBrush(tone("smart_camera" if smart else "camera"))
    half, lens = (4.6, 4.4) if smart else (3.4, 3.4)
    body = QPolygonF(
        [
            QPointF(-half, half), QPointF(half, half), QPointF(half, -half * 0.5),
            QPointF(half * 0.5, -half * 0.5 - lens), QPointF(-half * 0.5, -half * 0.5 - lens),
            QPointF(-half, -half * 0.5),
        ]
    )  # fmt: skip
    painter.drawPolygon(body)
    if smart:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("ink"))
        painter.drawEllipse(QPointF(0, half * 0.15), 1.9, 1.9)
    painter.restore()


def paint_facility(painter: QPainter, at: QPointF, kind: str, size: float) -> None:
    """A facility: a dark plate with an outlined pictogram in the tone of its kind."""
    if kind == "light":
        _paint_lamp(painter, at, size / 8)
        return
    painter.save()
    painter.translate(at)
    ink = tone(FACILITY_TONES.get(kind, "other_place"))
    half = size / 2
    painter.setPen(QPen(ink, max(1.0, size / 14)))
    painter.setBrush(tone("halo"))
    painter.drawRoundedRect(QRectF(-half, -half, size, size), size * 0.22, size * 0.22)
    painter.setPen(QPen(ink, max(1.0, size / 11)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.scale(size / 16, size / 16)
    painter.drawPath(_PICTOGRAMS.get(kind, _gate)())
    painter.restore()


def _paint_lamp(painter: QPainter, at: QPointF, times: float) -> None:
    """A street light: a bright core with a thin halo, no plate."""
    painter.setPen(QPen(tone("light", 150), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 3.6 * times, 3.6 * times)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("light"))
    painter.drawEllipse(at, 1.5 * times, 1.5 * times)


def _bell() -> QPainterPath:
    path = QPainterPath(QPointF(-4, 2.6))
    path.lineTo(4, 2.6)
    path.cubicTo(2.4, 1.2, 3.4, -4.4, 0, -4.4)
    path.cubicTo(-3.4, -4.4, -2.4, 1.2, -4, 2.6)
    path.moveTo(-1, 4.4)
    path.lineTo(1, 4.4)
    return path


def _house() -> QPainterPath:
    path = QPainterPath(QPointF(-4.6, 0))
    path.lineTo(0, -4.4)
    path.lineTo(4.6, 0)
    path.moveTo(-3.2, -0.6)
    path.lineTo(-3.2, 4.4)
    path.lineTo(3.2, 4.4)
    path.lineTo(3.2, -0.6)
    return path


def _parcel() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(-4.2, -4.2, 8.4, 8.4))
    path.moveTo(-4.2, -0.6)
    path.lineTo(4.2, -0.6)
    path.moveTo(-1.2, 1.8)
    path.lineTo(1.2, 1.8)
    return path


def _toilet() -> QPainterPath:
    path = QPainterPath()
    for x in (-2.4, 2.4):
        path.addEllipse(QPointF(x, -3.4), 1.1, 1.1)
        path.moveTo(x, -1.4)
        path.lineTo(x, 4.4)
    return path


def _gate() -> QPainterPath:
    path = QPainterPath(QPointF(-4, 4.4))
    path.lineTo(-4, -3)
    path.lineTo(4, -3)
    path.lineTo(4, 4.4)
    return path


_PICTOGRAMS = {
    "bell": _bell, "shelter": _house, "locker": _parcel, "toilet": _toilet, "park_gate": _gate,
}  # fmt: skip
