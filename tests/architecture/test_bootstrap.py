"""The set-up program itself, on small checkouts of its own: it heals, it says what is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT, is_running, running, wait_until

POSIX = pytest.mark.skipif(os.name == "nt", reason="the shell script is for POSIX systems")

PROGRAM = '''
"""Stands in for main.py: announces a district, or shows a console until it is ended."""
import json, os, pathlib, signal, sys, time
mode, data = sys.argv[1], pathlib.Path(sys.argv[sys.argv.index("--data") + 1])
(data / f"{mode}.argv").write_text(json.dumps(sys.argv[1:]))
(data / f"{mode}.pid").write_text(str(os.getpid()))
if mode == "seats":
    sys.exit(0)
if mode == "simulate":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit((data / "asked").write_text("to end") and 0))
    if os.environ.get("FAULT") == "simulate":
        sys.exit("sunra: the cameras have no port")
    told = {"started": True, "site": str(data / "site.json"), "evidence": "sent"}
    print(json.dumps(told), flush=True)
    time.sleep(60)
if os.environ.get("STAY"):
    time.sleep(60)
sys.exit(7)
'''


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real bootstrap, a lock without packages and a stand-in program."""
    return bare_checkout(tmp_path / "a checkout")


def bare_checkout(root: Path) -> Path:
    shutil.copytree(ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copy(ROOT / "run", root / "run")
    (root / "main.py").write_text(PROGRAM, "utf-8")
    (root / "pyproject.toml").write_text('[project]\nname = "sunra"\n', "utf-8")
    (root / "uv.lock").write_text('[[package]]\nname = "sunra"\nversion = "0"\n', "utf-8")
    return root


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose environment was made by a first headless run."""
    root = bare_checkout(tmp_path_factory.mktemp("first run") / "a checkout")
    done = bootstrap(root, "--headless", "--seconds", "10")
    assert done.returncode == 7, done.stderr
    return root


@pytest.fixture
def ready(first_run: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    copy = tmp_path / "a checkout"
    shutil.copytree(first_run, copy, symlinks=True)
    return copy


def bootstrap(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "packaging" / "bootstrap.py", *words],
        capture_output=True, text=True, check=False, timeout=100,
        stdin=subprocess.DEVNULL, env={**os.environ, **environment},
    )  # fmt: skip


def test_that_the_console_gets_what_the_simulation_announced_and_its_exit_code(ready: Path) -> None:
    data = ready / "demo-data" / "headless"
    words = (data / "console.argv").read_text()
    for word in ("--headless", '"--seconds", "10"', "site.json", '"--evidence", "sent"'):
        assert word in words
    assert '"--speed", "200"' in (data / "simulate.argv").read_text()
    assert (data / "asked").read_text() == "to end"


def test_that_a_second_start_installs_nothing(ready: Path) -> None:
    log = ready / ".venv" / "sunra-install.log"
    before = log.stat().st_mtime_ns
    done = bootstrap(ready, "--headless", "--language", "ko")
    assert done.returncode == 7
    assert log.stat().st_mtime_ns == before
    assert "--language" in (ready / "demo-data" / "headless" / "console.argv").read_text()


def test_that_an_interrupted_installation_is_made_anew(ready: Path) -> None:
    (ready / ".venv" / "sunra-lock").unlink()
    (ready / ".venv" / "sunra-unfinished").write_text("", "ascii")
    (ready / ".venv" / "half").write_text("", "ascii")
    done = bootstrap(ready, "--headless")
    assert done.returncode == 7, done.stderr
    assert not (ready / ".venv" / "half").exists()


@POSIX
def test_that_a_broken_environment_heals(ready: Path) -> None:
    for python in (ready / ".venv" / "bin").glob("python*"):
        python.unlink()
    assert bootstrap(ready, "--headless").returncode == 7


def test_that_a_changed_lock_is_installed(ready: Path) -> None:
    before = (ready / ".venv" / "sunra-lock").read_text()
    with (ready / "uv.lock").open("a") as lock:
        lock.write("# another\n")
    assert bootstrap(ready, "--headless").returncode == 7
    assert (ready / ".venv" / "sunra-lock").read_text() != before


def test_that_a_package_with_another_hash_is_refused(checkout: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    (index / "thing-1.0-py3-none-any.whl").write_bytes(b"not what was locked")
    (checkout / "uv.lock").write_text(
        '[[package]]\nname = "sunra"\nversion = "0"\ndependencies = [{ name = "thing" }]\n'
        '[[package]]\nname = "thing"\nversion = "1.0"\nwheels = [{ url = "https://pypi.org/x",'
        f' hash = "sha256:{"0" * 64}" }}]\n',
        "utf-8",
    )
    done = bootstrap(
        checkout,
        "--headless",
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(index),
        PIP_CONFIG_FILE=os.devnull,
    )
    assert done.returncode == 2
    assert "not the one that uv.lock names" in done.stderr
    assert "Traceback" not in done.stderr


def test_that_a_simulation_that_cannot_start_is_told_in_its_own_words(ready: Path) -> None:
    done = bootstrap(ready, "--headless", FAULT="simulate")
    assert done.returncode == 2
    assert "the cameras have no port" in done.stderr
    assert "simulate.log" in done.stderr


def test_that_without_a_display_the_headless_check_is_offered(ready: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a display")
    none = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = bootstrap(ready, **none)
    assert done.returncode == 2
    assert "./run --headless --seconds 60 --screenshot out" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@POSIX
def test_that_stopping_the_command_stops_console_and_simulation(ready: Path) -> None:
    data = ready / "demo-data" / "headless"
    (data / "console.pid").unlink()
    command = [sys.executable, ready / "packaging" / "bootstrap.py", "--headless"]
    with running(command, ready, environment={"STAY": "1"}) as program:
        wait_until((data / "console.pid").exists, "the console started")
        wait_until(lambda: bool((data / "console.pid").read_text()), "its id is written")
        pids = [int((data / f"{name}.pid").read_text()) for name in ("console", "simulate")]
        program.process.send_signal(signal.SIGTERM)
        assert program.wait() == 128 + signal.SIGTERM
    assert not any(map(is_running, pids))


@POSIX
def test_that_a_folder_that_cannot_be_made_is_named(checkout: Path) -> None:
    (checkout / ".venv").write_text("a file in the way", "ascii")
    done = bootstrap(checkout, "--headless")
    assert done.returncode == 2
    assert str(checkout / ".venv") in done.stderr
    assert "Traceback" not in done.stderr


@POSIX
def test_that_help_needs_no_set_up(checkout: Path) -> None:
    done = subprocess.run(
        [checkout / "run", "--help"],
        capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "SUNRA_PYTHON": sys.executable},
    )  # fmt: skip
    assert done.returncode == 0
    assert "./run test" in done.stdout
    assert not (checkout / ".venv").exists()
