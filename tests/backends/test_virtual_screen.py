"""The virtual screen of a headless run never stays behind."""

import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

_PROGRAM = """
import sys
from backends.system.virtual_screen import VirtualScreen
with VirtualScreen("640x480") as screen:
    print(screen._server.pid, flush=True)
    sys.stdin.read()
"""
needs_xvfb = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("Xvfb"), reason="needs Xvfb"
)


def _started() -> tuple["subprocess.Popen[str]", psutil.Process]:
    owner = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert owner.stdout is not None
    return owner, psutil.Process(int(owner.stdout.readline()))


def _is_gone(server: psutil.Process) -> bool:
    try:
        server.wait(5)
    except psutil.TimeoutExpired:
        server.kill()
        return False
    return True


@needs_xvfb
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv")
def test_that_a_killed_console_leaves_no_screen_behind() -> None:
    owner, server = _started()
    assert server.name() == "Xvfb"
    owner.kill()
    owner.communicate()
    assert _is_gone(server)


@needs_xvfb
def test_that_the_screen_ends_with_its_run() -> None:
    owner, server = _started()
    owner.communicate("", timeout=20)
    assert owner.returncode == 0
    assert _is_gone(server)
