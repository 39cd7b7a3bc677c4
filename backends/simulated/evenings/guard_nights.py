"""The nights of a guard detail: who is rostered, who comes late, goes early, falls ill or forgets.

Pure and seeded: the same seed is the same nights. Speaks to nobody; whoever plays it says the words
to an engine at their times. `truth` of a guard is where he really stood. Nobody in it is real.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

GUARDS = ("G1", "G2")
RESERVE = "G3"
Course = Literal["works", "late", "early", "forgets", "ill", "ill_replaced", "no_show", "relieved"]
_COURSES: tuple[Course, ...] = (
    *(("works",) * 6), "late", "late", "early", "forgets", "ill", "ill_replaced", "no_show",
    "relieved", "relieved",
)  # fmt: skip
_RELIEVED = frozenset({"ill_replaced", "no_show", "relieved"})
Word = Literal["on_post", "off_post", "leave", "exchange"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing told to the room at `at`. For an exchange `guard` is relieved by the reserve."""

    at: datetime
    word: Word
    guard: str
    night: datetime


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a guard really was."""

    guard: str
    start: datetime
    end: datetime


@dataclass(slots=True)
class Nights:
    """All of it: when guards are due, what is said in the order of time, and the truth."""

    due: list[tuple[datetime, datetime]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    truth: list[Stood] = field(default_factory=list)


def make_nights(seed: int, first: datetime, nights: int, hours: int = 10) -> Nights:
    """Nights of this seed from `first` on; the reserve relieves one guard a night at most."""
    random, made = Random(seed), Nights()
    for number in range(nights):
        start = first + timedelta(days=number)
        end = start + timedelta(hours=hours)
        made.due.append((start, end))
        courses = [random.choice(_COURSES) for _ in GUARDS]
        if sum(course in _RELIEVED for course in courses) > 1:
            courses[1] = "works"
        for guard, course in zip(GUARDS, courses, strict=True):
            _play(random, made, guard, course, (start, end))
    made.said.sort(key=_when)
    return made


def _when(said: Said) -> datetime:
    return said.at


def _play(
    random: Random, made: Nights, guard: str, course: Course, night: tuple[datetime, datetime]
) -> None:
    start, end = night
    match course:
        case "ill" | "ill_replaced":
            told = start - _span(random, 30, 300)
            made.said.append(Said(told, "leave", guard, start))
            if course == "ill_replaced":
                _relieve(random, made, guard, (told + _span(random, 2, 90), start, end))
        case "no_show":
            _relieve(random, made, guard, (start + _span(random, 5, 60), start, end))
        case "relieved":
            called = start + _span(random, 60, 400)
            away = (start - _span(random, 0, 20), called + _span(random, 0, 40))
            _stand(made, guard, start, away, forgets=False)
            _relieve(random, made, guard, (called, start, end))
        case _:
            _stand(made, guard, start, _times(random, course, night), forgets=course == "forgets")


def _times(
    random: Random, course: Course, night: tuple[datetime, datetime]
) -> tuple[datetime, datetime]:
    start, end = night
    came = start - _span(random, 0, 20)
    left = end + _span(random, 0, 3)
    if course == "late":
        came = start + _span(random, 1, 45)
    if course == "early":
        left = end - _span(random, 10, 120)
    return came, left


def _relieve(
    random: Random, made: Nights, guard: str, times: tuple[datetime, datetime, datetime]
) -> None:
    """The reserve is called at the first of these times, and comes when he can."""
    called, start, end = times
    made.said.append(Said(called, "exchange", guard, start))
    came = max(called, start) + _span(random, 1, 30)
    _stand(made, RESERVE, start, (came, end), forgets=False)


def _stand(
    made: Nights, guard: str, night: datetime, times: tuple[datetime, datetime], *, forgets: bool
) -> None:
    came, left = times
    made.said.append(Said(came, "on_post", guard, night))
    if not forgets:
        made.said.append(Said(left, "off_post", guard, night))
    made.truth.append(Stood(guard, came, left))


def uncovered(nights: Nights, guards: int) -> Iterator[datetime]:
    """Every minute of the nights in which fewer than `guards` different people stood there."""
    minute = timedelta(minutes=1)
    for start, end in nights.due:
        at = start
        while at < end:
            there = {
                each.guard for each in nights.truth if each.start < at + minute and at < each.end
            }
            if len(there) < guards:
                yield at
            at += minute


def _span(random: Random, least: float, most: float) -> timedelta:
    return timedelta(seconds=round(random.uniform(least * 60, most * 60)))
