"""How much of a route two people walked, told honestly from noisy fixes. Pure; metres, seconds.

A fix counts when it is near enough to believe: vague ones (more than 25 m) and leaps nobody walks
are left out, and counted as left out. Between two believed fixes the way is taken as walked only if
both are close in time and place; a hole in the track stays a hole. Either member covers the route.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

from console.domain.field.patrol import Checkpoint, Line
from console.domain.places.geo import LocalPlane, Place

SAMPLE_M = 20.0
RADIUS_M = 30.0
VAGUE_M = 25.0
FASTEST_MPS = 4.0
SLACK_M = 30.0
"""Noise allowed in a leap: two fixes of one place may lie this far apart."""
BRIDGED_S = 30.0
BRIDGED_M = 60.0
INSISTS = 3
"""So many leaping fixes that agree with one another are believed after all."""
MOST_SAMPLES = 4_000

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A route made ready: its samples and its checkpoints in one plane."""

    plane: LocalPlane
    samples: tuple[Point, ...]
    checkpoints: tuple[tuple[str, Point], ...]


@dataclass(frozen=True, slots=True)
class Track:
    """What is remembered of one member: the last believed fix, and fixes that leapt since."""

    believed: tuple[float, float, float] | None = None
    leaping: tuple[tuple[float, float, float], ...] = ()
    near: str = ""


@dataclass(frozen=True, slots=True)
class Walked:
    """What one fix adds: samples (bits), whether it was believed, the checkpoint it confirms."""

    track: Track
    covered: int = 0
    believed: bool = False
    checkpoint: str = ""


def way_of(route: Iterable[Line], checkpoints: Iterable[Checkpoint]) -> Way | None:
    """A route and its checkpoints in metres; None where there is neither."""
    lines, stops = tuple(route), tuple(checkpoints)
    first = next((Place(*line[0]) for line in lines if line), None)
    origin = first or (stops[0].place if stops else None)
    if origin is None:
        return None
    plane = LocalPlane(origin)
    samples: list[Point] = []
    for line in lines:
        in_metres = [plane.to_metres(*point) for point in line]
        samples += spaced(in_metres, SAMPLE_M, _in_plane)
    places = tuple((each.id, plane.to_metres(each.place.lat, each.place.lon)) for each in stops)
    return Way(plane, tuple(samples[:MOST_SAMPLES]), places)


def walked(way: Way, track: Track, at_s: float, place: Place) -> Walked:
    """What one more fix of a member shows."""
    east, north = way.plane.to_metres(place.lat, place.lon)
    fix = (at_s, east, north)
    if (place.accuracy_m or 0.0) > VAGUE_M:
        return Walked(track)
    if track.believed is not None and _leaps(track.believed, fix):
        return _doubted(track, fix)
    return _believed(way, track, fix)


def _doubted(track: Track, fix: tuple[float, float, float]) -> Walked:
    leaping = track.leaping
    if leaping and _leaps(leaping[-1], fix):
        leaping = ()
    leaping = (*leaping, fix)
    if len(leaping) < INSISTS:
        return Walked(replace(track, leaping=leaping))
    # It was the older fix that was wrong, or the team took a car: begin anew, bridge nothing.
    return Walked(Track(believed=fix), believed=True)


def _believed(way: Way, track: Track, fix: tuple[float, float, float]) -> Walked:
    before = track.believed
    bridged = (
        before is not None
        and fix[0] - before[0] <= BRIDGED_S
        and hypot(fix[1] - before[1], fix[2] - before[2]) <= BRIDGED_M
    )
    start = before if bridged and before is not None else fix
    near = _nearest(way, fix)
    # One fix is no visit: two in a row must lie at the checkpoint.
    confirmed = near if near and near == track.near else ""
    return Walked(Track(fix, near=near), _covered(way, start[1:], fix[1:]), True, confirmed)


def _covered(way: Way, a: Point, b: Point) -> int:
    """The samples within reach of the line between two points, as bits."""
    west, east = min(a[0], b[0]) - RADIUS_M, max(a[0], b[0]) + RADIUS_M
    south, north = min(a[1], b[1]) - RADIUS_M, max(a[1], b[1]) + RADIUS_M
    covered = 0
    for index, sample in enumerate(way.samples):
        # Every fix of everybody comes by here: nearly all samples are far.
        if west <= sample[0] <= east and south <= sample[1] <= north:
            covered |= (_distance(sample, a, b) <= RADIUS_M) << index
    return covered


def _nearest(way: Way, fix: tuple[float, float, float]) -> str:
    best, name = RADIUS_M, ""
    for checkpoint, (east, north) in way.checkpoints:
        distance = hypot(east - fix[1], north - fix[2])
        if distance <= best:
            best, name = distance, checkpoint
    return name


def _leaps(before: tuple[float, float, float], fix: tuple[float, float, float]) -> bool:
    seconds = max(0.0, fix[0] - before[0])
    return hypot(fix[1] - before[1], fix[2] - before[2]) > SLACK_M + FASTEST_MPS * seconds


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the line between two others, in metres."""
    east, north = b[0] - a[0], b[1] - a[1]
    square = east * east + north * north
    share = ((point[0] - a[0]) * east + (point[1] - a[1]) * north) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - a[0] - share * east, point[1] - a[1] - share * north)


def spaced(
    line: Sequence[Point], every_m: float, length_m: Callable[[Point, Point], float]
) -> list[Point]:
    """The first point, one every so many metres, and the last; `length_m` measures a step."""
    if not line:
        return []
    found, left = [line[0]], every_m
    for a, b in pairwise(line):
        whole = length_m(a, b)
        at = left
        while whole > 0 and at <= whole:
            share = at / whole
            found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
            at += every_m
        left = at - whole
    if left < every_m - 1:
        found.append(line[-1])
    return found


def _in_plane(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])
