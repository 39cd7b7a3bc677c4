"""A file system of a few megabytes, really full when it is full."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

NEEDED = "a small disk is a mounted tmpfs, which takes Linux, root and the right to mount"


@contextmanager
def small_disk(folder: Path, kibibytes: int) -> Iterator[Path]:
    """A tmpfs at `folder` while the context lasts; skips the test where none can be had."""
    mount, umount = which("mount"), which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip(NEEDED)
    folder.mkdir(parents=True)
    size = f"size={kibibytes}k"
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", size, "sunra-test", folder],
        capture_output=True, check=False, timeout=20,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"{NEEDED}: {made.stderr.decode('utf-8', 'replace').strip()}")
    try:
        yield folder
    finally:
        subprocess.run([umount, "-l", folder], check=True, timeout=20)


def fill(disk: Path, leave: int = 0) -> Path:
    """Somebody else's file takes all the room but `leave` bytes."""
    path = disk / "somebody-else"
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    os.truncate(path, max(0, path.stat().st_size - leave))
    return path
