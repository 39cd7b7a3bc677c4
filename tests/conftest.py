"""Rules for every test: no display of the user's, no thread and no process left behind.

Qt is told to draw offscreen unless a test run says otherwise; e2e tests start their own processes
and may use the X display that `./run test` provides.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may leave keys in the keystore of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
faulthandler.enable()

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

GRACE_S = 3.0
LISTED = "/proc/self/task"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal whole files from both ends in turn to the workers of a shared run (ADR 48)."""
    if not hasattr(config, "workerinput"):
        return
    files = [list(group) for _, group in groupby(items, key=lambda item: item.path)]
    middle = (len(files) + 1) // 2
    dealt = zip_longest(files[:middle], reversed(files[middle:]), fillvalue=())
    items[:] = [item for pair in dealt for file in pair for item in file]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dressed as operators see it, and once: dressing again dresses every window that lives."""
    from widgets.application import dress  # noqa: PLC0415 - most tests need no Qt

    dress(qapp)
    return qapp


@pytest.fixture(autouse=True, scope="session")
def nothing_in_the_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What programs remember for the person who runs the tests stays as it is."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a foreground thread, a child process or another priority."""
    threads, children = set(threading.enumerate()), children_now()
    priority = scheduling()
    yield
    assert scheduling() == priority, "the test changed the scheduling of this process"
    left = wait_until_gone(threads, children)
    assert not left, f"the test left behind: {', '.join(left)}"


def scheduling() -> int:
    """The policy that every process started from here inherits; the same where there are none."""
    return os.sched_getscheduler(0) if hasattr(os, "sched_getscheduler") else 0


def wait_until_gone(threads: set[threading.Thread], children: set[psutil.Process]) -> list[str]:
    """What is still there after a short grace, in words."""
    deadline = time.monotonic() + GRACE_S
    while (left := leftovers(threads, children)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def leftovers(threads: set[threading.Thread], children: set[psutil.Process]) -> list[str]:
    """Foreground threads and child processes that were not there before."""
    names = [
        f"thread {thread.name}"
        for thread in threading.enumerate()
        if thread not in threads and not thread.daemon
    ]
    for child in children_now() - children:
        words = in_words(child)
        if words:
            names.append(words)
    return names


def children_now() -> set[psutil.Process]:
    """Every child process; none costs next to nothing to find out.

    Asked for children, psutil looks at all processes of the machine.
    """
    listed = list(Path(LISTED).glob("*/children"))
    if listed and not any(_children_of(each) for each in listed):
        return set()
    return set(psutil.Process().children())


def _children_of(listed: Path) -> str:
    try:
        return listed.read_text()
    except OSError:  # its thread ended meanwhile, and its children are another thread's now
        return "unknown"


def in_words(child: psutil.Process) -> str:
    """A process by its command; the interpreter's own bookkeeping process does not count."""
    try:
        command = " ".join(child.cmdline())
        dead = child.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return ""
    if dead or "resource_tracker" in command or "forkserver" in command:
        return ""
    return f"process {child.pid} {command[:120]}"
