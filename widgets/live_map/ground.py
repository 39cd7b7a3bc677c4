"""Painting what does not move: land, water, parks, streets, borders, and what stands on them.

Pure: paints a `Ground` as seen in a `View` onto any paint device, on any thread; knows no widget.
What is shown depends on the layers and the scale only (pixels per metre), so all panel sizes agree.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from widgets.live_map.breath import with_rests
from widgets.live_map.ground_cover import paint_blind, paint_covered, paint_heat
from widgets.live_map.ground_signs import paint_signs
from widgets.live_map.ground_tiles import Tiles
from widgets.live_map.heat import Heat
from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.palette import tone
from widgets.live_map.scene import Area, Box, Route, Scene
from widgets.live_map.view import View

# Scales (logical px per metre) from which things are shown; a whole district is 0.06 to 0.27.
COLLECTORS, LOCAL_STREETS, PATROLS, BUILDINGS = 0.075, 0.16, 0.13, 0.45
OUTER_BORDERS = 0.45  # nearer than this the neighbours' coarse borders would look like errors


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All a picture of the ground is painted from; replaced whole, never changed."""

    scene: Scene
    shown: frozenset[Layer] = AT_FIRST
    tiles: Tiles | None = None
    heat: Heat | None = None


def paint_ground(painter: QPainter, ground: Ground, view: View, ratio: float = 1.0) -> None:
    """Paints the whole ground; logical pixels, origin at the top left of `view`."""
    scene, shown = ground.scene, ground.shown
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, view.width, view.height), tone("outside"))
    tiled = ground.tiles is not None and Layer.TILES in shown
    if ground.tiles is not None and tiled:
        ground.tiles.paint(painter, view, ratio)
    painter.save()
    painter.setTransform(_transform(view), combine=True)
    if not tiled:
        _paint_areas(painter, scene, view)
        if Layer.STREETS in shown:
            _paint_streets(painter, scene, view)
    if Layer.SAFE_PATHS in shown:
        _paint_safe_paths(painter, scene, view)
    if Layer.PATROLS in shown:
        _paint_patrols(painter, scene, view)
    _paint_borders(painter, scene, view)
    painter.restore()
    _paint_covers(painter, ground, view, ratio)
    paint_signs(painter, scene, view, shown)


def _paint_covers(painter: QPainter, ground: Ground, view: View, ratio: float) -> None:
    if Layer.COVERAGE in ground.shown:
        paint_covered(painter, ground.scene, view, ratio)
    if Layer.BLIND in ground.shown:
        paint_blind(painter, ground.scene, view, ratio)
    if Layer.HEAT in ground.shown and ground.heat is not None:
        paint_heat(painter, ground.heat, view)


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
    for area in with_rests(areas):
        if _seen(area.box, bounds):
            painter.drawPath(area.path)


def _outline(painter: QPainter, areas: list[Area], pen: QPen, bounds: Box) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for area in with_rests(areas):
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
        water = scene.areas.get(kind, [])
        _outline(painter, water, _pen("water", 1.0), bounds)  # tiles cut water into pieces
        _fill(painter, water, "water", bounds)


def _strokes(painter: QPainter, routes: list[Route], pen: QPen, bounds: Box) -> None:
    """Line by line: one merged antialiased path takes ten times as long."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for route in with_rests(routes):
        if _seen(route.box, bounds):
            painter.drawPolyline(route.line)


def _paint_streets(painter: QPainter, scene: Scene, view: View) -> None:
    bounds, scale = view.bounds(), view.scale
    if scale >= BUILDINGS:
        _fill(painter, scene.areas.get("building", []), "building", bounds)
    stream = _pen("water", max(1.2, 8.0 * scale))
    _strokes(painter, scene.routes.get("stream", []), stream, bounds)
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
    if scale >= COLLECTORS:
        rails = _pen("railway", 1.4)
        rails.setDashPattern([6.0, 2.0])
        _strokes(painter, scene.routes.get("railway", []), rails, bounds)


def _paint_safe_paths(painter: QPainter, scene: Scene, view: View) -> None:
    """Lit and watched ways home: a broad pale band, under everything that is read."""
    if view.scale < COLLECTORS:
        return
    bounds = view.bounds()
    _fill(painter, scene.areas.get("safe_path", []), "safe_path", bounds, 60)
    band = _pen("safe_path", max(2.4, 7.0 * view.scale), 120)
    _strokes(painter, scene.routes.get("safe_path", []), band, bounds)


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
