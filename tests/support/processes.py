"""Real programs for tests: started, waited for by condition, ended by process id.

A program's own words on stderr go to a file and are part of every failure's message.
"""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]


def wait_until(condition: Callable[[], bool], what: str, timeout_s: float = 15.0) -> None:
    """Return as soon as the condition holds; fail with `what` when it never does."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, f"not within {timeout_s:g} s: {what}"
        time.sleep(0.01)


def free_port() -> int:
    """A loopback TCP port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def is_running(pid: int) -> bool:
    """Whether a process lives; a dead one that nobody collected does not count."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Program:
    """One running program whose output lines are collected as they come."""

    def __init__(self, process: subprocess.Popen[str], errors: Path) -> None:
        self.process = process
        self.errors = errors
        self.lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="program output", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def said(self) -> str:
        """Everything on stderr so far."""
        return self.errors.read_text("utf-8", errors="replace")

    def json_line(self, key: str, timeout_s: float = 30.0) -> dict[str, Any]:
        """The next output line that is a JSON object with this key."""
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self.lines.get(timeout=min(left, 0.2))
            except queue.Empty:
                assert self.process.poll() is None, f"ended before {key!r}: {self.said()}"
                continue
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict) and key in value:
                return value
        raise AssertionError(f"no line with {key!r} within {timeout_s:g} s: {self.said()}")

    def wait(self, timeout_s: float = 30.0) -> int:
        """Its exit code."""
        try:
            return self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still runs after {timeout_s:g} s: {self.said()}") from None

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.process.wait(10.0)

    def close(self, grace_s: float = 10.0) -> int:
        """Ask it to end, insist after a grace, and collect it."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(grace_s)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(5.0)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return self.process.returncode


@contextmanager
def running(
    command: Sequence[str | Path],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Program]:
    """Run a program while the context lasts; `folder` receives its stderr."""
    errors = folder / "stderr.txt"
    with errors.open("a", encoding="utf-8") as kept:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=kept, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )  # fmt: skip
    program = Program(process, errors)
    try:
        yield program
    finally:
        program.close()


@contextmanager
def sunra(
    *words: str | Path, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """Run main.py with these words while the context lasts."""
    command = [sys.executable, ROOT / "main.py", *words]
    with running(command, folder, environment=environment) as program:
        yield program
