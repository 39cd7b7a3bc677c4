"""The real console with real cameras, devices, units and engine, on a virtual screen."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.conftest import MAIN, EngineProcess, sunra
from tests.support.raw_device import RawDevice

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        sys.platform != "win32" and shutil.which("Xvfb") is None, reason="Xvfb is not installed"
    ),
]

ANY_PORT = "tcp://127.0.0.1:0"
SCRIPTED = {
    "escort.requested", "bell.pressed", "analytics.crowd", "sos.watch", "patrol.hazard",
    "device.silent",
}  # fmt: skip


@contextmanager
def simulation(data: Path, *words: str) -> Iterator[dict[str, Any]]:
    """`main.py simulate`, ended at the end; yields what it said."""
    child = subprocess.Popen(
        [*MAIN, "simulate", "--data", str(data), *words], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    try:
        yield json.loads(child.stdout.readline())
    finally:
        child.terminate()
        child.wait(timeout=30)
        child.stdout.close()


def console(data: Path, seconds: float, *words: str | Path) -> tuple[int, dict[str, Any], str]:
    """A timed headless run; its exit code, its summary and what it said to people."""
    done = sunra(
        "console", "--data", data, "--door", ANY_PORT, "--seats", ANY_PORT, "--headless",
        "--seconds", str(seconds), *words, timeout=seconds + 60,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[-1]), done.stderr


def order_camera(port: int, order: str, camera: str) -> None:
    """Tell the camera process what happens to a camera."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(json.dumps({"order": order, "id": camera}).encode() + b"\n")
        assert wire.makefile().readline()


def test_that_the_scripted_evening_is_shown_whole_with_nine_moving_pictures(tmp_path: Path) -> None:
    data, prefix = tmp_path / "data", tmp_path / "out"
    with simulation(data, "--scenario", "evening", "--speed", "60") as started:
        code, summary, said = console(
            data, 34, "--site", started["site"], "--evidence", started["evidence"],
            "--screenshot", prefix,
        )  # fmt: skip
    assert code == 0, said
    assert summary["wrong"] == []
    assert summary["live"] >= 9
    assert summary["moving"] >= 9
    assert summary["sent"] == summary["receipted"] == summary["stored"] >= 25
    assert summary["shown"] + summary["log_only"] == summary["sent"]
    rows = [json.loads(line) for line in sunra("alerts", "--data", data).stdout.splitlines()]
    assert {row["type"] for row in rows} >= SCRIPTED
    assert set(summary["queue"]) == {row["number"] for row in rows if row["work"] != "closed"}
    assert sunra("verify", "--data", data).returncode == 0
    assert Path(f"{prefix}-1.png").stat().st_size > 100_000
    assert "everything worked" in Path(f"{prefix}-summary.txt").read_text(encoding="utf-8")


def test_that_a_killed_console_comes_back_with_the_same_queue(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    """R-ALM-16, R-ALM-18: the queue is the engine's; the console's death changes nothing."""
    edge = device("cam-7", "camera")
    for kind in ("analytics.fall", "analytics.crowd", "device.tamper", "sos.app"):
        edge.event(kind)
    edge.wait(lambda each: not each.unreceipted)
    # It leaves in order: on a slow machine its silence would be an alert of its own.
    edge.say("BYE", {})
    _, before, _ = console(engine.data, 4)

    victim = subprocess.Popen(
        [*MAIN, "console", "--data", str(engine.data), "--headless", "--seconds", "60"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(4)  # somewhere in the middle of its work; any moment must do
    victim.kill()
    victim.wait(timeout=10)
    assert engine.is_running()

    code, after, said = console(engine.data, 4)
    assert code == 0, said
    assert after["queue"] == before["queue"]
    assert len(after["queue"]) == 4


def test_that_a_dead_camera_is_told_and_comes_back(tmp_path: Path) -> None:
    """R-ALM-17, O11: no old picture looks live."""
    data = tmp_path / "data"
    with simulation(data, "--scenario", "calm") as started:
        port, camera = started["camera_control_port"], started["cameras"][3]
        order_camera(port, "close", camera)
        code, summary, said = console(data, 10, "--site", started["site"])
        assert code == 1, said
        assert [each for each in summary["wrong"] if camera in each], summary["wrong"]
        assert summary["live"] == 8
        order_camera(port, "restore", camera)
        code, summary, said = console(data, 10, "--site", started["site"])
        assert code == 0, said
        assert summary["live"] == 9


def test_that_an_engine_that_dies_under_a_console_is_started_again(tmp_path: Path) -> None:
    """The same endpoints, the same queue; devices and the seat come back by themselves."""
    data = tmp_path / "data"
    with (
        simulation(data, "--scenario", "evening", "--speed", "60") as started,
        subprocess.Popen(
            [
                *MAIN, "console", "--data", str(data), "--door", ANY_PORT, "--seats", ANY_PORT,
                "--site", started["site"], "--evidence", started["evidence"],
                "--headless", "--seconds", "34",
            ],
            stdout=subprocess.PIPE, text=True,
        ) as running,
    ):  # fmt: skip
        first = wait_for_engine(data, other_than=None)
        time.sleep(8)  # into the evening
        psutil.Process(first["pid"]).kill()
        second = wait_for_engine(data, other_than=first["pid"])
        answer, _ = running.communicate(timeout=120)
    assert (second["door"], second["seats"]) == (first["door"], first["seats"])
    summary = json.loads(answer.splitlines()[-1])
    assert summary["sent"] == summary["receipted"] == summary["stored"] >= 25
    assert summary["wrong"] == []


def wait_for_engine(data: Path, *, other_than: int | None) -> dict[str, Any]:
    """The card of a running engine with another process id than the one named."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            card: dict[str, Any] = json.loads((data / "engine.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            card = {"pid": other_than}
        if card["pid"] != other_than:
            return card
        time.sleep(0.1)
    raise AssertionError("no engine came")


def test_that_nothing_of_a_console_stays_behind(tmp_path: Path) -> None:
    data = tmp_path / "data"
    code, _, said = console(data, 2)
    assert code == 0, said
    assert not (data / "engine.json").exists()
    if sys.platform == "linux":
        commands = [
            (process / "cmdline").read_bytes()
            for process in Path("/proc").iterdir()
            if process.name.isdigit() and (process / "cmdline").exists()
        ]
        assert not [each for each in commands if str(data).encode() in each]
