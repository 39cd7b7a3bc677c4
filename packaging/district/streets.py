"""Streets of the demo district: synthetic, by class, clipped to the land of each dong.

A grid per dong, turned to the dong's own direction, bent by one field for the whole district and
broken here and there, so that blocks differ. Metres; one thread. No real street is copied.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from borders import Borders
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from terrain import Terrain, lines_of, shared, smooth

# name, English, from (east, north) to (east, north): over the river to the south bank
BRIDGES = (
    ("동호대교", "Dongho Bridge", (-1800, -900), (-1650, -2750)),
    ("성수대교", "Seongsu Bridge", (-420, -1000), (-560, -2900)),
    ("영동대교", "Yeongdong Bridge", (1350, -1350), (1500, -3300)),
)
Line = NDArray[np.float64]


@dataclass(frozen=True)
class Streets:
    """Lines by class, bridges apart (they carry a name)."""

    arterial: tuple[LineString, ...]
    collector: tuple[LineString, ...]
    local: tuple[LineString, ...]
    bridges: tuple[tuple[str, str, LineString], ...]


class _Field:
    """A smooth displacement of the whole plane, so that grids bend alike across borders."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._waves = [
            (rng.uniform(-1, 1, 2) * 2 * np.pi / rng.uniform(420, 900), rng.uniform(0, 6.28, 2))
            for _ in range(5)
        ]

    def bend(self, points: Line, reach_m: float = 9.0) -> Line:
        moved = points.copy()
        for wave, phase in self._waves:
            angle = points @ wave
            moved[:, 0] += reach_m * np.sin(angle + phase[0])
            moved[:, 1] += reach_m * np.cos(angle + phase[1])
        return moved


def _direction(ground: BaseGeometry) -> float:
    corners = shapely.get_coordinates(ground.minimum_rotated_rectangle)
    side = max(pairwise(corners), key=lambda s: np.hypot(*(s[1] - s[0])))
    return float(np.arctan2(*(side[1] - side[0])[::-1]))


def _grid(ground: BaseGeometry, across: float, spacing_m: float) -> list[Line]:
    """Parallel lines over the bounding circle of `ground`, in the direction `across`."""
    middle = np.array(ground.centroid.coords[0])
    west, south, east, north = ground.bounds
    radius = float(np.hypot(east - west, north - south)) / 2
    along = np.array((np.cos(across), np.sin(across)))
    aside = np.array((-along[1], along[0]))
    steps = np.arange(-radius, radius + 30, 30)[:, None]
    offsets = np.arange(-int(radius // spacing_m), int(radius // spacing_m) + 1) * spacing_m
    return [middle + aside * offset + along * steps for offset in offsets]


def _broken(line: Line, share: float, rng: np.random.Generator) -> list[Line]:
    """The line in runs with gaps: about `share` of it is missing."""
    runs, start = [], 0
    while start < len(line) - 1:
        end = min(len(line) - 1, start + int(rng.integers(7, 22)))
        runs.append(line[start : end + 1])
        start = end + (int(rng.integers(2, 5)) if rng.random() < share * 3 else 0)
    return runs


def _clip(lines: list[Line], ground: BaseGeometry, least_m: float) -> list[LineString]:
    shape = MultiLineString([line for line in lines if len(line) > 1])
    found = lines_of(shapely.line_merge(shape.intersection(ground)))
    return [line.simplify(1.5) for line in found if line.length >= least_m]


def _dong_grid(
    ground: BaseGeometry, field: _Field, rng: np.random.Generator
) -> tuple[list[LineString], list[LineString]]:
    """Collectors and local streets of one dong."""
    direction = _direction(ground) + rng.uniform(-0.06, 0.06)
    collectors: list[Line] = []
    local: list[Line] = []
    for turn, spacing in ((0.0, rng.uniform(58, 70)), (np.pi / 2, rng.uniform(78, 104))):
        for number, line in enumerate(_grid(ground, direction + turn, spacing)):
            bent = field.bend(line)
            if number % 4 == 2:
                collectors.append(bent)
            else:
                local += _broken(bent, 0.14, rng)
    inner = ground.buffer(-11)
    return _clip(collectors, inner, 90), _clip(local, inner, 34)


def _arterials(borders: Borders, land: BaseGeometry) -> list[LineString]:
    """Dong borders on land, smoothed: streets often run there."""
    found = []
    dongs = borders.dongs
    for i, one in enumerate(dongs):
        for other in dongs[:i]:
            found += [smooth(line, 22) for line in shared(one.ground, other.ground)]
    whole = shapely.union_all([d.ground for d in dongs])
    found += [smooth(line, 30) for line in lines_of(whole.exterior)]
    on_land = shapely.line_merge(MultiLineString(found).intersection(land))
    return [line.simplify(1.5) for line in lines_of(on_land) if line.length > 140]


def make_streets(borders: Borders, terrain: Terrain, rng: np.random.Generator) -> Streets:
    """All streets of the district."""
    field = _Field(rng)
    water, whole = terrain.water, shapely.union_all([d.ground for d in borders.dongs])
    land = whole.buffer(25).difference(water.buffer(16))
    arterial = _arterials(borders, land)
    parks = shapely.union_all([p.ground for p in terrain.parks]).buffer(5)
    collector: list[LineString] = []
    local: list[LineString] = []
    for dong in borders.dongs:
        ground = terrain.land[dong.name_ko].difference(parks)
        wide, narrow = _dong_grid(ground, field, rng)
        collector += wide
        local += narrow
    bridges = tuple((ko, en, LineString((a, b))) for ko, en, a, b in BRIDGES)
    return Streets(tuple(arterial), tuple(collector), tuple(local), bridges)
