"""The files of a spool: lines are only ever appended, files only ever deleted from the oldest on.

Survives a kill at any instant and a power cut: what `append(..., durable=True)` returned for is on
disk; a line torn by the end of the power is cut off at the next start and told. One thread.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from backends.files.whole import replacing, settle_folder

SEGMENT_BYTES = 256 * 1024
"""A file is closed when it is larger than this: what a full disk gives back at a time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line lies: its file's number, its first byte, its length with the line feed."""

    segment: int
    offset: int
    length: int


class Segments:
    """Numbered files in one folder, the highest being written. Raises OSError for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sizes = {number: self._path(number).stat().st_size for number in self._found()}
        self._file: BinaryIO | None = None
        self._reading: tuple[int, BinaryIO] | None = None
        self._sealed = 0

    @property
    def held_bytes(self) -> int:
        """What all files hold."""
        return sum(self._sizes.values())

    @property
    def numbers(self) -> tuple[int, ...]:
        """All files, the oldest first; the last is being written."""
        return tuple(self._sizes)

    def size(self, number: int) -> int:
        """What one file holds."""
        return self._sizes[number]

    def lines(self) -> Iterator[tuple[Place, bytes, bool]]:
        """Every line without its line feed, oldest first, and whether it is the very last."""
        for number in self.numbers:
            offset = 0
            with self._path(number).open("rb") as file:
                for line in file:
                    offset += len(line)
                    place = Place(number, offset - len(line), len(line))
                    ends = number == self.numbers[-1] and offset == self._sizes[number]
                    yield place, line.removesuffix(b"\n"), ends

    def cut(self, place: Place) -> None:
        """Forget the end of the newest file from this line on."""
        with self._path(place.segment).open("r+b") as file:
            file.truncate(place.offset)
            os.fsync(file.fileno())
        self._sizes[place.segment] = place.offset

    def append(self, lines: list[bytes], *, durable: bool) -> list[Place]:
        """Write all lines or, when the disk refuses, none of them; `durable` waits for the disk."""
        file = self._writable()
        number = self.numbers[-1]
        begun = self._sizes[number]
        try:
            _write_whole(file, b"".join(lines))
            if durable:
                os.fsync(file.fileno())
        except OSError:
            self._take_back(file, begun)
            raise
        places = []
        for line in lines:
            places.append(Place(number, self._sizes[number], len(line)))
            self._sizes[number] += len(line)
        return places

    def read(self, place: Place) -> bytes:
        """The line at a place, without its line feed."""
        if self._reading is None or self._reading[0] != place.segment:
            self._stop_reading()
            self._reading = (place.segment, self._path(place.segment).open("rb"))
        file = self._reading[1]
        file.seek(place.offset)
        return file.read(place.length).removesuffix(b"\n")

    def settle(self) -> None:
        """Make everything appended so far durable."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def delete_oldest(self) -> None:
        """Delete the oldest file, also the one being written: the next line begins another."""
        number = self.numbers[0]
        if number == self.numbers[-1]:
            self.seal()
        if self._reading is not None and self._reading[0] == number:
            self._stop_reading()
        self._path(number).unlink(missing_ok=True)
        del self._sizes[number]

    def seal(self) -> None:
        """Write nothing more into the newest file."""
        self._sealed = max(self.numbers, default=0)
        if self._file is not None:
            self._file.close()
            self._file = None

    def close(self) -> None:
        """Close the files; what was not durable is left to the operating system."""
        self._stop_reading()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _found(self) -> list[int]:
        names = (path.stem.removeprefix("events-") for path in self._folder.glob("events-*.log"))
        return sorted(int(name) for name in names if name.isdigit())

    def _path(self, number: int) -> Path:
        return self._folder / f"events-{number:08d}.log"

    def _writable(self) -> BinaryIO:
        if self._file is not None and self._sizes[self.numbers[-1]] < SEGMENT_BYTES:
            return self._file
        if self._file is not None:
            # What was written without waiting must not stay behind what comes after it.
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        number = max(self.numbers, default=self._sealed)
        if not self._goes_on(number):
            number += 1
        self._file = self._path(number).open("ab", buffering=0)
        self._sizes.setdefault(number, 0)
        settle_folder(self._folder)
        assert self._file is not None
        return self._file

    def _goes_on(self, number: int) -> bool:
        """Whether the newest file has room and ends with a whole line."""
        if number == self._sealed or not 0 < self._sizes.get(number, 0) < SEGMENT_BYTES:
            return False
        with self._path(number).open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.tell() == self._sizes[number] - 1 and file.read(1) == b"\n"

    def _take_back(self, file: BinaryIO, size: int) -> None:
        """A half-written line must not stand before later ones; a new file is begun instead."""
        with contextlib.suppress(OSError):
            file.truncate(size)
            return
        file.close()
        self._file = None

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading[1].close()
            self._reading = None


def _write_whole(file: BinaryIO, content: bytes) -> None:
    """A raw file may take less than it was given, as when the disk is nearly full."""
    left = memoryview(content)
    while left:
        written = file.write(left)
        left = left[written:]


def write_durably(path: Path, content: bytes) -> None:
    """Put a small file in place whole or not at all, on disk when this returns."""
    with replacing(path, durable=True) as part:
        part.write_bytes(content)
