"""Where seals lie: a file that only grows, and beside it the newest one, which is overwritten.

`seals.jsonl` holds a seal of each hour and of each end of the engine; `seals.newest.json` one of
seconds ago, so that little can be cut off unseen after a kill. The same file may grow in a second
place. The caller's thread; knows nothing of the journal.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault
from console.domain.seal import Seal, read_seal, seal_text

KEPT, NEWEST = "seals.jsonl", "seals.newest.json"


@dataclass(frozen=True, slots=True)
class Book:
    """What the files of one place say; `spoilt` is a sentence about what cannot be read."""

    seals: tuple[Seal, ...] = ()
    newest: Seal | None = None
    spoilt: str = ""
    where: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no seal at all."""
        return not self.seals and self.newest is None and not self.spoilt


class SealFiles:
    """The seals of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Book:
        """Every seal. Raises EnvironmentFault when a file is there and cannot be read."""
        # The newest first: one that is kept between the two looks is then no contradiction.
        newest, fault = self._newest()
        book = read_kept(self._folder / KEPT)
        return Book(book.seals, newest, book.spoilt or fault, book.where)

    def keep(self, seal: Seal) -> None:
        """Add a seal for good; it is on the disk afterwards. Raises EnvironmentFault."""
        path = self._folder / KEPT
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with _private(path, os.O_RDWR | os.O_CREAT) as file:
                _mend_end(file)
                file.write(seal_text(seal).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _unwritten(path, error) from error

    def renew(self, seal: Seal) -> None:
        """Put a seal in the place of the newest one. Raises EnvironmentFault."""
        path = self._folder / NEWEST
        try:
            with (
                replacing(path, durable=True) as part,
                _private(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC) as file,
            ):
                file.write(seal_text(seal).encode() + b"\n")
        except OSError as error:
            raise _unwritten(path, error) from error

    def lay_aside(self, stamp: str) -> None:
        """Give the files other names, so that new ones are begun. Raises EnvironmentFault."""
        for name in (KEPT, NEWEST):
            path = self._folder / name
            try:
                if path.exists():
                    path.replace(self._folder / f"{stamp}-{name}")
            except OSError as error:
                raise _unwritten(path, error) from error

    def _newest(self) -> tuple[Seal | None, str]:
        path = self._folder / NEWEST
        text = _text(path)
        seal = read_seal(text) if text else None
        return seal, f"{path.name} holds no seal" if text is not None and seal is None else ""


def read_kept(path: Path) -> Book:
    """The seals of one file, a copy kept elsewhere perhaps. Raises EnvironmentFault."""
    seals: list[Seal] = []
    text = _text(path) or ""
    rows = text.split("\n")
    for number, row in enumerate(rows, start=1):
        seal = read_seal(row)
        if seal is None and number == len(rows):
            break  # nothing, or what a power cut left of a row
        if seal is None:
            words = f"row {number} of {path.name} is no seal"
            return Book(tuple(seals), None, words, str(path))
        seals.append(seal)
    return Book(tuple(seals), None, "", str(path))


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentFault(
            f"The seals of the journal cannot be read: {error.strerror or error}",
            where=str(path),
            remedy="correct the rights of the file, or name a copy with --seals",
        ) from error


def _private(path: Path, flags: int) -> BinaryIO:
    binary: int = getattr(os, "O_BINARY", 0)  # Windows would write other ends of lines
    return os.fdopen(os.open(path, flags | binary, 0o600), "r+b")


def _mend_end(file: BinaryIO) -> None:
    """Stand behind the last whole row: a power cut may have halved the one after it."""
    text = file.read()
    end = text.rfind(b"\n") + 1
    if read_seal(text[end:].decode("utf-8", "replace")) is not None:
        file.write(b"\n")
        return
    file.seek(end)
    file.truncate()


def _unwritten(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"The journal cannot be sealed: {error.strerror or error}",
        where=str(path),
        remedy="make room on the disk, or correct the rights of the folder",
    )
