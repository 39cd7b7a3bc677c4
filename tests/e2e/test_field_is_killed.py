"""A deadline of the field work survives the engine (O2): killed before it, started after it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.e2e.conftest import EngineProcess, sunra
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until

pytestmark = pytest.mark.e2e


def _book(seat: LinkedConsole, due_s: float, number: str = "1") -> datetime:
    """An escort that nobody meets: its deadline, three minutes after the meeting time."""
    due = datetime.now(UTC) + timedelta(seconds=due_s)
    form: dict[str, Any] = {
        "area": "행당동", "meet_at": due - timedelta(minutes=3), "meet_name": "역", "urgent": True,
        "name": "가나다",
    }  # fmt: skip
    content = msgspec.json.encode(form).decode()
    answer = seat.ask("field", 0, subject="escort:", choice="request", content=content)
    assert (answer.state, answer.reason) == ("accepted", number)
    return due


def _raised(engine: EngineProcess) -> list[dict[str, Any]]:
    return [each for each in engine.alerts() if each["type"] == "escort.not_met"]


def _kill_before(engine: EngineProcess, folder: Path, due_s: float) -> tuple[datetime, str]:
    """An escort whose deadline the engine does not live to see: when it is, and its name.

    A busy machine may be too slow for the first; then another one is taken with more time.
    """
    for number in range(1, 5):
        seat = LinkedConsole(engine.data, engine.card, "seat-a", folder)
        try:
            due = _book(seat, due_s * 3 ** (number - 1), str(number))
        finally:
            seat.link.close()
        engine.kill()
        if datetime.now(UTC) < due:
            break
        engine.start()
    name = f"escort:{number}"
    assert name not in {each["subject"] for each in _raised(engine)}
    return due, name


def test_that_a_deadline_that_passed_while_the_engine_was_dead_is_one_alert_o2(
    engine: EngineProcess, tmp_path: Path
) -> None:
    due, name = _kill_before(engine, tmp_path, 3.0)
    wait_until(lambda: datetime.now(UTC) > due, "the deadline", 120.0)
    engine.start()
    wait_until(lambda: name in _subjects(engine), "the alert", 30.0)
    assert _subjects(engine).count(name) == 1


@pytest.mark.soak
@pytest.mark.timeout(240)
def test_that_five_seconds_before_and_two_after_it_is_one_alert_o2(
    engine: EngineProcess, tmp_path: Path
) -> None:
    due, name = _kill_before(engine, tmp_path, 6.0)
    wait_until(lambda: datetime.now(UTC) > due + timedelta(seconds=1), "the deadline", 200.0)
    engine.start()
    wait_until(lambda: name in _subjects(engine), "the alert", 2.0)
    for _ in range(3):
        engine.kill()
        engine.start()
    assert _subjects(engine).count(name) == 1


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("off_ms", [-100, -40, -5, 0, 5, 40, 100])
def test_that_a_kill_in_the_tenth_of_a_second_of_a_deadline_and_another_leave_one_alert_o2(
    engine: EngineProcess, tmp_path: Path, off_ms: int
) -> None:
    """Half of it may be on the disk: the row without the alert, or the other way round."""
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        due = _book(seat, 5.0)
        moment = due + timedelta(milliseconds=off_ms)
        while datetime.now(UTC) < moment:  # five seconds at most; a nap would miss the moment
            pass
        engine.kill()
    finally:
        seat.link.close()
    engine.start()
    engine.kill()  # again, while it takes up what it finds
    engine.start()
    wait_until(lambda: bool(_raised(engine)), "the alert", 60.0)
    for _ in range(2):
        engine.kill()
        engine.start()
    assert _subjects(engine) == ["escort:1"]
    assert sunra("verify", "--data", engine.data).returncode == 0


@pytest.mark.soak
@pytest.mark.timeout(240)
@pytest.mark.parametrize("step", ["+1h", "-1h"])
def test_that_a_wall_clock_set_by_an_hour_is_no_alert_of_anybody_o2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The real engine, its wall clock stepped by libfaketime, running and over a kill."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        pytest.skip("libfaketime is not installed (package libfaketime)")
    told = tmp_path / "faketime"
    told.write_text("+0\n")
    for name, value in {
        "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": told, "FAKETIME_NO_CACHE": 1,
        "FAKETIME_DONT_FAKE_MONOTONIC": 1,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    engine = EngineProcess(tmp_path / "data")
    engine.start()
    for name in ("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE"):
        monkeypatch.delenv(name)
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        due = _book(seat, 20.0)
        _book(seat, 43 * 60.0, "2")
        told.write_text(f"{step}\n")
        wait_until(lambda: "device.clock" in _types(engine), "the stepped clock told")
        assert datetime.now(UTC) < due, "the machine was too slow"
        assert _raised(engine) == []
        monkeypatch.setenv("LD_PRELOAD", str(library))
        monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(told))
        engine.kill()
        engine.start()
        wait_until(lambda: bool(_raised(engine)), "the one that is due", 60.0)
        assert datetime.now(UTC) >= due
    finally:
        seat.link.close()
        engine.kill()
    assert _types(engine).count("escort.not_met") == 1
    assert [each["subject"] for each in _raised(engine)] == ["escort:1"]
    assert {"escort.overdue"} & set(_types(engine)) == set()


def _subjects(engine: EngineProcess) -> list[str]:
    return [each["subject"] for each in _raised(engine)]


def _types(engine: EngineProcess) -> list[str]:
    return [each["type"] for each in engine.alerts()]
