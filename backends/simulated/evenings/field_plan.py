"""An evening of field work in a district: teams, bookings, patrols, guards, a store and a locker.

Pure and seeded: the same site and seed are the same evening. `field_play` acts it at a real engine.
Times in it are seconds of the play, but `ahead_s`, which the engine's own clock measures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from backends.simulated.scenario.stage import Stage
from backends.simulated.scenario.units_walk import Walk, shifted
from console.domain.places.geo import Place
from console.domain.site import Site

Course = Literal[
    "walks", "no_show", "cancels", "neglected", "waits", "reassigned", "dawdles", "handed_over"
]
"""`waits` is met when the engine has rung that nobody was, `dawdles` arrives when it has rung that
they should have; `reassigned` is given to another team, `handed_over` to a neighbour who needs to
be asked twice."""
COURSES: tuple[Course, ...] = ("walks", "walks", "walks", "no_show", "walks", "cancels", "walks")
AREAS = ("왕십리도선동", "행당동", "금호동", "성수동", "사근동", "용답동")
MEETINGS = (
    "왕십리역 6번 출구",
    "행당역 2번 출구",
    "신금호역 앞",
    "뚝섬역 8번 출구",
    "사근동 주민센터",
)
EARLY_S, USUAL_S = 25.0, 2_400.0
TIGHT_S = 604.0
"""Ten minutes and a little: without a team the alert comes within seconds."""
OVER_S = -170.0
"""The time of the meeting was some minutes ago: that nobody was met is told within seconds."""
WAY_M = 260.0
CASE = "GD-SIM-01"
TEAMS = 6


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """Two scouts with one device, which is their unit."""

    name: str
    unit: str
    areas: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """Asked at `at_s` for a meeting `ahead_s` later; by a citizen's `device`, or on the telephone.

    Nobody looks for a team before `match_after_s`; nobody at all for a neglected one.
    """

    number: int
    area: str
    meet_name: str
    way: tuple[Place, ...]
    at_s: float = 0.0
    ahead_s: float = USUAL_S
    device: str = ""
    course: Course = "walks"
    match_after_s: float = 10.0


@dataclass(frozen=True, slots=True)
class PatrolPlan:
    """Two members with a device each; the second stays behind between the two times."""

    team: str
    area: str
    units: tuple[str, str]
    route: tuple[Place, ...]
    behind_s: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GuardPlan:
    """A guard who stands at a door."""

    sign: str
    unit: str
    place: Place


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """All of it. `shelters` and `lockers` are (id, name, place) of things that have a device."""

    teams: tuple[TeamPlan, ...] = ()
    bookings: tuple[BookingPlan, ...] = ()
    patrols: tuple[PatrolPlan, ...] = ()
    guards: tuple[GuardPlan, ...] = ()
    shelters: tuple[tuple[str, str, Place], ...] = ()
    lockers: tuple[tuple[str, str, Place], ...] = ()

    def devices(self) -> tuple[tuple[str, str], ...]:
        """Id and class of every device that plays in it."""
        return (
            *((team.unit, "escort_app") for team in self.teams),
            *((unit, "patrol_app") for patrol in self.patrols for unit in patrol.units),
            *((guard.unit, "guard_app") for guard in self.guards),
            *dict.fromkeys((each.device, "citizen_app") for each in self.bookings if each.device),
        )


def make_field(
    site: Site, seed: int, things: Sequence[tuple[str, str, Place]] = (), length_s: float = 1_200.0
) -> FieldPlan:
    """The evening of the demonstration; `things` are (class, id, place) of stores and lockers."""
    stage, dice = Stage(site, seed), Random(f"{seed}/field")
    centres = [stage.somewhere(dice) for _ in AREAS]
    return FieldPlan(
        tuple(_team(number, centres) for number in range(TEAMS)),
        tuple(_bookings(stage, dice, centres, length_s)),
        tuple(_patrol(stage, dice, number, length_s) for number in (1, 2)),
        tuple(_guards(stage.somewhere(dice))),
        tuple((name, "안심지킴이집", place) for kind, name, place in things if kind == "shelter"),
        tuple((name, "안심택배함", place) for kind, name, place in things if kind == "locker"),
    )


def make_rush(
    site: Site, seed: int, bookings: int, teams: int, length_s: float, courses: Sequence[Course]
) -> FieldPlan:
    """Many bookings in a short time, each to be met ten minutes and a few seconds after asking."""
    stage, dice = Stage(site, seed), Random(f"{seed}/rush")
    centres = [stage.somewhere(dice) for _ in AREAS]
    made = []
    for number in range(bookings):
        base = _booking(stage, dice, number, centres)
        booking = replace(
            base, at_s=length_s * number / bookings, course=dice.choice(courses),
            ahead_s=600 + dice.uniform(2, 8), match_after_s=dice.uniform(0, 4),
            device=f"app-{50 + number % 8}" if number % 2 else "",
        )  # fmt: skip
        if booking.course == "waits":
            booking = replace(booking, ahead_s=OVER_S)
        elif booking.course == "dawdles":
            # A short way: five minutes of grace are long enough for a play.
            booking = replace(booking, way=booking.way[:2])
        made.append(booking)
    return FieldPlan(tuple(_team(number, centres) for number in range(teams)), tuple(made))


def _team(number: int, centres: Sequence[Place]) -> TeamPlan:
    first, second = number % len(AREAS), (number + 1) % len(AREAS)
    areas = (AREAS[first], AREAS[second])
    place = shifted(centres[first], 30.0 * (number % 3), -40.0)
    return TeamPlan(f"스카우트 {number + 1}조", f"escort-{51 + number}", areas, place)


def _bookings(
    stage: Stage, dice: Random, centres: Sequence[Place], length_s: float
) -> list[BookingPlan]:
    made = []
    for number, course in enumerate(COURSES):
        at_s = EARLY_S + number * 0.6 * length_s / len(COURSES)
        device = f"app-{50 + number}" if number % 2 else ""
        base = _booking(stage, dice, number, centres)
        made.append(replace(base, at_s=at_s, course=course, device=device))
    late = replace(
        _booking(stage, dice, len(COURSES), centres),
        at_s=0.3 * length_s, course="neglected", ahead_s=TIGHT_S,
    )  # fmt: skip
    return [*made, late]


def _booking(stage: Stage, dice: Random, number: int, centres: Sequence[Place]) -> BookingPlan:
    which = number % len(AREAS)
    meet = shifted(centres[which], dice.uniform(-60, 60), dice.uniform(-60, 60))
    way = _beginning(stage.street_walk(meet, dice), WAY_M * dice.uniform(0.7, 1.2))
    return BookingPlan(number, AREAS[which], MEETINGS[number % len(MEETINGS)], way)


def _patrol(stage: Stage, dice: Random, number: int, length_s: float) -> PatrolPlan:
    (walk,) = stage.route_walks(1, dice)
    route = _beginning(walk, 1_200.0)
    behind = (0.4 * length_s, 0.9 * length_s) if number == 1 else (length_s * 9, length_s * 9)
    units = (f"patrol-{50 + number}a", f"patrol-{50 + number}b")
    return PatrolPlan(f"안심순찰 {number}조", AREAS[number], units, route, behind)


def _guards(door: Place) -> list[GuardPlan]:
    return [
        GuardPlan(f"G-{number}", f"guard-{50 + number}", shifted(door, 12.0 * number, 5.0))
        for number in (1, 2)
    ]


def _beginning(walk: Walk, length_m: float) -> tuple[Place, ...]:
    """Points every 20 m from the walk's beginning on."""
    pace = walk.at(0.0)[2] or 1.0
    steps = int(min(length_m, walk.length_m or 20.0) // 20) + 1
    return tuple(walk.at(20.0 * step / pace)[0] for step in range(max(2, steps)))
