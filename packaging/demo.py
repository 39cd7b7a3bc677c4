"""The console on the demo district: a simulation beside it, ended with it.

Knows: which arguments belong to the demo and which to the console. Starts two processes of
main.py and ends the simulation by its own process id. One thread, and one that reads the
simulation's output. It knows nothing of what either process does inside.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from environment import SetupFault, say

EVENING_S = 1200.0
"""Simulated seconds of the demo evening."""

START_S = 90.0
STOP_S = 15.0

NO_DISPLAY = (
    "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can "
    "open; the same console is checked without one by: "
    "./run --headless --seconds 60 --screenshot out"
)


def lacks_display(arguments: list[str]) -> bool:
    """Whether these arguments ask for a window where none can open."""
    if arguments and not arguments[0].startswith("-") and arguments[0] != "console":
        return False
    if not sys.platform.startswith("linux") or {"--headless", "--help", "-h"} & set(arguments):
        return False
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not any(os.environ.get(name) for name in shown)


def run(root: Path, python: Path, arguments: list[str]) -> int:
    """Run the console with a simulated district, or one of the program's other commands."""
    program = [str(python), str(root / "main.py")]
    if arguments and not arguments[0].startswith("-"):
        return foreground([*program, *arguments])
    own, rest = parsed(arguments)
    if own.site is not None:
        data = own.data or str(root / "demo-data" / "site")
        return foreground([*program, "console", "--data", data, "--site", own.site, *rest])
    data = prepared_data(root, own)
    if own.data is None:
        admit_supervisor(program, data)
    with simulation(program, data, own) as started:
        return foreground([*program, "console", "--data", str(data), *known(started, rest)])


def known(started: dict[str, Any], rest: list[str]) -> list[str]:
    """What the simulation announced, as the console's options; the user's own words win."""
    words: list[str] = []
    for name in ("site", "door", "seats", "evidence"):
        if name in started and f"--{name}" not in rest:
            words += [f"--{name}", str(started[name])]
    return words + rest


def parsed(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The demo's own options, and everything else for the console."""
    parser = argparse.ArgumentParser(prog="./run", add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    parser.add_argument("--site")
    parser.add_argument("--scenario", default="evening")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", type=float)
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--seconds", type=float)
    own, rest = parser.parse_known_args(arguments)
    if own.seconds is not None:
        rest = ["--seconds", f"{own.seconds:g}", *rest]
    if own.headless:
        rest = ["--headless", *rest]
    own.speed = own.speed or pace(headless=own.headless, seconds=own.seconds)
    return own, rest


def pace(*, headless: bool, seconds: float | None) -> float:
    """How many simulated seconds a real one holds; a timed evening ends at 60 % of the time."""
    if seconds is not None and seconds > 0:
        return max(1.0, EVENING_S / (0.6 * seconds))
    return EVENING_S / 36.0 if headless else 4.0


def prepared_data(root: Path, own: argparse.Namespace) -> Path:
    """The folder for this run; a headless check starts from an empty one of its own."""
    if own.data is not None:
        data = Path(own.data).absolute()
        data.mkdir(parents=True, exist_ok=True)
        return data
    if own.headless:
        data = root / "demo-data" / "headless"
        if data.exists():
            shutil.rmtree(data)
    else:
        data = root / "demo-data" / "desk"
    data.mkdir(parents=True, exist_ok=True)
    # A demonstration leaves nothing in the user's own keystore.
    settings = data / "settings.toml"
    if not settings.exists():
        settings.write_text('keystore = "file"\n', encoding="utf-8")
    return data


def admit_supervisor(program: list[str], data: Path) -> None:
    """Let the demo's operator see everything: elsewhere an installer names who is supervisor."""
    who = ["--seat", "seat-1", "--operator", "OP-01", "--role", "supervisor"]
    command = [*program, "seats", "--data", str(data), *who]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SetupFault(f"the demo's operator could not be registered (exit {done.returncode})")


@contextmanager
def simulation(program: list[str], data: Path, own: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Cameras, devices and units as processes; yields the line they announced themselves with."""
    command = [*program, "simulate", "--data", str(data), "--scenario", own.scenario]
    command += ["--seed", str(own.seed), "--speed", f"{own.speed:.4g}"]
    say(f"starting the simulated district ({own.scenario}, {own.speed:.3g} times real time)")
    log = data / "simulate.log"
    with log.open("wb") as kept:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=kept, **apart()
        )
    try:
        yield announced(process, log)
    finally:
        end(process)


def apart() -> dict[str, Any]:
    """Keep Ctrl-C from the child: the console gets it first, then the simulation is ended."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def announced(process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    """Wait for the child's one JSON line, showing that time passes."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=forward, args=(process, lines), daemon=True).start()
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < START_S:
        try:
            line = lines.get(timeout=5.0)
        except queue.Empty:
            say(f"  still starting ({waited + 5:.0f} s)")
            continue
        if line is None:
            raise SetupFault(f"the simulated district ended while starting: {tail(log)}")
        value = as_started(line)
        if value is not None:
            return value
    raise SetupFault(f"the simulated district did not start within {START_S:.0f} s: {tail(log)}")


def forward(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    """Read the child's output to its end, so that it never blocks on a full pipe."""
    assert process.stdout is not None
    for index, line in enumerate(process.stdout):
        if index < 100:
            lines.put(line)
    lines.put(None)


def as_started(line: bytes) -> dict[str, Any] | None:
    """The announcement, or None for any other line."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) and value.get("started") and "site" in value else None


def tail(log: Path) -> str:
    """The last words of the child, and where the rest is."""
    try:
        words = log.read_text("utf-8", errors="replace").strip().splitlines()
    except OSError:
        words = []
    return f"{words[-1] if words else 'it gave no reason'} (all of it: {log})"


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the simulation to end, then insist. Bounded."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5.0)


def foreground(command: list[str]) -> int:
    """Run a command with this terminal and give its exit code; Ctrl-C is its to answer."""
    with subprocess.Popen(command) as process, forwarded(process):
        while True:
            try:
                return exit_code(process.wait())
            except KeyboardInterrupt:
                wait_or_kill(process)


def wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """The terminal sent the child the same Ctrl-C: let it close, but not for ever."""
    try:
        process.wait(STOP_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()


@contextmanager
def forwarded(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Pass SIGTERM on to the child, so that stopping this program stops the console cleanly."""
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def exit_code(returned: int) -> int:
    """A child ended by signal N is reported as 128 + N, as shells do."""
    return 128 - returned if returned < 0 else returned
