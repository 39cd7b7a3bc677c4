"""What the site offers an intake: neighbouring districts, fixed ways. Pure; made once."""

from dataclasses import dataclass

from console.domain.places.geo import Place, distance_m
from console.domain.site import MapLayer, Site

Way = tuple[Place, ...]
Names = tuple[str, str]
_WAYS = ("safe_path", "patrol_route")
_MOST_WAYS = 200
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Ground:
    """Neighbours, the nearest first, and named ways; names are Korean and English."""

    neighbours: tuple[Names, ...] = ()
    ways: tuple[tuple[Names, Way], ...] = ()

    def neighbour_names(self, language: str) -> list[str]:
        """The neighbouring districts as they are called in "ko" or "en"."""
        return [_name(names, language) for names in self.neighbours]

    def way_names(self, language: str) -> list[str]:
        """The fixed ways, in their order."""
        return [_name(names, language) for names, _ in self.ways]


def ground_of(site: Site) -> Ground:
    """The districts around, and the ways that children or citizens are walked along."""
    ways = [
        (names, each)
        for kind in _WAYS
        for layer in _layers(site, kind)
        if not layer.closed
        for names, lines in zip(layer.names, layer.shapes, strict=False)
        for each in [_longest(lines)]
        if 1 < len(each) <= _MOST_POINTS and any(names)
    ]
    return Ground(_neighbours(site), tuple(ways[:_MOST_WAYS]))


def _neighbours(site: Site) -> tuple[Names, ...]:
    found = [
        (min(distance_m(site.centre, Place(lat, lon)) for lon, lat in ring), names)
        for layer in _layers(site, "neighbour")
        for names, (ring, *_) in zip(layer.names, layer.shapes, strict=False)
        if ring
    ]
    return tuple(dict.fromkeys(names for _, names in sorted(found)))


def headed(way: Way, start: Place | None) -> Way:
    """The way from the end that is nearer the meeting place."""
    if start is None or distance_m(start, way[0]) <= distance_m(start, way[-1]):
        return way
    return way[::-1]


def _layers(site: Site, kind: str) -> list[MapLayer]:
    return [layer for layer in site.layers if layer.kind == kind]


def _longest(lines: tuple[tuple[tuple[float, float], ...], ...]) -> Way:
    line = max(lines, key=len, default=())
    return tuple(Place(lat, lon) for lon, lat in line)


def _name(names: Names, language: str) -> str:
    korean, english = names
    return (korean or english) if language == "ko" else (english or korean)
