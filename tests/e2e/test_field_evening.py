"""Evenings of bookings at the real engine: real devices, a real seat, nobody forgotten (O23)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backends.map_data.site_file import builtin_site
from backends.simulated.evenings.field_plan import Course, make_rush
from console.domain.field.escort import UNMATCHED_BEFORE, Escort, Step
from console.wire.field_codec import FieldMalformed, field_value
from tests.e2e.conftest import EngineProcess, sunra
from tests.support.evening_oracle import KINDS, NOT_MET, UNANSWERED, UNMATCHED
from tests.support.field_rush import played, turned
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
COURSES: tuple[Course, ...] = ("walks",) * 7 + ("no_show", "cancels", "neglected")
MIXED: tuple[Course, ...] = (
    *(("walks",) * 5), "no_show", "cancels", "neglected", "waits", "reassigned", "dawdles",
    "handed_over",
)  # fmt: skip


def escorts(seat: LinkedConsole) -> dict[str, Escort]:
    found = {}
    for (kind, number), record in seat.fields.items():
        value = field_value(record.content, Escort) if kind == "escort" else None
        if isinstance(value, FieldMalformed) or value is None:
            continue
        found[f"escort:{number}"] = value
    return found


def unmatched(engine: EngineProcess) -> dict[str, dict[str, Any]]:
    return {each["subject"]: each for each in engine.alerts() if each["type"] == "escort.unmatched"}


def is_due(escort: Escort) -> bool:
    """Whether its team came too late, or never: ten minutes before the meeting."""
    due = escort.meet_at - UNMATCHED_BEFORE
    settled = escort.matched_at or escort.ended_at or datetime.now(UTC)
    return settled > due + timedelta(seconds=1)


def evening(engine: EngineProcess, folder: Path, bookings: int, teams: int, over_s: float) -> None:
    plan = make_rush(builtin_site("seongdong"), 5, bookings, teams, over_s, COURSES)
    with played(engine, plan, folder, speed=1.0, pace_mps=400.0) as (play, _):
        assert turned(play, over_s * 4 + 60.0)
        assert play.refusals == []
    seat = LinkedConsole(engine.data, engine.card, "seat-watch", folder)
    try:
        seat.until(lambda told: len(escorts(told)) == bookings, "every booking")
        late = {
            name for name, each in escorts(seat).items()
            if each.step is Step.REQUESTED or is_due(each)
        }  # fmt: skip
        wait_until(lambda: late <= unmatched(engine).keys(), "an alert for each", 40.0)
        found, told = escorts(seat), unmatched(engine)
        steps = Counter(each.step for each in found.values())
    finally:
        seat.link.close()
    # Nobody rings for one that was matched in time; a second either way is the machine's.
    early = {n for n, e in found.items() if e.matched_at and e.matched_at < _due(e) - SLACK}
    assert not early & told.keys()
    assert steps[Step.CLOSED] > 0
    assert set(steps) <= {Step.CLOSED, Step.NO_SHOW, Step.CANCELLED, Step.REQUESTED}
    assert not [each for each in engine.events() if each["quarantined"]]
    assert sunra("verify", "--data", engine.data).returncode == 0


SLACK = timedelta(seconds=1)


def _due(escort: Escort) -> datetime:
    return escort.meet_at - UNMATCHED_BEFORE


def test_that_six_bookings_and_two_teams_leave_nobody_unnoticed_o23(
    engine: EngineProcess, tmp_path: Path
) -> None:
    evening(engine, tmp_path, 6, 2, 2.0)


@pytest.mark.soak
def test_that_sixty_bookings_and_twelve_teams_leave_nobody_unnoticed_o23(
    engine: EngineProcess, tmp_path: Path
) -> None:
    evening(engine, tmp_path, 60, 12, 45.0)


@pytest.mark.soak
@pytest.mark.timeout(2_100)
def test_that_sixty_bookings_of_every_course_ring_as_they_ought_to_o23(
    engine: EngineProcess, tmp_path: Path
) -> None:
    """What rang for each is what its own history asks for, by the book."""
    plan = make_rush(builtin_site("seongdong"), 5, 60, 12, 45.0, MIXED)
    assert {each.course for each in plan.bookings} == set(MIXED)
    with played(engine, plan, tmp_path, speed=1.0, pace_mps=400.0) as (play, _):
        # Each dawdler keeps a team for more than five minutes, and others wait for that team.
        assert turned(play, 1_700.0)
        seat = LinkedConsole(engine.data, engine.card, "seat-watch", tmp_path)
        try:
            seat.until(lambda told: len(escorts(told)) == 60, "every booking")
            found, now = escorts(seat), datetime.now(UTC)
        finally:
            seat.link.close()
    rang: dict[str, set[str]] = {name: set() for name in found}
    for alert in engine.alerts():
        if alert["type"] in KINDS:
            rang[alert["subject"]].add(alert["type"])
    wrong = {}
    for name, escort in found.items():
        must, may = ought_to_have_rung(escort, now, SLACK), ought_to_have_rung(escort, now, -SLACK)
        if not must <= rang[name] <= may:
            wrong[name] = (escort.step, sorted(must), sorted(rang[name]))
    assert wrong == {}
    assert set().union(*rang.values()) == set(KINDS)
    assert {each.step for each in found.values()} >= {Step.CLOSED, Step.HANDED_OVER, Step.NO_SHOW}
    assert [mark for each in found.values() for mark in each.marks if mark.what == "reassigned"]


def ought_to_have_rung(escort: Escort, now: datetime, slack: timedelta) -> set[str]:
    """Every alert whose cause lasted beyond its time, by what people did and when."""
    first: dict[str, datetime] = {}
    for mark in escort.marks:
        first.setdefault(mark.what, mark.at)
    ended = escort.ended_at or now
    asked, met = first["requested"], first.get("met")
    until = {
        "escort.unmatched": (escort.meet_at - UNMATCHED, first.get("matched", ended)),
        "escort.not_met": (escort.meet_at + NOT_MET, met or ended),
    }
    if first.get("walking") and escort.due is not None:
        until["escort.overdue"] = (escort.due, first.get("arrived", ended))
    if first.get("offered"):
        until["escort.handover"] = (first["offered"] + UNANSWERED, ended)
    return {kind for kind, (at, over) in until.items() if max(at, asked) + slack < over}
