"""One voice on the computer's default sound device, by miniaudio.

The GUI thread calls; a worker opens the device (that may take a second), looks for it again while
it is missing, and miniaudio's own thread pulls samples. Never blocks the caller, never needs a
file. Without a device `fault` says why and everything else goes on.
"""

import ctypes
import logging
import sys
import threading
from collections.abc import Generator, Sequence

import miniaudio

from backends.sound.tones import PATTERNS, RATE, Samples, render

_LOG = logging.getLogger("sound")
_LOOK_AGAIN_S = 5.0
_CLOSE_S = 2.0
_REAL = tuple(b for b in miniaudio.Backend if b is not miniaudio.Backend.NULL)

NO_DEVICE = "no sound device was found, so alerts are shown but not heard; connect a speaker"
SOUND_OFF = "sound is turned off in the settings of this seat"


def _ignore(*_words: object) -> None:
    """What ALSA says is told by `Speaker.fault` in one sentence."""


_ALSA_WORDS = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
# Must live as long as the process: ALSA keeps its address, and knows nothing of our objects.
_IGNORE = ctypes.CFUNCTYPE(None, *_ALSA_WORDS)(_ignore)


def _hush_alsa() -> None:
    """Keep ALSA from writing a page to stderr at each look for a missing device."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_IGNORE)
    except (OSError, AttributeError):
        _LOG.debug("there is no ALSA whose words could be ignored")


class _Voice:
    """The samples that sound now; written by the GUI thread, read by the device's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rest: Samples | None = None
        self.taken = 0

    def say(self, samples: Samples | None) -> None:
        with self._lock:
            self._rest = samples

    def take(self, frames: int) -> bytes:
        with self._lock:
            rest = self._rest
            ready = b"" if rest is None else rest[:frames].tobytes()
            self._rest = None if rest is None or len(rest) <= frames else rest[frames:]
            self.taken += len(ready) // 2
        return ready.ljust(frames * 2, b"\0")


def _stream(voice: _Voice) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield voice.take(frames)


class Speaker:
    """Implements `console.ports.sound.Sound`. `close` returns within 2 s."""

    def __init__(self, backends: Sequence[miniaudio.Backend] = _REAL) -> None:
        self._backends = list(backends)
        self._samples = {urgency: render(urgency) for urgency in PATTERNS}
        self._voice = _Voice()
        self._fault = ""
        self._ready = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    @property
    def fault(self) -> str:
        """Why nothing can be heard, empty while a device is open or being looked for."""
        return self._fault

    @property
    def played_samples(self) -> int:
        """How many samples of alerts the device has taken so far."""
        return self._voice.taken

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

    def _run(self) -> None:
        _hush_alsa()
        device = self._open()
        self._ready.set()
        while not self._stop.wait(_LOOK_AGAIN_S):
            if device is not None and not device.running:  # it was pulled out
                device.close()
                device = None
            device = device or self._open()
        if device is not None:
            device.close()

    def _open(self) -> miniaudio.PlaybackDevice | None:
        try:
            device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=60,
                backends=self._backends,
                app_name="Sunra",
            )
            stream = _stream(self._voice)
            next(stream)
            device.start(stream)
        except miniaudio.MiniaudioError as error:
            if not self._fault:
                # Not a warning: the banner says it, and without a speaker it is no news.
                _LOG.info("%s (%s)", NO_DEVICE, error)
            self._fault = NO_DEVICE
            return None
        self._fault = ""
        return device


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
