"""A count of milliseconds that no setting of a clock moves (R-ARC-01). Engine thread; no I/O.

It began as the wall clock's time and goes on by the monotonic clock, also over a restart within one
start of the computer (the base stands in the clock's record, see `services.field.time`). After a
start of the computer the wall clock is believed once more, but never back behind what is on record.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NEAR_MS = 2_000
_NEVER = datetime.min.replace(tzinfo=UTC) + timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Begun:
    """An earlier run of this start of the computer: its base, and the wall's lead then (ms)."""

    base_ms: int
    ahead_ms: int


class SteadyCount:
    """`base_ms` is what has to be added to the monotonic clock; None before the first moment.

    `now_ms` is the count of the newest moment, 0 before the first.
    """

    def __init__(self, begun: Begun | None = None) -> None:
        self.base_ms: int | None = begun.base_ms if begun else None
        self.now_ms = 0
        self._least_ms = 0
        self._ahead_ms = self._seen_ms = begun.ahead_ms if begun else 0

    def not_before(self, count_ms: int) -> None:
        """A new base lies behind this count: it is on record."""
        self._least_ms = max(self._least_ms, count_ms)

    def take(self, wall: datetime, mono_ms: int) -> None:
        """Both clocks at one moment. An older moment does not turn the count back."""
        base = self.base_ms
        count = (self._begin(wall, mono_ms) if base is None else base) + mono_ms
        if count > self.now_ms:  # noqa: PLR1730 - for every event: `max` costs more than the rest
            self.now_ms = count

    def of(self, mono_ms: int) -> int:
        """The count at a reading of the monotonic clock. Only after the first moment."""
        return (self.base_ms or 0) + mono_ms

    def is_set(self, wall: datetime, mono_ms: int) -> bool:
        """Whether the wall clock was set since it was last looked at. After `take`."""
        return abs(_ms(wall) - self.of(mono_ms) - self._seen_ms) > NEAR_MS

    def jump(self, wall: datetime, mono_ms: int) -> timedelta:
        """How far the wall clock was set since the last look; zero while it only drifts."""
        self.take(wall, mono_ms)
        seen = self._seen_ms
        self._seen_ms = _ms(wall) - self.of(mono_ms)
        moved = self._seen_ms - seen
        return timedelta(milliseconds=moved if abs(moved) > NEAR_MS else 0)

    def unmoved(self, wall: datetime) -> datetime:
        """What a wall clock that nobody ever set would show at this moment of ours."""
        # Before the first moment the desk has no time at all to count back from.
        return wall if wall < _NEVER else wall - timedelta(milliseconds=self._seen_ms)

    def keep(self) -> None:
        """What was decided by the last jump is durable."""
        self._ahead_ms = self._seen_ms

    def drop(self) -> None:
        """What was decided by the last jump never was."""
        self._seen_ms = self._ahead_ms

    def _begin(self, wall: datetime, mono_ms: int) -> int:
        base = max(_ms(wall), self._least_ms + 1) - mono_ms
        self.base_ms = base
        self._ahead_ms = self._seen_ms = _ms(wall) - base - mono_ms
        return base


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1_000)
