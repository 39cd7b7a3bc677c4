"""The rows of the legend: a sign and its words, of what the map shows now. GUI thread.

Signs are painted by the code that paints them on the map, so that they cannot differ from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from widgets.live_map.alert_marks import paint_quiet
from widgets.live_map.layers import Layer
from widgets.live_map.palette import tone
from widgets.live_map.plates import paint_count
from widgets.live_map.signs import paint_camera, paint_cone, paint_facility
from widgets.live_map.unit_signs import STALE, paint_unit
from widgets.live_map.units import KINDS
from widgets.symbols import paint_priority
from widgets.theme import COLOURS, colour

translate = QCoreApplication.translate
Paint = Callable[[QPainter, QPointF], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One sign; `paint` paints it around a point."""

    words: str
    paint: Paint


def rows_of(shown: frozenset[Layer], language: str) -> tuple[Row, ...]:
    """What the map shows: units, alerts, and what stands of the layers that are shown."""
    rows = [*_of_units(language), *_of_alerts()]
    for layer, made in (
        (Layer.CAMERAS, _of_cameras),
        (Layer.PRESETS, _of_presets),
        (Layer.BELLS, _of_bells),
        (Layer.SHELTERS, _of_shelters),
        (Layer.LOCKERS, _of_lockers),
        (Layer.LIGHTS, _of_lights),
        (Layer.PLACES, _of_places),
        (Layer.SAFE_PATHS, _of_safe_paths),
        (Layer.PATROLS, _of_patrols),
        (Layer.HEAT, _of_heat),
        (Layer.COVERAGE, _of_coverage),
        (Layer.BLIND, _of_blind),
    ):
        if layer in shown:
            rows += made()
    return tuple(rows)


def _of_units(language: str) -> list[Row]:
    words = (
        translate("Legend", "Escort"),
        translate("Legend", "Patrol"),
        translate("Legend", "Guard"),
        translate("Legend", "Vehicle or other"),
        translate("Legend", "Citizen"),
    )
    rows = [
        Row(said, partial(_unit, kind, KINDS[kind].letter(language), 0))
        for kind, said in enumerate(words)
    ]
    letter = KINDS[0].letter(language)
    return [
        *rows,
        Row(translate("Legend", "Fix 10 to 30 s old"), partial(_unit, 0, letter, 1)),
        Row(translate("Legend", "Fix older than 30 s"), partial(_unit, 0, letter, STALE)),
        Row(translate("Legend", "Several units"), _several),
    ]


def _of_alerts() -> list[Row]:
    return [
        Row(translate("Legend", "Alert, unacknowledged"), partial(_ring, True)),
        Row(translate("Legend", "Alert, acknowledged"), partial(_ring, False)),
        Row(translate("Legend", "Alert, kept quiet"), _quiet),
        Row(translate("Legend", "Drill"), _drill),
    ]


def _of_cameras() -> list[Row]:
    return [
        Row(translate("Legend", "Camera"), partial(_camera, False)),
        Row(translate("Legend", "Intelligent camera"), partial(_camera, True)),
    ]


def _of_presets() -> list[Row]:
    return [Row(translate("Legend", "Reach of a turnable camera"), _reach)]


def _of_bells() -> list[Row]:
    return [Row(translate("Legend", "Emergency bell"), partial(_facility, "bell"))]


def _of_shelters() -> list[Row]:
    return [Row(translate("Legend", "Shelter store"), partial(_facility, "shelter"))]


def _of_lockers() -> list[Row]:
    return [Row(translate("Legend", "Parcel locker"), partial(_facility, "locker"))]


def _of_lights() -> list[Row]:
    return [Row(translate("Legend", "Street light"), _lamp)]


def _of_places() -> list[Row]:
    return [
        Row(translate("Legend", "Toilet"), partial(_facility, "toilet")),
        Row(translate("Legend", "Park gate"), partial(_facility, "park_gate")),
    ]


def _of_safe_paths() -> list[Row]:
    return [Row(translate("Legend", "Safe-return path"), _safe_path)]


def _of_patrols() -> list[Row]:
    return [Row(translate("Legend", "Patrol area, route"), _patrol)]


def _of_heat() -> list[Row]:
    return [Row(translate("Legend", "Past incidents, few to many"), _heat)]


def _of_coverage() -> list[Row]:
    return [Row(translate("Legend", "Seen by cameras"), _covered)]


def _of_blind() -> list[Row]:
    return [Row(translate("Legend", "Seen by no camera"), _blind)]


# --- signs --------------------------------------------------------------------------------------


def _box(at: QPointF) -> QRectF:
    return QRectF(at.x() - 9, at.y() - 9, 18, 18)


def _swatch(at: QPointF) -> QRectF:
    return QRectF(at.x() - 10, at.y() - 6, 20, 12)


def _unit(kind: int, letter: str, age: int, painter: QPainter, at: QPointF) -> None:
    paint_unit(painter, _box(at), kind, letter, age=age)


def _several(painter: QPainter, at: QPointF) -> None:
    paint_count(painter, _box(at).adjusted(-4, -1, 4, 1), "12", stale=False)


def _ring(asking: bool, painter: QPainter, at: QPointF) -> None:
    ink = QColor(COLOURS.priority(2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.4))
    painter.drawEllipse(at, 9.5, 9.5)
    if asking:
        painter.setPen(QPen(ink, 1.8))
        painter.drawEllipse(at, 12.2, 12.2)
    box = QRectF(at.x() - 7, at.y() - 7, 14, 14)
    paint_priority(painter, box, 2, acknowledged=not asking)


def _quiet(painter: QPainter, at: QPointF) -> None:
    paint_quiet(painter, at, 10.0, 2, acknowledged=False)


def _drill(painter: QPainter, at: QPointF) -> None:
    _ring(False, painter, at)
    painter.setPen(QPen(colour("focus"), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_box(at).adjusted(-3.5, -3.5, 3.5, 3.5))


def _camera(smart: bool, painter: QPainter, at: QPointF) -> None:
    paint_camera(painter, at, 30.0, smart=smart)


def _reach(painter: QPainter, at: QPointF) -> None:
    painter.setPen(QPen(tone("cone", 190), 1.2, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 9.5, 9.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("cone", 90))
    paint_cone(painter, at, 30.0, 70.0, 9.5)


def _facility(kind: str, painter: QPainter, at: QPointF) -> None:
    paint_facility(painter, at, kind, 17.0)


def _lamp(painter: QPainter, at: QPointF) -> None:
    paint_facility(painter, at, "light", 11.0)


def _safe_path(painter: QPainter, at: QPointF) -> None:
    solid, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(tone("safe_path", 150), 5.0, solid, cap))
    painter.drawLine(QPointF(at.x() - 8, at.y() + 3), QPointF(at.x() + 8, at.y() - 3))


def _patrol(painter: QPainter, at: QPointF) -> None:
    painter.setPen(QPen(tone("patrol"), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(tone("patrol", 30))
    painter.drawRect(_swatch(at))


def _heat(painter: QPainter, at: QPointF) -> None:
    box = _swatch(at)
    for step, strength in enumerate((34, 64, 98, 140)):
        part = QRectF(box.left() + step * 5, box.top(), 5, box.height())
        painter.fillRect(part, tone("heat", min(255, strength + 40)))


def _covered(painter: QPainter, at: QPointF) -> None:
    painter.fillRect(_swatch(at), tone("covered", 110))


def _blind(painter: QPainter, at: QPointF) -> None:
    painter.fillRect(_swatch(at), QBrush(tone("blind", 200), Qt.BrushStyle.BDiagPattern))
