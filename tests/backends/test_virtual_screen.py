"""The virtual screen of a headless run comes up, and never stays behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from backends.system.virtual_screen import VirtualScreen
from console.domain.errors import EnvironmentFault

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


def _mute_server(folder: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """An Xvfb on PATH that lives and says nothing the first times, and is the real one then."""
    real = shutil.which("Xvfb")
    script = folder / "Xvfb"
    script.write_text(
        f"""#!/bin/sh
echo started >> {folder}/starts
[ $(wc -l < {folder}/starts) -gt {times} ] && exec {real} "$@"
exec sleep 60
""",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


@needs_xvfb
def test_that_a_server_that_never_becomes_ready_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mute_server(tmp_path, monkeypatch, times=1)
    with VirtualScreen("640x480", ready_within_s=2.0):
        assert os.environ["DISPLAY"].startswith(":")
    assert (tmp_path / "starts").read_text().count("started") >= 2


@needs_xvfb
def test_that_a_screen_that_never_comes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mute_server(tmp_path, monkeypatch, times=99)
    with (
        pytest.raises(EnvironmentFault, match="started 3 times and never became ready"),
        VirtualScreen("640x480", ready_within_s=0.2),
    ):
        pass
