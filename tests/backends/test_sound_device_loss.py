"""Speakers that are pulled out of a real sound server, and come back (R-OPS-07, O12)."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import miniaudio
import pytest

from backends.sound.speaker import LOST_DEVICE, NO_DEVICE, Speaker
from backends.sound.tones import render
from tests.support.processes import wait_until
from tests.support.sound_server import SoundServer, sound_server

PULSE = [miniaudio.Backend.PULSEAUDIO]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A server without any speaker."""
    with sound_server(tmp_path) as running:
        monkeypatch.setenv("PULSE_SERVER", running.address)
        yield running


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A server as desktops run it: streams move on, and a stand-in takes what nobody hears."""
    with sound_server(tmp_path, "module-always-sink", "module-rescue-streams") as running:
        monkeypatch.setenv("PULSE_SERVER", running.address)
        yield running


def seconds_until_silent(speaker: Speaker, begun: float) -> float:
    wait_until(lambda: bool(speaker.fault), "the loss is noticed")
    return time.monotonic() - begun


def is_tested(speaker: Speaker) -> bool:
    return speaker.tests[0] > 0 and not speaker.fault


def test_that_a_pulled_speaker_is_noticed_within_five_seconds_and_another_taken(
    server: SoundServer,
) -> None:
    plug = server.plug("hall")
    speaker = Speaker(PULSE)
    try:
        wait_until(lambda: is_tested(speaker), "the first self-test")
        server.unplug(plug)
        assert seconds_until_silent(speaker, time.monotonic()) <= 4
        assert speaker.fault == LOST_DEVICE
        server.plug("spare")
        wait_until(lambda: not speaker.fault, "the spare speaker passed its self-test")
        before = speaker.played_samples
        speaker.play("high")
        wanted = before + len(render("high"))
        wait_until(lambda: speaker.played_samples == wanted, "the burst is taken")
    finally:
        speaker.close()


def test_that_a_stand_in_that_nobody_hears_counts_as_no_speaker(desktop: SoundServer) -> None:
    speaker = Speaker(PULSE)
    try:
        wait_until(lambda: speaker.fault == NO_DEVICE, "the stand-in is seen through")
        plug = desktop.plug("hall")
        wait_until(lambda: is_tested(speaker), "the speaker is found")
        desktop.unplug(plug)
        assert seconds_until_silent(speaker, time.monotonic()) <= 4
    finally:
        speaker.close()


def test_that_a_sound_server_that_hangs_is_noticed_within_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sound_server(tmp_path, "module-null-sink sink_name=hall") as running:
        monkeypatch.setenv("PULSE_SERVER", running.address)
        speaker = Speaker(PULSE)
        try:
            wait_until(lambda: is_tested(speaker), "the first self-test")
            os.kill(running.pid, signal.SIGSTOP)
            try:
                assert seconds_until_silent(speaker, time.monotonic()) <= 4
            finally:
                os.kill(running.pid, signal.SIGCONT)
        finally:
            speaker.close()
