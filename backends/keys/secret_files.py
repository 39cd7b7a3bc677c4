"""Secrets in files of their own, readable by their owner alone: implements `places.Place`.

Any thread, several processes: a file appears whole or not at all, and `create` never overwrites.
Never logs a secret.
"""

import os
import re
import secrets
import sys
from pathlib import Path

from backends.files.whole import settle_folder
from console.domain.errors import EnvironmentFault

_NAME = re.compile(r"\w[\w.-]{0,99}")
_MOST_BYTES = 8_000


class SecretFiles:
    """One file per name, `NAME.key`, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str | None:
        """The file's text, None when there is none. Raises EnvironmentFault."""
        return read_private(self._path(name))

    def create(self, name: str, text: str) -> str:
        """Write whole or not at all; when another process was quicker, its text is the text."""
        path = self._path(name)
        return create_private(path, text)

    def replace(self, name: str, text: str) -> None:
        """Write in place of what was there."""
        path = self._path(name)
        try:
            spare = _write_spare(path, text)
            spare.replace(path)
            settle_folder(path.parent)
        except OSError as error:
            raise unusable(path, error) from error

    def remove(self, name: str) -> None:
        """Remove the file, if there is one."""
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unusable(path, error) from error

    def where(self, name: str) -> str:
        """The path of the file."""
        return str(self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{checked(name, self._folder)}.key"


def checked(name: str, folder: Path) -> str:
    """The name, when it can name a file of `folder`; else EnvironmentFault."""
    if not _NAME.fullmatch(name):
        raise EnvironmentFault(
            f"{name!r} cannot name a key",
            where=str(folder),
            remedy="use 1 to 100 letters, digits, dots, dashes and underscores",
        )
    return name


def read_private(path: Path) -> str | None:
    """A file's text, None when there is none; refused when others could read or change it."""
    try:
        with path.open("rb") as file:
            _refuse_shared(path, os.fstat(file.fileno()))
            return file.read(_MOST_BYTES).decode("latin-1")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unusable(path, error) from error


def create_private(path: Path, text: str) -> str:
    """Write an ASCII file (0600) that is not there yet; returns what is there afterwards."""
    try:
        spare = _write_spare(path, text)
        try:
            _publish(spare, path, text)
        finally:
            spare.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(path, error) from error
    return read_private(path) or text


def unusable(path: Path, error: OSError) -> EnvironmentFault:
    """What the operating system says against this file, in words."""
    reason = error.strerror or type(error).__name__
    return EnvironmentFault(
        f"The key file cannot be used: {reason}",
        where=str(path),
        remedy="check that this user may read and write its folder",
    )


def _write_spare(path: Path, text: str) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    spare = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.new")
    _write_new(spare, text)
    return spare


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _publish(spare: Path, path: Path, text: str) -> None:
    """Give the finished file its name without ever replacing another."""
    try:
        if sys.platform == "win32":
            spare.rename(path)
        else:
            _link(spare, path, text)
            settle_folder(path.parent)
    except FileExistsError:
        return


def _link(spare: Path, path: Path, text: str) -> None:
    try:
        path.hardlink_to(spare)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links (exFAT): whole or not at all cannot be had, never twice can.
        _write_new(path, text)


def _refuse_shared(path: Path, found: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    if found.st_mode & 0o077:
        raise EnvironmentFault(
            "Others can read this key file",
            where=str(path),
            remedy="set its mode to 0600, and renew the key if anyone may have read it",
        )
    if found.st_uid != os.geteuid():
        raise EnvironmentFault(
            "The key file belongs to another user",
            where=str(path),
            remedy="run Sunra as that user, or give this user the file",
        )
