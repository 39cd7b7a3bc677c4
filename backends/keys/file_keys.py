"""Keys in files of their own, readable by their owner alone: implements `console.ports.keys.Keys`.

Any thread, several processes: a key is made once and never overwritten. Never logs a key and never
replaces a damaged one by itself.
"""

import os
import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

_NAME = re.compile(r"\w[\w.-]{0,99}")
_Z85 = re.compile(r"[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}")
_SECRET = re.compile(r"[0-9a-f]{64}")


class FileKeys:
    """One file per name in `folder`; `make_pair` makes a new CURVE pair."""

    def __init__(self, folder: Path, make_pair: Callable[[], KeyPair]) -> None:
        self._folder = folder
        self._make_pair = make_pair

    def curve(self, name: str) -> KeyPair:
        """The pair of that name, made at first use. Raises EnvironmentFault."""
        path = self._path(name)
        text = _read(path)
        if text is None:
            pair = self._make_pair()
            text = self._create(path, f"{pair.public}\n{pair.secret}\n")
        return _pair(path, text)

    def secret(self, name: str) -> bytes:
        """32 random bytes of that name, made at first use. Raises EnvironmentFault."""
        path = self._path(name)
        text = _read(path)
        if text is None:
            text = self._create(path, secrets.token_hex(32) + "\n")
        if not _SECRET.fullmatch(text.strip()):
            raise _damaged(path)
        return bytes.fromhex(text.strip())

    def read_public(self, name: str) -> str:
        """The public key of that name; raises EnvironmentFault when it was not made yet."""
        path = self._path(name)
        text = _read(path)
        if text is None:
            raise EnvironmentFault(
                "The key does not exist yet", where=str(path), remedy="start the engine once"
            )
        return _pair(path, text).public

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise EnvironmentFault(
                f"{name!r} cannot name a key",
                where=str(self._folder),
                remedy="use 1 to 100 letters, digits, dots, dashes and underscores",
            )
        return self._folder / f"{name}.key"

    def _create(self, path: Path, text: str) -> str:
        """Write whole or not at all; when another process was quicker, its key is the key."""
        spare = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}.new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_new(spare, text)
            try:
                _publish(spare, path, text)
            finally:
                spare.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(path, error) from error
        return _read(path) or text


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
            _settle(path.parent)
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


def _settle(folder: Path) -> None:
    """A new name is durable only once its folder is."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(path: Path) -> str | None:
    """The file's text, None when there is none; refused when others could read or change it."""
    try:
        with path.open("rb") as file:
            _refuse_shared(path, os.fstat(file.fileno()))
            return file.read(1000).decode("latin-1")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from error


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


def _pair(path: Path, text: str) -> KeyPair:
    parts = text.split()
    if len(parts) != 2 or not all(_Z85.fullmatch(part) for part in parts):
        raise _damaged(path)
    return KeyPair(*parts)


def _damaged(path: Path) -> EnvironmentFault:
    return EnvironmentFault(
        "The key file is damaged", where=str(path), remedy="restore it from the backup of the keys"
    )


def _unusable(path: Path, error: OSError) -> EnvironmentFault:
    reason = error.strerror or type(error).__name__
    return EnvironmentFault(
        f"The key file cannot be used: {reason}",
        where=str(path),
        remedy="check that this user may read and write its folder",
    )
