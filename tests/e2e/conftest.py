"""The real processes, on free ports and a folder of the test's own."""

import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import psutil
import pytest

from backends.commands.parts import records_of
from backends.database.readers import HistoryReader
from tests.support.enrolment import enrolled
from tests.support.raw_device import RawDevice

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]


def sunra(*words: str | Path, timeout: float = 60) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end; one that does not end fails with what it said until then."""
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        with subprocess.Popen([*MAIN, *map(str, words)], stdout=out, stderr=err) as process:
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                inside = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                pytest.fail(f"not ended in {timeout:g} s; left {inside}; it said {_all_of(err)}")
        return subprocess.CompletedProcess(words, process.returncode, _all_of(out), _all_of(err))


def _all_of(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def lines(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    """JSON lines of a command that must have succeeded."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


class EngineProcess:
    """`main.py engine` on a data folder; may be killed and started again on the same port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.card: dict[str, Any] = {}
        self.process: subprocess.Popen[str] | None = None
        self.log = data.parent / "engine.stderr"

    def start(self) -> dict[str, Any]:
        door = self.card.get("door", "tcp://127.0.0.1:0")
        seats = self.card.get("seats", "tcp://127.0.0.1:0")
        with self.log.open("a") as errors:
            self.process = subprocess.Popen(
                [*MAIN, "engine", "--data", str(self.data), "--door", door, "--seats", seats],
                stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text()
        self.card = json.loads(line)
        assert self.card["ready"] is True
        return self.card

    def kill(self) -> None:
        """SIGKILL: no goodbye, no flush."""
        assert self.process is not None
        self.process.kill()
        self._reap()

    def stop(self) -> int:
        """Ask it to stop in order; returns the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self._reap()

    def _reap(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(timeout=15)
        self.process.stdout.close()
        self.process = None
        return code

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def enrol(self, device: str, device_class: str = "bell") -> dict[str, str]:
        """Register a device at the running engine, without a process for it."""
        (card,) = enrolled(self.data, self.card["door"], [device], kind=device_class)
        return card

    def enrol_by_command(self, device: str, device_class: str = "bell") -> dict[str, str]:
        """Register a device as an installer does."""
        done = sunra("enrol", "--data", self.data, "--device", device, "--class", device_class)
        card: dict[str, str] = lines(done)[0]
        return {**card, "door": self.card.get("door", card["door"])}

    def events(self) -> list[dict[str, Any]]:
        """What `sunra events` prints, without a process for it."""
        return self._rows(lambda reader: reader.events(0))

    def alerts(self) -> list[dict[str, Any]]:
        """What `sunra alerts` prints, without a process for it."""
        return self._rows(lambda reader: reader.alerts())

    def _rows(
        self, asked: Callable[[HistoryReader], Iterable[Mapping[str, object]]]
    ) -> list[dict[str, Any]]:
        with records_of(Namespace(data=self.data)) as reader:
            return [json.loads(json.dumps(row, ensure_ascii=False)) for row in asked(reader)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EngineProcess]:
    """A running engine on an empty folder."""
    started = EngineProcess(tmp_path / "data")
    started.start()
    yield started
    if started.is_running():
        started.kill()


@pytest.fixture
def device(engine: EngineProcess) -> Iterator[Callable[..., RawDevice]]:
    """Makes enrolled devices that said HELLO and were welcomed."""
    made: list[RawDevice] = []

    def make(name: str, device_class: str = "bell") -> RawDevice:
        raw = RawDevice(engine.enrol(name, device_class))
        made.append(raw)
        raw.hello()
        raw.wait(lambda each: any(kind == "WELCOME" for kind, _ in each.heard))
        return raw

    yield make
    for each in made:
        each.close()


os.environ.setdefault("PYTHONUNBUFFERED", "1")
