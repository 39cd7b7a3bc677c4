"""The parts of a simulation end in order: with their simulation, and when they are told to."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_PART = """
import threading
from backends.simulated.parts import stop_at_end_of_input
from backends.system.stopping import stop_on_signals
with stop_on_signals() as stop:
    stop_at_end_of_input(stop)
    print("ready", flush=True)
    stop.wait(60)
print("ended", flush=True)
"""


@pytest.fixture
def part() -> Iterator["subprocess.Popen[bytes]"]:
    started = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", _PART],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert started.stdout is not None
    assert started.stdout.readline().split() == [b"ready"]
    yield started
    if started.poll() is None:
        started.kill()
    started.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_that_a_part_told_to_stop_ends_without_an_abort(part: "subprocess.Popen[bytes]") -> None:
    """Its input stays open, so a thread still waits for it while the interpreter ends."""
    part.send_signal(signal.SIGTERM)
    assert part.wait(20) == 0
    assert part.stdout is not None
    assert part.stderr is not None
    assert part.stdout.read().split() == [b"ended"]
    assert b"Fatal Python error" not in part.stderr.read()


def test_that_a_part_ends_with_its_input(part: "subprocess.Popen[bytes]") -> None:
    said, complaints = part.communicate(b"words that nobody reads", timeout=20)
    assert part.returncode == 0
    assert said.split() == [b"ended"]
    assert complaints == b""
