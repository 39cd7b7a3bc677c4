"""Patrols, hazards, stores and lockers in the real engine: killed and started, nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.field.hazard import Category
from console.domain.field.patrol import Checkpoint
from console.domain.field.roster import Kind
from console.domain.places.geo import Place
from console.services.field.patrol_forms import (
    HazardForm,
    JoinForm,
    OrganisationForm,
    PassForm,
    PlanForm,
)
from console.services.field.places_forms import LockerForm, ShelterForm
from console.wire.field_codec import field_text
from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole

pytestmark = pytest.mark.e2e
RECORDS = 6  # with the check-ins of the team
HERE = Place(37.561, 127.035)


def _plan() -> PlanForm:
    begins = datetime.now(UTC) + timedelta(minutes=1)
    points = tuple(Checkpoint(f"CP-{n}", f"지점 {n}", f"Point {n}", HERE) for n in range(3))
    return PlanForm(
        "1조", "성수동", ("p-1", "p-2"), begins, begins + timedelta(hours=5), "골목",
        (((37.561, 127.035), (37.565, 127.035)),), points, 3_600,
    )  # fmt: skip


ACTS: tuple[tuple[str, str, Any, str], ...] = (
    ("patrol:", "plan", _plan, ""),
    ("patrol:1", "start", None, ""),
    ("patrol:1", "pass", PassForm("CP-1"), ""),
    ("organisation:", "enter", OrganisationForm("ORG-1", Kind.MOTHERS, "어머니방범대"), ""),
    ("patrol:1", "join", JoinForm("ORG-1", 4), ""),
    ("hazard:", "report", HazardForm(Category.GAS, HERE, "1"), "가스 냄새"),
    ("shelter:S-1", "enter", ShelterForm("지킴이집", phone="02-000-0001"), ""),
    ("locker:L-1", "enter", LockerForm("택배함", size=20), ""),
)


def _records(seat: LinkedConsole) -> dict[str, Any]:
    found = (each for each in seat.fields.values() if each.kind != "clock")
    return {f"{each.kind}:{each.id}": msgspec.json.decode(each.content) for each in found}


def test_that_all_of_it_is_there_after_a_kill(engine: EngineProcess, tmp_path: Path) -> None:
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        for subject, act, form, words in ACTS:
            made = form() if callable(form) else form
            content = field_text(made) if made is not None else ""
            answer = seat.ask("field", 0, subject=subject, choice=act, content=content, text=words)
            assert answer.state == "accepted", (subject, act, answer.reason)
        seat.until(lambda told: len(_records(told)) == RECORDS, "every record")
        before = _records(seat)
    finally:
        seat.link.close()
    engine.kill()
    engine.start()
    again = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        again.until(lambda told: len(_records(told)) == RECORDS, "every record again")
        assert _records(again) == before
    finally:
        again.link.close()
    patrol = before["patrol:1"]
    assert (patrol["stage"], len(patrol["passed"]), len(patrol["joined"])) == ("out", 1, 1)
    assert before["check_in:p-1"]["every_s"] == 3_600
