"""The emulator's own account against what a real engine stored (R-MSG-02, R-MSG-03)."""

from pathlib import Path

import pytest

from tests.e2e.conftest import EngineProcess, sunra
from tests.support.emulated_load import emulator, report_of, stored
from tests.support.processes import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


def test_that_repeats_neighbours_that_swap_and_a_killed_engine_lose_and_double_nothing(
    engine: EngineProcess,
) -> None:
    running = emulator(
        engine.data, "--devices", "12", "--rate", "150", "--seconds", "2", "--repeat", "40",
        "--reorder", "40", "--life-share", "0.1",
    )  # fmt: skip
    wait_until(lambda: len(engine.events()) >= 60, "sixty stored events", 60)
    engine.kill()
    engine.start()
    report = report_of(running)
    assert report["welcomed"] == 12
    assert report["made"] == report["receipted"] == 300
    assert report["repeated"] == 40
    assert report["reordered"] > 5
    assert report["reconnects"] >= 12
    found = stored(engine)
    assert len(found) == 300
    assert set(found.values()) == {1}


def test_that_a_load_nobody_can_bear_is_refused_in_words(tmp_path: Path) -> None:
    done = sunra("emulate", "--data", tmp_path / "data", "--rate", "0")
    assert done.returncode == 2
    assert "a rate above 0" in done.stderr
