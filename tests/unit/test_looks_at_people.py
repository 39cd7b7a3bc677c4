"""Who may look at personal entries, and for what (R-PRV-01)."""

import pytest

from console.domain.field.reveal import Purpose
from console.domain.roles import People, Person, Role, refuse_look
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage

ROOM = People([Person("A", "kim", Role.OPERATOR), Person("A", "chief", Role.SUPERVISOR)])
DAILY = (Purpose.CALL_BACK, Purpose.POLICE, Purpose.BRIEFING)
HIGHER = (Purpose.CORRECTION, Purpose.AUDIT)


@pytest.mark.parametrize("who", ["kim", "chief", "somebody"])
def test_that_an_emergency_waits_for_nobody(who: str) -> None:
    assert refuse_look(ROOM, "A", who, Purpose.EMERGENCY, is_open=True) is None


@pytest.mark.parametrize("purpose", DAILY)
def test_that_daily_work_needs_somebody_who_is_registered_where_anybody_is(purpose: str) -> None:
    assert refuse_look(ROOM, "A", "kim", purpose, is_open=True) is None
    refused = refuse_look(ROOM, "A", "somebody", purpose, is_open=True)
    assert refused is not None
    assert "not registered" in refused.reason
    assert refuse_look(ROOM, "B", "anybody", purpose, is_open=True) is None


@pytest.mark.parametrize("purpose", HIGHER)
def test_that_correction_and_audit_are_the_supervisors(purpose: str) -> None:
    assert refuse_look(ROOM, "A", "chief", purpose, is_open=True) is None
    assert refuse_look(ROOM, "A", "kim", purpose, is_open=True) is not None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_that_what_has_ended_is_the_supervisors_whatever_is_said(purpose: str) -> None:
    assert refuse_look(ROOM, "A", "kim", purpose, is_open=False) is not None
    assert refuse_look(ROOM, "A", "chief", purpose, is_open=False) is None


def test_that_the_engine_tells_no_name_that_it_refused() -> None:
    stage = FieldStage(device("app-1"))
    stage.desk.set_people(
        [Person("A", "chief", Role.SUPERVISOR), Person("A", "kim", Role.OPERATOR)]
    )
    asked = stage.field("escort:", "request", {
        "area": "a", "meet_at": stage.now.replace(hour=23), "meet_name": "m", "name": "가나다",
        "urgent": True})  # fmt: skip
    assert asked == "1"
    audit = stage.field("escort:1", "audit", kind="field_reveal", text="monthly")
    assert audit.startswith("no: This needs a supervisor")
    assert stage.told == []
    assert stage.field("escort:1", "emergency", kind="field_reveal", text="112") == ""
    assert "가나다" in stage.told[0].personal
