"""Law 1 at the real process: what was receipted survives SIGKILL, once (R-MSG-03, R-ALM-18)."""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.emulated_load import emulator, report_of, stored, told_events
from tests.support.raw_device import RawDevice

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

ROUNDS = 20


def test_that_twenty_kills_in_a_burst_lose_and_double_nothing(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    kill_in_bursts(engine, device("bell-1"), ROUNDS)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_that_a_hundred_kills_lose_and_double_nothing(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    kill_in_bursts(engine, device("bell-1"), 100)


def kill_in_bursts(engine: EngineProcess, edge: RawDevice, rounds: int) -> None:
    """Kill `rounds` times, then compare what was receipted with what is stored."""
    chance = random.Random(7)
    for _ in range(rounds):
        _burst_and_kill(engine, edge, before_kill=chance.randrange(1, 60))
    edge.wait(lambda each: not each.unreceipted)

    stored = Counter(row["sequence"] for row in engine.events() if row["source"] == "bell-1")
    assert [s for s in sorted(edge.receipted) if stored[s] == 0] == []
    assert [s for s, count in stored.items() if count > 1] == []
    assert edge.receipted == set(range(1, edge.sequence + 1))
    assert sunra_alert_events(engine) == edge.sequence


def sunra_alert_events(engine: EngineProcess) -> int:
    """Each press of a bell is an alert of its own: none merged, none twice."""
    return len({alert["number"] for alert in engine.alerts() if alert["type"] == "bell.pressed"})


def _burst_and_kill(engine: EngineProcess, edge: RawDevice, *, before_kill: int) -> None:
    """Kill while receipts of a burst are coming in, then start again and send the rest again."""
    for _ in range(100):
        edge.event("bell.pressed")
    known = len(edge.receipted)
    edge.wait(lambda each: len(each.receipted) >= known + min(before_kill, 40))
    engine.kill()
    engine.start()
    edge.reconnect()
    edge.hello()
    edge.resend()
    edge.wait(lambda each: len(each.receipted) >= each.sequence - 20)


def test_that_a_restarted_engine_has_the_same_queue_and_a_whole_journal(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    edge = device("cam-7", "camera")
    edge.event("analytics.crowd", condition="active", subject="gate")
    edge.event("analytics.fall")
    edge.wait(lambda each: not each.unreceipted)
    before = engine.alerts()
    engine.kill()
    engine.start()
    assert engine.alerts() == before
    edge.reconnect()
    edge.hello()
    edge.event("analytics.crowd", condition="cleared", subject="gate")
    edge.wait(lambda each: not each.unreceipted)
    crowd = [each for each in engine.alerts() if each["type"] == "analytics.crowd"]
    assert [each["condition"] for each in crowd] == ["cleared"]
    assert crowd[0]["attention"] == "unacknowledged"


def test_that_an_orderly_stop_ends_with_code_zero(engine: EngineProcess) -> None:
    assert engine.stop() == 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_that_a_hundred_kills_under_two_hundred_events_a_second_lose_and_double_nothing(
    engine: EngineProcess,
) -> None:
    """Fifty devices with connections of their own; the engine dies at a random moment each time."""
    kill_under_load(engine, 100)


def kill_under_load(engine: EngineProcess, rounds: int) -> None:
    chance = random.Random(13)
    running = emulator(
        engine.data, "--devices", "50", "--rate", "200", "--seconds", "3000",
        "--life-share", "0.05", "--patience", "900",
    )  # fmt: skip
    with told_events(engine) as next_event:
        for _ in range(rounds):
            for _ in range(chance.randrange(50, 700)):
                next_event()
            engine.kill()
            engine.start()
    running.terminate()
    # A busy machine starts an engine so slowly that what is made meanwhile takes minutes to drain.
    report = report_of(running, 1_000)
    assert report["unreceipted"] == report["rejected"] == 0
    found = stored(engine)
    assert len(found) == report["made"] == report["receipted"]
    assert [key for key, count in found.items() if count > 1] == []
