"""A walk along a way: how long it takes, and whether somebody has left it or stands still. Pure.

One bad fix is no deviation (O8), so nothing here looks at a fix alone: a minute of fixes has to say
the same. Whoever is farther than `WIDE_M` from the way in four of five fixes of a minute has left
it: midway between the far side of a wide street and 80 m, three times an error of 10 m from both.
Where a minute has only a few fixes, one that is lost or errs would decide: there the last ones are
asked, two at least, whether they lie that far on the mean and within a walk of each other. Standing
still is judged between two half minutes two minutes apart, by their medians.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import hypot
from statistics import fmean, median

from console.domain.places.geo import LocalPlane, Place

WALK_MPS = 1.1  # two scouts and a person who is not in a hurry: 4 km/h
DETOUR = 1.3  # streets against the straight line, in a grown city
LEAST_GRACE = timedelta(minutes=5)

WIDE_M = 50.0
SHARE = 0.8
LASTS = timedelta(seconds=60)
LEAST_FIXES = 3
FEW_FIXES = 6
FEW_LAST = timedelta(seconds=18)
FEW_SHARE = 0.7
"""Where fixes are few none of the last ones lies nearer than this share of `WIDE_M`."""
FASTEST_MPS = 4.0
SLACK_M = 60.0
GOOD_M = 15.0
"""Up to this a claimed accuracy is as good as none is wanted; of what is beyond a part is doubt."""
DOUBTED = 0.45
"""The radius that holds two fixes of three, as an error across the way of most of a minute."""

STILL_FOR = timedelta(seconds=180)
STILL_M = 15.0
_HALF = timedelta(seconds=60)
_KEPT = timedelta(seconds=240)
_MOST_KEPT = 600

Point = tuple[float, float]
"""East and north in metres."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Where somebody was: `off_m` metres beside the way, as far as the fix can be trusted."""

    at: datetime
    east: float
    north: float
    off_m: float


class Way:
    """A line on the ground, in order. With `is_exact` False it is only the direct line."""

    def __init__(self, places: Sequence[Place], *, is_exact: bool) -> None:
        """Two places at least, all of them on the globe; raises ValueError otherwise."""
        if len(places) < 2 or not all(place.is_plausible for place in places):
            raise ValueError("A way needs two places on the globe.")
        self.plane = LocalPlane(places[0])
        self.points = tuple(self.plane.to_metres(each.lat, each.lon) for each in places)
        self.is_exact = is_exact

    @property
    def length_m(self) -> float:
        """Along the line; for the direct line, as far as the streets probably lead."""
        straight = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(self.points))
        return straight if self.is_exact else straight * DETOUR

    @property
    def wide_m(self) -> float:
        """How far beside the line nobody has left it yet: more where only the ends are known."""
        return WIDE_M if self.is_exact else max(WIDE_M, 0.35 * self.length_m)

    def off_m(self, point: Point) -> float:
        """The distance of a point from the line."""
        return min(_from_step(point, a, b) for a, b in pairwise(self.points))

    def fix(self, at: datetime, place: Place) -> Fix:
        """A fix as it counts; doubt about it is taken off its distance."""
        point = self.plane.to_metres(place.lat, place.lon)
        doubt = DOUBTED * max(0.0, (place.accuracy_m or 0.0) - GOOD_M)
        return Fix(at, *point, max(0.0, self.off_m(point) - doubt))


def _from_step(point: Point, start: Point, end: Point) -> float:
    east, north = end[0] - start[0], end[1] - start[1]
    square = east * east + north * north
    along = 0.0
    if square > 0:
        dot = (point[0] - start[0]) * east + (point[1] - start[1]) * north
        along = min(1.0, max(0.0, dot / square))
    return hypot(point[0] - start[0] - along * east, point[1] - start[1] - along * north)


def _covers(newest_first: Sequence[Fix], span: timedelta) -> bool:
    return newest_first[0].at - newest_first[-1].at >= span * 0.75


def _is_walked(a: Fix, b: Fix) -> bool:
    """Whether somebody may have gone from the one to the other, with the error of both."""
    most_m = SLACK_M + FASTEST_MPS * (b.at - a.at).total_seconds()
    return hypot(b.east - a.east, b.north - a.north) <= most_m


def walk_time(length_m: float) -> timedelta:
    """How long the walk takes."""
    return timedelta(seconds=round(length_m / WALK_MPS))


def grace_of(walk: timedelta) -> timedelta:
    """How much longer it may take before somebody asks: a quarter, at least five minutes."""
    return max(LEAST_GRACE, walk / 4)


class WalkWatch:
    """The newest minutes of one walk. May be lost: it is full again a few minutes later."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self._fixes: deque[Fix] = deque(maxlen=_MOST_KEPT)

    def see(self, at: datetime, place: Place) -> None:
        """A newer fix, by the device's own time; older ones and impossible ones are left out."""
        if not place.is_plausible or (self._fixes and at <= self._fixes[-1].at):
            return
        self._fixes.append(self.way.fix(at, place))
        while self._fixes[0].at < at - _KEPT:
            self._fixes.popleft()

    def is_away(self) -> bool | None:
        """Whether the walker has left the way for a minute; None while nothing can be said."""
        newest = self._over(LASTS)
        if newest is None:
            return None
        beyond = sum(fix.off_m > self.way.wide_m for fix in newest)
        few = len(newest) < FEW_FIXES
        if self._have_left(newest) if few else beyond >= SHARE * len(newest):
            return True
        return False if beyond <= (1 - SHARE) * len(newest) else None

    def _have_left(self, newest: list[Fix]) -> bool:
        """Whether the last of a few fixes lie away from the way, and agree with one another."""
        last: list[Fix] = []
        for fix in reversed(newest):
            if fix.off_m <= FEW_SHARE * self.way.wide_m:
                break
            if not last or _is_walked(fix, last[-1]):  # else it is a leap between two that agree
                last.append(fix)
        if len(last) < 2 or last[0].at - last[-1].at < FEW_LAST:
            return False
        return fmean(fix.off_m for fix in last) > self.way.wide_m

    def off_m(self) -> float:
        """How far beside the way the walker was in the last minute, as a median."""
        newest = self._over(LASTS)
        return median(fix.off_m for fix in newest) if newest else 0.0

    def is_still(self) -> bool | None:
        """Whether the walker has not moved for three minutes; None while nothing can be said."""
        whole = self._over(STILL_FOR)
        if whole is None:
            return None
        first = [fix for fix in whole if fix.at <= whole[0].at + _HALF]
        last = [fix for fix in whole if fix.at >= whole[-1].at - _HALF]
        if min(len(first), len(last)) < 2:
            return None
        moved = hypot(
            median(fix.east for fix in last) - median(fix.east for fix in first),
            median(fix.north for fix in last) - median(fix.north for fix in first),
        )
        return moved < STILL_M

    def _over(self, span: timedelta) -> list[Fix] | None:
        """The fixes of the last `span`; with older ones where those do not cover it."""
        found: list[Fix] = []
        for fix in reversed(self._fixes):
            is_older = bool(found) and fix.at < found[0].at - span
            if is_older and len(found) >= LEAST_FIXES and _covers(found, span):
                break
            found.append(fix)
        covers = len(found) >= LEAST_FIXES and _covers(found, span)
        return found[::-1] if covers else None
