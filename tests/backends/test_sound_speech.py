"""Announcements read aloud by a real program (R-OPS-08); real voices where one is installed."""

import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from backends.sound.speech import Engine, SystemSpeech, engines, find_engine
from tests.support.processes import wait_until

WRITER = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read() + b'\\n')"
SLEEPER = "import sys, time; sys.stdin.read(); time.sleep(60)"


def program(code: str, *more: str) -> tuple[Engine, ...]:
    """A real program in the place of a voice."""
    command = (sys.executable, "-c", code, *more)
    return (Engine("program", {"ko": command, "en": command}),)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "said"


def test_that_words_reach_the_program_whole_and_in_korean(page: Path) -> None:
    speech = SystemSpeech(program(WRITER, str(page)))
    try:
        speech.say("우선순위 1. 비상벨. 뚝섬역", "ko")
        wait_until(lambda: speech.said == 1, "it was said")
    finally:
        speech.close()
    assert page.read_text(encoding="utf-8") == "우선순위 1. 비상벨. 뚝섬역\n"
    assert "speech" not in {thread.name for thread in threading.enumerate()}


def test_that_of_many_texts_only_the_first_and_the_newest_are_said(page: Path) -> None:
    speech = SystemSpeech(program(WRITER, str(page)), gap_s=0.5)
    try:
        begun = time.monotonic()
        speech.say("first", "en")
        wait_until(lambda: speech.said == 1, "the first")
        for number in range(50):
            speech.say(f"text {number}", "en")
        wait_until(lambda: speech.said == 2, "the newest")
        assert time.monotonic() - begun >= 0.5
    finally:
        speech.close()
    assert page.read_text().splitlines() == ["first", "text 49"]


def test_that_a_voice_is_ended_at_once_when_silence_is_wanted() -> None:
    speech = SystemSpeech(program(SLEEPER), gap_s=0)
    speech.say("a long text", "en")
    wait_until(lambda: speech._speaking is not None, "it speaks")
    speech.stop()
    wait_until(lambda: speech._speaking is None, "it ended")
    assert not speech.fault
    speech.say("another", "en")
    wait_until(lambda: speech._speaking is not None, "it speaks again")
    begun = time.monotonic()
    speech.close()
    assert time.monotonic() - begun < 2


def test_that_an_absent_voice_and_a_failing_one_are_said_so() -> None:
    nobody = Engine("nobody", {"ko": ("no-such-voice",), "en": ("no-such-voice",)})
    absent = SystemSpeech((nobody,))
    assert absent.fault == "no speech engine was found on this computer (looked for nobody)"
    absent.say("text", "en")
    absent.close()
    failing = SystemSpeech(program("import sys; sys.exit('no ko-KR voice')"))
    try:
        failing.say("text", "ko")
        wait_until(lambda: bool(failing.fault), "the failure")
        assert failing.fault == "the speech engine program failed: no ko-KR voice"
    finally:
        failing.close()


def test_that_an_installed_voice_speaks_both_languages(tmp_path: Path) -> None:
    engine = find_engine(engines())
    if engine is None or engine.name != "espeak-ng":
        pytest.skip("a voice that writes into a file needs espeak-ng (package espeak-ng)")
    sizes = []
    for language, text in (("en", "Priority 1. Emergency bell"), ("ko", "우선순위 1. 비상벨")):
        sound = tmp_path / f"{language}.wav"
        command = (*engine.commands[language], "-w", str(sound))
        speech = SystemSpeech((Engine("espeak-ng", {language: command, "en": command}),))
        try:
            speech.say(text, language)
            wait_until(lambda speech=speech: speech.said == 1, f"it spoke {language}")  # type: ignore[misc]
        finally:
            speech.close()
        sizes.append(sound.stat().st_size)
    assert shutil.which("espeak-ng")
    assert min(sizes) > 20_000
