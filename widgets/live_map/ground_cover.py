"""Painting what covers the ground: past incidents, what cameras see, and where none does.

Pure: paints onto any paint device, on any thread. Coverage is the plane: walls, trees and the night
are not in it, and the legend of the layer says so.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform

from console.domain.places.nearest import has_cone
from widgets.live_map.breath import with_rests
from widgets.live_map.heat import Heat
from widgets.live_map.palette import tone
from widgets.live_map.scene import Scene
from widgets.live_map.signs import paint_cone
from widgets.live_map.view import View

_COVERED_ALPHA, _BLIND_ALPHA = 62, 150


def paint_heat(painter: QPainter, heat: Heat, view: View) -> None:
    """The picture of density, stretched onto the ground."""
    west, south, east, north = heat.box
    left, top = view.point(west, north)
    right, bottom = view.point(east, south)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    source = QRectF(0, 0, heat.image.width(), heat.image.height())
    painter.drawImage(QRectF(left, top, right - left, bottom - top), heat.image, source)
    painter.restore()


def paint_covered(painter: QPainter, scene: Scene, view: View, ratio: float) -> None:
    """All fields of view as one even tone, however many overlap."""
    sheet = _sheet(view, ratio)
    with QPainter(sheet) as inner:
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner.setPen(Qt.PenStyle.NoPen)
        inner.setBrush(tone("covered"))
        _paint_fields(inner, scene, view)
    _lay(painter, sheet, _COVERED_ALPHA)


def paint_blind(painter: QPainter, scene: Scene, view: View, ratio: float) -> None:
    """The district's land that no field of view reaches, hatched."""
    sheet = _sheet(view, ratio)
    with QPainter(sheet) as inner:
        inner.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner.setPen(Qt.PenStyle.NoPen)
        x, y = view.point(0.0, 0.0)
        ground = QTransform(view.scale, 0, 0, -view.scale, x, y)
        hatch = QBrush(tone("blind"), Qt.BrushStyle.BDiagPattern)
        for area in scene.areas.get("dong", ()):
            inner.fillPath(ground.map(area.path), hatch)
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        inner.setBrush(Qt.BrushStyle.SolidPattern)
        for kind in ("river", "stream"):
            for area in scene.areas.get(kind, ()):
                inner.drawPath(ground.map(area.path))
        _paint_fields(inner, scene, view)
    _lay(painter, sheet, _BLIND_ALPHA)


def _sheet(view: View, ratio: float) -> QImage:
    size = (max(1, round(view.width * ratio)), max(1, round(view.height * ratio)))
    sheet = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(Qt.GlobalColor.transparent)
    return sheet


def _paint_fields(painter: QPainter, scene: Scene, view: View) -> None:
    cameras = scene.cameras
    at = view.to_screen(cameras.at)
    for row, camera in enumerate(with_rests(cameras.all)):
        x, y = at[row].tolist()
        reach = camera.reach_m * view.scale
        if not has_cone(camera):
            continue
        if -reach < x < view.width + reach and -reach < y < view.height + reach:
            paint_cone(painter, QPointF(x, y), camera.heading_deg, camera.view_deg, reach)


def _lay(painter: QPainter, sheet: QImage, alpha: int) -> None:
    painter.save()
    painter.setOpacity(alpha / 255)
    painter.drawImage(QPointF(0, 0), sheet)
    painter.restore()
