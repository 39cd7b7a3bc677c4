"""The proof: lint, types, import law and tests, each announced with its time.

Knows: the order of the checks and which need a screen. Ends with pytest's own closing line. One
thread; starts its tools as processes and, on Linux, one Xvfb that it ends by process id.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from environment import SetupFault, say

NOTHING_COLLECTED = 5
"""pytest's exit code when no test matched."""

TWO_PROCESSES = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""Half of the run waits; files stay whole. Worth the start only for all of the tests (ADR 48)."""

TYPED_SCRIPTS = (
    "main.py",
    "packaging/bootstrap.py",
    "packaging/locked.py",
    "packaging/protocol.py",
)

AS_ON_WINDOWS = (
    *("--platform", "win32", "--python-version", "3.13", "--cache-dir", ".mypy_cache/windows"),
    # What only other systems do is told unreachable there.
    "--no-warn-unreachable",
)

STATIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy, the rooms", ("-m", "mypy")),
    ("mypy, main and packaging", ("-m", "mypy", *TYPED_SCRIPTS)),
    ("mypy, the rooms on Windows, Python 3.13", ("-m", "mypy", *AS_ON_WINDOWS)),
    (
        "mypy, main and packaging on Windows, Python 3.13",
        ("-m", "mypy", *AS_ON_WINDOWS, *TYPED_SCRIPTS),
    ),
    (
        "import law",
        ("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"),
    ),
)


def lint(root: Path, python: Path, arguments: Sequence[str] = ()) -> int:
    """Everything that needs no test run."""
    if arguments:
        raise SetupFault(f"lint takes no arguments, but was given {' '.join(arguments)}")
    failed = static_failures(root, python)
    say("lint: " + (f"FAILED: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


def test(root: Path, python: Path, arguments: Sequence[str]) -> int:
    """Lint, then the tests. 1 when either found something."""
    failed = static_failures(root, python)
    if failed:
        say(f"FAILED before the tests: {', '.join(failed)}")
    chosen = () if "-m" in arguments else ("-m", "not bench and not soak")
    shared = TWO_PROCESSES if not arguments and processors() > 1 else ()
    with screen():
        tested = pytest(root, python, (*chosen, *shared, *arguments))
    return tested or (1 if failed else 0)


def bench(root: Path, python: Path, arguments: Sequence[str]) -> int:
    """Each measuring program in tests/bench (or those named), one after the other: JSON lines."""
    found = {path.stem.removeprefix("bench_"): path for path in root.glob("tests/bench/bench_*.py")}
    if unknown := sorted(set(arguments) - found.keys()):
        raise SetupFault(f"no bench is called {unknown[0]}; there are: {', '.join(sorted(found))}")
    failed = 0
    with screen():
        for name in sorted(arguments or found):
            failed |= step(root, f"bench {name}", [str(python), "-m", f"tests.bench.bench_{name}"])
    return failed


def soak(root: Path, python: Path, arguments: Sequence[str]) -> int:
    """The long tests."""
    with screen():
        code = pytest(root, python, ("-m", "soak", *arguments))
    if code == NOTHING_COLLECTED:
        raise SetupFault("there is no soak test yet")
    return code


COMMANDS: dict[str, Callable[[Path, Path, Sequence[str]], int]] = {
    "test": test,
    "lint": lint,
    "bench": bench,
    "soak": soak,
}


def static_failures(root: Path, python: Path) -> list[str]:
    """Names of the checks without tests that found something."""
    return [name for name, words in STATIC if step(root, name, [str(python), *words])]


def step(root: Path, name: str, command: list[str]) -> int:
    """Run one tool, announce it, give 0 or 1."""
    say(f"{name} ...")
    begun = time.monotonic()
    code = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, check=False).returncode
    verdict = "passed" if code == 0 else f"FAILED (exit {code})"
    say(f"{name} {verdict} in {time.monotonic() - begun:.1f} s")
    return 1 if code else 0


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pytest(root: Path, python: Path, arguments: Sequence[str]) -> int:
    """Run pytest last, so that its closing line is the last line."""
    say("pytest ...")
    sys.stderr.flush()
    command = [str(python), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, check=False).returncode


@contextmanager
def screen() -> Iterator[None]:
    """A display of our own on Linux, so that no test touches the user's. None elsewhere."""
    server = shutil.which("Xvfb") if sys.platform.startswith("linux") else None
    if server is None:
        yield
        return
    before = os.environ.get("DISPLAY")
    process, number = started(server)
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield
    finally:
        restore_display(before)
        process.terminate()
        process.wait(10.0)


def started(server: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start Xvfb on the first free display; it writes the number when it accepts."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], 20.0)
    words = os.read(reading, 16).strip() if ready else b""
    os.close(reading)
    if not words.isdigit():
        process.kill()
        process.wait(5.0)
        raise SetupFault("Xvfb (the display for the tests) did not start within 20 s")
    return process, int(words)


def restore_display(before: str | None) -> None:
    """Put the variable back as it was."""
    if before is None:
        os.environ.pop("DISPLAY", None)
    else:
        os.environ["DISPLAY"] = before
