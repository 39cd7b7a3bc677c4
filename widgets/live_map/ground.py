"""Painting what does not move: land, water, parks, streets, borders, cameras, facilities.

Pure: paints a `Scene` as seen in a `View` onto any paint device, on any thread; knows no widget.
What is shown depends on the scale only (pixels per metre), so all panel sizes agree.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from widgets.live_map.fragments import draw_points
from widgets.live_map.palette import tone
from widgets.live_map.scene import Area, Box, Route, Scene
from widgets.live_map.signs import facility_size, paint_camera, paint_cone, paint_facility
from widgets.live_map.view import Points, View

# Scales (logical px per metre) from which things are shown; a whole district is 0.06 to 0.27.
COLLECTORS, LOCAL_STREETS, PATROLS = 0.075, 0.16, 0.13
BIG_DOTS, SIGNS, CONES = 0.30, 0.55, 0.70
OUTER_BORDERS = 0.45  # nearer than this the neighbours' coarse borders would look like errors

Rows = NDArray[np.intp]


def paint_ground(painter: QPainter, scene: Scene, view: View) -> None:
    """Paints the whole ground; logical pixels, origin at the top left of `view`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, view.width, view.height), tone("outside"))
    painter.save()
    painter.setTransform(_transform(view), combine=True)
    _paint_areas(painter, scene, view)
    _paint_streets(painter, scene, view)
    _paint_patrols(painter, scene, view)
    _paint_borders(painter, scene, view)
    painter.restore()
    _paint_cameras(painter, scene, view)
    _paint_facilities(painter, scene, view)


def _transform(view: View) -> QTransform:
    x, y = view.point(0.0, 0.0)
    return QTransform(view.scale, 0, 0, -view.scale, x, y)


def _seen(box: Box, bounds: Box) -> bool:
    return (
        box[0] <= bounds[2] and box[2] >= bounds[0] and box[1] <= bounds[3] and box[3] >= bounds[1]
    )


def _pen(name: str, pixels: float, alpha: int = 255) -> QPen:
    pen = QPen(tone(name, alpha), pixels)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _fill(painter: QPainter, areas: list[Area], name: str, bounds: Box, alpha: int = 255) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone(name, alpha))
    for area in areas:
        if _seen(area.box, bounds):
            painter.drawPath(area.path)


def _outline(painter: QPainter, areas: list[Area], pen: QPen, bounds: Box) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for area in areas:
        if _seen(area.box, bounds):
            painter.drawPath(area.path)


def _paint_areas(painter: QPainter, scene: Scene, view: View) -> None:
    bounds = view.bounds()
    if view.scale < OUTER_BORDERS:
        _outline(painter, scene.areas.get("neighbour", []), _pen("neighbour", 1.2), bounds)
    # A hair of the same tone closes the seams that antialiasing leaves between neighbours.
    dongs = scene.areas.get("dong", [])
    _outline(painter, dongs, _pen("land", 1.0), bounds)
    _fill(painter, dongs, "land", bounds)
    _fill(painter, scene.areas.get("park", []), "park", bounds)
    for kind in ("river", "stream"):
        _fill(painter, scene.areas.get(kind, []), "water", bounds)


def _strokes(painter: QPainter, routes: list[Route], pen: QPen, bounds: Box) -> None:
    """Line by line: one merged antialiased path takes ten times as long."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for route in routes:
        if _seen(route.box, bounds):
            painter.drawPolyline(route.line)


def _paint_streets(painter: QPainter, scene: Scene, view: View) -> None:
    bounds, scale = view.bounds(), view.scale
    if scale >= LOCAL_STREETS:
        fade = int(min(255, 120 + (scale - LOCAL_STREETS) * 600))
        local = _pen("local", max(1.0, 5.5 * scale), fade)
        _strokes(painter, scene.routes.get("local", []), local, bounds)
    if scale >= COLLECTORS:
        fade = int(min(255, 110 + (scale - COLLECTORS) * 1200))
        collector = _pen("collector", max(1.0, 9.0 * scale), fade)
        _strokes(painter, scene.routes.get("collector", []), collector, bounds)
    arterial = _pen("arterial", max(1.4, 17.0 * scale))
    _strokes(painter, scene.routes.get("arterial", []), arterial, bounds)


def _paint_patrols(painter: QPainter, scene: Scene, view: View) -> None:
    if view.scale < PATROLS:
        return
    bounds = view.bounds()
    areas = scene.areas.get("patrol_area", [])
    _fill(painter, areas, "patrol", bounds, 16)
    edge = _pen("patrol", 1.3, 170)
    edge.setDashPattern([5.0, 4.0])
    _outline(painter, areas, edge, bounds)
    walk = _pen("patrol", 1.8, 190)
    walk.setDashPattern([0.2, 2.6])
    _strokes(painter, scene.routes.get("patrol_route", []), walk, bounds)


def _paint_borders(painter: QPainter, scene: Scene, view: View) -> None:
    border = _pen("dong", 1.0, 150)
    border.setDashPattern([6.0, 3.0])
    bounds = view.bounds()
    _outline(painter, scene.areas.get("dong", []), border, bounds)
    _strokes(painter, scene.routes.get("district", []), _pen("district", 1.6, 190), bounds)


def _in_view(at: Points, view: View, edge_px: float) -> Rows:
    """Which rows of screen points lie in the view or within `edge_px` of it."""
    x, y = at[:, 0], at[:, 1]
    inside = (x > -edge_px) & (y > -edge_px)
    inside &= (x < view.width + edge_px) & (y < view.height + edge_px)
    return np.flatnonzero(inside)


def _paint_cameras(painter: QPainter, scene: Scene, view: View) -> None:
    cameras = scene.cameras
    if not len(cameras.at):
        return
    at = view.to_screen(cameras.at)
    if view.scale < SIGNS:
        _paint_dots(painter, at, cameras.smart, view)
        return
    rows = _in_view(at, view, 60 * view.scale)
    if view.scale >= CONES:
        _paint_cones(painter, scene, at, rows, view.scale)
    for row in rows.tolist():
        point = QPointF(at[row, 0], at[row, 1])
        paint_camera(painter, point, cameras.heading[row], smart=bool(cameras.smart[row]))


def _paint_dots(painter: QPainter, at: Points, smart: NDArray[np.bool_], view: View) -> None:
    """Square points without antialiasing: round ones cost thirty times as much."""
    near = view.scale >= BIG_DOTS
    strength = min(1.0, max(0.0, (view.scale - 0.05) / 0.22))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    plain = QPen(tone("camera", int(60 + 165 * strength)), 2.0 if near else 1.0)
    bright = QPen(tone("smart_camera", int(75 + 155 * strength)), 3.0 if near else 1.4)
    for pen, rows in ((plain, ~smart), (bright, smart)):
        painter.setPen(pen)
        draw_points(painter, at[rows])
    painter.restore()


def _paint_cones(painter: QPainter, scene: Scene, at: Points, rows: Rows, scale: float) -> None:
    cameras = scene.cameras
    for smart, alpha in ((False, 15), (True, 26)):
        painter.setBrush(tone("cone", alpha))
        painter.setPen(QPen(tone("cone", 90), 1.0) if smart else Qt.PenStyle.NoPen)
        for row in rows[cameras.smart[rows] == smart].tolist():
            point = QPointF(at[row, 0], at[row, 1])
            reach = cameras.reach[row] * scale
            paint_cone(painter, point, cameras.heading[row], cameras.view[row], reach)


def _paint_facilities(painter: QPainter, scene: Scene, view: View) -> None:
    if not len(scene.facility_at):
        return
    at = view.to_screen(scene.facility_at)
    for row in _in_view(at, view, 20).tolist():
        kind = scene.facilities[row].kind
        size = facility_size(kind, view.scale)
        if size:
            paint_facility(painter, QPointF(at[row, 0], at[row, 1]), kind, size)
