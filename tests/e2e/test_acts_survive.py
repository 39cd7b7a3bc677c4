"""What operators did stands after the engine was killed, and `sunra alerts` tells it (R-ALM-18)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.e2e.conftest import EngineProcess, lines, sunra
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice


def _approved(chief: LinkedConsole, rule: str) -> bool:
    """The engine reads the registry once a second: what it refused until then is asked again."""
    return chief.ask("approve", 0, subject=rule).state == "accepted"


def _stamped(engine: EngineProcess) -> bool:
    return engine.alerts()[0]["stamps"]["displayed"] is not None


def test_that_a_dispatch_a_shelf_and_a_rule_survive_a_kill_r_alm_18(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    edge = device("bell-1", "bell")
    edge.event("bell.pressed")
    edge.event("analytics.loitering", condition="active")
    edge.wait(lambda each: not each.unreceipted)
    done = sunra(
        "seats", "--data", engine.data, "--seat", "seat-b", "--operator", "op-seat-b",
        "--role", "supervisor",
    )  # fmt: skip
    assert lines(done) == [{"seat": "seat-b", "operator": "op-seat-b", "role": "supervisor"}]
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    chief = LinkedConsole(engine.data, engine.card, "seat-b", tmp_path)
    until = datetime.now(UTC) + timedelta(hours=1)
    try:
        seat.link.report_seen("displayed", [1, 2])
        assert seat.ask("verify", 1, choice="verified", text="CAM-1").state == "accepted"
        assert seat.ask("dispatch", 1, subject="team-1").state == "accepted"
        assert seat.ask("shelve", 1, text="noise", until=until).state == "refused"
        assert seat.ask("shelve", 2, text="market day", until=until).state == "accepted"
        crowd = {"subject": "analytics.crowd", "text": "rain", "until": until}
        rule = seat.ask("suppress", 0, **crowd)
        assert "supervisor" in seat.ask("approve", 0, subject=rule.action).reason
        wait_until(lambda: _approved(chief, rule.action), "the supervisor known to the engine")
        wait_until(lambda: _stamped(engine), "the first look on record")
    finally:
        seat.link.close()
        chief.link.close()
    before = engine.alerts()
    engine.kill()
    engine.start()
    assert engine.alerts() == before
    assert (before[0]["work"], before[0]["owner"]) == ("dispatched", "op-seat-a")
    assert before[0]["handling"]["verified"]["basis"] == "CAM-1"
    assert before[0]["stamps"]["durable"] is not None
    assert before[1]["visibility"] == "shelved"
    quiets = lines(sunra("alerts", "--data", engine.data, "--quiets"))
    assert {each["kind"]: each["approver"] for each in quiets} == {
        "shelf": "",
        "suppression": "op-seat-b",
    }
    assert lines(sunra("alerts", "--data", engine.data, "--ledger")) == []
    assert sunra("alerts", "--data", engine.data, "--ledger", "--days", "0").returncode == 2
    assert sunra("verify", "--data", engine.data).returncode == 0
