"""A district pack (`district.json.gz`): base map, cameras and facilities of one district.

Coordinates are micro-degrees, delta-coded per line, longitude first; cameras are columns. Knows the
format, no site file. No thread of its own.
"""

from itertools import accumulate
from pathlib import Path

from backends.map_data.check import Problems
from backends.map_data.files import read_json
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, MapLayer, Site

FILE_NAME = "district.json.gz"
FORMAT = "sunra-district/1"
MICRO = 1e-6
Line = tuple[tuple[float, float], ...]
_KEYS = ("id", "name", "centre", "attribution", "layers", "cameras", "facilities")
_COLUMNS = ("id", "ko", "en", "lon", "lat", "heading", "view", "reach", "intelligent")


def _line(steps: list[int]) -> Line:
    lons = accumulate(steps[0::2])
    lats = accumulate(steps[1::2])
    return tuple((lon * MICRO, lat * MICRO) for lon, lat in zip(lons, lats, strict=True))


def _layer(row: dict[str, list[list[list[int]]]]) -> MapLayer:
    shapes = tuple(tuple(_line(part) for part in shape) for shape in row["shapes"])
    names = tuple((str(ko), str(en)) for ko, en in row["names"]) or (("", ""),) * len(shapes)
    if len(names) != len(shapes):
        msg = f"layer {row['kind']}: names and shapes differ in number"
        raise ValueError(msg)
    return MapLayer(str(row["kind"]), bool(row["closed"]), shapes, names)


def _cameras(columns: dict[str, list[str | int]]) -> dict[str, Camera]:
    rows = zip(*(columns[key] for key in _COLUMNS), strict=True)
    return {
        str(key): Camera(
            id=str(key), name_ko=str(ko), name_en=str(en),
            place=Place(int(lat) * MICRO, int(lon) * MICRO),
            heading_deg=float(heading), view_deg=float(view), reach_m=float(reach),
            intelligent=bool(smart),
        )
        for key, ko, en, lon, lat, heading, view, reach, smart in rows
    }  # fmt: skip


def _facilities(rows: list[list[str | int]]) -> tuple[Facility, ...]:
    return tuple(
        Facility(str(key), str(kind), str(ko), str(en), Place(int(lat) * MICRO, int(lon) * MICRO))
        for key, kind, ko, en, lon, lat in rows
    )


def _check_head(pack: object, path: Path) -> None:
    problems = Problems(path)
    if not isinstance(pack, dict):
        problems.add("file", "must be an object")
    elif pack.get("format") != FORMAT:
        problems.add("format", f"must be {FORMAT!r}, not {pack.get('format')!r}")
    else:
        for key in (key for key in _KEYS if key not in pack):
            problems.add(key, "is missing")
    problems.raise_all("The district pack cannot be used", "restore it or make it anew")


def read_pack(folder: Path) -> Site:
    """The district of `folder`, cameras without streams. Raises `EnvironmentFault`."""
    path = folder / FILE_NAME
    pack = read_json(path, packed=True)
    _check_head(pack, path)
    assert isinstance(pack, dict)
    try:
        cameras = _cameras(pack["cameras"])
        wall = tuple(str(key) for key in pack.get("wall", ()))
        return Site(
            id=str(pack["id"]), name_ko=pack["name"][0], name_en=pack["name"][1],
            centre=Place(float(pack["centre"][0]), float(pack["centre"][1])),
            attribution_ko=pack["attribution"][0], attribution_en=pack["attribution"][1],
            cameras=cameras, facilities=_facilities(pack["facilities"]),
            layers=tuple(_layer(row) for row in pack["layers"]),
            wall=tuple(key for key in wall if key in cameras),
        )  # fmt: skip
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as fault:
        raise EnvironmentFault(
            f"The district pack is damaged: {type(fault).__name__} at {fault}",
            where=str(path),
            remedy="restore it or make it anew",
        ) from fault
