"""The parts of a simulation as processes of their own, started and ended together.

A part ends when its standard input ends, so that no part outlives a simulation that was killed.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from console.domain.errors import EnvironmentFault

STOP_WITHIN_S = 10.0


class Part:
    """One child process; it says one JSON line when it is ready."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        """Start it; `name` is the word for it in faults."""
        self.name = name
        self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ready(self) -> dict[str, Any]:
        """Wait for its line. Raises EnvironmentFault when it ended without one."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        try:
            said = json.loads(line)
        except ValueError:
            self.process.wait()
            raise EnvironmentFault(
                f"The simulated {self.name} could not start",
                where=f"exit code {self.process.returncode}",
                remedy="its own words stand above",
            ) from None
        return said if isinstance(said, dict) else {}

    def end(self) -> None:
        """Close its input and wait; kill it when it does not go."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def watch(parts: Sequence[Part], stop: threading.Event, look: Callable[[], None]) -> None:
    """Wait until `stop` is set, and `look` meanwhile. EnvironmentFault when a part ends before."""
    while not stop.wait(0.2):
        look()
        for part in parts:
            if part.process.poll() is not None:
                raise EnvironmentFault(
                    f"The simulated {part.name} ended by itself",
                    where=f"exit code {part.process.returncode}",
                    remedy="start the simulation again",
                )


def stop_at_end_of_input(stop: threading.Event) -> None:
    """Set `stop` when standard input ends (in a part: when the simulation is gone)."""
    source = sys.stdin.fileno()

    def read() -> None:
        # Not through sys.stdin: the interpreter aborts when it ends while a thread is inside it.
        with contextlib.suppress(OSError):
            while os.read(source, 4096):
                continue
        stop.set()

    threading.Thread(target=read, name="end-of-input", daemon=True).start()
