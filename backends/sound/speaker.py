"""One voice on the computer's default sound device, watched all the time.

The GUI thread calls; a worker opens the device (that may take a second), looks twice a second
whether it still takes frames, tests it silently at the start and every hour, and looks for another
while there is none; miniaudio's own thread pulls samples. Never blocks the caller, never needs a
file. Without a device `fault` says why and everything else goes on.
"""

import logging
import threading
import time
from collections.abc import Sequence

import miniaudio

from backends.sound.device import REAL_BACKENDS, hush_alsa, is_dummy, open_device
from backends.sound.tones import PATTERNS, check_tone, render
from backends.sound.voice import Taken, Voice
from console.ports.sound import ABSENT, OFF

_LOG = logging.getLogger("sound")
_LOOK_S = 0.5
_OPEN_AGAIN_S = 2.0
_STALLED_S = 2.0  # with the look and the window's own a loss is told within 3.3 s
_NAMES_EVERY = 4  # looks
_TEST_WITHIN_S = 4.0
_TEST_EVERY_S = 3_600.0
_CLOSE_S = 2.0

NO_DEVICE = ABSENT
LOST_DEVICE = (
    "no sound device: it was lost, so alerts are shown but not heard; connect a speaker again"
)
TEST_FAILED = (
    "the sound device does not take sound, so alerts are shown but not heard; "
    "connect another speaker"
)
SOUND_OFF = OFF


class Speaker:
    """Implements `console.ports.sound.Sound`. `close` returns within 2 s.

    `test_every_s` is the time between two silent self-tests; one is made with each device opened.
    """

    def __init__(
        self,
        backends: Sequence[miniaudio.Backend] = REAL_BACKENDS,
        *,
        test_every_s: float = _TEST_EVERY_S,
    ) -> None:
        self._backends = tuple(backends)
        self._test_every_s = test_every_s
        self._samples = {urgency: render(urgency) for urgency in PATTERNS}
        self._voice = Voice()
        self._fault = ""
        self._device: miniaudio.PlaybackDevice | None = None
        self._looks = 0
        self._opened_at = self._test_due = 0.0
        self._testing_since: float | None = None
        self._last_test: Taken | None = None
        self._tests = 0
        self._ready, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    @property
    def fault(self) -> str:
        """Why nothing can be heard, empty while a device is open or being looked for.

        Told by the frames themselves: the worker may hang together with the sound server.
        """
        return self._fault or (LOST_DEVICE if self._is_stalled() else "")

    @property
    def played_samples(self) -> int:
        """How many samples of alerts the device has taken so far."""
        return self._voice.taken

    @property
    def tests(self) -> tuple[int, Taken | None]:
        """How many silent self-tests have ended, and how the newest went."""
        return self._tests, self._last_test

    def play(self, urgency: str) -> None:
        """Sound an urgency once, ending whatever sounds now."""
        self._voice.say(self._samples.get(urgency, self._samples["medium"]))

    def stop(self) -> None:
        """Silence now."""
        self._voice.say(None)

    def wait_looked(self, timeout_s: float) -> bool:
        """Wait until the device was looked for once; for start-up checks and tests only."""
        return self._ready.wait(timeout_s)

    def close(self) -> None:
        """Give the device back."""
        self._stop.set()
        self._thread.join(_CLOSE_S)

    # --- the worker -----------------------------------------------------------------------------

    def _run(self) -> None:
        hush_alsa()
        self._open()
        self._ready.set()
        while not self._stop.wait(_LOOK_S):
            try:
                self._look(time.monotonic())
            except Exception:  # noqa: BLE001 - whoever watches must not die of what it sees
                _LOG.exception("the sound device could not be looked after")
                self._fault, self._test_due = self._fault or TEST_FAILED, 0.0
        self._drop()

    def _look(self, now: float) -> None:
        device = self._device
        self._looks += 1
        if device is None:
            if now - self._opened_at >= _OPEN_AGAIN_S:
                self._open()
        elif self._is_lost(device):
            self._lose(LOST_DEVICE)
        else:
            self._test(now)

    def _is_lost(self, device: miniaudio.PlaybackDevice) -> bool:
        if not device.running or self._is_stalled():
            return True
        return self._looks % _NAMES_EVERY == 0 and is_dummy(device)

    def _is_stalled(self) -> bool:
        return self._device is not None and self._voice.quiet_s() >= _STALLED_S

    def _open(self) -> None:
        self._opened_at = self._test_due = time.monotonic()
        self._testing_since = None
        self._device = open_device(self._voice, self._backends)
        if self._device is None and not self._fault:
            # Not a warning: the banner says it, and without a speaker it is no news.
            _LOG.info(NO_DEVICE)
            self._fault = NO_DEVICE

    def _lose(self, fault: str) -> None:
        _LOG.warning("%s", fault)
        self._fault = fault  # first: giving back a device that is gone may take its time
        self._drop()

    def _drop(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _test(self, now: float) -> None:
        if self._testing_since is None:
            if now >= self._test_due:
                self._testing_since = now
                self._voice.begin_check(check_tone())
            return
        taken = self._voice.checked()
        if taken.is_whole:
            self._end_test(taken, now)
            self._fault = ""
        elif self._voice.is_speaking():
            self._testing_since = now  # alerts come first; the test waits
        elif now - self._testing_since >= _TEST_WITHIN_S:
            self._end_test(taken, now)
            self._lose(TEST_FAILED)

    def _end_test(self, taken: Taken, now: float) -> None:
        self._last_test, self._testing_since = taken, None
        self._tests += 1
        self._test_due = now + self._test_every_s


class Mute:
    """A `Sound` that is never heard and says so; for seats without sound and for tests."""

    def __init__(self, fault: str = SOUND_OFF) -> None:
        self.fault = fault
        self.played: list[str] = []

    def play(self, urgency: str) -> None:
        """Remember the newest 100 urgencies asked for."""
        self.played = [*self.played[-99:], urgency]

    def stop(self) -> None:
        """Nothing sounds."""

    def close(self) -> None:
        """Nothing is held."""
