"""A run in two lanes tells what a run in one would have told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAIT_FOR_THE_OTHER = """
from pathlib import Path
import time

def test_that_both_lanes_are_here():
    here = Path(__file__).with_suffix(".here")
    here.touch()
    deadline = time.monotonic() + 60
    while len(list(here.parent.glob("*.here"))) < 2:
        assert time.monotonic() < deadline, "the other lane never came"
        time.sleep(0.01)
"""
EVERY_END = """
import pytest

def test_that_passes(): pass
def test_that_fails(): assert "this" == "that"
@pytest.mark.skip(reason="for a reason")
def test_that_is_skipped(): pass
"""


def run(folder: Path, *words: str, **files: str) -> "subprocess.CompletedProcess[str]":
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "tests.support.two_lanes", *words],
        cwd=folder, text=True, capture_output=True, timeout=110, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip


def test_that_both_lanes_work_at_once_and_are_told_as_one_run(tmp_path: Path) -> None:
    done = run(
        tmp_path, a=WAIT_FOR_THE_OTHER, b=EVERY_END, c=EVERY_END, d=WAIT_FOR_THE_OTHER
    )  # fmt: skip
    closing = done.stdout.splitlines()[-1]
    assert "2 failed, 4 passed, 2 skipped in" in closing, done.stdout + done.stderr
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    for name in ("b", "c"):
        assert f"FAILED test_{name}.py::test_that_fails - AssertionError" in done.stdout
        assert f"test_{name}.py:6: for a reason" in done.stdout


def test_that_a_lane_that_dies_fails_the_run_and_names_its_test(tmp_path: Path) -> None:
    dies = f"{WAIT_FOR_THE_OTHER}\ndef test_that_kills():\n    import os\n    os._exit(3)\n"
    done = run(tmp_path, a=WAIT_FOR_THE_OTHER, b="def test_more(): pass", d=dies)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 3 passed in" in done.stdout.splitlines()[-1]
    assert "exit code 3 in test_d.py::test_that_kills" in done.stdout


def test_that_the_first_failure_may_end_both_lanes(tmp_path: Path) -> None:
    fails = f"{WAIT_FOR_THE_OTHER}\ndef test_that_fails():\n    assert False\n"
    waits = f"{WAIT_FOR_THE_OTHER}\ndef test_that_waits():\n    time.sleep(300)\n"
    done = run(tmp_path, "-x", a=fails, b="def test_more(): pass", d=waits)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed" in done.stdout.splitlines()[-1]


def test_that_a_file_that_cannot_be_read_ends_the_run_as_ever(tmp_path: Path) -> None:
    done = run(tmp_path, a="import nothing_of_that_name\n", b=EVERY_END)
    assert done.returncode == pytest.ExitCode.INTERRUPTED
    assert "1 error in" in done.stdout.splitlines()[-1]
