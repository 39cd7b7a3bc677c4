"""A real console sounds in a real sound server, and loses its speaker there (R-OPS-07, O12)."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.processes import sunra, wait_until
from tests.support.raw_device import RawDevice
from tests.support.sound_server import SoundServer, sound_server

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        sys.platform != "win32" and shutil.which("Xvfb") is None, reason="Xvfb is not installed"
    ),
]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server(folder) as running:
        yield running


def seat_faults(engine: EngineProcess) -> list[dict[str, Any]]:
    return [row for row in engine.alerts() if row["type"] == "device.fault"]


def test_that_a_call_is_heard_and_a_pulled_speaker_an_alert_within_five_seconds(
    engine: EngineProcess,
    device: Callable[..., RawDevice],
    server: SoundServer,
    tmp_path: Path,
) -> None:
    plug = server.plug("hall")
    device("bell-1").event("bell.pressed")
    words = ("console", "--data", engine.data, "--headless", "--seconds", "100")
    surroundings = {"PULSE_SERVER": server.address}
    with sunra(*words, folder=tmp_path, environment=surroundings) as program:
        assert server.hear("hall", timeout_s=60), program.said()
        assert seat_faults(engine) == []
        pulled = datetime.now(UTC)
        server.unplug(plug)
        wait_until(lambda: bool(seat_faults(engine)), "the technical alert", 30)
    (row,) = seat_faults(engine)
    assert datetime.fromisoformat(row["raised"]) - pulled <= timedelta(seconds=5)
    assert (row["subject"], row["condition"]) == ("seat-1", "active")
    assert row["text"].startswith("no sound device at seat-1")
