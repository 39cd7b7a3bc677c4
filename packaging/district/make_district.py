"""Writes the demo district: real borders, everything else synthetic and seeded.

Run by hand (see README.md); the result is committed. Same seed, same bytes. Never touches the net.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from borders import ORIGIN_LAT, ORIGIN_LON, Borders, read_borders, to_degrees
from fixtures import (
    Lens,
    make_cameras,
    make_facilities,
    make_patrol_areas,
    make_patrol_routes,
)
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from streets import Streets, make_streets
from terrain import Terrain, lines_of, make_terrain, polygons_of

FORMAT = "sunra-district/1"
SEED = 20230915
ATTRIBUTION = (
    "경계: 국토지리정보원 공간정보 공동활용(2023-09-15) · 도로·시설·이동체는 시연용 합성",
    "Borders: NGII Spatial Information Co-use (2023-09-15) · streets, sites, units: synthetic demo",
)
Named = tuple[str, str, BaseGeometry]


def _ring(coordinates: object) -> list[int]:
    """Micro-degrees, each but the first as the step from the one before: lon, lat, lon, lat..."""
    degrees = to_degrees(np.asarray(coordinates, dtype=np.float64))
    whole = np.round(degrees * 1e6).astype(np.int64)
    steps = np.vstack((whole[:1], np.diff(whole, axis=0)))
    return [int(value) for value in steps.ravel()]


def _polygon(shape: BaseGeometry) -> list[list[int]]:
    return [
        _ring(ring.coords)
        for part in polygons_of(shape)
        for ring in (part.exterior, *(i for i in part.interiors if i.length > 60))
    ]


def _layer(kind: str, named: list[Named], *, closed: bool) -> dict[str, object]:
    shapes = [
        _polygon(s) if closed else [_ring(line.coords) for line in lines_of(s)] for _, _, s in named
    ]
    names = [[ko, en] for ko, en, _ in named]
    return {
        "kind": kind,
        "closed": closed,
        "shapes": shapes,
        "names": names if any(ko for ko, _ in names) else [],
    }


def _unnamed(lines: tuple[LineString, ...]) -> list[Named]:
    return [("", "", line) for line in lines]


def _layers(
    borders: Borders, terrain: Terrain, streets: Streets, rng: np.random.Generator
) -> list[dict[str, object]]:
    around = list(borders.neighbours)
    river = [("한강", "Han River", terrain.river)]
    arterial = [*_unnamed(streets.arterial), *streets.bridges]
    return [
        _layer("neighbour", around, closed=True),
        _layer("dong", [(d.name_ko, d.name_en, d.ground) for d in borders.dongs], closed=True),
        _layer("river", river, closed=True),
        _layer("stream", list(terrain.streams), closed=True),
        _layer("park", [(p.name_ko, p.name_en, p.ground) for p in terrain.parks], closed=True),
        _layer("arterial", arterial, closed=False),
        _layer("collector", _unnamed(streets.collector), closed=False),
        _layer("local", _unnamed(streets.local), closed=False),
        _layer("patrol_area", make_patrol_areas(terrain, rng), closed=True),
        _layer("patrol_route", list(make_patrol_routes(terrain)), closed=False),
    ]


def _places(xs: list[float], ys: list[float]) -> tuple[list[int], list[int]]:
    degrees = np.round(to_degrees(np.column_stack((xs, ys))) * 1e6).astype(np.int64)
    return degrees[:, 0].tolist(), degrees[:, 1].tolist()


def _cameras(lenses: list[Lens]) -> dict[str, list[object]]:
    """Columns: they pack better than rows and read faster."""
    lon, lat = _places([c.x for c in lenses], [c.y for c in lenses])
    return {
        "id": [f"SD-{number:04d}" for number in range(1, len(lenses) + 1)],
        "ko": [c.name_ko for c in lenses],
        "en": [c.name_en for c in lenses],
        "lon": list(lon),
        "lat": list(lat),
        "heading": [c.heading for c in lenses],
        "view": [c.view for c in lenses],
        "reach": [c.reach for c in lenses],
        "intelligent": [int(c.intelligent) for c in lenses],
    }


def _wall(lenses: list[Lens]) -> list[str]:
    """Sixteen intelligent cameras, one of each dong, for the first look at the wall."""
    seen: dict[str, str] = {}
    for number, lens in enumerate(lenses, start=1):
        if lens.intelligent:
            seen.setdefault(lens.name_ko.rsplit(" ", 1)[0], f"SD-{number:04d}")
    return list(seen.values())[:16]


def make_district(seed: int) -> dict[str, object]:
    """The whole district as one JSON value."""
    rng = np.random.default_rng(seed)
    borders = read_borders()
    terrain = make_terrain(borders, rng)
    streets = make_streets(borders, terrain, rng)
    lenses = make_cameras(borders, terrain, streets, rng)
    facilities = make_facilities(borders, terrain, streets, rng)
    lon, lat = _places([f.x for f in facilities], [f.y for f in facilities])
    counts: dict[str, int] = {}
    rows = []
    for fixture, x, y in zip(facilities, lon, lat, strict=True):
        counts[fixture.kind] = counts.get(fixture.kind, 0) + 1
        name = f"{fixture.kind.upper().replace('_', '-')}-{counts[fixture.kind]:03d}"
        rows.append([name, fixture.kind, fixture.name_ko, fixture.name_en, x, y])
    return {
        "format": FORMAT,
        "id": "seongdong",
        "name": ["성동구", "Seongdong-gu"],
        "centre": [ORIGIN_LAT, ORIGIN_LON],
        "attribution": list(ATTRIBUTION),
        "layers": _layers(borders, terrain, streets, rng),
        "cameras": _cameras(lenses),
        "facilities": rows,
        "wall": _wall(lenses),
    }


def main() -> None:
    """Command line: `make_district.py [--seed N] [--out FILE]`."""
    here = Path(__file__).resolve().parents[2] / "resources" / "demo" / "seongdong"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=here / "district.json.gz")
    wanted = parser.parse_args()
    text = json.dumps(make_district(wanted.seed), ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_bytes(packed)
    print(f"{wanted.out}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
