"""Several consoles want the same alerts at once: each alert has one holder (R-DB-10)."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice

CONSOLES = 6


def race(engine: EngineProcess, edge: RawDevice, count: int, folder: Path, wait_s: float) -> None:
    for _ in range(count):
        edge.event("bell.pressed")
    edge.wait(lambda each: not each.unreceipted)
    with ExitStack() as stack:
        consoles = [
            LinkedConsole(engine.data, engine.card, f"seat-{n}", folder) for n in range(CONSOLES)
        ]
        for each in consoles:
            stack.callback(each.link.close)
        _until(consoles, lambda each: len(each.alerts) == count, "everybody sees all", wait_s)
        for number in range(1, count + 1):
            for each in consoles:
                each.link.submit("claim", number)
        _until(consoles, lambda each: len(each.answers) == count, "all are answered", wait_s)
    granted = Counter(
        news.alert
        for each in consoles
        for news in each.answers.values()
        if news.state == "accepted"
    )
    assert granted == Counter(range(1, count + 1))
    owners = {row["number"]: row["owner"] for row in engine.alerts()}
    for each in consoles:
        for news in each.answers.values():
            holder = owners[news.alert]
            assert (news.state == "accepted") == (holder == f"op-{each.name}")
            assert news.state == "accepted" or str(holder) in news.reason


def _until(
    consoles: list[LinkedConsole], done: Callable[[LinkedConsole], bool], what: str, wait_s: float
) -> None:
    def all_done() -> bool:
        for each in consoles:
            each.listen()
        return all(done(each) for each in consoles)

    wait_until(all_done, what, wait_s)


def test_that_six_consoles_racing_for_sixty_alerts_make_no_double_claim(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    race(engine, device("bell-1", "bell"), 60, tmp_path, 60.0)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_that_six_consoles_racing_for_2000_alerts_make_no_double_claim_r_db_10(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    race(engine, device("bell-1", "bell"), 2_000, tmp_path, 600.0)
