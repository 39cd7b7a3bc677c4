"""A night of patrols by numbers: which teams walk where, and what goes wrong with whom.

Pure and seeded: the same seed is the same night. Speaks to nobody; whoever plays it plans and
starts the shifts and sends the fixes. Nobody in it is real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, pairwise
from math import atan2, cos, hypot, pi, sin
from random import Random
from typing import Literal

from console.domain.field.patrol import Checkpoint
from console.domain.places.geo import LocalPlane, Place

AREAS = 15
PACE_MPS = 1.2
SIGMA_M = 10.0
BESIDE_M = 3.0
PARTED_M = 80.0
TROUBLE_AFTER_S = 30 * 60.0
TROUBLE_FOR_S = 5 * 60.0
SKIPPED_SHARE = 0.6
Course = Literal["walks", "late", "absent", "parts", "dark", "skips", "forgets"]
COURSES: tuple[Course, ...] = (
    "walks", "late", "parts", "walks", "dark", "skips", "walks", "absent", "forgets",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NightTeam:
    """One shift. `starts` is when the team really goes, None when it never does."""

    team: str
    area: str
    members: tuple[str, str]
    begins: datetime
    ends: datetime
    starts: datetime | None
    route: tuple[Place, ...]
    course: Course

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """One at each corner of the route."""
        return tuple(
            Checkpoint(f"CP-{at:02d}", f"{self.area} {at}", f"{self.area} {at}", place)
            for at, place in enumerate(self.route, start=1)
        )


@dataclass(frozen=True, slots=True)
class Night:
    """All teams of one night."""

    seed: int
    centre: Place
    teams: tuple[NightTeam, ...]

    def fixes(self, team: NightTeam, now: datetime) -> Iterator[tuple[str, Place]]:
        """Where the two would be told to be at this moment, receiver's noise included."""
        if team.starts is None or not team.starts <= now < team.ends:
            return
        gone_s = (now - team.starts).total_seconds()
        in_trouble = TROUBLE_AFTER_S <= gone_s < TROUBLE_AFTER_S + TROUBLE_FOR_S
        east, north, heading = self._along(team, gone_s)
        for member, unit in enumerate(team.members):
            if member and in_trouble and team.course == "dark":
                continue
            parted = in_trouble and team.course == "parts"
            aside = (PARTED_M if parted else BESIDE_M) if member else 0.0
            dice = Random(f"{self.seed}/{unit}/{int(gone_s)}")
            yield (
                unit,
                self._plane.to_place(
                    east + aside * cos(heading) + dice.gauss(0, SIGMA_M),
                    north - aside * sin(heading) + dice.gauss(0, SIGMA_M),
                ),
            )

    @property
    def _plane(self) -> LocalPlane:
        return LocalPlane(self.centre)

    def _along(self, team: NightTeam, gone_s: float) -> tuple[float, float, float]:
        """East, north and heading on the route, to and fro."""
        plane = self._plane
        corners = [plane.to_metres(each.lat, each.lon) for each in team.route]
        steps = [_step(a, b) for a, b in pairwise(corners)]
        whole = sum(length for length, _ in steps)
        reach = whole * (SKIPPED_SHARE if team.course == "skips" else 1.0)
        along = (gone_s * PACE_MPS) % (2 * reach)
        left = 2 * reach - along if along > reach else along
        for (length, heading), (east, north) in zip(steps, corners, strict=False):
            if left <= length:
                return east + left * sin(heading), north + left * cos(heading), heading
            left -= length
        return *corners[-1], steps[-1][1]


def make_night(
    seed: int, centre: Place, begins: datetime, *, teams: int = AREAS, hours: float = 5.5
) -> Night:
    """A night of so many teams that begins at 21:00 for all of them."""
    courses = cycle(COURSES)
    made = tuple(
        _team(seed, number, centre, begins, begins + timedelta(hours=hours), next(courses))
        for number in range(1, teams + 1)
    )
    return Night(seed, centre, made)


def _team(
    seed: int, number: int, centre: Place, begins: datetime, ends: datetime, course: Course
) -> NightTeam:
    dice = Random(f"{seed}/{number}")
    late = timedelta(minutes=20 if course == "late" else dice.uniform(0, 5))
    return NightTeam(
        f"순찰 {number}조",
        f"순찰 {number}구역",
        (f"patrol-{number}a", f"patrol-{number}b"),
        begins,
        ends,
        None if course == "absent" else begins + late,
        _route(dice, centre),
        course,
    )


def _route(dice: Random, centre: Place) -> tuple[Place, ...]:
    """Five corners some 250 m apart, wherever the dice lead."""
    plane, heading = LocalPlane(centre), dice.uniform(0, 2 * pi)
    east, north = dice.uniform(-2_000, 2_000), dice.uniform(-2_000, 2_000)
    corners = [(east, north)]
    for _ in range(4):
        heading += dice.uniform(-0.9, 0.9)
        length = dice.uniform(200, 300)
        east, north = east + length * sin(heading), north + length * cos(heading)
        corners.append((east, north))
    return tuple(plane.to_place(*corner) for corner in corners)


def _step(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """Length and heading (radians clockwise from north) from one corner to the next."""
    east, north = b[0] - a[0], b[1] - a[1]
    return hypot(east, north), atan2(east, north)
