"""Nights of a detail before the desk: each uncovered minute is told in time, no covered one is."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backends.simulated.evenings.guard_nights import RESERVE, Nights, Said, make_nights, uncovered
from console.domain.field.guard import Case
from console.domain.field.post import KST
from console.ports.messages import FieldChanged
from console.wire.field_codec import field_value
from tests.support.engine_doubles import START
from tests.support.guard_stage import CODE, GuardStage

MINUTE = timedelta(minutes=1)
FIRST = datetime(2026, 3, 3, 20, tzinfo=KST)
NIGHTS = 3


def began() -> GuardStage:
    stage = GuardStage().opened()
    session: dict[str, Any] = {
        "basis": "release",
        "first_day": "2026-03-03",
        "days": NIGHTS,
        "begins": "20:00:00",
    }
    assert stage.on_case("session", **session) == ""
    hours = {"start": FIRST.isoformat(), "end": (FIRST + timedelta(hours=10)).isoformat()}
    assert stage.on_case("roster", guards=["G1", "G2"], days=NIGHTS, **hours) == ""
    return stage


def go(stage: GuardStage, moment: datetime) -> None:
    stage.at((moment - START).total_seconds())


def say(stage: GuardStage, said: Said) -> str:
    go(stage, said.at)
    guard, night = said.guard, said.night
    if said.word == "leave":
        until = night + timedelta(hours=10)
        away = {"start": night.isoformat(), "end": until.isoformat()}
        return stage.field(f"guard:{guard[1:]}", "leave", "ill", **away)
    if said.word == "exchange":
        (post,) = [
            each.id for each in stage.case.posts if each.guard == guard and each.start == night
        ]
        return stage.on_case("exchange", post=post, guard=RESERVE)
    return stage.on_case(said.word, guard=guard, channel="radio")


def told_at(stage: GuardStage, minute: datetime) -> bool:
    return any(
        start <= minute and (end is None or minute < end) for start, _, end in stage.case.told_gaps
    )


def told_meanwhile(stage: GuardStage, since: int, minute: datetime) -> bool:
    """Whether any state of the case since a change told of this minute."""
    for change in stage.changes[since:]:
        if isinstance(change, FieldChanged) and change.record.kind == "guard_case":
            case = field_value(change.record.content, Case)
            assert isinstance(case, Case)
            if any(s <= minute and (e is None or minute < e) for s, _, e in case.told_gaps):
                return True
    return False


def played(nights: Nights) -> tuple[set[datetime], set[datetime]]:
    """The minutes told by the end of each, and those still told when they were over."""
    stage, waiting = began(), list(nights.said)
    told, standing = set(), set()
    for start, end in nights.due:
        minute = start
        while waiting and waiting[0].at < start - MINUTE:
            assert say(stage, waiting.pop(0)) == ""
        while minute < end:
            since, was = len(stage.changes), told_at(stage, minute)
            while waiting and waiting[0].at < minute + MINUTE:
                assert say(stage, waiting.pop(0)) == ""
            go(stage, minute + MINUTE)
            if told_at(stage, minute):
                standing.add(minute)
            if was or told_at(stage, minute) or told_meanwhile(stage, since, minute):
                told.add(minute)
            minute += MINUTE
        assert stage.of_type("detail.gap")[0].subject == CODE
    return told, standing


@pytest.mark.parametrize("seed", range(2))
def test_that_every_uncovered_minute_of_the_nights_is_told_and_no_covered_one(seed: int) -> None:
    nights = make_nights(seed, FIRST, NIGHTS)
    wanted = set(uncovered(nights, 2))
    told, standing = played(nights)
    assert wanted, "a story without a gap proves nothing"
    assert wanted <= told
    assert standing <= wanted


def test_that_the_same_seed_is_the_same_nights() -> None:
    assert make_nights(7, FIRST, 14) == make_nights(7, FIRST, 14)
    assert make_nights(7, FIRST, 14) != make_nights(8, FIRST, 14)
