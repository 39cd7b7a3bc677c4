"""A guard detail at the real engine: gaps and people survive a kill (O2, R-PRV-01, R-PRV-07)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backends.commands.parts import keys_in
from backends.database import journal
from backends.database.connection import Database
from backends.system.installation import Installation
from console.ports.seat_link import ActionNews, QueueNews
from console.wire.seat_values import FieldPersonal
from tests.e2e.conftest import EngineProcess, sunra
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice

pytestmark = pytest.mark.e2e
CODE, NAME = "GD-E2E-1", "마스크 시험용"


class Seat(LinkedConsole):
    """A console that also keeps what it was told of the field and of people."""

    def __init__(self, engine: EngineProcess, name: str, folder: Path) -> None:
        super().__init__(engine.data, engine.card, name, folder)
        self.told: list[FieldPersonal] = []
        self.said = ""

    def listen(self) -> None:
        for news in self.link.drain():
            self.said += repr(news) if not isinstance(news, FieldPersonal) else ""
            if isinstance(news, FieldPersonal):
                self.told.append(news)
            elif isinstance(news, ActionNews) and news.state in {"accepted", "refused"}:
                self.answers[news.action] = news
            elif isinstance(news, QueueNews):
                self.alerts |= {alert.number for alert in news.alerts}

    def act(self, act: str, subject: str = "guard_case:1", text: str = "", **form: object) -> str:
        content = msgspec.json.encode(form).decode()
        told = self.ask("field", 0, subject=subject, choice=act, text=text, content=content)
        return "" if told.state == "accepted" else told.reason


def _prepared(seat: Seat) -> None:
    """A case whose guards are due since an hour ago: one of the two is rostered."""
    since = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=1)
    local = since + timedelta(hours=9)
    assert seat.act("enlist", "guard:", sign="G1", unit="g1-phone") == ""
    person = {"person": NAME, "phone": "010-0000-0000"}
    assert seat.act("open", "guard_case:", code=CODE, risk="high", entries=person) == ""
    assert (
        seat.act(
            "session", basis="release", first_day=local.date().isoformat(), days=1,
            begins=local.time().isoformat(),
        )
        == ""
    )  # fmt: skip
    hours: dict[str, Any] = {"start": since, "end": since + timedelta(hours=10)}
    assert seat.act("roster", guards=["G1"], **hours) == ""


def _gaps(engine: EngineProcess) -> list[dict[str, Any]]:
    return [each for each in engine.alerts() if each["type"] == "detail.gap"]


def _journal(engine: EngineProcess) -> str:
    home = Installation(engine.data)
    database = Database(home.database, keys_in(home.keys).secret("database"))
    try:
        return "\n".join(repr(line) for line in journal.lines(database))
    finally:
        database.close()


def test_that_a_detail_survives_a_kill_and_its_people_stay_masked(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    seat, other = Seat(engine, "seat-a", tmp_path), Seat(engine, "seat-b", tmp_path)
    phone = device("g1-phone", "mobile")
    try:
        _prepared(seat)
        wait_until(lambda: len(_gaps(engine)) == 1, "the gap")
        phone.event("detail.on_post", subject=CODE)
        phone.wait(lambda each: not each.unreceipted)
        engine.kill()
        engine.start()
        assert len(_gaps(engine)) == 1
        why = {"choice": "police", "text": "112 asks"}
        assert seat.ask("field_reveal", 0, subject="guard_case:1", **why).state == "accepted"
        seat.until(lambda each: bool(each.told), "the personal entries")  # type: ignore[attr-defined]
        other.listen()
        assert json.loads(seat.told[0].personal)["person"] == NAME
        assert other.told == []
        assert NAME not in seat.said + other.said + engine.log.read_text()
        assert seat.act("end", text="in custody") == ""
        assert seat.act("close", outcome="arrest", feeling="very_safe") == ""
        assert seat.act("erase", text="the term is over") == ""
    finally:
        seat.link.close()
        other.link.close()
    assert _gaps(engine)[0]["condition"] == "cleared"
    engine.stop()
    written = _journal(engine)
    assert NAME not in written
    assert "field_revealed" in written
    assert sunra("verify", "--data", engine.data).returncode == 0
