"""The keystore of a Linux desktop itself: GNOME's Secret Service on a bus of the test's own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT

MISSING = [
    each
    for each in ("dbus-run-session", "dbus-send", "gnome-keyring-daemon")
    if not shutil.which(each)
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
# The daemon takes the password of its keyring from its input; without one it stays locked.
START = {
    "unlocked": "printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets",
    "locked": "gnome-keyring-daemon --foreground --components=secrets </dev/null",
}
SCRIPT = """
{start} >/dev/null 2>&1 &
daemon=$!
trap 'kill $daemon' EXIT
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \\
    org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1
do kill -0 $daemon || exit 9; done
{commands}
"""


def ran(folder: Path, state: str, *acts: str) -> list[dict[str, str]]:
    """The JSON lines that the commands printed beside a Secret Service in that state."""
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    command = f'"{sys.executable}" "{ROOT / "main.py"}"'
    commands = " && ".join(f'{command} {act} --data "{folder / "data"}"' for act in acts)
    script = SCRIPT.format(start=START[state], commands=commands)
    environment = {
        **os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
    }  # fmt: skip
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # Services that the session bus starts write to the same output.
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_that_a_desktops_keystore_keeps_the_keys_and_gives_them_back(tmp_path: Path) -> None:
    enrolled = ran(tmp_path, "unlocked", "enrol --device d1", "enrol --device d2", "keys list")
    assert enrolled[0]["server_key"] == enrolled[1]["server_key"]
    assert [each["place"] for each in enrolled[2:]] == ["os", "os"]
    assert not list((tmp_path / "data" / "keys").glob("*.key"))


def test_that_a_locked_keystore_costs_a_moment_and_then_files_serve(tmp_path: Path) -> None:
    told = ran(tmp_path, "locked", "enrol --device d1", "keys list")
    assert [each["place"] for each in told[1:]] == ["file", "file"]
