"""Supervisors' acts through a running engine: refused to others, seen by all, kept (R-ARC-10)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backends.adapters.cap import read_cap
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


def _cap(engine: EngineProcess, folder: Path) -> None:
    words = ("alerts", "--data", engine.data, "--cap", folder, "--number", "1")
    (first,) = lines(sunra(*words))
    assert (first["msgType"], first["status"]) == ("Alert", "Actual")
    assert read_cap(Path(first["file"]).read_bytes(), "sunra") is not None
    assert lines(sunra(*words)) == []


def test_that_rules_quiets_and_roles_are_the_engines_and_survive_a_kill_r_alm_18(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
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
    _cap(engine, tmp_path / "cap")
    table = tmp_path / "sla.csv"
    assert sunra("alerts", "--data", engine.data, "--sla", "--csv", table).returncode == 0
    assert "lone_worker,shift," in table.read_text("utf-8-sig")
    assert sunra("verify", "--data", engine.data).returncode == 0
