"""What the coded stream itself tells of its camera: signs of life, rate, clock.

Fed with packets on the camera's thread; looks at time stamps and sizes only, never at pixels.
"""

import struct
import time
from collections import deque

import av

_WINDOW_S = 6.0
_SLACK_BYTES = 16
_SLACK = 0.02
_CLOCK_WINDOW_S = 30.0
# A difference this big is a clock that was set, not a slow packet.
_STEP_S = 5.0
_WALLCLOCK = struct.Struct("<q")


class Pulse:
    """Tells an encoder that codes new pictures from one that repeats a picture.

    Alive means: time stamps go on, and the sizes of the coded pictures between key pictures (of
    all of them when every one is a key picture) differ by more than 16 bytes and 2 % within 6 s.
    A frozen picture codes to the same few bytes again and again.
    """

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._sizes: deque[tuple[float, int, bool]] = deque()
        self._last_pts: int | None = None

    def beats(self, size: int, pts: int | None, key: bool, now: float) -> bool:
        """Whether the stream shows life, this packet included."""
        stands = pts is not None and pts == self._last_pts
        self._last_pts = pts
        self._sizes.append((now, size, key))
        while self._sizes and now - self._sizes[0][0] > _WINDOW_S:
            self._sizes.popleft()
        return not stands and self._is_varied()

    def _is_varied(self) -> bool:
        between = [size for _at, size, key in self._sizes if not key]
        sizes = between or [size for _at, size, _key in self._sizes]
        if not sizes:
            return False
        slack = max(_SLACK_BYTES, _SLACK * max(sizes)) if between else 0
        return max(sizes) - min(sizes) > slack


class Rate:
    """Pictures a second as they arrive, over the last two seconds."""

    def __init__(self) -> None:
        """Nothing arrived yet."""
        self._arrivals: deque[float] = deque(maxlen=240)

    def count(self, now: float) -> None:
        """One more arrived."""
        self._arrivals.append(now)
        while now - self._arrivals[0] > 2.0:
            self._arrivals.popleft()

    @property
    def fps(self) -> float:
        """The measured rate, 0.0 before the third picture."""
        span = self._arrivals[-1] - self._arrivals[0] if len(self._arrivals) > 2 else 0.0
        return (len(self._arrivals) - 1) / span if span > 0 else 0.0


class CameraClock:
    """The camera's clock against ours, as its RTCP sender reports tell it.

    The offset is that of the quickest packet of the last 30 to 60 s: it still holds the quickest
    way through the network. FFmpeg hands a picture on when the next one begins, so one frame
    period is taken off.
    """

    def __init__(self) -> None:
        """Nothing told yet."""
        self.offset_s: float | None = None
        self.delay_s: float | None = None
        self._quickest: float | None = None
        self._earlier: float | None = None
        self._since = 0.0

    def hear(self, packet: "av.Packet[av.VideoStream]", fps: float, now: float) -> None:
        """Read the capture time that came with a packet, if one did."""
        if fps <= 0.0 or not packet.has_sidedata("prft"):
            return
        captured = _WALLCLOCK.unpack_from(bytes(packet.get_sidedata("prft")))[0] / 1e6
        self._note(captured - time.time(), 1 / fps, now)

    def _note(self, ahead_s: float, period_s: float, now: float) -> None:
        least = ahead_s + period_s
        if self.offset_s is not None and abs(least - self.offset_s) > _STEP_S:
            self._quickest = self._earlier = None
        if now - self._since > _CLOCK_WINDOW_S:
            self._earlier, self._quickest, self._since = self._quickest, None, now
        self._quickest = least if self._quickest is None else max(self._quickest, least)
        known = [one for one in (self._quickest, self._earlier) if one is not None]
        self.offset_s = max(known)
        self.delay_s = max(0.0, self.offset_s - ahead_s)
