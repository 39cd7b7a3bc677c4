"""Where a playback stands, in shared memory: a small text guarded by an odd version while written.

One writer (the worker), one reader (the console); no locks.
"""

import json
import math
import struct
from dataclasses import asdict, dataclass
from multiprocessing.shared_memory import SharedMemory

from backends.video.segments import attach

_HEAD = struct.Struct("<QI")
_VERSION = struct.Struct("<Q")
_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """Times are seconds of the epoch, 0 when not known."""

    state: str = "opening"
    at: float = 0.0
    first: float = 0.0
    last: float = 0.0
    rate: float = 1.0
    reason: str = ""
    beat: float = 0.0


class Board:
    """One `Standing` in shared memory."""

    def __init__(self, memory: SharedMemory) -> None:
        """Use `create` or `open`."""
        self.memory = memory

    @classmethod
    def create(cls) -> "Board":
        """A new one. Raises OSError when the system has no room."""
        board = cls(SharedMemory(create=True, size=_BYTES))
        board.write(Standing())
        return board

    @classmethod
    def open(cls, name: str) -> "Board":
        """The writer's side. Raises FileNotFoundError when it is gone."""
        return cls(attach(name))

    def write(self, standing: Standing) -> None:
        """Replace it."""
        text = json.dumps(asdict(standing)).encode()[: _BYTES - _HEAD.size]
        memory = self._memory
        version = int(_VERSION.unpack_from(memory, 0)[0]) | 1
        _HEAD.pack_into(memory, 0, version, len(text))
        memory[_HEAD.size : _HEAD.size + len(text)] = text
        _VERSION.pack_into(memory, 0, version + 1)

    def read(self) -> Standing | None:
        """What stands there, or None while it is being written."""
        version, length = _HEAD.unpack_from(self._memory, 0)
        text = bytes(self._memory[_HEAD.size : _HEAD.size + min(length, _BYTES - _HEAD.size)])
        if version % 2 or version != _VERSION.unpack_from(self._memory, 0)[0]:
            return None
        try:
            return Standing(**json.loads(text))
        except (ValueError, TypeError):
            return None

    @property
    def _memory(self) -> memoryview:
        assert self.memory.buf is not None, "a mapped segment has bytes"
        return self.memory.buf


def clamp_rate(rate: float) -> float:
    """0.25 to 8; 1 for what is no number."""
    return min(8.0, max(0.25, rate)) if math.isfinite(rate) else 1.0
