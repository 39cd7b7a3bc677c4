"""The Korean datum of 1985 (Bessel 1841) to WGS 84 and back. Pure arithmetic.

Ten parameters, EPSG:5191 "Korean 1985 to WGS 84 (1)": a shift, three small turns and a scale about
a point in the middle of the country (Molodensky-Badekas, turns of the frame), good to a metre.
Heights are left out: maps of a district have none.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, sqrt

AXIS_M = 6_377_397.155
FLATTENING = 1 / 299.1528128
_WORLD_AXIS_M = 6_378_137.0
_WORLD_FLATTENING = 1 / 298.257223563
_PIVOT = (-3_159_521.31, 4_068_151.32, 3_748_113.85)
_SHIFT_M = (-145.907, 505.034, 685.756)
_TURN = tuple(radians(seconds / 3600) for seconds in (-1.162, 2.347, 1.592))
_SCALE = 1 + 6.342e-6

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Spheroid:
    """A flattened earth: its equator in metres, and how flat it is."""

    axis_m: float
    flattening: float

    def point(self, lat: float, lon: float) -> Point:
        """Metres from the middle of the earth of a place on the ground."""
        flat = self.flattening * (2 - self.flattening)
        across, up = radians(lon), radians(lat)
        bend = self.axis_m / sqrt(1 - flat * sin(up) ** 2)
        return (
            bend * cos(up) * cos(across),
            bend * cos(up) * sin(across),
            bend * (1 - flat) * sin(up),
        )

    def place(self, point: Point) -> tuple[float, float]:
        """Latitude and longitude of a point near the ground (B. R. Bowring, 1976)."""
        x, y, z = point
        flat = self.flattening * (2 - self.flattening)
        minor = self.axis_m * (1 - self.flattening)
        out = hypot(x, y)
        bent = atan2(z * self.axis_m, out * minor)
        lat = atan2(
            z + flat / (1 - flat) * minor * sin(bent) ** 3,
            out - flat * self.axis_m * cos(bent) ** 3,
        )
        return degrees(lat), degrees(atan2(y, x))


_BESSEL = Spheroid(AXIS_M, FLATTENING)
_WORLD = Spheroid(_WORLD_AXIS_M, _WORLD_FLATTENING)


def to_world(lat: float, lon: float) -> tuple[float, float]:
    """WGS 84 degrees of a place whose degrees are of the datum of 1985."""
    x, y, z = (at - pivot for at, pivot in zip(_BESSEL.point(lat, lon), _PIVOT, strict=True))
    rx, ry, rz = _TURN
    turned = (x + rz * y - ry * z, y - rz * x + rx * z, z + ry * x - rx * y)
    px, py, pz = (
        pivot + shift + _SCALE * each
        for pivot, shift, each in zip(_PIVOT, _SHIFT_M, turned, strict=True)
    )
    return _WORLD.place((px, py, pz))


def from_world(lat: float, lon: float) -> tuple[float, float]:
    """Degrees of the datum of 1985 of a place in WGS 84."""
    old_lat, old_lon = lat, lon
    for _ in range(4):  # each round leaves a ten-thousandth of the error
        there_lat, there_lon = to_world(old_lat, old_lon)
        old_lat, old_lon = old_lat + lat - there_lat, old_lon + lon - there_lon
    return old_lat, old_lon
