"""What the coded stream itself tells of its camera: signs of life, rate, clock.

Fed with packets on the camera's thread; looks at time stamps and sizes only, never at pixels.
"""

import struct
import time
from collections import deque

import av

from console.domain.pictures.picture import Pace

_WINDOW_S = 6.0
_SLACK_BYTES = 16
_SLACK = 0.02
_TINY_BYTES = 64
_KEYS = 4
_FEWEST = 5
# What comes at once when a line wakes up is no rate.
_SHORTEST_S = 0.02
_CLOCK_WINDOW_S = 30.0
# A difference this big is a clock that was set, not a slow packet.
_STEP_S = 5.0
# Often enough for a judgement over seconds.
_JUDGE_EVERY_S = 0.5
_WALLCLOCK = struct.Struct("<q")


class Pulse:
    """Tells an encoder that codes new pictures from one that repeats a picture.

    Life is noise: between key pictures sizes differ by more than 16 bytes and 2 % within 6 s, or no
    two of the last four key pictures have the same size. A repeated picture has neither: nothing
    between key pictures but a few bytes each, key pictures that come again, or time stamps that
    stand still. Where stamps stand and sizes live, the pixels decide: some cameras never count. A
    stream of equal sizes that are not small (padded to a constant rate) is neither: there the
    pixels decide, too.
    """

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._since: float | None = None
        self._sizes: deque[tuple[float, int, bool]] = deque()
        self._keys: deque[int] = deque(maxlen=_KEYS)
        self._last_pts: int | None = None
        self._advanced_at = 0.0
        self._judged_at = float("-inf")
        self._pace = Pace.UNSURE

    def beat(self, size: int, pts: int | None, key: bool, now: float) -> Pace:
        """What the stream shows, this packet included."""
        self._since = now if self._since is None else self._since
        if pts is None or pts != self._last_pts:
            self._advanced_at = now
        self._last_pts = pts
        self._sizes.append((now, size, key))
        if key:
            self._keys.append(size)
        while now - self._sizes[0][0] > _WINDOW_S:
            self._sizes.popleft()
        if now - self._since < _WINDOW_S:
            return Pace.UNSURE
        if now - self._judged_at >= _JUDGE_EVERY_S:
            self._judged_at = now
            stands = now - self._advanced_at > _WINDOW_S
            self._pace = _without_stamps(self._judge()) if stands else self._judge()
        return self._pace

    def _judge(self) -> Pace:
        between = [size for _at, size, key in self._sizes if not key]
        if not between:
            same = len(self._sizes) >= _FEWEST and len({size for _at, size, _k in self._sizes}) == 1
            return Pace.REPEATED if same else Pace.LIVELY
        if max(between) - min(between) > max(_SLACK_BYTES, _SLACK * max(between)):
            return Pace.LIVELY
        if len(self._keys) == _KEYS and len(set(self._keys)) == _KEYS:
            return Pace.LIVELY
        return Pace.REPEATED if max(between) <= _TINY_BYTES and self._keys_return else Pace.UNSURE

    @property
    def _keys_return(self) -> bool:
        return len(set(self._keys)) < len(self._keys)


def _without_stamps(by_size: Pace) -> Pace:
    return Pace.UNSURE if by_size == Pace.LIVELY else Pace.REPEATED


class Rate:
    """Pictures a second as they arrive, over the last two seconds or five pictures."""

    def __init__(self) -> None:
        """Nothing arrived yet."""
        self._arrivals: deque[float] = deque(maxlen=240)

    def count(self, now: float) -> None:
        """One more arrived."""
        self._arrivals.append(now)
        while len(self._arrivals) > _FEWEST and now - self._arrivals[0] > 2.0:
            self._arrivals.popleft()

    def now_fps(self, now: float) -> float:
        """The measured rate as it stands now: 0.0 when pictures stopped coming."""
        ended = not self._arrivals or now - self._arrivals[-1] > max(2.0, 3 * self.period_s)
        return 0.0 if ended else self.fps

    @property
    def fps(self) -> float:
        """The measured rate, 0.0 before the third picture."""
        span = self._arrivals[-1] - self._arrivals[0] if len(self._arrivals) > 2 else 0.0
        return (len(self._arrivals) - 1) / span if span > _SHORTEST_S else 0.0

    @property
    def period_s(self) -> float:
        """Seconds between two pictures, 0.0 when not known."""
        return 1 / self.fps if self.fps else 0.0


class CameraClock:
    """The camera's clock against ours, as its RTCP sender reports tell it.

    The offset is that of the quickest packet of the last 30 to 60 s: it still holds the quickest
    way through the network. Of H.264 and H.265, FFmpeg hands a picture on when the next one begins:
    there one frame period is taken off.
    """

    def __init__(self, codec: str = "h264") -> None:
        """Nothing told yet."""
        self._holds_back = codec in ("h264", "hevc")
        self.offset_s: float | None = None
        self.delay_s: float | None = None
        self._quickest: float | None = None
        self._earlier: float | None = None
        self._ahead_s: float | None = None
        self._since = 0.0

    def hear(self, packet: "av.Packet[av.VideoStream]", fps: float, at: float) -> None:
        """Read the capture time that came with a packet, if one did; it arrived `at` (monotonic s).

        A few times a second is enough: of each packet it would cost more than a quiet scene's
        decoding.
        """
        if fps <= 0.0 or not packet.has_sidedata("prft"):
            return
        captured = _WALLCLOCK.unpack_from(bytes(packet.get_sidedata("prft")))[0] / 1e6
        arrived = time.time() - (time.monotonic() - at)
        self._note(captured - arrived, 1 / fps if self._holds_back else 0.0, at)

    def _note(self, ahead_s: float, period_s: float, now: float) -> None:
        if self._ahead_s is not None and abs(ahead_s - self._ahead_s) > _STEP_S:
            self._quickest = self._earlier = None
        if now - self._since > _CLOCK_WINDOW_S:
            self._earlier, self._quickest, self._since = self._quickest, None, now
        self._quickest = ahead_s if self._quickest is None else max(self._quickest, ahead_s)
        known = [one for one in (self._quickest, self._earlier) if one is not None]
        # The period as it is now: what is measured while a line wakes up may be seconds too long.
        self._ahead_s = max(known)
        self.offset_s = self._ahead_s + period_s
        self.delay_s = max(0.0, self.offset_s - ahead_s)
