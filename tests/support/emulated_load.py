"""The load emulator beside a real engine, and what the engine stored meanwhile."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.conftest import MAIN, EngineProcess

Key = tuple[str, int, int]


def emulator(data: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*MAIN, "emulate", "--data", str(data), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def report_of(running: "subprocess.Popen[str]", timeout_s: float = 120) -> dict[str, Any]:
    out, errors = running.communicate(timeout=timeout_s)
    assert running.returncode == 0, (out, errors)
    report: dict[str, Any] = json.loads(out)
    return report


def stored(engine: EngineProcess) -> Counter[Key]:
    rows = engine.events()
    return Counter((row["source"], row["boot"], row["sequence"]) for row in rows)


@contextmanager
def told_events(engine: EngineProcess) -> Iterator[Callable[[], object]]:
    """A call waits for one more stored event; the store tells, whether or not the engine lives."""
    following = subprocess.Popen(
        [*MAIN, "events", "--data", str(engine.data), "--follow"], stdout=subprocess.PIPE
    )
    assert following.stdout is not None
    try:
        yield following.stdout.readline
    finally:
        following.terminate()
        following.communicate(timeout=15)
