"""One foreign feature to shapes that can be believed, and what was wrong with it. Pure.

What can be put right without guessing is (a ring left open, a border that crosses itself), and is
named; what cannot is refused, and is named. Nothing is dropped in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from backends.map_data.district import Box, District
from backends.map_data.formats.feature import (
    Coords,
    Feature,
    Finding,
    Geometry,
    Shape,
    Unreadable,
)
from backends.map_data.projecting import to_lon_lat
from console.domain.places.grids import KOREA, Plane
from console.domain.places.map_kinds import MapKind

_WORDS = {"points": "a point", "lines": "a line", "areas": "an area"}
_NULL_DEG = 0.01
"""So near to (0, 0) a receiver had no fix."""
_FULL_DEG = 360.0
Outside = Literal["refuse", "take", "clip"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How a file is checked; `outside` says what becomes of features beyond the district."""

    plane: Plane
    swap: bool = False
    outside: Outside = "refuse"
    bounds: Box = KOREA
    """West, south, east and north that every place must lie in."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A shape that passed: its parts are points, lines or closed rings of (lon, lat)."""

    geometry: Geometry
    parts: Sequence[Coords]


class Checker:
    """Holds features against the rules, a district, and what their kind may be."""

    def __init__(self, rules: Rules, district: District | None) -> None:
        self._rules = rules
        self._district = district
        self.far = 0
        """Features that were left out because they lie outside, in silence (`clip`)."""
        self.flattened = 0
        self.middles = 0
        """Areas of which a point inside was taken, as their kind asks for points."""

    def check(
        self, feature: Feature, kind: MapKind, name: str
    ) -> tuple[list[Sound], list[Finding]]:
        """The sound shapes of a feature and all that is to be said of it."""
        found: list[Finding] = []
        sound: list[Sound] = []
        try:
            shapes = self._fitting(feature, kind)
            if len(shapes) < len(feature.shapes):
                words = "it is a collection, of which only what fits the kind was taken"
                found.append(_finding(feature, name, words, "check it", kept=True))
            self.flattened += int(any(shape.flattened for shape in shapes))
            for shape in shapes:
                notes: list[str] = []
                sound += _one_by_one(self._sound(shape, kind, notes), kind, notes)
                found += [_finding(feature, name, each, "check it", kept=True) for each in notes]
        except _TooFar:
            self.far += 1
            return [], []
        except Unreadable as fault:
            return [], [_finding(feature, name, fault.problem, fault.remedy)]
        return sound, found

    def _fitting(self, feature: Feature, kind: MapKind) -> Sequence[Shape]:
        if feature.fault is not None:
            raise feature.fault
        if not feature.shapes:
            raise Unreadable("it has no shape (its geometry is empty)", "draw it or remove it")
        fitting = [shape for shape in feature.shapes if shape.geometry in kind.shapes]
        if not fitting and kind.middle and feature.shapes[0].geometry == "areas":
            return feature.shapes[:1]
        if not fitting:
            has = _WORDS[feature.shapes[0].geometry]
            wants = " or ".join(_WORDS[each] for each in kind.shapes)
            raise Unreadable(
                f"it is {has}; a layer of {kind.en.lower()} asks for {wants}", "choose another kind"
            )
        return fitting

    def _sound(self, shape: Shape, kind: MapKind, notes: list[str]) -> Sound:
        degrees = [[self._degrees(line) for line in part] for part in shape.parts]
        if shape.geometry == "points":
            parts = [row for part in degrees for line in part for row in line[:, np.newaxis]]
            self._refuse_outside(shapely.MultiPoint([p[0] for p in parts]), kind)
            return Sound("points", parts)
        if shape.geometry == "lines":
            lines = _lines([line for part in degrees for line in part], notes)
            self._refuse_outside(shapely.MultiLineString(lines), kind)
            return Sound("lines", lines)
        area, rings = _area(degrees, notes)
        self._refuse_outside(area, kind)
        if "areas" not in kind.shapes:
            self.middles += 1
            return Sound("points", [shapely.get_coordinates(shapely.point_on_surface(area))])
        return Sound("areas", rings)

    def _degrees(self, rows: Coords) -> Coords:
        """Rows of (lon, lat) that lie in Korea. Raises Unreadable."""
        if not len(rows):
            raise Unreadable("a part of it has no coordinates", "draw it or remove it")
        bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
        if len(bad):
            what = f"coordinate {int(bad[0]) + 1} of a part is no number (NaN or infinite)"
            raise Unreadable(what, "correct or remove it")
        if self._rules.swap:
            rows = rows[:, ::-1]
        degrees = to_lon_lat(rows, self._rules.plane)
        west, south, east, north = self._rules.bounds
        lon, lat = degrees[:, 0], degrees[:, 1]
        outside = ~((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        if outside.any():
            _refuse_null(rows, degrees)
            raise _out_of_bounds(self._rules.bounds, degrees, rows, outside)
        return degrees

    def _refuse_outside(self, geometry: shapely.Geometry, kind: MapKind) -> None:
        district = self._district
        if district is None or kind.name in ("dong", "neighbour") or self._rules.outside == "take":
            return
        if district.meets(geometry):
            return
        if self._rules.outside == "clip":
            raise _TooFar
        place = shapely.get_coordinates(geometry)[0]
        far = district.distance_m(float(place[0]), float(place[1])) / 1000
        raise Unreadable(
            f"it lies out of the district, {far:.1f} km from its border ({_at(place)})",
            "correct it; --outside takes such, --clip leaves them out unnamed",
        )


def _one_by_one(sound: Sound, kind: MapKind, notes: list[str]) -> list[Sound]:
    """The shape, or each of its points by itself: what is drawn and counted is a point."""
    if sound.geometry != "points" or len(sound.parts) == 1:
        return [sound]
    if kind.watch:
        notes.append(f"it has {len(sound.parts)} points (each was taken, all with its one id)")
    return [Sound("points", [part]) for part in sound.parts]


class _TooFar(Exception):
    """A feature that is left out without a word."""


def _finding(
    feature: Feature, name: str, problem: str, remedy: str, *, kept: bool = False
) -> Finding:
    return Finding(feature.number, name, problem, remedy, kept, feature.layer)


def _refuse_null(rows: Coords, degrees: Coords) -> None:
    origin = (np.abs(degrees) < _NULL_DEG).all(axis=1) | (rows == 0).all(axis=1)
    if origin.any():
        raise Unreadable(
            "a place is (0, 0), which a receiver without a fix writes", "give it its true place"
        )


def _out_of_bounds(
    bounds: Box, degrees: Coords, rows: Coords, outside: npt.NDArray[np.bool_]
) -> Unreadable:
    """Why the first of the corners that lie outside cannot be right."""
    at = int(np.flatnonzero(outside)[0])
    lon, lat = degrees[at].tolist()
    west, south, east, north = bounds
    if south <= lon <= north and west <= lat <= east:
        return Unreadable(
            f"latitude and longitude are swapped ({_at(degrees[at])})",
            "correct it; --swap turns all of the file",
        )
    share = f"{int(outside.sum())} of {len(rows)} corners" if len(rows) > 1 else "it"
    x, y = rows[at].tolist()
    where = "Korea" if bounds == KOREA else "the bounds"
    is_place = abs(lon) <= _FULL_DEG and abs(lat) <= _FULL_DEG
    means = f" is {_at(degrees[at])}" if is_place else ""
    return Unreadable(
        f"{share} cannot be in {where} (x {x:.10g}, y {y:.10g}{means})",
        "correct it, or say the file's coordinates with --crs",
    )


def _at(place: Coords) -> str:
    return f"lat {float(place[1]):.5f}, lon {float(place[0]):.5f}"


def _lines(pieces: Sequence[Coords], notes: list[str]) -> list[Coords]:
    """The pieces that are lines; recorders leave some of a single point. Raises Unreadable."""
    made = [_moving(piece) for piece in pieces]
    lines = [line for line in made if len(line) > 1]
    if not lines:
        raise Unreadable("it is a line of a single point", "draw it or remove it")
    if len(lines) < len(made):
        left = len(made) - len(lines)
        notes.append(f"{left} of its {len(made)} pieces are single points (they were left out)")
    return lines


def _moving(rows: Coords) -> Coords:
    """The rows without repeats of the one before."""
    moved = np.empty(len(rows), dtype=bool)
    moved[0] = True
    moved[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return rows[moved]


def _area(
    parts: Sequence[Sequence[Coords]], notes: list[str]
) -> tuple[shapely.Geometry, list[Coords]]:
    """A valid area and its rings; what was put right is noted. Raises Unreadable."""
    closed = [[_closed(ring, notes) for ring in part] for part in parts]
    solids = [shapely.Polygon(rings[0], rings[1:]) for rings in closed]
    area = solids[0] if len(solids) == 1 else shapely.MultiPolygon(solids)
    rings = [ring for part in closed for ring in part]
    if not shapely.is_valid(area):
        notes.append(_crossing(area))
        area = _areas_only(shapely.make_valid(area))
        rings = _rings(area)
    if shapely.is_empty(area) or shapely.area(area) == 0:
        raise Unreadable("its area is nothing: all corners lie on one line", "draw it or remove it")
    return area, rings


def _closed(ring: Coords, notes: list[str]) -> Coords:
    if (ring[0] != ring[-1]).any():
        notes.append("a ring is not closed: its last corner is not its first (it was closed)")
        ring = np.vstack((ring, ring[:1]))
    if len(ring) < 4:
        raise Unreadable(f"a ring has {len(ring) - 1} corners, fewer than three", "draw it anew")
    return ring


def _crossing(area: shapely.Geometry) -> str:
    reason = str(shapely.is_valid_reason(area))
    words, _, place = reason.partition("[")
    plain = {
        "Self-intersection": "its border crosses itself",
        "Ring Self-intersection": "its border touches or crosses itself",
        "Hole lies outside shell": "a hole lies outside of its border",
        "Holes are nested": "its holes lie in each other",
        "Nested shells": "its parts lie in each other",
        "Duplicate Rings": "it has the same ring twice",
    }.get(words.strip(), words.strip().lower())
    numbers = place.rstrip("]").split()
    if len(numbers) == 2:
        plain += f" at lat {float(numbers[1]):.5f}, lon {float(numbers[0]):.5f}"
    return f"{plain} (it was repaired)"


def _areas_only(geometry: shapely.Geometry) -> shapely.Geometry:
    """The areas of a repaired shape, without the lines that a repair may leave."""
    areas = [each for each in shapely.get_parts(geometry) if each.geom_type == "Polygon"]
    nested = [
        each
        for group in shapely.get_parts(geometry)
        if group.geom_type == "MultiPolygon"
        for each in shapely.get_parts(group)
    ]
    return shapely.MultiPolygon([*areas, *nested])


def _rings(area: shapely.Geometry) -> list[Coords]:
    rings = shapely.get_rings(shapely.get_parts(area))
    return [shapely.get_coordinates(ring) for ring in rings]
