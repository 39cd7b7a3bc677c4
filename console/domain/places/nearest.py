"""What is near a point: cameras that see it, teams, shelters, bells, lockers; how far to walk.

Pure, standard library only; an index is built once per site and any thread may ask it. Knows
straight lines, not streets: a walking time is an estimate with its two figures named below.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from math import atan2, ceil, degrees, floor, hypot, inf, isfinite, radians, tan
from typing import Generic, Literal, TypeVar

from console.domain.places.geo import LocalPlane, Place
from console.domain.places.plane_grid import Grid, by_metres
from console.domain.site import Camera, Facility
from console.domain.unit import UnitPosition

WALK_MPS = 1.1  # a person who is not in a hurry: 4 km/h
TEAM_MPS = 1.3  # a team that is called, as `console.domain.alerts.dispatch` has it
DETOUR = 1.3  # streets against the straight line, in a grown city
FRESH_S = 30.0  # a unit that was silent for longer is never "nearest"
_ALL_AROUND_DEG = 360.0
AT_THE_POLE_M = 1.0  # nearer than this a camera counts as looking at the point

SightRank = Literal["sees", "preset", "could_turn", "unaimed", "near", "lost"]
_RANKS: tuple[SightRank, ...] = ("sees", "preset", "could_turn", "unaimed", "near", "lost")
_FAR_REACH_M = 500.0  # cameras that reach farther are few and asked one by one
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sight:
    """How one camera stands to a point.

    `rank`: it sees the point; one of its presets does (`preset` names it); it could turn there; its
    direction is not known; it is merely near; its picture is lost. `across_m` is how much of the
    world its picture is wide at that distance: the smaller, the more of a person is seen.
    `bearing_deg` leads from it.
    """

    camera: str
    metres: float
    rank: SightRank
    bearing_deg: float
    across_m: float
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Near(Generic[_T]):
    """A thing, its distance in a straight line (m) and the estimated walk (s)."""

    thing: _T
    metres: float
    walk_s: float


@dataclass(frozen=True, slots=True)
class NearUnits:
    """Units with a fresh fix, nearest first, and how many nearer ones were left out as old."""

    found: tuple[Near[UnitPosition], ...]
    stale_nearer: int = 0


def walking_s(metres: float, mps: float = WALK_MPS) -> float:
    """Seconds to walk a straight-line distance along streets."""
    return metres * DETOUR / mps


def bearing_deg(east: float, north: float) -> float:
    """Degrees clockwise from north of a step in metres, 0 to 360."""
    return degrees(atan2(east, north)) % 360.0


def in_cone(heading_deg: float, view_deg: float, towards_deg: float) -> bool:
    """Whether a direction lies in a cone, its edges included."""
    off = (towards_deg - heading_deg + 180.0) % 360.0 - 180.0
    return abs(off) <= view_deg / 2


def looks_towards(camera: Camera, towards_deg: float) -> bool:
    """Whether a direction lies in a camera's cone; never where it is not known how it looks."""
    return has_cone(camera) and in_cone(camera.heading_deg, camera.view_deg, towards_deg)


def has_cone(camera: Camera) -> bool:
    """Whether it is known where a camera looks: measured, or all around."""
    return camera.aimed or camera.view_deg >= _ALL_AROUND_DEG


def sight_of(camera: Camera, step: tuple[float, float], *, lost: bool = False) -> Sight:
    """How a camera stands to a point `step` metres (east, north) away from it."""
    metres, towards = hypot(*step), bearing_deg(*step)
    rank, preset, wide = _rank_of(camera, metres, towards)
    across = inf if wide >= 179.0 else 2 * metres * tan(radians(wide) / 2)
    return Sight(camera.id, metres, "lost" if lost else rank, towards, across, preset)


def _rank_of(camera: Camera, metres: float, towards: float) -> tuple[SightRank, str, float]:
    """The rank, the preset that sees the point, and the angle of the view that counts."""
    view = camera.view_deg
    within = metres <= camera.reach_m
    if within and (metres < AT_THE_POLE_M or looks_towards(camera, towards)):
        return "sees", "", view
    if camera.turnable:
        for each in camera.presets:
            if metres <= each.reach_m and in_cone(each.heading_deg, each.view_deg, towards):
                return "preset", each.name, each.view_deg
        if within:
            return "could_turn", "", view
    if within and not has_cone(camera):
        return "unaimed", "", view
    return "near", "", view


def _reach_of(camera: Camera) -> float:
    presets = camera.presets if camera.turnable else ()
    return max((camera.reach_m, *(each.reach_m for each in presets)))


class CameraIndex:
    """Which cameras see a point, best first."""

    def __init__(self, cameras: Iterable[Camera], plane: LocalPlane) -> None:
        """Cameras without a place on the globe are left out."""
        self._plane = plane
        self._cameras = {each.id: each for each in cameras if _stands(each)}
        self._at = {
            each.id: plane.to_metres(each.place.lat, each.place.lon)
            for each in self._cameras.values()
        }
        self._grid = Grid(list(self._cameras), list(self._at.values()))
        self._far: list[str] = []
        self._reaching: dict[tuple[int, int], list[str]] = {}
        for camera in self._cameras.values():
            self._spread(camera)

    _CELL_M = 50.0

    def _spread(self, camera: Camera) -> None:
        """Notes a camera in every cell that its reach may touch."""
        reach, cell = max(_reach_of(camera), AT_THE_POLE_M), self._CELL_M
        if reach > _FAR_REACH_M:
            self._far.append(camera.id)
            return
        east, north = self._at[camera.id]
        for column in range(floor((east - reach) / cell), ceil((east + reach) / cell) + 1):
            for line in range(floor((north - reach) / cell), ceil((north + reach) / cell) + 1):
                self._reaching.setdefault((column, line), []).append(camera.id)

    def seeing(
        self, place: Place, most: int = 4, lost: Collection[str] = frozenset()
    ) -> tuple[Sight, ...]:
        """At most `most` cameras, each rank by distance, then by id.

        Those that see the place, those with a preset on it, those that could turn to it, those of
        unknown direction, the nearest others, and last those whose picture is `lost`.
        """
        if not place.is_plausible or most < 1:
            return ()
        at = self._plane.to_metres(place.lat, place.lon)
        found = sorted(self._within_reach(at, lost), key=order_of)[:most]
        if len(found) < most:
            found += self._nearest(at, most - len(found), {each.camera for each in found}, lost)
        if len(found) < most:
            found += self._lost(at, most - len(found), lost)
        return tuple(found)

    def looking_at(self, place: Place) -> tuple[Sight, ...]:
        """All cameras that see the place as they stand now, nearest first; no other."""
        if not place.is_plausible:
            return ()
        at = self._plane.to_metres(place.lat, place.lon)
        seeing = (each for each in self._within_reach(at, ()) if each.rank == "sees")
        return tuple(sorted(seeing, key=order_of))

    def of(self, camera: str, place: Place) -> Sight | None:
        """How one camera stands to a place; None when it is unknown."""
        if camera not in self._cameras:
            return None
        return self._sight(camera, self._plane.to_metres(place.lat, place.lon))

    def _within_reach(self, at: tuple[float, float], lost: Collection[str]) -> Iterator[Sight]:
        key = (floor(at[0] / self._CELL_M), floor(at[1] / self._CELL_M))
        for name in (*self._reaching.get(key, ()), *self._far):
            if name not in lost:
                sight = self._sight(name, at)
                if sight.rank != "near":
                    yield sight

    def _nearest(
        self, at: tuple[float, float], most: int, taken: Collection[str], lost: Collection[str]
    ) -> list[Sight]:
        def keep(name: str) -> bool:
            return name not in taken and name not in lost

        return [self._sight(name, at) for _, _, name in self._grid.nearest(*at, most, str, keep)]

    def _lost(self, at: tuple[float, float], most: int, lost: Collection[str]) -> list[Sight]:
        found = self._grid.nearest(*at, most, str, lost.__contains__)
        return [self._sight(name, at, lost=True) for _, _, name in found]

    def _sight(self, name: str, at: tuple[float, float], *, lost: bool = False) -> Sight:
        east, north = self._at[name]
        return sight_of(self._cameras[name], (at[0] - east, at[1] - north), lost=lost)


def order_of(sight: Sight) -> tuple[int, float, str]:
    """What sights are ranked by: rank, distance, id."""
    return _RANKS.index(sight.rank), sight.metres, sight.camera


def _stands(camera: Camera) -> bool:
    numbers = (camera.heading_deg, camera.view_deg, camera.reach_m)
    return camera.place.is_plausible and all(isfinite(number) for number in numbers)


class FacilityIndex:
    """The nearest facility of each kind."""

    def __init__(self, facilities: Iterable[Facility], plane: LocalPlane) -> None:
        self._plane = plane
        kinds: dict[str, list[Facility]] = {}
        for each in facilities:
            if each.place.is_plausible:
                kinds.setdefault(each.kind, []).append(each)
        self._grids = {
            kind: Grid(those, [plane.to_metres(f.place.lat, f.place.lon) for f in those])
            for kind, those in kinds.items()
        }

    def nearest(self, place: Place, kind: str, most: int = 1) -> tuple[Near[Facility], ...]:
        """At most `most` facilities of a kind, by distance, then by id."""
        grid = self._grids.get(kind)
        if grid is None or not place.is_plausible:
            return ()
        at = self._plane.to_metres(place.lat, place.lon)
        found = grid.nearest(*at, most, _id_of, _any)
        return tuple(Near(each, metres, walking_s(metres)) for metres, _, each in found)


def _id_of(facility: Facility) -> str:
    return facility.id


def _any(_: object) -> bool:
    return True


def nearest_units(
    place: Place, positions: Iterable[UnitPosition], now: datetime, plane: LocalPlane, most: int = 3
) -> NearUnits:
    """The nearest units whose fix is at most 30 s old; an older one is counted, never named.

    A fix counts from the earlier of the device's word and its arrival, so that a device whose clock
    runs ahead never looks fresh.
    """
    if not place.is_plausible:
        return NearUnits(())
    at = plane.to_metres(place.lat, place.lon)
    fresh: list[tuple[float, str, UnitPosition]] = []
    stale: list[float] = []
    for each in positions:
        if not each.place.is_plausible:
            continue
        east, north = plane.to_metres(each.place.lat, each.place.lon)
        metres = hypot(east - at[0], north - at[1])
        if (now - min(each.time, each.received)).total_seconds() > FRESH_S:
            stale.append(metres)
        else:
            fresh.append((metres, each.unit, each))
    found = nsmallest(most, fresh, key=by_metres)
    nearest = found[0][0] if found else inf
    return NearUnits(
        tuple(Near(each, metres, walking_s(metres, TEAM_MPS)) for metres, _, each in found),
        sum(1 for metres in stale if metres < nearest),
    )
