"""Water and parks of the demo district: river and streams follow real borders, widths are made up.

Metres of the local plane. One thread, to completion. Never claims to be a survey.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from borders import Borders, Dong
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

RIVER_HALF_WIDTH_M = 430
# Which two dongs share the bed of each stream (names of the source).
STREAMS = (
    (
        "중랑천", "Jungnangcheon", 62,
        (("옥수동", "성수동1가"), ("금호동4가", "성수동1가"), ("응봉동", "성수동1가"),
         ("행당동", "성수동1가"), ("사근동", "성수동1가"), ("송정동", "용답동")),
    ),
    ("청계천", "Cheonggyecheon", 30, (("사근동", "용답동"), ("마장동", "용답동"))),
)  # fmt: skip
# Each row: both names, its dong, middle east and north (m), radius (m), whether on a hill.
PARKS = (
    ("서울숲", "Seoul Forest", "성수동1가", -180, -620, 420, False),
    ("응봉산공원", "Eungbongsan Park", "응봉동", -560, -130, 190, True),
    ("대현산공원", "Daehyeonsan Park", "금호동1가", -1330, 390, 170, True),
    ("금호산공원", "Geumhosan Park", "금호동2가", -1820, 420, 150, True),
    ("달맞이공원", "Dalmaji Park", "금호동4가", -1420, -560, 165, True),
    ("매봉산공원", "Maebongsan Park", "옥수동", -2330, -560, 185, True),
    ("마장공원", "Majang Park", "마장동", 60, 1900, 95, False),
    ("용답공원", "Yongdap Park", "용답동", 1750, 1080, 120, False),
    ("송정공원", "Songjeong Park", "송정동", 2050, 330, 110, False),
    ("성수공원", "Seongsu Park", "성수동2가", 1500, -800, 115, False),
    ("왕십리광장", "Wangsimni Plaza", "행당동", -260, 1150, 85, False),
    ("살곶이공원", "Salgoji Park", "사근동", 480, 820, 110, False),
)


@dataclass(frozen=True)
class Park:
    """One park: names, the dong it belongs to, its ground."""

    name_ko: str
    name_en: str
    dong: str
    ground: BaseGeometry
    hillside: bool


@dataclass(frozen=True)
class Terrain:
    """Water and parks, and the land that is left for streets, by dong."""

    river: BaseGeometry
    streams: tuple[tuple[str, str, BaseGeometry], ...]
    parks: tuple[Park, ...]
    land: dict[str, BaseGeometry]

    @property
    def water(self) -> BaseGeometry:
        """River and streams in one."""
        return shapely.union_all([self.river, *(s for _, _, s in self.streams)])


def lines_of(shape: BaseGeometry) -> list[LineString]:
    """The lines of any geometry, without its points and polygons."""
    if isinstance(shape, LineString):
        return [] if shape.is_empty else [shape]
    parts = getattr(shape, "geoms", ())
    return [line for part in parts for line in lines_of(part)]


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry, without its lines and points."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [p for part in getattr(shape, "geoms", ()) for p in polygons_of(part)]


def smooth(line: LineString, tolerance_m: float, rounds: int = 2) -> LineString:
    """Drops the stair steps of a border, then rounds its corners (ends stay where they are)."""
    points = shapely.get_coordinates(line.simplify(tolerance_m))
    for _ in range(rounds):
        if len(points) < 3:
            break
        near, far = points[:-1], points[1:]
        cut = np.stack((near * 0.75 + far * 0.25, near * 0.25 + far * 0.75), axis=1)
        points = np.vstack((points[:1], cut.reshape(-1, 2), points[-1:]))
    return LineString(points)


def shared(a: BaseGeometry, b: BaseGeometry) -> list[LineString]:
    """The border that two grounds have in common."""
    common = a.intersection(b)
    joined = MultiLineString(lines_of(common))
    return lines_of(shapely.line_merge(joined))


def _streams(borders: Borders) -> tuple[tuple[str, str, BaseGeometry], ...]:
    ground = {d.name_ko: d.ground for d in borders.dongs}
    whole = shapely.union_all(list(ground.values()))
    dongdaemun = next(s for ko, _, s in borders.neighbours if ko == "동대문구")
    north_west = shapely.box(-1100, 2000, -60, 2900)
    upper = whole.boundary.intersection(dongdaemun.buffer(70)).intersection(north_west)
    found = []
    for name_ko, name_en, half_width, pairs in STREAMS:
        beds = [line for a, b in pairs for line in shared(ground[a], ground[b])]
        if name_ko == "청계천":
            beds += lines_of(shapely.line_merge(MultiLineString(lines_of(upper))))
        joined = lines_of(shapely.line_merge(MultiLineString(beds)))
        water = shapely.union_all(
            [smooth(b, 14).buffer(half_width) for b in joined if b.length > 130]
        )
        found.append((name_ko, name_en, water.buffer(18).buffer(-18).simplify(2)))
    return tuple(found)


def _blob(x: float, y: float, radius_m: float, rng: np.random.Generator) -> Polygon:
    turn = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    reach: NDArray[np.float64] = np.ones_like(turn)
    for wave in (2, 3, 5):
        reach += rng.uniform(0.04, 0.16) * np.sin(wave * turn + rng.uniform(0, 2 * np.pi))
    return Polygon(
        np.column_stack(
            (x + radius_m * reach * np.cos(turn), y + radius_m * reach * np.sin(turn) * 0.85)
        )
    )


def _inside(dong: Dong, free: BaseGeometry, rng: np.random.Generator) -> Point:
    west, south, east, north = dong.ground.bounds
    for _ in range(400):
        point = Point(rng.uniform(west, east), rng.uniform(south, north))
        if free.contains(point):
            return point
    return dong.ground.representative_point()


def _playgrounds(
    dongs: tuple[Dong, ...], water: BaseGeometry, taken: BaseGeometry, rng: np.random.Generator
) -> list[Park]:
    parks = []
    for dong in dongs:
        free = dong.ground.buffer(-70).difference(water.buffer(50)).difference(taken.buffer(90))
        for count in range(max(1, min(4, round(dong.ground.area / 4e5)))):
            middle = _inside(dong, free, rng)
            ground = _blob(middle.x, middle.y, rng.uniform(22, 42), rng).intersection(dong.ground)
            free = free.difference(ground.buffer(150))
            ko, en = (
                f"{dong.name_ko} 어린이공원 {count + 1}",
                f"{dong.name_en} Playground {count + 1}",
            )
            parks.append(Park(ko, en, dong.name_ko, ground, hillside=False))
    return parks


def make_terrain(borders: Borders, rng: np.random.Generator) -> Terrain:
    """Water, parks and land of the district."""
    axis = [smooth(line, 120, 3) for line in lines_of(borders.river_axis)]
    river = shapely.union_all(axis).buffer(RIVER_HALF_WIDTH_M).simplify(4)
    streams = tuple((ko, en, s.difference(river)) for ko, en, s in _streams(borders))
    water = shapely.union_all([river, *(s for _, _, s in streams)])
    ground = {d.name_ko: d.ground for d in borders.dongs}
    parks = []
    for ko, en, dong, x, y, radius, hillside in PARKS:
        shore = ground[dong].difference(water.buffer(14)).buffer(-8)
        blob = max(polygons_of(_blob(x, y, radius, rng).intersection(shore)), key=lambda p: p.area)
        parks.append(Park(ko, en, dong, blob, hillside))
    taken = shapely.union_all([p.ground for p in parks])
    parks += _playgrounds(borders.dongs, water, taken, rng)
    land = {name: g.difference(water) for name, g in ground.items()}
    return Terrain(river, streams, tuple(parks), land)
