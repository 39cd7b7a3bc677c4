"""From a map to a shift: usual hours, checkpoints along a route, alleys inside an area. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from console.domain.field.patrol import Checkpoint, Line
from console.domain.field.patrol_track import spaced
from console.domain.places.geo import Place, distance_m


@dataclass(frozen=True, slots=True)
class Shift:
    """A usual time to walk, as the clock on the wall shows it. `end` <= `begin`: the day after."""

    name: str
    begin: time
    end: time


NIGHT = Shift("night", time(21, 0), time(2, 30))
PARK_MORNING = Shift("park_morning", time(6, 0), time(10, 0))
PARK_NIGHT = Shift("park_night", time(19, 0), time(23, 0))
SHIFTS = (NIGHT, PARK_MORNING, PARK_NIGHT)
CHECKPOINT_EVERY_M = 400.0
MOST_ALLEYS_M = 12_000.0


def hours_of(shift: Shift, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Begin and end of the shift that begins on `day`, in that time zone."""
    begins = datetime.combine(day, shift.begin, zone)
    over_midnight = shift.end <= shift.begin
    ends = datetime.combine(day + timedelta(days=1 if over_midnight else 0), shift.end, zone)
    return begins, ends


def next_hours(shift: Shift, now: datetime) -> tuple[datetime, datetime]:
    """The shift that runs now or comes next, in the time zone of `now`."""
    assert now.tzinfo is not None
    for back in (1, 0):
        begins, ends = hours_of(shift, now.date() - timedelta(days=back), now.tzinfo)
        if now < ends:
            return begins, ends
    return hours_of(shift, now.date() + timedelta(days=1), now.tzinfo)


def length_m(lines: Iterable[Line]) -> float:
    """How long lines are together, in metres."""
    return sum(distance_m(Place(*a), Place(*b)) for line in lines for a, b in pairwise(line))


def points_along(line: Line, every_m: float) -> list[tuple[float, float]]:
    """The first point (degrees), one every so many metres, and the last."""
    return spaced(line, every_m, _on_earth)


def _on_earth(a: tuple[float, float], b: tuple[float, float]) -> float:
    return distance_m(Place(*a), Place(*b))


def checkpoints_along(
    lines: Iterable[Line], names: tuple[str, str], every_m: float = CHECKPOINT_EVERY_M
) -> tuple[Checkpoint, ...]:
    """Numbered checkpoints along lines; `names` is what is numbered, Korean and English."""
    places = [Place(*point) for line in lines for point in points_along(line, every_m)]
    apart: list[Place] = []
    for place in places:
        if all(distance_m(place, each) > every_m / 4 for each in apart):
            apart.append(place)
    ko, en = names
    return tuple(
        Checkpoint(f"CP-{number:02d}", f"{ko} {number}", f"{en} {number}", place)
        for number, place in enumerate(apart, start=1)
    )


def alleys_within(
    lines: Iterable[Line], ring: Sequence[tuple[float, float]], most_m: float = MOST_ALLEYS_M
) -> tuple[Line, ...]:
    """The parts of lines that lie in an area (a ring), the longest first, as many as one walks."""
    inside = [run for line in lines for run in _runs(line, ring)]
    found: list[Line] = []
    walked = 0.0
    for line in sorted(inside, key=lambda each: length_m([each]), reverse=True):
        walked += length_m([line])
        if walked > most_m:
            break
        found.append(line)
    return tuple(found)


def _runs(line: Line, ring: Sequence[tuple[float, float]]) -> list[Line]:
    """The stretches of a line whose points lie in the ring, two points at least."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in line:
        if is_inside(point, ring):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if len(run) > 1]


def is_inside(point: tuple[float, float], ring: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    lat, lon = point
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise([*ring, ring[0]] if ring else []):
        if (lat_a > lat) != (lat_b > lat):
            inside ^= lon < lon_a + (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a)
    return inside
