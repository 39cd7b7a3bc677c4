"""What a connection's packets tell, noted as they come and reckoned a few times a second.

A packet's way is short: one note. The same few lines run over a dozen notes at once cost a third of
what they cost when each packet comes back to them after a decoder has had the processor's caches.
The camera's thread notes, whoever holds the source's lock reckons.
"""

from collections import deque

import av

from backends.video.pulse import CameraClock, Pulse, Rate
from backends.video.shedding import Backlog
from console.domain.pictures.picture import Pace

_LONGEST_GROUP_S = 10.0
_MOST = 5_000


Note = tuple[float, int, int | None, int | None, bool]
"""Arrival (monotonic s), bytes, time stamps of picture and packet in ticks, whether it is a key."""


class Vitals:
    """Of one connection: signs of life, rate, clock, how late packets are taken."""

    def __init__(self, codec: str = "h264", ticks: float = 0.0) -> None:
        """Nothing arrived yet; `ticks` is one step of a time stamp in seconds."""
        self.notes: deque[Note] = deque(maxlen=_MOST)
        self.latest: av.Packet[av.VideoStream] | None = None
        self.pace = Pace.UNSURE
        self.group_s = 0.0
        self.clock = CameraClock(codec)
        self.backlog = Backlog()
        self._ticks = ticks
        self._pulse, self._rate = Pulse(), Rate()
        self._key_at = 0.0

    def reckon(self) -> None:
        """Draw the conclusions from what was noted since the last time."""
        notes, latest = self.notes, self.latest
        if not notes:
            return
        heard_at = notes[-1][0]
        while notes:
            at, size, pts, dts, key = notes.popleft()
            self._rate.count(at)
            stamp = pts if dts is None else dts
            if stamp is not None:
                self.backlog.take(stamp * self._ticks, at)
            if key:
                self.group_s, self._key_at = min(at - self._key_at, _LONGEST_GROUP_S), at
            self.pace = self._pulse.beat(size, pts, key, at)
        if latest is not None:
            self.clock.hear(latest, self._rate.fps, heard_at)

    @property
    def period_s(self) -> float:
        """Seconds between two pictures, 0.0 when not known."""
        return self._rate.period_s

    def now_fps(self, now: float) -> float:
        """The measured rate as it stands now: 0.0 when pictures stopped coming."""
        return self._rate.now_fps(now)
