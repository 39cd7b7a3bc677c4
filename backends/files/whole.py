"""Replacing a file as a whole: written beside, then renamed. The caller's thread.

Knows nothing of what is in the files; errors stay OSErrors, the caller has the words for them.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TRIES = 50
_PAUSE_S = 0.02
"""For a second: on Windows a file that somebody reads cannot be replaced at that moment."""


@contextmanager
def replacing(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """A file to write beside `path`; it takes its place when the block ends well, else it goes.

    `durable`: on the disk, name included, when the block is left. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        yield part
        if durable:
            _sync(part)
        _replace(part, path)
    finally:
        # What stands in the way of writing may stand in the way of cleaning up; the first counts.
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if durable:
        settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """A new name is durable only once its folder is; Windows sees to that by itself."""
    if sys.platform != "win32":
        _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(part: Path, path: Path) -> None:
    if sys.platform == "win32":
        for _ in range(_TRIES):
            with suppress(PermissionError):
                part.replace(path)
                return
            time.sleep(_PAUSE_S)  # whoever reads it has it for a moment only
    part.replace(path)
