"""Plane coordinates that Korean maps use, to WGS 84 degrees and back. Pure arithmetic.

Transverse Mercator by Krüger's series to the fourth order in n, exact to a micrometre within the
country (L. Krüger, 1912; C. F. F. Karney, "Transverse Mercator with an accuracy of a few
nanometers", 2011). The grids here lie on GRS 80 or WGS 84, whose datums differ by less than a
metre, which no map of a district shows. Older ones (EPSG:5174, 2097 and theirs) lie on Bessel's
ellipsoid and on the datum of 1985, which is shifted by `korea_1985`.
"""

from dataclasses import dataclass, field
from math import asin, asinh, atan, atan2, atanh, cos, cosh, degrees, radians, sin, sinh, sqrt, tan

from console.domain.places import korea_1985

GRS80 = 1 / 298.257222101
WGS84 = 1 / 298.257223563
AXIS_M = 6_378_137.0
KOREA = (124.0, 33.0, 132.0, 39.0)
"""West, south, east and north that hold the country (R-IF-08)."""


@dataclass(frozen=True, slots=True)
class Series:
    """Krüger's coefficients of an ellipsoid; `radius` in metres."""

    radius: float
    alpha: tuple[float, float, float, float]
    beta: tuple[float, float, float, float]
    delta: tuple[float, float, float, float]
    bend: float


def _series(axis_m: float, flattening: float) -> Series:
    n = flattening / (2 - flattening)
    n2, n3, n4 = n * n, n**3, n**4
    return Series(
        radius=axis_m / (1 + n) * (1 + n2 / 4 + n4 / 64),
        alpha=(
            n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180,
            13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
            61 * n3 / 240 - 103 * n4 / 140,
            49561 * n4 / 161280,
        ),
        beta=(
            n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360,
            n2 / 48 + n3 / 15 - 437 * n4 / 1440,
            17 * n3 / 480 - 37 * n4 / 840,
            4397 * n4 / 161280,
        ),
        delta=(
            2 * n - 2 * n2 / 3 - 2 * n3 + 116 * n4 / 45,
            7 * n2 / 3 - 8 * n3 / 5 - 227 * n4 / 45,
            56 * n3 / 15 - 136 * n4 / 35,
            4279 * n4 / 630,
        ),
        bend=2 * sqrt(n) / (1 + n),
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """A transverse Mercator grid: metres east (x) and north (y) of its false origin."""

    code: str
    name: str
    lat_0: float
    lon_0: float
    scale: float
    false_east: float
    false_north: float
    flattening: float = GRS80
    axis_m: float = AXIS_M
    old: bool = False
    """Whether it is of the datum of 1985, hundreds of metres off."""
    series: Series = field(init=False, repr=False, compare=False)
    north_0: float = field(init=False, repr=False, compare=False)
    """Metres along the middle meridian from the equator to the grid's own parallel."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "series", _series(self.axis_m, self.flattening))
        object.__setattr__(self, "north_0", self._from_equator(self.lat_0, 0.0)[1])

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point."""
        size = self.scale * self.series.radius
        xi = (y - self.false_north + self.north_0) / size
        eta = (x - self.false_east) / size
        up, right = xi, eta
        for order, beta in enumerate(self.series.beta, 1):
            up -= beta * sin(2 * order * xi) * cosh(2 * order * eta)
            right -= beta * cos(2 * order * xi) * sinh(2 * order * eta)
        sphere = asin(sin(up) / cosh(right))
        lat = sphere + sum(
            delta * sin(2 * order * sphere) for order, delta in enumerate(self.series.delta, 1)
        )
        lon = self.lon_0 + degrees(atan2(sinh(right), cos(up)))
        return korea_1985.to_world(degrees(lat), lon) if self.old else (degrees(lat), lon)

    def from_degrees(self, lat: float, lon: float) -> tuple[float, float]:
        """East and north of a place."""
        if self.old:
            lat, lon = korea_1985.from_world(lat, lon)
        east, north = self._from_equator(lat, lon - self.lon_0)
        return self.false_east + east, self.false_north + north - self.north_0

    def _from_equator(self, lat: float, lon: float) -> tuple[float, float]:
        across, up = radians(lon), sin(radians(lat))
        bent = sinh(atanh(up) - self.series.bend * atanh(self.series.bend * up))
        xi, eta = atan2(bent, cos(across)), atanh(sin(across) / sqrt(1 + bent * bent))
        east, north = eta, xi
        for order, alpha in enumerate(self.series.alpha, 1):
            east += alpha * cos(2 * order * xi) * sinh(2 * order * eta)
            north += alpha * sin(2 * order * xi) * cosh(2 * order * eta)
        size = self.scale * self.series.radius
        return size * east, size * north


@dataclass(frozen=True, slots=True)
class Degrees:
    """Degrees, of WGS 84 unless `old`: x is the longitude, y the latitude."""

    code: str = "EPSG:4326"
    name: str = "WGS 84"
    old: bool = False

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point."""
        return korea_1985.to_world(y, x) if self.old else (y, x)

    def from_degrees(self, lat: float, lon: float) -> tuple[float, float]:
        """Longitude and latitude of a place."""
        if self.old:
            lat, lon = korea_1985.from_world(lat, lon)
        return lon, lat


@dataclass(frozen=True, slots=True)
class WebMercator:
    """The plane of map tiles, metres at the equator."""

    code: str = "EPSG:3857"
    name: str = "Web Mercator"
    old: bool = False

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point."""
        return degrees(atan(sinh(y / AXIS_M))), degrees(x / AXIS_M)

    def from_degrees(self, lat: float, lon: float) -> tuple[float, float]:
        """East and north of a place."""
        return AXIS_M * radians(lon), AXIS_M * asinh(tan(radians(lat)))


Plane = Grid | Degrees | WebMercator


def bessel_grid(
    code: str, name: str, lat_0: float, lon_0: float, scale: float, east: float, north: float
) -> Grid:
    """A grid of the datum of 1985."""
    return Grid(
        code, name, lat_0, lon_0, scale, east, north,
        korea_1985.FLATTENING, korea_1985.AXIS_M, old=True,
    )  # fmt: skip


_MOVED = 10.405 / 3600
"""By so many degrees the old belts lie too far west, which the "modified" ones put right."""


def _belt(code: str, name: str, lon_0: float, north: float = 500_000.0) -> Grid:
    return bessel_grid(f"EPSG:{code}", f"{name}, Bessel", 38.0, lon_0, 1.0, 200_000.0, north)


GRIDS: dict[str, Plane] = {
    grid.code: grid
    for grid in (
        Degrees(),
        WebMercator(),
        Grid("EPSG:5179", "UTM-K", 38.0, 127.5, 0.9996, 1_000_000.0, 2_000_000.0),
        Grid("EPSG:5180", "West belt (500,000)", 38.0, 125.0, 1.0, 200_000.0, 500_000.0),
        Grid("EPSG:5181", "Central belt (500,000)", 38.0, 127.0, 1.0, 200_000.0, 500_000.0),
        Grid("EPSG:5182", "Jeju belt (550,000)", 38.0, 127.0, 1.0, 200_000.0, 550_000.0),
        Grid("EPSG:5183", "East belt (500,000)", 38.0, 129.0, 1.0, 200_000.0, 500_000.0),
        Grid("EPSG:5184", "East Sea belt (500,000)", 38.0, 131.0, 1.0, 200_000.0, 500_000.0),
        Grid("EPSG:5185", "West belt 2010", 38.0, 125.0, 1.0, 200_000.0, 600_000.0),
        Grid("EPSG:5186", "Central belt 2010", 38.0, 127.0, 1.0, 200_000.0, 600_000.0),
        Grid("EPSG:5187", "East belt 2010", 38.0, 129.0, 1.0, 200_000.0, 600_000.0),
        Grid("EPSG:5188", "East Sea belt 2010", 38.0, 131.0, 1.0, 200_000.0, 600_000.0),
        Grid("EPSG:32651", "UTM 51N", 0.0, 123.0, 0.9996, 500_000.0, 0.0, WGS84),
        Grid("EPSG:32652", "UTM 52N", 0.0, 129.0, 0.9996, 500_000.0, 0.0, WGS84),
        _belt("5173", "Modified west belt", 125 + _MOVED),
        _belt("5174", "Modified central belt", 127 + _MOVED),
        _belt("5175", "Modified Jeju belt", 127 + _MOVED, 550_000.0),
        _belt("5176", "Modified east belt", 129 + _MOVED),
        _belt("5177", "Modified East Sea belt", 131 + _MOVED),
        _belt("2098", "West belt", 125.0),
        _belt("2097", "Central belt", 127.0),
        _belt("2096", "East belt", 129.0),
        bessel_grid("EPSG:5178", "UTM-K, Bessel", 38.0, 127.5, 0.9996, 1_000_000.0, 2_000_000.0),
        Degrees("EPSG:4162", "Korean 1985", old=True),
    )
}


def in_korea(lat: float, lon: float) -> bool:
    """Whether a place lies in the box that holds the country."""
    west, south, east, north = KOREA
    return south <= lat <= north and west <= lon <= east
