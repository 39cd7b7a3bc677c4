"""The one voice: which samples sound now, and proof that the device takes them.

Written by any thread, read by the device's own thread; one lock. Opens no device. What counts as
proof is what was taken: a device that was pulled out still says that it runs (measured with
PulseAudio), but it takes nothing.
"""

import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from backends.sound.tones import Samples


@dataclass(frozen=True, slots=True)
class Taken:
    """How a self-test tone was taken: of `wanted` frames, `frames` within `seconds`."""

    wanted: int
    frames: int
    seconds: float

    @property
    def is_whole(self) -> bool:
        """Whether the device took all of it."""
        return self.frames >= self.wanted


class Voice:
    """Alerts first; the silent test only when nothing else sounds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rest: Samples | None = None
        self._check: Samples | None = None
        self._wanted = 0
        self._begun = self._ended = 0.0
        self._pulled_at = clock()
        self.taken = 0
        self.pulled = 0

    def say(self, samples: Samples | None) -> None:
        """Sound these from now, or nothing."""
        with self._lock:
            self._rest = samples

    def begin_check(self, samples: Samples) -> None:
        """Let the device take these when nothing else sounds; `checked` tells how it went."""
        with self._lock:
            self._check, self._wanted = samples, len(samples)
            self._begun = self._ended = self._clock()

    def checked(self) -> Taken:
        """How much of the test was taken so far."""
        with self._lock:
            left = 0 if self._check is None else len(self._check)
            return Taken(self._wanted, self._wanted - left, self._ended - self._begun)

    def is_speaking(self) -> bool:
        """Whether an alert sounds now."""
        with self._lock:
            return self._rest is not None

    def quiet_s(self) -> float:
        """Seconds since the device last asked for anything."""
        with self._lock:
            return self._clock() - self._pulled_at

    def attend(self) -> None:
        """A device was opened now; nothing is expected of it yet."""
        with self._lock:
            self._pulled_at = self._clock()

    def take(self, frames: int) -> bytes:
        """The next frames, silence where there is nothing to say."""
        with self._lock:
            self._pulled_at = self._clock()
            self.pulled += frames
            if self._rest is None and self._check is not None:
                ready, self._check = _cut(self._check, frames)
                self._ended = self._pulled_at
            else:
                ready, self._rest = _cut(self._rest, frames)
                self.taken += len(ready) // 2
        return ready.ljust(frames * 2, b"\0")


def _cut(samples: Samples | None, frames: int) -> tuple[bytes, Samples | None]:
    if samples is None:
        return b"", None
    return samples[:frames].tobytes(), samples[frames:] if len(samples) > frames else None


def stream(voice: Voice) -> Generator[bytes, int, None]:
    """What a device of miniaudio pulls from."""
    frames = yield b""
    while True:
        frames = yield voice.take(frames)
