"""Opens a database for reading in a folder that cannot be written: a backup, another user's disk.

SQLite wants to write beside the file even to read it, unless its index of the log is there or it is
told that nothing changes. Which of these holds is found out by trying, the least risky first:

1. the file as it stands, with the log that a living or a killed engine left (`mode=ro`);
2. without a log nothing can be missed: the file is taken as one that never changes;
3. with a log that cannot be read in place, file and log are copied to a private folder.

What is not seen then is told in words (`note`). The caller's thread; writes nothing in the folder.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from backends.database.connection import Database
from console.domain.errors import EnvironmentFault

_AS_IT_LIES = (
    "{folder} cannot be written: the database is read as it lies, and nothing that is written to "
    "it from now on is seen"
)
_AS_A_COPY = (
    "{folder} cannot be written: a copy of the database and of its newest changes is read, and "
    "nothing that is written from now on is seen"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A database to read, what to say of it (or ""), and what gives everything back."""

    database: Database
    note: str
    close: Callable[[], None]


def open_to_read(path: Path, key: bytes) -> Opened:
    """Open it by the first way that works. Raises EnvironmentFault when none does."""
    try:
        database = Database(path, key, writable=False)
    except EnvironmentFault:
        if os.access(path.parent, os.W_OK):
            raise  # the folder is not what is in the way
        return _without_the_folder(path, key)
    return Opened(database, "", database.close)


def _without_the_folder(path: Path, key: bytes) -> Opened:
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return _copied(path, log, key)
    database = Database(path, key, writable=False, settled=True)
    return Opened(database, _AS_IT_LIES.format(folder=path.parent), database.close)


def _copied(path: Path, log: Path, key: bytes) -> Opened:
    """Both are encrypted, and so is the copy; the folder is private and goes at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sunra-read-")))
        try:
            for each in (path, log):
                shutil.copyfile(each, folder / each.name)
        except OSError as error:
            raise EnvironmentFault(
                f"The newest changes lie beside the database ({log.name}) and cannot be read there,"
                f" nor be copied to {folder}: {error.strerror or error}",
                where=str(path.parent),
                remedy="copy the whole data folder to a disk that can be written and name the copy",
            ) from error
        database = Database(folder / path.name, key, writable=False)
        stack.callback(database.close)
        kept = stack.pop_all()
    return Opened(database, _AS_A_COPY.format(folder=path.parent), kept.close)
