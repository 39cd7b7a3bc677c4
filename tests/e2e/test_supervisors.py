"""Supervisors' acts through a running engine: refused to others, seen by all, kept (R-ARC-10)."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backends.adapters.cap import read_cap
from backends.audit.verify import verify
from backends.commands.history import list_alerts
from backends.commands.parts import records_of
from console.command_line.grammar import parse
from console.domain.roles import Role
from console.wire.room_values import FiguresWanted
from tests.e2e.conftest import EngineProcess, lines, sunra
from tests.support.linked_console import LinkedConsole
from tests.support.raw_device import RawDevice


def _chief(engine: EngineProcess) -> None:
    done = sunra(
        "seats", "--data", engine.data, "--seat", "seat-b", "--operator", "op-seat-b",
        "--role", "supervisor",
    )  # fmt: skip
    assert lines(done)[0]["role"] == "supervisor"


def _open(engine: EngineProcess, folder: Path) -> tuple[LinkedConsole, LinkedConsole]:
    return tuple(  # type: ignore[return-value]
        LinkedConsole(engine.data, engine.card, name, folder) for name in ("seat-a", "seat-b")
    )


def _alerts(engine: EngineProcess, said: pytest.CaptureFixture[str], *words: object) -> list[Any]:
    """What `sunra alerts` prints, without a process for it."""
    said.readouterr()
    given = ["alerts", "--data", engine.data, *words]
    assert list_alerts(parse([str(each) for each in given])) == 0
    return [json.loads(line) for line in said.readouterr().out.splitlines()]


def _cap(engine: EngineProcess, said: pytest.CaptureFixture[str], folder: Path) -> None:
    words = ("--cap", folder, "--number", 1)
    (first,) = _alerts(engine, said, *words)
    assert (first["msgType"], first["status"]) == ("Alert", "Actual")
    assert read_cap(Path(first["file"]).read_bytes(), "sunra") is not None
    assert _alerts(engine, said, *words) == []


def test_that_rules_quiets_and_roles_are_the_engines_and_survive_a_kill_r_alm_18(
    engine: EngineProcess,
    device: Callable[..., RawDevice],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _chief(engine)
    edge = device("bell-1", "bell")
    for _ in range(12):
        edge.event("bell.pressed")
    edge.event("analytics.loitering", condition="active")
    edge.wait(lambda each: not each.unreceipted)
    seat, chief = _open(engine, tmp_path)
    until = datetime.now(UTC) + timedelta(hours=1)
    lease = {"subject": "pace/lease_s", "content": "600", "choice": "0", "text": "review"}
    try:
        chief.until(lambda c: c.room.role_of("seat-b", "op-seat-b") is Role.SUPERVISOR, "roles")
        assert "supervisor" in seat.ask("change_rules", 0, **lease).reason
        assert "pace:" in chief.ask("change_rules", 0, **{**lease, "content": "1"}).reason
        assert chief.ask("change_rules", 0, **lease).state == "accepted"
        seat.until(lambda c: c.rules.number == 1, "the new rules at the other seat")
        assert json.loads(seat.rules.content) == {"pace": {"lease_s": 600}}
        assert seat.ask("shelve", 13, text="market", until=until).state == "accepted"
        chief.until(lambda c: [q.kind for q in c.room.quiets] == ["shelf"], "the shelf")
        chief.until(lambda c: c.room.flood is not None, "the flood")
        seat.link.ask_figures(FiguresWanted(5))
        seat.until(lambda c: c.figures is not None and bool(c.figures.sla), "figures")
    finally:
        seat.link.close()
        chief.link.close()
    engine.kill()
    engine.start()
    seat, chief = _open(engine, tmp_path)
    try:
        seat.until(lambda c: c.rules.number == 1 and bool(c.room.quiets), "the same rules")
        assert seat.room.flood is not None
        assert seat.room.flood.number == 1
        back = {"subject": "0", "text": "as it was"}
        assert chief.ask("restore_rules", 0, **back).state == "accepted"
        seat.until(lambda c: c.rules.content == "{}", "what is shipped")
    finally:
        seat.link.close()
        chief.link.close()
    _cap(engine, capsys, tmp_path / "cap")
    table = tmp_path / "sla.csv"
    assert _alerts(engine, capsys, "--sla", "--csv", table) == []
    assert "lone_worker,shift," in table.read_text("utf-8-sig")
    with records_of(Namespace(data=engine.data)) as reader:
        assert verify(reader.journal_lines()).ok
