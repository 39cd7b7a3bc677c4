"""A run of pytest that a second process helps: whole files, one lane from each end of the list.

Loaded by name (`-p tests.support.two_lanes`), as `./run test` does where there are two processors.
The first process is pytest as everybody knows it. It starts a second one that collects the same
tests; whoever comes to a file first claims it by making a small file in a folder of the run, so
that neither waits for the other's word. The second lane writes what became of its tests, one JSON
line each, and the first takes the lines over between two files of its own: every dot, count,
reason and exit code is pytest's own. A second lane that dies fails the run and names its test.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import pytest

FOLDER = "SUNRA_TEST_LANE"
"""Environment: where the lanes of one run meet. Only the second lane finds it set."""
LINES, OUTPUT = "reports.jsonl", "output"
_PAIRS = ("longrepr", "location")
LOOK_S = 0.05
ENDING_S = 20.0
Files = list[list[pytest.Item]]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Take the place of pytest's own loop over the tests."""
    if session.config.option.collectonly or (session.testsfailed and not _goes_on(session)):
        return None
    files = by_file(session.items)
    if FOLDER in os.environ:
        SecondLane(session, Path(os.environ[FOLDER])).run(files)
    else:
        with tempfile.TemporaryDirectory(prefix="sunra-lanes-") as name:
            FirstLane(session, Path(name)).run(files)
    return True


def _goes_on(session: pytest.Session) -> bool:
    return bool(session.config.option.continue_on_collection_errors)


def by_file(items: Sequence[pytest.Item]) -> Files:
    """The tests of each file, in pytest's order."""
    return [list(group) for _, group in groupby(items, key=lambda item: item.path)]


class Claims:
    """Which lane runs which file: the first that makes the file's mark."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, files: Files, order: Sequence[int]) -> Iterator[list[pytest.Item]]:
        """Files in this order, until the other lane has been there before."""
        for number in order:
            try:
                (self._folder / f"claimed-{number}").touch(exist_ok=False)
            except FileExistsError:
                return
            yield files[number]


def with_next(
    files: Iterator[list[pytest.Item]],
) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that comes after it in this lane, so that fixtures may stay.

    The last test of a file waits for nobody: the next file is claimed just before it.
    """
    held: pytest.Item | None = None
    for each in files:
        for item in each:
            if held is not None:
                yield held, item
            held = item
    if held is not None:
        yield held, None


class FirstLane:
    """Runs from the front, and tells pytest what the second lane wrote."""

    def __init__(self, session: pytest.Session, folder: Path) -> None:
        self._session, self._folder = session, folder
        self._lines = Lines(folder)

    def run(self, files: Files) -> None:
        """Every test of both lanes; raises pytest's own end of a run that is to stop early."""
        mine, last = Claims(self._folder).take(files, range(len(files))), None
        with (self._folder / OUTPUT).open("wb") as output:
            second = self._second(output)
            try:
                for item, following in with_next(mine):
                    if item.path != last:
                        self._take_over()  # between two files, so that each keeps its own line
                    last = item.path
                    _run(self._session, item, following)
                self._follow(second)
            finally:
                _end(second)

    def _second(self, output: IO[bytes]) -> "subprocess.Popen[bytes]":
        asked = self._session.config.invocation_params
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", *map(str, asked.args)], cwd=asked.dir,
            env={**os.environ, FOLDER: str(self._folder)},
            stdin=subprocess.DEVNULL, stdout=output,
        )  # fmt: skip

    def _follow(self, second: "subprocess.Popen[bytes]") -> None:
        """Until the second lane has ended: each of its tests has a time limit of its own."""
        while second.poll() is None:
            self._take_over()
            time.sleep(LOOK_S)  # another process works: nothing here can wake this one
        self._take_over()
        if not self._lines.complete:
            report = self._lost(second.returncode)
            self._session.config.hook.pytest_runtest_logreport(report=report)

    def _take_over(self) -> None:
        config = self._session.config
        for told in self._lines.read():
            report = config.hook.pytest_report_from_serializable(config=config, data=told)
            whose = {"nodeid": report.nodeid, "location": report.location}
            if report.when == "setup":
                config.hook.pytest_runtest_logstart(**whose)
            config.hook.pytest_runtest_logreport(report=report)
            if report.when == "teardown":
                config.hook.pytest_runtest_logfinish(**whose)
            _stop_if_wished(self._session)

    def _lost(self, code: int | None) -> pytest.TestReport:
        """What stands in the summary for a second lane that did not come to its end."""
        running = self._lines.running
        said = (self._folder / OUTPUT).read_text("utf-8", "replace")[-2_000:]
        words = f"the second lane ended with exit code {code} in {running or 'its start'}\n{said}"
        name = running or "second lane"
        return pytest.TestReport(name, (name, None, name), {}, "failed", words, "call")


class SecondLane:
    """Runs from the back, and writes what became of each test."""

    def __init__(self, session: pytest.Session, folder: Path) -> None:
        self._session, self._folder = session, folder

    def run(self, files: Files) -> None:
        """Every file that the first lane has not come to."""
        with (self._folder / LINES).open("w", encoding="utf-8") as lines:
            self._session.config.pluginmanager.register(_Teller(self._session.config, lines))
            order = range(len(files) - 1, -1, -1)
            for item, following in with_next(Claims(self._folder).take(files, order)):
                _write(lines, {"running": item.nodeid})
                _run(self._session, item, following)
            _write(lines, {"complete": True})


class _Teller:
    """Writes each report of this process as one line."""

    def __init__(self, config: pytest.Config, lines: IO[str]) -> None:
        self._config, self._lines = config, lines

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        hook = self._config.hook
        told = hook.pytest_report_to_serializable(config=self._config, report=report)
        _write(self._lines, {"report": told})


class Lines:
    """What the second lane has written so far, read as it grows."""

    def __init__(self, folder: Path) -> None:
        self._path, self._read = folder / LINES, 0
        self.running, self.complete = "", False

    def read(self) -> Iterator[dict[str, Any]]:
        """The reports since last time; a line that is not yet whole waits."""
        whole = self._fresh()
        for line in whole.splitlines():
            told = json.loads(line)
            self.running = told.get("running", self.running)
            self.complete = told.get("complete", self.complete)
            if "report" in told:
                yield _as_it_was(told["report"])

    def _fresh(self) -> bytes:
        try:
            with self._path.open("rb") as lines:
                lines.seek(self._read)
                fresh = lines.read()
        except FileNotFoundError:  # it still looks for its tests
            return b""
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._read += len(whole)
        return whole


def _as_it_was(report: dict[str, Any]) -> dict[str, Any]:
    """JSON made a list of each tuple; pytest looks for one where a test was skipped."""
    return {key: tuple(was) if key in _PAIRS and isinstance(was, list) else was
            for key, was in report.items()}  # fmt: skip


def _write(lines: IO[str], told: dict[str, Any]) -> None:
    lines.write(json.dumps(told, default=str) + "\n")
    lines.flush()


def _run(session: pytest.Session, item: pytest.Item, following: pytest.Item | None) -> None:
    session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    _stop_if_wished(session)


def _stop_if_wished(session: pytest.Session) -> None:
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)


def _end(second: "subprocess.Popen[bytes]") -> None:
    """It has ended already, unless the run stops early."""
    if second.poll() is None:
        second.terminate()
    try:
        second.wait(ENDING_S)
    except subprocess.TimeoutExpired:
        second.kill()
        second.wait()
