"""Time as the field work counts it: the wall clock when the engine started, then steadily on.

A wall clock that is set to another hour must neither raise what is not due nor silence what is. So
time goes on by the monotonic clock, also over a restart within one boot of the computer, and
follows the wall clock only where both agree within `NEAR`; or when an operator says that the new
time is the right one. Engine thread only; no clock of its own: time comes with the inputs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NEAR = timedelta(seconds=2)
NEAR_AT_START = timedelta(seconds=30)
_DRIFT = timedelta(seconds=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClockAnchor:
    """What the field's time was when the monotonic clock of this boot stood at `mono_ms`.

    `offset_s` is how far the wall clock was ahead of it then. `base_ms` turns the monotonic clock
    into the steady count of alerts (see `desk.steady`); None in a record of an older program.
    """

    boot: str
    at: datetime
    mono_ms: int
    offset_s: float = 0.0
    base_ms: int | None = None


class SteadyTime:
    """`now` never jumps. `offset` is how far the wall clock is from it, zero while they agree."""

    def __init__(self) -> None:
        self.now = _NEVER
        self.offset = timedelta()
        self._anchor: tuple[datetime, int] | None = None
        self._newest = (_NEVER, 0)
        self._is_first = False

    def resume(self, anchor: ClockAnchor) -> None:
        """Go on from an earlier run of the same boot."""
        self._anchor = (anchor.at, anchor.mono_ms)
        self._is_first = True

    def start(self, wall: datetime, mono_ms: int) -> None:
        """Count from here."""
        self._anchor = self._newest = (wall, mono_ms)
        self.now, self.offset = wall, timedelta()

    def accept(self) -> None:
        """The wall clock is right: count on from what it shows."""
        self.start(*self._newest)

    def take(self, wall: datetime, mono_ms: int) -> datetime:
        """The time at this reading of both clocks."""
        if self._anchor is None or mono_ms < self._anchor[1]:
            self.start(wall, mono_ms)
            return self.now
        self._newest = (wall, mono_ms)
        since, from_ms = self._anchor
        steady = since + timedelta(milliseconds=mono_ms - from_ms)
        self.offset = wall - steady
        if abs(self.offset) <= (NEAR_AT_START if self._is_first else NEAR):
            self._anchor = (wall, mono_ms)
            steady, self.offset = wall, timedelta()
        self._is_first = False
        self.now = max(self.now, steady) if self.now - steady < NEAR else steady
        return self.now

    def anchor(self, boot: str) -> ClockAnchor:
        """What another run of this boot has to know."""
        offset = round(self.offset.total_seconds(), 1)
        return ClockAnchor(boot, self.now, self._newest[1], offset)

    def differs_from(self, anchor: ClockAnchor) -> bool:
        """Whether a run that only knew `anchor` would count otherwise, or say so otherwise."""
        then = anchor.at + timedelta(milliseconds=self._newest[1] - anchor.mono_ms)
        moved = abs(self.offset.total_seconds() - anchor.offset_s)
        return abs(then - self.now) > _DRIFT or moved > _DRIFT.total_seconds()
