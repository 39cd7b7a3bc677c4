"""Walks as a receiver would report them: a seeded corpus with an error of 10 m on each axis."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import exp, hypot, sqrt
from random import Random

from console.domain.places.geo import LocalPlane, Place

ORIGIN = Place(37.5610, 127.0350)
START = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
PLANE = LocalPlane(ORIGIN)
SIGMA_M = 10.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One second of a walk: where the walker is, and where the receiver says."""

    at: datetime
    true: Point
    place: Place


def streets(random: Random, length_m: float = 1_200.0) -> list[Point]:
    """A way along a grid of streets, with turns every 60 to 200 m."""
    point, heading, points = (0.0, 0.0), random.randrange(4), [(0.0, 0.0)]
    walked = 0.0
    while walked < length_m:
        step = min(random.uniform(60, 200), length_m - walked)
        east, north = ((0, 1), (1, 0), (0, -1), (-1, 0))[heading]
        point = (point[0] + east * step, point[1] + north * step)
        points.append(point)
        walked += step
        heading = (heading + random.choice((-1, 0, 1))) % 4
    return points


def places(points: list[Point]) -> list[Place]:
    """Points as places."""
    return [PLANE.to_place(*point) for point in points]


def along(points: list[Point], metres: float) -> Point:
    """The point so far along the line."""
    for a, b in pairwise(points):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step and metres <= step:
            return (a[0] + (b[0] - a[0]) * metres / step, a[1] + (b[1] - a[1]) * metres / step)
        metres -= step
    return points[-1]


def walk(
    points: list[Point],
    random: Random,
    *,
    mps: float = 1.1,
    every_s: float = 1.0,
    sigma_m: float = SIGMA_M,
    wild: float = 0.005,
    away: tuple[float, float, float] | None = None,
    drift_s: float = 0.0,
    lost: float = 0.0,
    claims_m: float | None = None,
) -> Iterator[Sample]:
    """Samples until the end. `wild` of the fixes are 150 to 500 m off, as between high houses.

    `away` is (from s, for s, metres): the walker is that far beside the way then. With `drift_s`
    the error decays over so many seconds instead of being drawn anew; `lost` of the fixes never
    come; `claims_m` is the accuracy that is told.
    """
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    second = 0.0
    error = _Drift(random, sigma_m, exp(-every_s / drift_s)) if drift_s else None
    while second * mps <= length:
        true = along(points, second * mps)
        if away is not None and away[0] <= second < away[0] + away[1]:
            true = _beside(points, second * mps, away[2])
        slow = error.next() if error is not None else None
        spread = random.uniform(150, 500) if random.random() < wild else sigma_m
        seen = (random.gauss(true[0], spread), random.gauss(true[1], spread))
        if slow is not None and spread == sigma_m:
            seen = (true[0] + slow[0], true[1] + slow[1])
        if not lost or random.random() >= lost:
            place = replace(PLANE.to_place(*seen), accuracy_m=claims_m)
            yield Sample(START + timedelta(seconds=second), true, place)
        second += every_s


class _Drift:
    """An error of which a part, `kept`, stays from one fix to the next."""

    def __init__(self, random: Random, sigma_m: float, kept: float) -> None:
        self._random, self._sigma_m, self._kept = random, sigma_m, kept
        self._error = (self._draw(), self._draw())

    def next(self) -> Point:
        new = sqrt(1 - self._kept * self._kept)
        east, north = (self._kept * each + new * self._draw() for each in self._error)
        self._error = (east, north)
        return self._error

    def _draw(self) -> float:
        return self._random.gauss(0, self._sigma_m)


def _beside(points: list[Point], metres: float, off_m: float) -> Point:
    """`off_m` beside where the walker should be; right of the way when positive."""
    here, before = along(points, metres), along(points, max(0.0, metres - 1.0))
    east, north = here[0] - before[0], here[1] - before[1]
    size = hypot(east, north) or 1.0
    side = 1 if off_m > 0 else -1
    return (here[0] + side * north / size * abs(off_m), here[1] - side * east / size * abs(off_m))


def off_line(points: list[Point], point: Point) -> float:
    """How far a point is from the whole way, by brute force over every five metres of it."""
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    steps = [along(points, metres) for metres in range(0, int(length) + 1, 5)]
    return min(hypot(point[0] - each[0], point[1] - each[1]) for each in steps)
