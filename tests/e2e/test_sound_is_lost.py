"""A real console loses its speaker in a real sound server; the engine knows within 5 s (O12)."""

import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.processes import Program, sunra, wait_until
from tests.support.sound_server import SoundServer, sound_server

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        sys.platform != "win32" and shutil.which("Xvfb") is None, reason="Xvfb is not installed"
    ),
]
STEADY_S = 4.0  # what a console that nobody sits at calls a device that is there, and a little


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    folder = tmp_path / "sound"
    folder.mkdir()
    with sound_server(folder) as running:
        yield running


def seat_faults(engine: EngineProcess) -> list[dict[str, Any]]:
    return [row for row in engine.alerts() if row["type"] == "device.fault"]


def pulled_from(server: SoundServer, program: Program) -> None:
    """Wait until the console plays to the server, and has for some seconds."""
    wait_until(lambda: bool(server.ask("list", "short", "sink-inputs").strip()), program.said(), 60)
    since = time.monotonic()
    wait_until(lambda: time.monotonic() - since >= STEADY_S, "the device is steady")


def test_that_a_pulled_speaker_is_a_technical_alert_within_five_seconds(
    engine: EngineProcess, server: SoundServer, tmp_path: Path
) -> None:
    plug = server.plug("hall")
    words = ("console", "--data", engine.data, "--headless", "--seconds", "100")
    surroundings = {"PULSE_SERVER": server.address}
    with sunra(*words, folder=tmp_path, environment=surroundings) as program:
        pulled_from(server, program)
        assert seat_faults(engine) == []
        pulled = datetime.now(UTC)
        server.unplug(plug)
        wait_until(lambda: bool(seat_faults(engine)), "the technical alert", 30)
        (row,) = seat_faults(engine)
        assert datetime.fromisoformat(row["raised"]) - pulled <= timedelta(seconds=5)
        assert (row["subject"], row["condition"]) == ("seat-1", "active")
        assert row["text"].startswith("no sound device at seat-1")
