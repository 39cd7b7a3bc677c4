"""Time as the field work counts it: the wall clock when the engine started, then steadily on.

A wall clock that is set to another hour must neither raise what is not due nor silence what is. So
time goes on by the monotonic clock, and follows the wall clock only where both agree within
`NEAR`. Engine thread only; no clock of its own: time comes with the inputs.
"""

from datetime import UTC, datetime, timedelta

NEAR = timedelta(seconds=2)
_NEVER = datetime.min.replace(tzinfo=UTC)


class SteadyTime:
    """`now` never jumps. `offset` is how far the wall clock is from it, zero while they agree."""

    def __init__(self) -> None:
        self.now = _NEVER
        self.offset = timedelta()
        self._anchor: tuple[datetime, int] | None = None

    def start(self, now: datetime, mono_ms: int) -> None:
        """Count from here."""
        self._anchor = (now, mono_ms)
        self.now, self.offset = now, timedelta()

    def take(self, wall: datetime, mono_ms: int) -> datetime:
        """The time at this reading of both clocks."""
        if self._anchor is None:
            self.start(wall, mono_ms)
            return self.now
        since, from_ms = self._anchor
        steady = since + timedelta(milliseconds=mono_ms - from_ms)
        self.offset = wall - steady
        if abs(self.offset) <= NEAR:
            self._anchor = (wall, mono_ms)
            steady, self.offset = wall, timedelta()
        self.now = max(self.now, steady)
        return self.now
