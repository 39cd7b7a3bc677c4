"""An evening of escorts by numbers: who asks when and where, which teams are on, what goes wrong.

Pure and seeded: the same seed is the same evening. Speaks to nobody; whoever plays it sends the
requests and moves the teams. Nobody in it is real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, pi, sin
from random import Random
from typing import Literal

from console.domain.places.geo import LocalPlane, Place

REQUESTS = 60
TEAMS = 12
HOURS = 3.0
"""22:00 to 01:00."""

AREAS = ("왕십리도선동", "행당동", "금호동", "성수동", "사근동", "용답동")
Course = Literal[
    "walks", "no_show", "cancels", "withdraws", "forgotten", "late", "reassigned", "relieved",
    "dawdles", "handed_over", "kept",
]  # fmt: skip
"""What becomes of a request: `withdraws` cancels before anybody looks for a team, `late` is met
five minutes after the time and `forgotten` never; `reassigned` gets another team before the
meeting, `relieved` on the way; `handed_over` is offered to a neighbour who takes it after the
second ring, `kept` is offered, not answered and withdrawn."""
_COURSES: tuple[Course, ...] = (
    *(("walks",) * 9), "no_show", "cancels", "withdraws", "forgotten", "late", "reassigned",
    "relieved", "dawdles", "handed_over", "kept",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EveningTeam:
    """Two scouts with one device."""

    name: str
    unit: str
    areas: tuple[str, ...]
    home: Place


@dataclass(frozen=True, slots=True)
class EveningRequest:
    """One request: asked for at `asked`, to meet at `meet_at`; `course` is what becomes of it."""

    number: int
    asked: datetime
    meet_at: datetime
    area: str
    meet: Place
    way: tuple[Place, ...]
    by_app: bool
    course: Course


@dataclass(frozen=True, slots=True)
class Evening:
    """Everything, in the order of asking."""

    start: datetime
    end: datetime
    teams: tuple[EveningTeam, ...]
    requests: tuple[EveningRequest, ...]


def make_evening(
    seed: int, start: datetime, centre: Place, requests: int = REQUESTS, teams: int = TEAMS
) -> Evening:
    """The evening of this seed; every meeting is at least 30 minutes after its request."""
    random, plane = Random(seed), LocalPlane(centre)
    asked = [_request(random, plane, number, start) for number in range(1, requests + 1)]
    return Evening(
        start,
        start + timedelta(hours=HOURS + 1.5),
        tuple(_team(random, plane, number) for number in range(1, teams + 1)),
        tuple(sorted(asked, key=_when)),
    )


def _when(request: EveningRequest) -> datetime:
    return request.asked


def _team(random: Random, plane: LocalPlane, number: int) -> EveningTeam:
    area = AREAS[number % len(AREAS)]
    beside = random.choice(AREAS)
    areas = tuple(dict.fromkeys((area, beside)))
    return EveningTeam(f"{number}조", f"scout-{number}", areas, _around(random, plane, area, 300))


def _request(random: Random, plane: LocalPlane, number: int, start: datetime) -> EveningRequest:
    # Most ask when the last trains come in: the middle of the evening is the fullest.
    into = timedelta(minutes=random.triangular(5, HOURS * 60 - 40, 60))
    ahead = timedelta(minutes=random.uniform(30, 75))
    area = random.choice(AREAS)
    meet = _around(random, plane, area, 250)
    way = tuple(_street(random, plane, meet))
    course = random.choice(_COURSES)
    by_app = random.random() < 0.5
    return EveningRequest(
        number, start + into, start + into + ahead, area, meet, way, by_app, course
    )


def _around(random: Random, plane: LocalPlane, area: str, metres: float) -> Place:
    turn = 2 * pi * AREAS.index(area) / len(AREAS)
    east, north = 900 * cos(turn), 900 * sin(turn)
    return plane.to_place(random.gauss(east, metres), random.gauss(north, metres))


def _street(random: Random, plane: LocalPlane, start: Place) -> Iterator[Place]:
    east, north = plane.to_metres(start.lat, start.lon)
    yield start
    for step in range(random.randint(2, 6)):
        length = random.uniform(60, 180) * random.choice((-1, 1))
        east, north = (east + length, north) if step % 2 else (east, north + length)
        yield plane.to_place(east, north)
