"""The routes and areas of the site, as shifts can be planned from them. Pure; made once."""

from dataclasses import dataclass

from console.domain.field.patrol import MOST_CHECKPOINTS, Checkpoint, Line
from console.domain.field.patrol_plan import (
    CHECKPOINT_EVERY_M,
    NIGHT,
    PARK_MORNING,
    Shift,
    alleys_within,
    checkpoints_along,
    length_m,
)
from console.domain.site import MapLayer, Site

_ALLEYS = ("local", "collector")
_ALLEY_POINTS_M = 500.0
_SHORT_M = 2_000.0


@dataclass(frozen=True, slots=True)
class Template:
    """A named way to walk, with its checkpoints and its usual hours."""

    name_ko: str
    name_en: str
    route: tuple[Line, ...]
    checkpoints: tuple[Checkpoint, ...]
    shift: Shift

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en


def templates_of(site: Site) -> tuple[Template, ...]:
    """Areas first (nights), then the routes of parks and streams (mornings)."""
    streets = [line for kind in _ALLEYS for line in _lines(site, kind)]
    areas = [
        _of_area(ring, names, streets)
        for layer in _layers(site, "patrol_area")
        for ring, names in zip(_rings(layer), layer.names, strict=True)
    ]
    routes = [
        _of_route(lines, names)
        for layer in _layers(site, "patrol_route")
        for lines, names in zip(_shapes(layer), layer.names, strict=True)
    ]
    return (*areas, *routes)


def _of_area(ring: Line, names: tuple[str, str], streets: list[Line]) -> Template:
    route = alleys_within(streets, ring)
    points = checkpoints_along(route, names, _ALLEY_POINTS_M)[:MOST_CHECKPOINTS]
    return Template(*names, route, points, NIGHT)


def _of_route(lines: tuple[Line, ...], names: tuple[str, str]) -> Template:
    every_m = CHECKPOINT_EVERY_M / (2 if length_m(lines) < _SHORT_M else 1)
    points = checkpoints_along(lines, names, every_m)[:MOST_CHECKPOINTS]
    return Template(*names, lines, points, PARK_MORNING)


def _layers(site: Site, kind: str) -> list[MapLayer]:
    return [layer for layer in site.layers if layer.kind == kind]


def _lines(site: Site, kind: str) -> list[Line]:
    return [line for layer in _layers(site, kind) for shape in _shapes(layer) for line in shape]


def _shapes(layer: MapLayer) -> list[tuple[Line, ...]]:
    """Lines as (latitude, longitude); the site has them the other way round."""
    return [
        tuple(tuple((lat, lon) for lon, lat in line) for line in shape) for shape in layer.shapes
    ]


def _rings(layer: MapLayer) -> list[Line]:
    return [shape[0] if shape else () for shape in _shapes(layer)]
