"""Walks along lines of the district: pure functions of time. No clock, no socket."""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin

from console.domain.places.geo import Place, distance_m
from console.domain.site import Site

WALKING_MPS = 1.3
STREETS = ("local", "collector", "arterial")
_METRE_DEG = 1 / 111_195


class Walk:
    """To and fro along a line, at a steady pace, from some metres after its beginning."""

    def __init__(self, line: Sequence[Place], pace_mps: float, offset_m: float = 0.0) -> None:
        """`line` has one or more points; a single one is stood on."""
        self._line = tuple(line)
        self._pace_mps = pace_mps
        self._offset_m = offset_m
        self._until: list[float] = [0.0]
        for a, b in pairwise(self._line):
            self._until.append(self._until[-1] + distance_m(a, b))

    @property
    def length_m(self) -> float:
        """Length of the line."""
        return self._until[-1]

    def at(self, seconds: float) -> tuple[Place, float, float]:
        """Place, heading (degrees clockwise from north) and speed (m/s) after so many seconds."""
        if self.length_m <= 0:
            return self._line[0], 0.0, 0.0
        along = (self._offset_m + seconds * self._pace_mps) % (2 * self.length_m)
        back = along > self.length_m
        along = 2 * self.length_m - along if back else along
        index = min(bisect_right(self._until, along), len(self._line) - 1)
        a, b = self._line[index - 1], self._line[index]
        share = (along - self._until[index - 1]) / max(1e-9, distance_m(a, b))
        place = Place(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)
        heading = bearing_deg(b, a) if back else bearing_deg(a, b)
        return place, heading, self._pace_mps


def bearing_deg(a: Place, b: Place) -> float:
    """Direction from a to b, degrees clockwise from north."""
    east = (b.lon - a.lon) * cos(radians(a.lat))
    return degrees(atan2(east, b.lat - a.lat)) % 360


def shifted(place: Place, east_m: float, north_m: float) -> Place:
    """A place some metres away."""
    return Place(
        place.lat + north_m * _METRE_DEG,
        place.lon + east_m * _METRE_DEG / cos(radians(place.lat)),
    )


def noisy(place: Place, key: str) -> tuple[Place, float]:
    """The place as a receiver would tell it, and the accuracy it claims; the same for one key."""
    dice = random.Random(key)
    accuracy = dice.uniform(3.0, 9.0)
    angle = dice.uniform(0, 6.2832)
    off = abs(dice.gauss(0, accuracy / 4))
    return shifted(place, off * cos(angle), off * sin(angle)), round(accuracy, 1)


def lines_of(site: Site, *kinds: str) -> list[list[Place]]:
    """The lines of some layers of the site."""
    return [
        [Place(lat, lon) for lon, lat in line]
        for layer in site.layers
        if layer.kind in kinds
        for shape in layer.shapes
        for line in shape
        if len(line) > 1
    ]


class StreetNet:
    """Streets joined where they share a point, to wander along."""

    def __init__(self, site: Site) -> None:
        self._next: dict[tuple[float, float], list[Place]] = defaultdict(list)
        for line in lines_of(site, *STREETS):
            for a, b in pairwise(line):
                self._next[_node(a)].append(b)
                self._next[_node(b)].append(a)

    def wander(self, near: Place, dice: random.Random, length_m: float = 1_200) -> list[Place]:
        """A line of about that length along streets from the corner nearest to a place."""
        if not self._next:
            return _loop_around(near, dice)
        starts = nsmallest(8, self._next, key=lambda node: distance_m(near, Place(*node)))
        tries = [self._from(start, dice, length_m) for start in starts]
        return max(tries, key=lambda line: min(length_m, Walk(line, 1).length_m))

    def _from(
        self, start: tuple[float, float], dice: random.Random, length_m: float
    ) -> list[Place]:
        line = [Place(*start)]
        came = None
        walked = 0.0
        while walked < length_m:
            ways = [place for place in self._next[_node(line[-1])] if _node(place) != came]
            if not ways:
                break
            came = _node(line[-1])
            line.append(dice.choice(ways))
            walked += distance_m(line[-2], line[-1])
        return line


def _node(place: Place) -> tuple[float, float]:
    return (round(place.lat, 5), round(place.lon, 5))


def _loop_around(centre: Place, dice: random.Random) -> list[Place]:
    angle = dice.uniform(0, 6.2832)
    return [
        shifted(centre, 150 * cos(angle + turn), 150 * sin(angle + turn))
        for turn in (0.0, 1.2566, 2.5133, 3.7699, 5.0265, 6.2832)
    ]
