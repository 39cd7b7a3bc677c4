"""`sunra field`: what an app asked for is there, without names; what has ended can be erased."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import main as program
from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Exit code and words of a command, in this process: the engine runs in its own."""
    capsys.readouterr()
    code = program.main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_that_an_apps_request_becomes_a_record_that_can_be_erased_when_it_has_ended(
    engine: EngineProcess,
    device: Callable[..., RawDevice],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app, field = device("app-1", "app"), ("field", "--data", engine.data)
    asked = {
        "unit": "phone-1", "area": "행당동", "meet_name": "역", "name": "가나다",
        "meet_at": (datetime.now(UTC) + timedelta(minutes=45)).isoformat(),
    }  # fmt: skip
    app.event("escort.requested", subject="r-1", data=asked)
    app.wait(lambda each: not each.unreceipted)
    _, listed, _ = said(capsys, *field, "--kind", "escort")
    row = json.loads(listed)
    assert (row["id"], row["state"], row["content"]["walker"]) == ("1", "requested", "phone-1")
    assert "가나다" not in listed
    words = (*field, "--erase", "escort:1", "--by", "kim", "--why", "asked for")
    code, _, complaint = said(capsys, *words)
    assert (code, "has ended" in complaint) == (2, True)
    assert said(capsys, *field, "--erase", "escort:1")[0] == 2
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        assert seat.ask("field", 0, subject="escort:1", choice="cancel").state == "accepted"
        erase = {"subject": "escort:1", "choice": "erase_record", "text": "asked for"}
        assert "supervisor" in seat.ask("field", 0, **erase).reason
        who = ("--seat", "seat-a", "--operator", "op-seat-a", "--role", "supervisor")
        assert said(capsys, "seats", "--data", engine.data, *who)[0] == 0
        wait_until(
            lambda: seat.ask("field", 0, **erase).state == "accepted", "the engine's new people"
        )
    finally:
        seat.link.close()
    assert "가나다" not in said(capsys, "events", "--data", engine.data)[1]
    assert json.loads(said(capsys, *words)[1])["payloads"] >= 1
    assert said(capsys, *field, "--kind", "escort")[1] == ""
    assert json.loads(said(capsys, "verify", "--data", engine.data)[1])["first_bad"] is None
