"""Shared memory as the console makes it: checked for room before, freed when nobody looks.

Used on the caller's (GUI) thread only.
"""

from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from shutil import disk_usage

from backends.video.orders import Canvas
from backends.video.segments import SLOTS, FrameRing, release

_SMALLEST = (64, 36)
_LARGEST = (1920, 1080)
_SPARE_BYTES = 4_000_000


class Graveyard:
    """Memory that is given up: unmapped as soon as the last frame is dropped."""

    def __init__(self) -> None:
        """Empty."""
        self._graves: list[SharedMemory] = []

    def bury(self, *parts: SharedMemory) -> None:
        """Unlink and unmap, now or later."""
        for part in parts:
            part.unlink()
        self._graves += parts
        self.dig()

    def dig(self) -> None:
        """Unmap what nobody holds any more."""
        self._graves = [one for one in self._graves if not release(one)]


def clamp(width: int, height: int) -> tuple[int, int]:
    """A size that frames may have."""
    return (
        min(max(width, _SMALLEST[0]), _LARGEST[0]),
        min(max(height, _SMALLEST[1]), _LARGEST[1]),
    )


def make_ring(width: int, height: int) -> FrameRing:
    """A frame ring of a size near this. Raises OSError when the system has no room."""
    width, height = clamp(width, height)
    shared = Path("/dev/shm")  # noqa: S108 - asked for its free space only
    # A segment beyond the file system's room kills the process that touches it.
    if shared.is_dir() and disk_usage(shared).free < SLOTS * width * height * 4 + _SPARE_BYTES:
        raise OSError("shared memory is full")
    return FrameRing.create(width, height)


def canvas_of(ring: FrameRing) -> Canvas:
    """The ring as a worker is told of it."""
    return Canvas(ring.memory.name, ring.width, ring.height)


class Frames:
    """The newest frame of one picture across changes of its size; its number only grows."""

    def __init__(self, ring: FrameRing, graves: Graveyard) -> None:
        """Begins with this ring."""
        self._ring = ring
        self._next: FrameRing | None = None
        self._graves = graves
        self._base = 0

    def newest(self) -> "tuple[int, FrameRing] | None":
        """The newest frame's number and its ring, or None before the first."""
        number = self.number()
        return (number, self._ring) if self._ring.sequence else None

    def number(self) -> int:
        """The newest frame's number alone; 0 before the first."""
        if self._next is not None and self._next.sequence:
            self._base += self._ring.sequence
            self._graves.bury(self._ring.memory)
            self._ring, self._next = self._next, None
        return self._base + self._ring.sequence

    @property
    def published_at(self) -> float:
        """When the newest frame came (monotonic s), 0.0 before the first."""
        return self._ring.published_at

    def resize(self, width: int, height: int) -> Canvas | None:
        """A new canvas, or None when the size is right or the system has no room for it."""
        wanted = self._next or self._ring
        if clamp(width, height) == (wanted.width, wanted.height):
            return None
        try:
            ring = make_ring(width, height)
        except OSError:
            return None
        if self._next is not None:
            self._graves.bury(self._next.memory)
        self._next = ring
        return canvas_of(ring)

    def close(self) -> None:
        """Give the memory up. A frame still held keeps its own until it is dropped."""
        self._graves.bury(*(one.memory for one in (self._ring, self._next) if one is not None))
