"""Dongs as areas: how large, what lies in which, points spread over them. Pure; metres, km2.

Rings of a shape are filled even-odd, so islands and holes count as they are drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from console.domain.places.geo import LocalPlane, Place
from console.domain.site import Site

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dong:
    """One dong: its rings in metres of the site's plane, and the box (west, south, east, north)."""

    name_ko: str
    name_en: str
    rings: tuple[Ring, ...]
    box: Box
    area_km2: float

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en

    def holds(self, east: float, north: float) -> bool:
        """Whether a point of the plane lies in the dong."""
        west, south, right, top = self.box
        if not (west <= east <= right and south <= north <= top):
            return False
        return sum(_crossings(ring, east, north) for ring in self.rings) % 2 == 1


class Dongs:
    """The dongs of a site, and which of them a place lies in."""

    def __init__(self, site: Site) -> None:
        self.plane = LocalPlane(site.centre)
        self.all: tuple[Dong, ...] = tuple(_of_site(site, self.plane))

    def at(self, place: Place) -> int | None:
        """The number of the dong that holds a place; None outside of all."""
        east, north = self.plane.to_metres(place.lat, place.lon)
        return next((n for n, dong in enumerate(self.all) if dong.holds(east, north)), None)

    def name_at(self, place: Place, language: str) -> str:
        """The name of the dong that holds a place; empty outside of all."""
        number = self.at(place)
        return "" if number is None else self.all[number].name(language)

    def spread(self, dong: Dong, step_m: float) -> Iterator[Place]:
        """The middles of squares of `step_m` that lie in a dong."""
        west, south, east, north = dong.box
        for column in range(ceil((east - west) / step_m)):
            for line in range(ceil((north - south) / step_m)):
                x, y = west + (column + 0.5) * step_m, south + (line + 0.5) * step_m
                if dong.holds(x, y):
                    yield self.plane.to_place(x, y)


def _of_site(site: Site, plane: LocalPlane) -> Iterator[Dong]:
    for layer in site.layers:
        if layer.kind != "dong":
            continue
        for shape, (ko, en) in zip(layer.shapes, layer.names, strict=True):
            rings = tuple(
                tuple(plane.to_metres(lat, lon) for lon, lat in ring)
                for ring in shape
                if len(ring) > 2
            )
            if rings:
                yield Dong(ko, en, rings, _box(rings), _area_m2(rings) / 1e6)


def _area_m2(rings: Sequence[Ring]) -> float:
    """Filled even-odd: a ring within an odd number of others is a hole."""
    whole = 0.0
    for ring in rings:
        within = sum(_crossings(o, *ring[0]) % 2 for o in rings if o is not ring)
        whole += abs(_twice_area(ring)) / 2 * (-1 if within % 2 else 1)
    return max(whole, 0.0)


def _twice_area(ring: Ring) -> float:
    pairs = pairwise((*ring, ring[0]))
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)


def _crossings(ring: Ring, east: float, north: float) -> int:
    """How often a ray to the east crosses a ring."""
    count = 0
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        if (ay > north) != (by > north):
            count += east < ax + (north - ay) / (by - ay) * (bx - ax)
    return count


def _box(rings: Sequence[Ring]) -> Box:
    easts = [east for ring in rings for east, _ in ring]
    norths = [north for ring in rings for _, north in ring]
    return min(easts), min(norths), max(easts), max(norths)
