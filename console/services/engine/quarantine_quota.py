"""How much of what devices send wrong is kept: enough to find the fault, never the whole disk.

Each device has an allowance of quarantine bytes, and all devices together have one; both fill up
again over a day. Engine thread only; no I/O. It never decides whether a message is refused.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

DAY_MS = 86_400_000
DEVICE_BYTES = 64 * 1024 * 1024
ENGINE_BYTES = 512 * 1024 * 1024
ROW_BYTES = 1_024
"""What a row and its line in the journal weigh beside the message itself."""
HEAD_BYTES = 256


class Keeping(Enum):
    """What becomes of a refused message."""

    WHOLE = auto()
    HEAD = auto()
    """The allowance is used up; it carries a number, so its row must be there after a restart."""
    NOTHING = auto()
    """The allowance is used up, and it carries no number that anything could wait for."""


@dataclass(slots=True)
class _Allowance:
    """Bytes that may be used, filling up evenly."""

    most: int
    left: float
    at_ms: int

    def refill(self, mono_ms: int) -> None:
        """Let time pass."""
        gained = (mono_ms - self.at_ms) * self.most / DAY_MS
        self.left, self.at_ms = min(self.most, self.left + max(0.0, gained)), mono_ms


@dataclass(slots=True)
class QuarantineQuota:
    """The allowances. `device_bytes` and `engine_bytes` are for a day."""

    device_bytes: int = DEVICE_BYTES
    engine_bytes: int = ENGINE_BYTES
    _devices: dict[str, _Allowance] = field(default_factory=dict)
    _engine: _Allowance | None = None

    def take(self, device: str, size: int, mono_ms: int, *, is_numbered: bool) -> Keeping:
        """Use room for a message of `size` bytes, and say how much of it to keep."""
        if self._engine is None:
            self._engine = _Allowance(self.engine_bytes, self.engine_bytes, mono_ms)
        own = self._devices.get(device)
        if own is None:
            own = self._devices[device] = _Allowance(self.device_bytes, self.device_bytes, mono_ms)
        both = (own, self._engine)
        for each in both:
            each.refill(mono_ms)
        if all(each.left >= size + ROW_BYTES for each in both):
            for each in both:
                each.left -= size + ROW_BYTES
            return Keeping.WHOLE
        return Keeping.HEAD if is_numbered else Keeping.NOTHING
