"""What stands in the demo district: cameras, bells, shelters, lockers, patrol areas and routes.

All synthetic and seeded; no position of a real device. Metres; one thread.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from borders import Borders
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from streets import Streets
from terrain import Park, Terrain, polygons_of

CAMERAS, INTELLIGENT = 4191, 1383
STREET_BELLS, SHELTERS, LOCKERS, TOILETS = 170, 38, 12, 16
AREA_DONGS = (
    "행당동",
    "사근동",
    "금호동1가",
    "마장동",
    "성수동1가",
    "송정동",
    "용답동",
    "성수동2가",
)


@dataclass(frozen=True)
class Fixture:
    """A thing on the map: kind, names, place (m)."""

    kind: str
    name_ko: str
    name_en: str
    x: float
    y: float


@dataclass(frozen=True)
class Lens:
    """A camera: names, place (m), heading (degrees from north), cone (degrees), reach (m)."""

    name_ko: str
    name_en: str
    x: float
    y: float
    heading: int
    view: int
    reach: int
    intelligent: bool


def _samples(lines: tuple[LineString, ...], step_m: float) -> NDArray[np.float64]:
    """Rows (east, north, direction in radians) every `step_m` along the lines."""
    rows = []
    for line in lines:
        at = np.arange(step_m / 2, line.length, step_m)
        here = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, at + 2.0))
        behind = shapely.get_coordinates(shapely.line_interpolate_point(line, at - 2.0))
        turn = np.arctan2(ahead[:, 1] - behind[:, 1], ahead[:, 0] - behind[:, 0])
        rows.append(np.column_stack((here, turn)))
    return np.vstack(rows)


def _spread(rows: NDArray[np.float64], count: int, least_m: float) -> NDArray[np.float64]:
    """The first `count` rows that keep `least_m` from each other."""
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    kept: list[int] = []
    for index, (x, y) in enumerate(rows[:, :2].tolist()):
        cell = (int(x // least_m), int(y // least_m))
        near = [
            p
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for p in taken.get((cell[0] + dx, cell[1] + dy), ())
        ]
        if all((p[0] - x) ** 2 + (p[1] - y) ** 2 >= least_m**2 for p in near):
            taken.setdefault(cell, []).append((x, y))
            kept.append(index)
        if len(kept) == count:
            return rows[kept]
    msg = f"only {len(kept)} of {count} places found"
    raise ValueError(msg)


def _owner(borders: Borders, rows: NDArray[np.float64]) -> NDArray[np.int64]:
    """Index of the dong each row lies in, -1 outside the district."""
    points = shapely.points(rows[:, 0], rows[:, 1])
    owner = np.full(len(rows), -1, dtype=np.int64)
    for index, dong in enumerate(borders.dongs):
        shapely.prepare(dong.ground)
        owner[shapely.contains(dong.ground, points)] = index
    return owner


def _camera_rows(
    borders: Borders, terrain: Terrain, streets: Streets, rng: np.random.Generator
) -> NDArray[np.float64]:
    edges = tuple(LineString(p.ground.exterior) for p in terrain.parks)
    rows = np.vstack(
        [
            _samples(streets.local, 24),
            _samples(streets.collector, 18),
            _samples(streets.arterial, 26),
            _samples(edges, 22),
        ]
    )
    rows = rows[_owner(borders, rows) >= 0]
    side = rng.choice((-1.0, 1.0), len(rows)) * rng.uniform(3.0, 5.0, len(rows))
    rows[:, 0] += -np.sin(rows[:, 2]) * side
    rows[:, 1] += np.cos(rows[:, 2]) * side
    water = terrain.water
    shapely.prepare(water)
    dry = ~shapely.contains(water, shapely.points(rows[:, 0], rows[:, 1]))
    rows = rows[dry & (_owner(borders, rows) >= 0)]
    return _spread(rows[rng.permutation(len(rows))], CAMERAS, 17.0)


def make_cameras(
    borders: Borders, terrain: Terrain, streets: Streets, rng: np.random.Generator
) -> list[Lens]:
    """Exactly `CAMERAS` cameras, `INTELLIGENT` of them intelligent, numbered within each dong."""
    rows = _camera_rows(borders, terrain, streets, rng)
    owner = _owner(borders, rows)
    order = np.lexsort((rows[:, 0], -np.round(rows[:, 1] / 60), owner))
    rows, owner = rows[order], owner[order]
    smart = np.zeros(len(rows), dtype=bool)
    smart[rng.permutation(len(rows))[:INTELLIGENT]] = True
    headings = (90 - np.degrees(rows[:, 2]) + rng.choice((0, 180), len(rows))) % 360
    headings = (np.round(headings + rng.uniform(-14, 14, len(rows))) % 360).astype(int)
    views, reaches = rng.choice((48, 60, 72, 90), len(rows)), rng.integers(28, 56, len(rows))
    count = dict.fromkeys(range(len(borders.dongs)), 0)
    lenses = []
    for i, (x, y, _) in enumerate(rows.tolist()):
        dong = borders.dongs[int(owner[i])]
        count[int(owner[i])] += 1
        number = f"{count[int(owner[i])]:03d}"
        lenses.append(
            Lens(f"{dong.name_ko} {number}", f"{dong.name_en} {number}", x, y, int(headings[i]),
                 int(views[i]), int(reaches[i]), bool(smart[i]))
        )  # fmt: skip
    return lenses


def _park_bells(parks: tuple[Park, ...]) -> list[Fixture]:
    found = []
    for park in parks:
        edge = park.ground.buffer(-6).exterior if park.ground.area > 6000 else park.ground.exterior
        count = max(2, min(14, round(edge.length / 140)))
        for number in range(count):
            point = edge.interpolate(number / count, normalized=True)
            ko, en = f"{park.name_ko} 비상벨 {number + 1}", f"{park.name_en} Bell {number + 1}"
            found.append(Fixture("bell", ko, en, point.x, point.y))
    return found


def _along(
    kind: str, words: tuple[str, str], rows: NDArray[np.float64], borders: Borders
) -> list[Fixture]:
    owner = _owner(borders, rows)
    count: dict[int, int] = {}
    found = []
    for (x, y, _), own in zip(rows.tolist(), owner.tolist(), strict=True):
        dong = borders.dongs[own]
        count[own] = count.get(own, 0) + 1
        ko, en = (
            f"{dong.name_ko} {words[0]} {count[own]}",
            f"{dong.name_en} {words[1]} {count[own]}",
        )
        found.append(Fixture(kind, ko, en, x, y))
    return found


def make_facilities(
    borders: Borders, terrain: Terrain, streets: Streets, rng: np.random.Generator
) -> list[Fixture]:
    """Bells, shelter stores, parcel lockers, toilets and park gates."""
    found = _park_bells(terrain.parks)
    for park in terrain.parks[:12]:
        gate = park.ground.exterior.interpolate(rng.random(), normalized=True)
        names = f"{park.name_ko} 입구", f"{park.name_en} Gate"
        found.append(Fixture("park_gate", *names, gate.x, gate.y))
    narrow = _samples((*streets.local, *streets.collector), 31)
    wide = _samples((*streets.collector, *streets.arterial), 37)
    wants = (
        ("bell", ("골목 비상벨", "Alley Bell"), narrow, STREET_BELLS, 95.0),
        ("shelter", ("안심지킴이집", "Shelter Store"), wide, SHELTERS, 260.0),
        ("locker", ("안심택배함", "Parcel Locker"), wide, LOCKERS, 600.0),
        ("toilet", ("공중화장실", "Public Toilet"), wide, TOILETS, 500.0),
    )
    for kind, words, rows, count, least in wants:
        inside = rows[_owner(borders, rows) >= 0]
        chosen = _spread(inside[rng.permutation(len(inside))], count, least)
        found += _along(kind, words, chosen, borders)
    return found


def make_patrol_areas(
    terrain: Terrain, rng: np.random.Generator
) -> list[tuple[str, str, BaseGeometry]]:
    """Areas of one-person households, one in each of eight dongs."""
    areas = []
    for number, name in enumerate(AREA_DONGS, start=1):
        ground = max(polygons_of(terrain.land[name].buffer(-60)), key=_area)
        west, south, east, north = ground.bounds
        spots = [Point(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(60)]
        parks = shapely.union_all([p.ground for p in terrain.parks])
        fits = [s for s in spots if ground.contains(s)] or [ground.representative_point()]
        middle = max(fits, key=lambda s: min(s.distance(parks), s.distance(ground.boundary)))
        turn = np.linspace(0, 2 * np.pi, 7)[:-1] + rng.uniform(0, 1)
        reach = rng.uniform(150, 240, 6)
        corners = np.column_stack((np.cos(turn) * reach, np.sin(turn) * reach))
        area = Polygon(corners + np.array((middle.x, middle.y))).intersection(ground)
        areas.append(
            (f"순찰 {number}구역", f"Patrol area {number}", max(polygons_of(area), key=_area))
        )
    return areas


def _area(shape: BaseGeometry) -> float:
    return float(shape.area)


def make_patrol_routes(terrain: Terrain) -> list[tuple[str, str, LineString]]:
    """Five rounds in the hillside parks and two along the streams: seven routes."""
    routes = []
    for park in (p for p in terrain.parks if p.hillside):
        inner = max(polygons_of(park.ground.buffer(-24)), key=_area)
        round_trip = LineString(inner.exterior).simplify(4)
        routes.append((f"{park.name_ko} 순찰로", f"{park.name_en} Route", round_trip))
    whole = shapely.union_all(list(terrain.land.values()))
    for name_ko, name_en, water in terrain.streams:
        bank = max(polygons_of(water), key=_area).buffer(16).exterior
        dry = shapely.line_merge(bank.intersection(whole.buffer(4)))
        walk = max(getattr(dry, "geoms", [dry]), key=lambda line: line.length)
        routes.append((f"{name_ko} 수변 순찰로", f"{name_en} Riverside Route", walk.simplify(4)))
    return routes
