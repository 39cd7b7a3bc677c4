"""The site and what was imported for it, projected once into metres and Qt shapes.

Never changes, so any thread reads. Knows the domain's site, the layers of a map pack and nothing of
a widget or of what moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import has_cone
from console.domain.site import Camera, Facility, MapLayer, Site
from console.ports.map_pack import VectorLayer
from widgets.live_map.anchors import Points, anchors, inside
from widgets.live_map.layers import Layer, layer_of
from widgets.live_map.street_names import NamedPiece, StreetNames

Box = tuple[float, float, float, float]
_ANCHORS = {"dong": 28, "park": 3, "river": 60, "stream": 60, "neighbour": 60, "patrol_area": 2}
_OF_KIND = {
    "bell": Layer.BELLS, "shelter": Layer.SHELTERS, "locker": Layer.LOCKERS,
    "light": Layer.LIGHTS, "safe_path": Layer.SAFE_PATHS, "patrol_area": Layer.PATROLS,
    "patrol_route": Layer.PATROLS,
}  # fmt: skip
_OF_THINGS = frozenset({
    Layer.CAMERAS, Layer.CONES, Layer.COVERAGE, Layer.PRESETS, Layer.PLACES, *_OF_KIND.values(),
})  # fmt: skip
_FALLBACK_BOX: Box = (-1000.0, -1000.0, 1000.0, 1000.0)


@dataclass(frozen=True, slots=True)
class Area:
    """One polygon: its path in metres (north up), box, names and where they can stand."""

    path: QPainterPath
    box: Box
    names: tuple[str, str]
    anchors: Points
    rings: list[Points]

    def holds(self, east: float, north: float) -> bool:
        """Whether a point of the plane lies inside."""
        return bool(inside(np.array([[east, north]]), self.rings)[0])


@dataclass(frozen=True, slots=True)
class Route:
    """One line in metres with its box and names."""

    line: QPolygonF
    box: Box
    names: tuple[str, str]
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cameras:
    """All cameras as columns; `heading` in degrees from north, `view` in degrees, `reach` in m."""

    all: tuple[Camera, ...]
    at: Points
    heading: NDArray[np.float64]
    view: NDArray[np.float64]
    reach: NDArray[np.float64]
    smart: NDArray[np.bool_]
    turnable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes of one kind in metres, wherever they came from."""

    kind: str
    closed: bool
    shapes: list[list[Points]]
    names: Sequence[tuple[str, str]]


class Scene:
    """What does not move, in the plane of the site."""

    def __init__(self, site: Site, pack: Sequence[VectorLayer] = ()) -> None:
        """Where `pack` has a kind that the site has too, the pack's shapes are taken."""
        self.site = site
        self.plane = self.plane_of(site)
        east, north = self.plane.to_metres(site.centre.lat + 1, site.centre.lon + 1)
        self._metres_per_degree = np.array((east, north))
        self.rings: dict[str, list[list[Points]]] = {}
        self.areas: dict[str, list[Area]] = {}
        self.routes: dict[str, list[Route]] = {}
        self.spots: dict[str, Points] = {}
        self.spot_names: dict[str, tuple[tuple[str, str], ...]] = {}
        imported = [_of_pack(layer) for layer in pack if layer.card.geometry != "points"]
        kinds = {each.kind for each in imported}
        own = [self._of_site(layer) for layer in site.layers if layer.kind not in kinds]
        named: list[NamedPiece] = []
        # Water first: names of the other polygons keep clear of it.
        for each in sorted([*own, *imported], key=lambda e: e.kind not in {"river", "stream"}):
            if each.closed:
                self.areas.setdefault(each.kind, []).extend(self._areas(each))
            else:
                known = self.routes.setdefault(each.kind, [])
                for parts, names in zip(each.shapes, each.names, strict=True):
                    known += _routes(parts, names)
                    named += [NamedPiece(each.kind, names, part) for part in parts if len(part) > 1]
        self.street_names = StreetNames(named)
        for layer in pack:
            if layer.card.geometry == "points":
                self._take_spots(layer)
        self.routes["district"] = _outer_edges(self.rings.get("dong", []))
        self.cameras = self._cameras(tuple(site.cameras.values()))
        self.facilities = tuple(site.facilities)
        self.facility_places: dict[str | None, Place] = {f.id: f.place for f in site.facilities}
        self.facility_at = self.project([f.place for f in site.facilities])
        self.facility_rows = _rows_by_kind(site.facilities)
        self.box = self._box()

    def empty_layers(self) -> frozenset[Layer]:
        """Layers of things of which this site and its imports have none.

        Base pictures, past incidents and what moves come later, so of them nothing is said.
        """
        kinds = {*self.facility_rows, *self.spots, *self.routes, *self.areas}
        there = {layer_of(kind) for kind in self.facility_rows}
        there |= {_OF_KIND[kind] for kind in kinds if kind in _OF_KIND}
        if len(self.cameras.at):
            there |= {Layer.CAMERAS, Layer.CONES, Layer.COVERAGE}
        if self.cameras.turnable.any() or any(each.presets for each in self.cameras.all):
            there.add(Layer.PRESETS)
        return _OF_THINGS - there

    @staticmethod
    def plane_of(site: Site) -> LocalPlane:
        """The plane everything of a site is drawn in."""
        return LocalPlane(site.centre)

    def project(self, places: Sequence[Place]) -> Points:
        """Rows (east, north) in metres."""
        return self._line([(p.lon, p.lat) for p in places])

    def metres(self, place: Place) -> tuple[float, float]:
        """East and north of one place."""
        return self.plane.to_metres(place.lat, place.lon)

    def dong_at(self, east: float, north: float) -> tuple[str, str]:
        """Both names of the dong at a point; empty outside the district."""
        for area in self.areas.get("dong", ()):
            west, south, right, top = area.box
            if west <= east <= right and south <= north <= top and area.holds(east, north):
                return area.names
        return ("", "")

    def _of_site(self, layer: MapLayer) -> _Shapes:
        shapes = [[self._line(ring) for ring in shape] for shape in layer.shapes]
        return _Shapes(layer.kind, layer.closed, shapes, layer.names)

    def _take_spots(self, layer: VectorLayer) -> None:
        """Points of a kind, one for each name."""
        kind = layer.card.kind
        first = layer.parts[layer.features[:-1]]
        before = self.spots.get(kind, np.zeros((0, 2)))
        self.spots[kind] = np.vstack((before, layer.points[first]))
        self.spot_names[kind] = (*self.spot_names.get(kind, ()), *layer.names)

    def _areas(self, layer: _Shapes) -> list[Area]:
        self.rings.setdefault(layer.kind, []).extend(layer.shapes)
        water = self.rings.get("river", []) + self.rings.get("stream", [])
        near = water if layer.kind in {"dong", "neighbour"} else []
        most = _ANCHORS.get(layer.kind, 0)
        return [
            Area(_path(rings), _box_of(rings), names, _spots(rings, near, most), rings)
            for rings, names in zip(layer.shapes, layer.names, strict=True)
            if rings and all(len(ring) > 2 for ring in rings)
        ]

    def _line(self, line: Sequence[tuple[float, float]]) -> Points:
        """The plane is linear, so one scale serves a whole line: thousands of calls fewer."""
        degrees = np.array(line, dtype=np.float64).reshape(-1, 2)
        origin = self.plane.origin
        metres: Points = (degrees - (origin.lon, origin.lat)) * self._metres_per_degree
        return metres

    def _cameras(self, cameras: tuple[Camera, ...]) -> Cameras:
        return Cameras(
            all=cameras,
            at=self.project([c.place for c in cameras]),
            heading=np.array([c.heading_deg for c in cameras], dtype=np.float64),
            view=np.array([c.view_deg for c in cameras], dtype=np.float64),
            reach=np.array([_cone_reach(c) for c in cameras], dtype=np.float64),
            smart=np.array([c.intelligent for c in cameras], dtype=bool),
            turnable=np.array([c.turnable for c in cameras], dtype=bool),
        )

    def _box(self) -> Box:
        rings = [ring for shape in self.rings.get("dong", []) for ring in shape]
        if rings:
            return _box_of(rings)
        return _box_of([self.cameras.at]) if len(self.cameras.at) else _FALLBACK_BOX


def _rows_by_kind(facilities: Sequence[Facility]) -> dict[str, NDArray[np.intp]]:
    kinds = np.array([facility.kind for facility in facilities])
    return {kind: np.flatnonzero(kinds == kind) for kind in sorted(set(kinds.tolist()))}


def _of_pack(layer: VectorLayer) -> _Shapes:
    shapes = [layer.lines(number) for number in range(len(layer.features) - 1)]
    return _Shapes(layer.card.kind, layer.card.geometry == "areas", shapes, layer.names)


def _spots(rings: list[Points], avoid: list[list[Points]], most: int) -> Points:
    """Where a name can stand; nothing for a kind that carries none."""
    return anchors(rings, avoid, most) if most else np.zeros((0, 2))


def _polygon(points: Points) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def _path(rings: list[Points]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(_polygon(ring))
        path.closeSubpath()
    return path


def _routes(parts: list[Points], names: tuple[str, str]) -> list[Route]:
    """Every piece of a line; the one with most corners, which comes first, carries its names."""
    pieces = sorted((part for part in parts if len(part) > 1), key=len, reverse=True)
    return [_route(piece, ("", "") if at else names) for at, piece in enumerate(pieces)]


def _route(line: Points, names: tuple[str, str]) -> Route:
    east, north = line[len(line) // 2].tolist()
    return Route(_polygon(line), _box_of([line]), names, (east, north))


def _outer_edges(shapes: list[list[Points]]) -> list[Route]:
    """The district's own border: sides that belong to one dong only (the coverage is clean)."""
    sides: dict[tuple[float, ...], Points | None] = {}
    for rings in shapes:
        for ring in rings:
            for side in np.stack((ring[:-1], ring[1:]), axis=1):
                key = tuple(np.round(np.sort(side, axis=0), 1).ravel().tolist())
                sides[key] = None if key in sides else side
    return [_route(side, ("", "")) for side in sides.values() if side is not None]


def _box_of(rings: list[Points]) -> Box:
    corners = np.vstack(rings)
    west, south = corners.min(axis=0).tolist()
    east, north = corners.max(axis=0).tolist()
    return (west, south, east, north)


def _cone_reach(camera: Camera) -> float:
    """How far a cone is drawn, in metres: not at all where nobody knows where it looks."""
    return camera.reach_m if has_cone(camera) else 0.0
