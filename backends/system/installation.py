"""The data folder: where everything a Sunra installation keeps lies, and who may use it now."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault

_LOOKS_LAST_S = 0.5
"""A look whether a lock is held has it for a moment; who wants it waits so long."""


class Installation:
    """Paths below one folder (0700 on POSIX). Made on first use."""

    def __init__(self, path: Path | None, *, to_read: bool = False) -> None:
        """`path` or, when None, the platform's place for user data.

        With `to_read` nothing is made or changed: it may lie on a disk that cannot be written.
        """
        self.path = (path or user_data_path("sunra", appauthor=False)).absolute()
        if to_read:
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if sys.platform != "win32" and self.path.stat().st_mode & 0o077:
                self.path.chmod(0o700)
        except OSError as error:
            raise EnvironmentFault(
                f"The data folder cannot be used: {error.strerror or error}",
                where=str(self.path),
                remedy="name another one with --data, or correct its owner and rights",
            ) from error

    @property
    def database(self) -> Path:
        """The engine's encrypted database."""
        return self.path / "sunra.db"

    @property
    def keys(self) -> Path:
        """The folder of secrets."""
        return self.path / "keys"

    @property
    def settings(self) -> Path:
        """The optional settings file."""
        return self.path / "settings.toml"

    def settings_text(self) -> str:
        """The settings file, empty where there is none. Raises EnvironmentFault."""
        if not self.settings.exists():
            return ""
        try:
            return self.settings.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise EnvironmentFault(
                f"The settings file cannot be read: {error}",
                where=str(self.settings),
                remedy="correct its rights and save it as UTF-8",
            ) from error

    @property
    def logs(self) -> Path:
        """The folder of log files, made on first use."""
        folder = self.path / "logs"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise _not_writable(folder, error) from error
        return folder

    @property
    def engine_card(self) -> Path:
        """Where a running engine says how to reach it."""
        return self.path / "engine.json"

    def seat_journal(self, seat: str) -> Path:
        """The seat's own encrypted journal."""
        return self.path / f"seat-{seat}.db"

    def lock(self, name: str, *, holder: str) -> FileLock:
        """Take the lock `name` until released or the process ends.

        Raises EnvironmentFault when another process (`holder`, in words) has it.
        """
        lock = FileLock(self.path / f"{name}.lock")
        try:
            lock.acquire(timeout=_LOOKS_LAST_S)
        except Timeout as error:
            raise EnvironmentFault(
                f"{holder} already runs on this data folder",
                where=str(self.path),
                remedy="end it first, or name another folder with --data",
            ) from error
        except OSError as error:
            raise _not_writable(self.path, error) from error
        return lock

    def open_console(self, seat: str) -> FileLock:
        """Take the lock of a console at `seat`. Raises EnvironmentFault when there is one."""
        return self.lock(f"console-{seat}", holder=f"A console at {seat}")

    def has_console_beside(self, seat: str) -> bool:
        """Whether a console at another seat works on this folder now."""
        own = f"console-{seat}"
        others = (path.stem for path in self.path.glob("console-*.lock"))
        return any(self.is_held(name) for name in others if name != own)

    def is_held(self, name: str) -> bool:
        """Whether a process has the lock `name` now; one that died has none."""
        lock = FileLock(self.path / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            return True
        lock.release()
        return False


def require_room_for(prefix: Path) -> None:
    """Raise EnvironmentFault unless files can be written as PREFIX-something."""
    trial = Path(f"{prefix}-trial.{os.getpid()}")
    try:
        trial.parent.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise EnvironmentFault(
            f"Pictures and summary cannot be written: {error.strerror or error}",
            where=str(prefix),
            remedy="name another place with --screenshot",
        ) from error


def _not_writable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"Nothing can be written here: {error.strerror or error}",
        where=str(path),
        remedy="make room on the disk, or correct the folder's owner and rights",
    )


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a small JSON file so that a reader sees the old or the new one, never half of it.

    Raises EnvironmentFault.
    """
    try:
        with replacing(path) as part:
            part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise _not_writable(path, error) from error


def read_json(path: Path) -> dict[str, Any] | None:
    """The JSON object in `path`, or None where there is none (yet)."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
