"""A deadline of the field work survives the engine (O2): killed before it, started after it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until

pytestmark = pytest.mark.e2e


def _book(seat: LinkedConsole, due_s: float) -> datetime:
    """An escort that nobody meets: its deadline, three minutes after the meeting time."""
    due = datetime.now(UTC) + timedelta(seconds=due_s)
    form: dict[str, Any] = {
        "area": "행당동", "meet_at": due - timedelta(minutes=3), "meet_name": "역", "urgent": True,
        "name": "가나다",
    }  # fmt: skip
    content = msgspec.json.encode(form).decode()
    answer = seat.ask("field", 0, subject="escort:", choice="request", content=content)
    assert (answer.state, answer.reason) == ("accepted", "1")
    return due


def _raised(engine: EngineProcess) -> list[dict[str, Any]]:
    return [each for each in engine.alerts() if each["type"] == "escort.not_met"]


def _kill_before(engine: EngineProcess, folder: Path, due_s: float) -> datetime:
    seat = LinkedConsole(engine.data, engine.card, "seat-a", folder)
    try:
        due = _book(seat, due_s)
    finally:
        seat.link.close()
    engine.kill()
    assert datetime.now(UTC) < due, "the machine was too slow to kill the engine in time"
    assert _raised(engine) == []
    return due


def test_that_a_deadline_that_passed_while_the_engine_was_dead_is_one_alert_o2(
    engine: EngineProcess, tmp_path: Path
) -> None:
    due = _kill_before(engine, tmp_path, 3.0)
    wait_until(lambda: datetime.now(UTC) > due, "the deadline")
    engine.start()
    wait_until(lambda: bool(_raised(engine)), "the alert", 30.0)
    assert len(_raised(engine)) == 1


@pytest.mark.soak
@pytest.mark.timeout(120)
def test_that_five_seconds_before_and_two_after_it_is_one_alert_o2(
    engine: EngineProcess, tmp_path: Path
) -> None:
    due = _kill_before(engine, tmp_path, 6.0)
    wait_until(lambda: datetime.now(UTC) > due + timedelta(seconds=1), "the deadline")
    engine.start()
    wait_until(lambda: bool(_raised(engine)), "the alert", 2.0)
    for _ in range(3):
        engine.kill()
        engine.start()
    assert len(_raised(engine)) == 1
