"""A folder in which this user can really change nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

NEEDED = "a folder that root cannot write is one mounted read-only, which takes Linux and the right"


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """`folder`, which cannot be written while the context lasts; skips where none can be had."""
    if sys.platform == "win32":
        pytest.skip("rights of a folder are another thing on Windows")
    if os.geteuid() != 0:
        folder.chmod(0o500)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
        return
    mount, umount = which("mount"), which("umount")
    if mount is None or umount is None:
        pytest.skip(NEEDED)
    made = [
        subprocess.run([mount, *words, folder], capture_output=True, check=False, timeout=20)
        for words in (["--bind", folder], ["-o", "remount,bind,ro"])
    ]
    try:
        if any(each.returncode for each in made):
            pytest.skip(f"{NEEDED}: {made[-1].stderr.decode('utf-8', 'replace').strip()}")
        yield folder
    finally:
        subprocess.run([umount, "-l", folder], capture_output=True, check=False, timeout=20)
