"""What sounds, when, and what silence may and may not do."""

from dataclasses import replace

from backends.sound.speaker import Mute
from console.services.annunciation import (
    SILENCE_MOST_MS,
    Annunciation,
    Waiting,
    decide,
    silence,
)
from tests.support.seat_doubles import SteppedClock
from widgets.annunciator import Annunciator

LIFE = Waiting(1, 1, True, "high")
MINOR = Waiting(2, 4, False, "low")


def test_that_a_new_alert_sounds_once_with_its_own_urgency() -> None:
    state, sound = decide(Annunciation(), [MINOR], 0)
    assert sound == "low"
    assert decide(state, [MINOR], 60_000)[1] is None


def test_that_unanswered_life_safety_sounds_every_five_seconds() -> None:
    state, heard = Annunciation(), []
    for now in range(0, 20_001, 250):
        state, sound = decide(state, [LIFE, MINOR], now)
        heard += [now] if sound else []
    assert heard == [0, 5_000, 10_000, 15_000, 20_000]


def test_that_the_most_urgent_of_several_is_the_one_voice() -> None:
    assert decide(Annunciation(), [MINOR, LIFE, replace(MINOR, number=3)], 0)[1] == "high"


def test_that_nothing_sounds_when_everything_is_answered() -> None:
    state, _ = decide(Annunciation(), [LIFE], 0)
    assert decide(state, [], 30_000)[1] is None


def test_that_silence_holds_at_most_two_minutes() -> None:
    state, _ = decide(Annunciation(), [LIFE], 0)
    state = silence(state, 1_000, for_ms=10 * SILENCE_MOST_MS)
    assert decide(state, [LIFE], 1_000 + SILENCE_MOST_MS - 1)[1] is None
    assert decide(state, [LIFE], 1_000 + SILENCE_MOST_MS)[1] == "high"


def test_that_a_new_priority_1_breaks_silence_and_a_lesser_one_does_not() -> None:
    state = silence(Annunciation(), 0)
    state, sound = decide(state, [MINOR], 100)
    assert sound is None
    state, sound = decide(state, [MINOR, LIFE], 200)
    assert sound == "high"
    assert not state.is_silent(300)


def test_that_a_new_fact_of_an_answered_alert_sounds_again() -> None:
    state, _ = decide(Annunciation(), [MINOR], 0)
    assert decide(state, [replace(MINOR, facts=2)], 9_000)[1] == "low"


def test_that_the_annunciator_plays_silences_and_tells(qtbot: object) -> None:
    clock, sound = SteppedClock(), Mute("")
    annunciator = Annunciator(sound, clock)
    annunciator.set_waiting([LIFE])
    annunciator.toggle_silence()
    assert annunciator.silence_left_s == 120
    clock.step(6)
    annunciator.look()
    assert sound.played == ["high"]
    annunciator.toggle_silence()
    annunciator.look()
    assert sound.played == ["high", "high"]
