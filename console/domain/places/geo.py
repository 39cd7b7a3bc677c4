"""Places on the earth and in the plane of the map. Pure arithmetic, standard library only."""

from dataclasses import dataclass
from math import asin, asinh, atan, cos, degrees, pi, radians, sin, sinh, sqrt, tan

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Place:
    """A point in WGS 84 degrees, with the radius (metres) it is trusted to, when known."""

    lat: float
    lon: float
    accuracy_m: float | None = None

    @property
    def is_plausible(self) -> bool:
        """Whether the point lies on the globe and is not the (0, 0) of a receiver without a fix."""
        return -90 <= self.lat <= 90 and -180 <= self.lon <= 180 and (self.lat, self.lon) != (0, 0)


def distance_m(a: Place, b: Place) -> float:
    """Great-circle distance in metres (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat = sin((lat_b - lat_a) / 2)
    half_lon = sin(radians(b.lon - a.lon) / 2)
    chord = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


@dataclass(frozen=True, slots=True)
class LocalPlane:
    """An equirectangular plane around `origin`: east and north in metres.

    Within 15 km of the origin at Seoul's latitude it is off by less than 0.1 %: enough to draw and
    to rank, not to survey.
    """

    origin: Place

    @property
    def _east_scale(self) -> float:
        return radians(1) * EARTH_RADIUS_M * cos(radians(self.origin.lat))

    @property
    def _north_scale(self) -> float:
        return radians(1) * EARTH_RADIUS_M

    def to_metres(self, lat: float, lon: float) -> tuple[float, float]:
        """East and north of the origin, in metres."""
        east = (lon - self.origin.lon) * self._east_scale
        north = (lat - self.origin.lat) * self._north_scale
        return east, north

    def to_place(self, east: float, north: float) -> Place:
        """The WGS 84 place of a point of the plane."""
        lat = self.origin.lat + north / self._north_scale
        return Place(lat, self.origin.lon + east / self._east_scale)


def tile_corners(zoom: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east and north (degrees) of a Web Mercator tile, `y` counted from the north."""
    return (
        _tile_lon(zoom, x),
        _tile_lat(zoom, y + 1),
        _tile_lon(zoom, x + 1),
        _tile_lat(zoom, y),
    )


def tile_at(zoom: int, lat: float, lon: float) -> tuple[int, int]:
    """Which tile (x, y) of a zoom holds a place; the nearest one beyond the edge of the map."""
    count = 1 << zoom
    x = int((lon + 180.0) / 360.0 * count)
    bent = asinh(tan(radians(min(max(lat, -85.05), 85.05))))
    y = int((1.0 - bent / pi) / 2.0 * count)
    return min(max(x, 0), count - 1), min(max(y, 0), count - 1)


def _tile_lon(zoom: int, x: int) -> float:
    return x / (1 << zoom) * 360.0 - 180.0


def _tile_lat(zoom: int, y: int) -> float:
    return degrees(atan(sinh(pi * (1.0 - 2.0 * y / (1 << zoom)))))
