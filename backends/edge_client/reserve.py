"""A file that holds a little of the disk, given back for what may not wait on the day it is full.

Its content is noise, so that no file system stores it in less. One thread; never raises.
"""

import contextlib
import os
import shutil
from pathlib import Path

from backends.edge_client.segments import write_durably

MOST_SHARE = 8
"""The reserve is taken only while this many times as much is free."""


class Reserve:
    """At most one file of `size` bytes; 0 for none."""

    def __init__(self, path: Path, size: int) -> None:
        self._path, self._size = path, size

    def hold(self, *, at_once: bool = False) -> bool:
        """Take the room while there is plenty, or `at_once` any there is; whether it is held."""
        if not self._size:
            return False
        with contextlib.suppress(OSError):
            if self._path.exists() and self._path.stat().st_size == self._size:
                return True
            wanted = self._size * (1 if at_once else MOST_SHARE)
            if shutil.disk_usage(self._path.parent).free >= wanted:
                write_durably(self._path, os.urandom(self._size))
                return True
        return False

    def release(self) -> bool:
        """Give the room back; whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
