"""The shared memory between the console and its video workers.

Two kinds: a frame ring (three slots of BGRA pixels and a sequence number) and a status block. One
writer each, no locks: a slot is rewritten no sooner than two frames later, and the status block is
guarded by a version that is odd while it is written. The console creates and unlinks.
"""

import struct
import sys
import time
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory

import numpy as np
import numpy.typing as npt

SLOTS = 3
_HEADER_BYTES = 64
_SEQUENCE = struct.Struct("<Q")
_PUBLISHED = struct.Struct("<Qd")
_PUBLISHED_AT = struct.Struct("<d")
_SIZE = struct.Struct("<II")
_SIZES_AT = 16
_STATUS = struct.Struct("<QBBHIIIQddddddd?")
_VERSION = struct.Struct("<Q")
_TEXT_BYTES = 320
_BETWEEN = "\x1f"
STATUS_BYTES = _STATUS.size + _TEXT_BYTES

PHASES = ("idle", "starting", "live", "late", "frozen", "reconnecting", "failed")
ENGINES = ("", "PyAV", "libVLC")
Pixels = npt.NDArray[np.uint8]


def attach(name: str) -> SharedMemory:
    """Map a segment that the console owns. Raises FileNotFoundError when it is gone.

    Workers are spawned and share the console's resource tracker: attaching registers the name a
    second time there, which is harmless, and unregistering it would take the owner's entry away.
    """
    if sys.version_info >= (3, 13):
        return SharedMemory(name=name, track=False)
    else:  # noqa: RET505 -- what another Python does is no dead code to the check of types
        return SharedMemory(name=name)


def _bytes_of(memory: SharedMemory) -> memoryview:
    assert memory.buf is not None, "a mapped segment has bytes"
    return memory.buf


def release(memory: SharedMemory) -> bool:
    """Unmap; False while somebody still holds pixels of it (try again later)."""
    try:
        memory.close()
    except BufferError:
        return False
    return True


class FrameRing:
    """Three slots of at most `width` x `height` pixels, newest last."""

    def __init__(self, memory: SharedMemory, width: int, height: int) -> None:
        """Use `create` or `attach`."""
        self.memory = memory
        self._bytes = _bytes_of(memory)
        self._address = np.frombuffer(self._bytes, np.uint8).ctypes.data
        self.width = width
        self.height = height

    @classmethod
    def create(cls, width: int, height: int) -> "FrameRing":
        """A new zeroed ring. Raises OSError when the system has no room."""
        size = _HEADER_BYTES + SLOTS * width * height * 4
        return cls(SharedMemory(create=True, size=size), width, height)

    @classmethod
    def attach(cls, name: str, width: int, height: int) -> "FrameRing":
        """The writer's side of a ring."""
        return cls(attach(name), width, height)

    @property
    def sequence(self) -> int:
        """The newest picture's number, 0 before the first."""
        return int(_SEQUENCE.unpack_from(self._bytes, 0)[0])

    @property
    def published_at(self) -> float:
        """When the newest picture came (monotonic s), 0.0 before the first."""
        return float(_PUBLISHED_AT.unpack_from(self._bytes, _SEQUENCE.size)[0])

    def newest(self) -> tuple[int, Pixels] | None:
        """The newest picture: its number and a view of shape (height, width, 4)."""
        sequence = self.sequence
        if sequence == 0:
            return None
        slot = sequence % SLOTS
        width, height = _SIZE.unpack_from(self._bytes, _SIZES_AT + slot * _SIZE.size)
        return sequence, self._view(slot, width, height)

    def next_slot(self, width: int, height: int) -> Pixels:
        """Where the writer may draw the next picture, at most the ring's size."""
        slot = (self.sequence + 1) % SLOTS
        _SIZE.pack_into(self._bytes, _SIZES_AT + slot * _SIZE.size, width, height)
        return self._view(slot, width, height)

    def next_address(self, width: int, height: int) -> int:
        """Where in memory that is, for who draws without Python; valid until it is unmapped."""
        slot: int = (_SEQUENCE.unpack_from(self._bytes, 0)[0] + 1) % SLOTS
        _SIZE.pack_into(self._bytes, _SIZES_AT + slot * _SIZE.size, width, height)
        return self._address + _HEADER_BYTES + slot * self.width * self.height * 4

    def fill(self, width: int, height: int, row_bytes: int, rows: memoryview) -> None:
        """Copy a whole BGRA picture into the next slot; its rows may be longer than `width`."""
        pixels = self.next_slot(width, height)
        if row_bytes == width * 4:
            start = _HEADER_BYTES + (self.sequence + 1) % SLOTS * self.width * self.height * 4
            self._bytes[start : start + pixels.nbytes] = rows[: pixels.nbytes]
        else:
            padded = np.frombuffer(rows, np.uint8, row_bytes * height).reshape(height, row_bytes)
            pixels[:] = padded[:, : width * 4].reshape(height, width, 4)

    def last_drawn(self) -> Pixels:
        """The newest picture, on the writer's side; something is published already."""
        newest = self.newest()
        assert newest is not None, "asked for after publishing"
        return newest[1]

    def publish(self, now: float | None = None) -> None:
        """Make the slot drawn last the newest picture, as of `now` (monotonic s)."""
        at = time.monotonic() if now is None else now
        _PUBLISHED.pack_into(self._bytes, 0, _SEQUENCE.unpack_from(self._bytes, 0)[0] + 1, at)

    def _view(self, slot: int, width: int, height: int) -> Pixels:
        start = _HEADER_BYTES + slot * self.width * self.height * 4
        # Unlike ndarray(buffer=...), frombuffer keeps the memory mapped while pixels are held.
        flat = np.frombuffer(self._bytes, np.uint8, height * width * 4, start)
        return flat.reshape(height, width, 4)


@dataclass(frozen=True, slots=True)
class Status:
    """What a worker says of one picture; times are monotonic seconds, NaN when there is none."""

    phase: str = "idle"
    engine: str = ""
    attempt: int = 0
    width: int = 0
    height: int = 0
    frames: int = 0
    beat: float = 0.0
    frame_at: float = float("nan")
    moved_at: float = float("nan")
    retry_at: float = float("nan")
    offset_s: float = float("nan")
    delay_s: float = float("nan")
    fps: float = 0.0
    reason: str = ""
    codec: str = ""
    decoder: str = ""
    shed: str = ""
    damaged: bool = False


class StatusBlock:
    """One `Status` in shared memory."""

    def __init__(self, memory: SharedMemory) -> None:
        """Use `create` or `attach`."""
        self.memory = memory
        self._bytes = _bytes_of(memory)

    @classmethod
    def create(cls) -> "StatusBlock":
        """A new block. Raises OSError when the system has no room."""
        block = cls(SharedMemory(create=True, size=STATUS_BYTES))
        block.write(Status())
        return block

    @classmethod
    def attach(cls, name: str) -> "StatusBlock":
        """The writer's side of a block."""
        return cls(attach(name))

    def write(self, status: Status) -> None:
        """Replace the status. One writer only."""
        words = (status.codec, status.decoder, status.shed, status.reason)
        text = _BETWEEN.join(words).encode()[:_TEXT_BYTES]
        version = int(_VERSION.unpack_from(self._bytes, 0)[0])
        _VERSION.pack_into(self._bytes, 0, version | 1)
        _STATUS.pack_into(
            self._bytes, 0, version | 1, PHASES.index(status.phase),
            ENGINES.index(status.engine), min(status.attempt, 65535), status.width, status.height,
            len(text), status.frames, status.beat, status.frame_at, status.moved_at,
            status.retry_at, status.offset_s, status.delay_s, status.fps, status.damaged,
        )  # fmt: skip
        self._bytes[_STATUS.size : _STATUS.size + len(text)] = text
        _VERSION.pack_into(self._bytes, 0, (version | 1) + 1)

    def read(self) -> Status | None:
        """The status, or None while it is being written."""
        before = int(_VERSION.unpack_from(self._bytes, 0)[0])
        fields = _STATUS.unpack_from(self._bytes, 0)
        text = bytes(self._bytes[_STATUS.size : _STATUS.size + min(fields[6], _TEXT_BYTES)])
        if before % 2 or before != _VERSION.unpack_from(self._bytes, 0)[0]:
            return None
        _version, phase, engine, attempt, width, height, _length, frames = fields[:8]
        beat, frame_at, moved_at, retry_at, offset_s, delay_s, fps, damaged = fields[8:]
        codec, decoder, shed, reason = _words(text)
        return Status(
            PHASES[phase], ENGINES[engine], attempt, width, height, frames,
            beat, frame_at, moved_at, retry_at, offset_s, delay_s, fps, reason,
            codec, decoder, shed, damaged,
        )  # fmt: skip


def _words(text: bytes) -> list[str]:
    words = text.decode("utf-8", "ignore").split(_BETWEEN, 3)
    return [*words, *[""] * (4 - len(words))]
