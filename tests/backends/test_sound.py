"""The three sounds as rendered, and the speaker against miniaudio itself."""

import subprocess
import sys
import threading
import time

import miniaudio
import numpy as np
import pytest

from backends.sound.speaker import NO_DEVICE, Mute, Speaker
from backends.sound.tones import PATTERNS, RATE, render


@pytest.mark.parametrize("urgency", PATTERNS)
def test_that_each_sound_has_four_harmonics_in_the_audible_band(urgency: str) -> None:
    samples = render(urgency).astype(float)
    pulse = samples[: RATE * PATTERNS[urgency].pulse_ms // 1000]
    spectrum = np.abs(np.fft.rfft(pulse, n=RATE))
    strong = spectrum[300:4000] > spectrum.max() * 0.2
    peaks = np.flatnonzero(strong[1:] & ~strong[:-1])
    assert len(peaks) >= 4


def test_that_the_sounds_differ_and_never_clip() -> None:
    rendered = {urgency: render(urgency) for urgency in PATTERNS}
    assert len({samples.tobytes() for samples in rendered.values()}) == 3
    loudness = {u: float(np.abs(s.astype(int)).max()) for u, s in rendered.items()}
    assert 32_767 > loudness["high"] > loudness["medium"] > loudness["low"] > 3_000


def _until(condition: object, seconds: float = 10.0) -> bool:
    give_up = threading.Event()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        give_up.wait(0.01)
    return False


def test_that_a_device_pulls_the_samples_that_were_asked_for() -> None:
    speaker = Speaker(backends=[miniaudio.Backend.NULL])
    try:
        assert speaker.wait_looked(10)
        assert speaker.fault == ""
        speaker.play("high")
        wanted = len(render("high"))
        assert _until(lambda: speaker.played_samples == wanted)
        speaker.play("low")
        speaker.stop()
        assert speaker.played_samples < wanted + len(render("low"))
    finally:
        speaker.close()
    assert "sound" not in {thread.name for thread in threading.enumerate()}


def test_that_a_missing_device_is_a_sentence_and_nothing_breaks() -> None:
    foreign = sys.platform == "win32"
    absent = miniaudio.Backend.ALSA if foreign else miniaudio.Backend.WASAPI
    speaker = Speaker(backends=[absent])
    try:
        assert speaker.wait_looked(10)
        assert speaker.fault == NO_DEVICE
        speaker.play("high")
        speaker.stop()
    finally:
        speaker.close()


LOOK_TWICE = """
import logging
from backends.sound.speaker import Speaker
logging.basicConfig(level=logging.WARNING)
for _ in range(2):
    speaker = Speaker()
    assert speaker.wait_looked(20)
    print(speaker.fault)
    speaker.close()
"""


def test_that_looking_for_a_device_leaves_standard_error_empty() -> None:
    """With or without a sound card: ALSA alone would write some thirty lines at each look."""
    command = [sys.executable, "-c", LOOK_TWICE]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert set(ran.stdout.split("\n")) <= {"", NO_DEVICE}


def test_that_the_mute_double_says_what_it_was_told() -> None:
    mute = Mute("no device")
    mute.play("low")
    assert (mute.fault, mute.played) == ("no device", ["low"])
