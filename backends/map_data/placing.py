"""Which coordinates a file is really in: what it says, held against where that puts it. Pure.

Public maps come without a word of their coordinates, or with the wrong one: 5181 and 5186 differ
by just 100 km of northing. So a sample is laid over the district before anything is taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from backends.map_data.crs import UnknownPlane, plane_of
from backends.map_data.district import Box, District
from backends.map_data.formats.feature import Coords, Feature
from backends.map_data.projecting import to_lon_lat
from console.domain.errors import EnvironmentFault
from console.domain.places.grids import GRIDS, KOREA, Degrees, Grid, Plane

_SAMPLE = 400
_MOST = 0.5
"""The share of a sample that must fit."""
_BELTS = "; old belts and modified ones lie 255 m apart, so hold a street against the map"


@dataclass(frozen=True, slots=True)
class Ground:
    """What coordinates are held against: the district, and bounds (west, south, east, north).

    `swap` when a person said that north stands before east.
    """

    district: District | None
    bounds: Box = KOREA
    swap: bool = False


def plane_for(
    said: str, told: str, features: Iterable[Feature], ground: Ground, where: str
) -> tuple[Plane, str]:
    """The plane of a file and a note about it; `told` is what a person said (`--crs`).

    Raises EnvironmentFault when the coordinates cannot be what they are said to be, with a remedy
    that names what they seem to be.
    """
    sample = _sample(features)
    if ground.swap:
        sample = np.ascontiguousarray(sample[:, ::-1])
    plane, note = _plane_for(said, told, sample, ground, where)
    if not plane.old:
        return plane, note
    old = (
        f"its coordinates ({plane.code}) are of the old Korean datum and were moved to WGS 84, "
        f"good to some metres{_BELTS if isinstance(plane, Grid) else ''}"
    )
    return plane, f"{old}; {note}" if note else old


def _plane_for(
    said: str, told: str, sample: Coords, ground: Ground, where: str
) -> tuple[Plane, str]:
    try:
        plane = plane_of(told) if told else plane_of(said)
    except UnknownPlane as fault:
        remedy = _advice(sample, ground, "convert it to WGS 84 (EPSG:4326)")
        raise EnvironmentFault(
            f"The map cannot be placed: {fault}", where=where, remedy=remedy
        ) from None
    if not len(sample):
        return plane or GRIDS["EPSG:4326"], ""
    if plane is None:
        return _guessed(sample, ground, where)
    if _share(sample, plane, ground) > 0:
        return plane, ""
    if told:
        others = _fitting(sample, ground, plane)
        words = " or ".join(each.code for each in others[:3])
        return plane, f"as {words} it would lie in this district" if others else ""
    _refuse_misplaced(sample, plane, ground, where)
    return plane, ""


def _guessed(sample: Coords, ground: Ground, where: str) -> tuple[Plane, str]:
    degrees = GRIDS["EPSG:4326"]
    if (
        _in_bounds(sample, degrees, ground).mean() >= _MOST
        or _in_bounds(sample[:, ::-1], degrees, ground).any()
    ):
        return degrees, "it does not say what its coordinates are; they are taken as WGS 84"
    raise EnvironmentFault(
        "The map cannot be placed: it does not say what its coordinates are",
        where=where,
        remedy=_advice(sample, ground, "say --crs with its code, such as --crs EPSG:5186"),
    )


def _refuse_misplaced(sample: Coords, plane: Plane, ground: Ground, where: str) -> None:
    """A refusal when another plane fits and this one does not; single features are told later."""
    others = _fitting(sample, ground, plane)
    looks_like_degrees = bool((np.abs(sample) <= 180).all())
    if isinstance(plane, Degrees):
        if looks_like_degrees:
            return
    elif not others and _in_bounds(sample, plane, ground).any():
        _refuse_swapped(sample, plane, ground, where)
        return
    x, y = sample[0].tolist()
    raise EnvironmentFault(
        f"The map cannot be placed: as {plane.code} ({plane.name}) its coordinates are not "
        f"{'in this district' if _in_bounds(sample, plane, ground).any() else 'in Korea'} "
        f"(x {x:.10g}, y {y:.10g})",
        where=where,
        remedy=_advice(sample, ground, "say --crs with the right code", plane),
    )


def _refuse_swapped(sample: Coords, plane: Plane, ground: Ground, where: str) -> None:
    """A refusal when the same plane fits with north before east, as its register has it."""
    if ground.swap or ground.district is None or _share(sample[:, ::-1], plane, ground) < _MOST:
        return
    x, y = sample[0].tolist()
    raise EnvironmentFault(
        f"The map cannot be placed: north seems to stand before east (x {x:.10g}, y {y:.10g})",
        where=where,
        remedy="with --swap it lies in this district: say so if that is true",
    )


def _advice(sample: Coords, ground: Ground, otherwise: str, but: Plane | None = None) -> str:
    fitting, swap = _fitting(sample, ground, but), ""
    if not fitting and not ground.swap:
        fitting, swap = _fitting(sample[:, ::-1], ground, None), "--swap "
    if not fitting:
        return otherwise
    words = " or ".join(f"{swap}--crs {each.code} ({each.name})" for each in fitting[:4])
    place = "in this district" if ground.district else "in Korea"
    closer = (
        "; these lie up to 400 m apart, so ask whoever made it"
        if any(each.old for each in fitting[:4]) and len(fitting) > 1
        else ""
    )
    return f"they would lie {place} with {words}: say so if that is true{closer}"


def _fitting(sample: Coords, ground: Ground, but: Plane | None) -> Sequence[Plane]:
    if not len(sample):
        return ()
    return [
        plane for plane in GRIDS.values() if plane != but and _share(sample, plane, ground) >= _MOST
    ]


def _share(sample: Coords, plane: Plane, ground: Ground) -> float:
    inside = _in_bounds(sample, plane, ground)
    if ground.district is None or not inside.any():
        return float(inside.mean())
    degrees = to_lon_lat(sample[inside], plane)
    return sum(ground.district.holds(lon, lat) for lon, lat in degrees.tolist()) / len(sample)


def _in_bounds(
    sample: Coords, plane: Plane, ground: Ground
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    west, south, east, north = ground.bounds
    with np.errstate(all="ignore"):
        degrees = to_lon_lat(np.ascontiguousarray(sample), plane)
        lon, lat = degrees[:, 0], degrees[:, 1]
        inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
            (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        )
    return inside


def _sample(features: Iterable[Feature]) -> Coords:
    """One corner of each of the first features that have sound numbers other than zero."""
    rows = [
        line[0]
        for feature in islice(features, _SAMPLE)
        for shape in feature.shapes[:1]
        for line in shape.parts[0][:1]
        if len(line) and np.isfinite(line[0]).all() and line[0].any()
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)
