"""The three sounds as rendered (R-OPS-07), and the speaker against miniaudio itself."""

import io
import subprocess
import sys
import threading
import wave
from itertools import pairwise

import miniaudio
import numpy as np
import pytest

from backends.sound.speaker import NO_DEVICE, Mute, Speaker
from backends.sound.tones import PATTERNS, RATE, check_tone, render, wav
from console.services.annunciation import BURST_MS
from tests.support.processes import wait_until


def components(samples: np.ndarray) -> tuple[float, dict[int, float]]:
    """The fundamental in Hz, and the level of each multiple of it in dB against it.

    Found in the samples alone: peaks of the spectrum within 30 dB of the strongest; the lowest is
    the fundamental, and every other one must be a multiple of it.
    """
    shaped = samples.astype(float) * np.hanning(len(samples))
    bins = np.fft.rfftfreq(RATE, 1 / RATE)
    level = 20 * np.log10(np.abs(np.fft.rfft(shaped, n=RATE)) + 1e-9)
    peaks = [
        hertz
        for hertz in range(60, 12_000)
        if level[hertz] == level[hertz - 40 : hertz + 41].max() and level[hertz] > level.max() - 30
    ]
    lowest = peaks[0]
    multiples = {round(p / lowest): p for p in peaks}
    assert all(abs(p / lowest - n) < 0.03 for n, p in multiples.items()), peaks
    return float(bins[lowest]), {n: float(level[p] - level[lowest]) for n, p in multiples.items()}


def pulses(samples: np.ndarray) -> list[tuple[int, int]]:
    """Where each pulse begins and ends, in ms, found in the samples alone."""
    loud = np.abs(samples.astype(float)) > 0.02 * np.abs(samples.astype(float)).max()
    held = np.convolve(loud, np.ones(RATE // 50), mode="same") > 0  # over zero crossings
    edges = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(int), [0]))))
    return [(int(a * 1000 / RATE), int(b * 1000 / RATE)) for a, b in edges.reshape(-1, 2)]


@pytest.mark.parametrize("urgency", PATTERNS)
def test_that_each_pulse_has_its_fundamental_and_harmonics_in_the_band(urgency: str) -> None:
    samples = render(urgency)
    for begin, end in pulses(samples):
        pulse = samples[begin * RATE // 1000 : end * RATE // 1000]
        fundamental, levels = components(pulse)
        assert 150 <= fundamental <= 1_000
        in_band = {n: db for n, db in levels.items() if 300 <= n * fundamental <= 4_000}
        even_without_the_fundamental = [db for n, db in in_band.items() if n > 1 and abs(db) <= 15]
        assert len(even_without_the_fundamental) >= 4


@pytest.mark.parametrize(("urgency", "groups"), [("high", [3, 2]), ("medium", [3]), ("low", [2])])
def test_that_the_bursts_have_the_rhythm_of_their_urgency(urgency: str, groups: list[int]) -> None:
    found = pulses(render(urgency))
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(found)]
    counts = [1]
    for gap in gaps:
        if gap > 1.8 * min(gaps):
            counts.append(0)
        counts[-1] += 1
    assert counts == groups


def test_that_the_sounds_differ_and_never_clip() -> None:
    rendered = {urgency: render(urgency) for urgency in PATTERNS}
    assert len({samples.tobytes() for samples in rendered.values()}) == 3
    loudness = {u: float(np.abs(s.astype(int)).max()) for u, s in rendered.items()}
    assert 32_767 > loudness["high"] > loudness["medium"] > loudness["low"] > 3_000


@pytest.mark.parametrize("urgency", PATTERNS)
def test_that_a_burst_ends_before_the_next_announcement_may_begin(urgency: str) -> None:
    lasts_ms = len(render(urgency)) * 1000 / RATE
    assert lasts_ms <= BURST_MS[urgency] <= lasts_ms + 250


def test_that_the_wav_holds_the_samples_that_are_played() -> None:
    with wave.open(io.BytesIO(wav("high"))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        assert file.readframes(file.getnframes()) == render("high").tobytes()


def test_that_the_self_test_tone_is_inaudible_but_not_nothing() -> None:
    loudest = int(np.abs(check_tone()).max())
    assert 0 < loudest <= 4  # of 32,767: 78 dB or more below full scale


def test_that_a_device_pulls_the_samples_that_were_asked_for() -> None:
    speaker = Speaker(backends=[miniaudio.Backend.NULL])
    try:
        assert speaker.wait_looked(10)
        assert not speaker.fault
        speaker.play("high")
        wanted = len(render("high"))
        wait_until(lambda: speaker.played_samples == wanted, "the burst was taken")
        speaker.play("low")
        speaker.stop()
        assert speaker.played_samples < wanted + len(render("low"))
    finally:
        speaker.close()
    assert "sound" not in {thread.name for thread in threading.enumerate()}


def test_that_the_silent_self_test_runs_at_the_start_and_again_when_due() -> None:
    speaker = Speaker(backends=[miniaudio.Backend.NULL], test_every_s=0.5)
    try:
        wait_until(lambda: speaker.tests[0] >= 2, "the second self-test")
        taken = speaker.tests[1]
        assert taken is not None
        assert taken.is_whole
        assert 0.1 < taken.seconds < 3
        assert speaker.played_samples == 0
        assert not speaker.fault
    finally:
        speaker.close()


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
