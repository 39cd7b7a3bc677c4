"""Database errors sorted by blame: what a person can repair becomes an `EnvironmentFault`.

Any thread. Never hides an error of the program itself: those stay what they are.
"""

import shutil
from pathlib import Path

from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from console.domain.errors import EnvironmentFault, ProgrammingFault

_FULL = (
    "The disk is full, nothing was stored",
    "free space on this disk; the engine goes on by itself then",
)
_NO_ROOM_BYTES = 256 * 1024
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        "file is not a database",
        "The database cannot be read: the key is wrong or the file is not a Sunra database",
        "restore the key folder that belongs to this file, or name another data folder",
    ),
    (
        "unable to open database file",
        "The database cannot be opened",
        "check that the folder exists and that this user may read and write it",
    ),
    (
        "readonly database",
        "The database is read-only for this user",
        "give this user the right to write the file and its folder, or mount the disk writable",
    ),
    ("database or disk is full", *_FULL),
    (
        "is locked",
        "Another program keeps the database locked",
        "end the program that holds it (a backup or a database browser) and try again",
    ),
    (
        "malformed",
        "The database is damaged",
        "stop the engine and restore the newest backup",
    ),
    (
        "disk i/o error",
        "The disk refused to read or write",
        "check the disk and its cable; the engine tries again by itself",
    ),
    (
        "file is encrypted",
        "The database cannot be read: the key is wrong or the file is not a Sunra database",
        "restore the key folder that belongs to this file, or name another data folder",
    ),
)


def as_fault(error: Exception, where: Path) -> Exception:
    """The fault to raise in place of `error`; programming errors come back as ProgrammingFault."""
    text = str(getattr(error, "orig", None) or error)
    lowered = text.lower()
    if "disk i/o error" in lowered and _has_no_room(where):
        return EnvironmentFault(_FULL[0], where=str(where), remedy=_FULL[1])
    for sign, what, remedy in _CAUSES:
        if sign in lowered:
            return EnvironmentFault(what, where=str(where), remedy=remedy)
    if isinstance(error, PoolTimeout | DisconnectionError):
        return EnvironmentFault(
            "The database did not answer in time", where=str(where), remedy="try again"
        )
    if isinstance(error, DBAPIError):
        return ProgrammingFault(f"The database refused a statement ({where}): {text}")
    return error


def _has_no_room(where: Path) -> bool:
    """SQLite calls a full disk an I/O error where it is the index of its log that finds no room."""
    try:
        return shutil.disk_usage(where.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False


def os_fault(error: OSError, where: Path) -> EnvironmentFault:
    """A refusal of the operating system around the file."""
    reason = error.strerror or type(error).__name__
    return EnvironmentFault(
        f"The database file cannot be used: {reason}",
        where=str(where),
        remedy="check that the folder exists and that this user may read and write it",
    )
