"""What this seat plays, says, shows and reports (R-OPS-07, R-OPS-08, R-ALM-19, R-HMI-05)."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from backends.sound.speaker import LOST_DEVICE, NO_DEVICE, SOUND_OFF, TEST_FAILED, Mute
from console.services.annunciation import NAG_MS, Waiting
from console.services.sound_report import SoundReport
from tests.support.seat_doubles import SteppedClock
from widgets.sound.annunciator import Annunciator, Heard
from widgets.sound.frame_flash import HALF_MS, FrameFlash

LIFE = Waiting(1, 1, True, "high")
MINOR = Waiting(2, 4, False, "low")


class HeardSpeech:
    """A `Speech` that remembers."""

    def __init__(self) -> None:
        self.fault = ""
        self.said: list[tuple[str, str, float]] = []

    def say(self, text: str, language: str, after_s: float = 0.0) -> None:
        self.said.append((text, language, after_s))

    def stop(self) -> None:
        self.said.append(("", "", 0.0))

    def close(self) -> None:
        pass


class Seat:
    """An annunciator at a seat, looked after every quarter of a second by a stepped clock."""

    def __init__(self, *, expects_device: bool = True) -> None:
        self.clock, self.sound, self.speech = SteppedClock(), Mute(""), HeardSpeech()
        heard = Heard(self.speech, expects_device=expects_device)
        self.annunciator = Annunciator(
            self.sound, self.clock, seat="seat-1", heard=heard, describe="call {}".format
        )
        self.faults: list[tuple[str, ...]] = []
        self.acts: list[tuple[str, str]] = []
        self.annunciator.faults_changed.connect(self.faults.append)
        self.annunciator.silence_changed.connect(self._act)

    def _act(self, kind: str, text: str) -> None:
        self.acts.append((kind, text))

    def run(self, seconds: float) -> None:
        for _ in range(int(seconds * 4)):
            self.clock.step(0.25)
            self.annunciator.look()


@pytest.fixture
def seat(qtbot: object) -> Seat:
    return Seat()


@pytest.fixture
def window(qtbot: object) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(400, 300)
    window.show()
    yield window
    window.close()


def test_that_it_plays_silences_and_sounds_again(seat: Seat) -> None:
    seat.annunciator.set_waiting([LIFE])
    seat.run(1)
    seat.annunciator.toggle_silence()
    assert seat.annunciator.silence_left_s == 120
    seat.run(40)
    assert seat.sound.played == ["high"]
    seat.annunciator.toggle_silence()
    seat.run(1)
    assert seat.sound.played == ["high", "high"]


def test_that_each_silence_and_its_end_is_told_for_the_record(seat: Seat) -> None:
    seat.annunciator.toggle_silence()
    seat.annunciator.toggle_silence()
    assert seat.acts == [("silence", "120 s"), ("sound_on", "")]


def test_that_a_loss_is_told_once_and_well_only_after_ten_good_seconds(seat: Seat) -> None:
    seat.run(1)
    seat.sound.fault = LOST_DEVICE
    seat.run(0.25)
    told = "no sound device at seat-1: alerts cannot be heard there"
    assert seat.faults == [(told,)]
    seat.run(60)
    seat.sound.fault = ""
    seat.run(9)
    assert seat.faults == [(told,)]
    seat.sound.fault = TEST_FAILED
    seat.run(1)
    assert "takes no sound at seat-1" in seat.faults[-1][0]
    seat.sound.fault = ""
    seat.run(11)
    assert seat.faults[-1] == ()


def test_that_sound_turned_off_on_purpose_is_no_fault_of_the_seat(seat: Seat) -> None:
    seat.sound.fault = SOUND_OFF
    seat.run(60)
    assert seat.faults == []


def test_that_a_console_nobody_sits_at_misses_only_a_device_that_was_there() -> None:
    report = SoundReport("seat-1", expects_device=False)
    assert report.look("", 0) is None
    assert report.look(NO_DEVICE, 1_000) is None
    assert report.look(LOST_DEVICE, 2_000) is not None
    assert SoundReport("seat-1").look(NO_DEVICE, 0) is not None


def test_that_without_sound_a_call_flashes_until_it_is_answered(seat: Seat) -> None:
    seat.sound.fault = LOST_DEVICE
    seat.annunciator.set_waiting([LIFE])
    seat.run(120)
    assert seat.annunciator.flashes
    assert seat.sound.played == []
    seat.annunciator.set_waiting([])
    assert not seat.annunciator.flashes


def test_that_a_minor_alert_flashes_for_three_seconds_only(seat: Seat) -> None:
    seat.sound.fault = LOST_DEVICE
    seat.annunciator.set_waiting([MINOR])
    seat.run(2.5)
    assert seat.annunciator.flashes
    seat.run(1)
    assert not seat.annunciator.flashes


def test_that_what_could_not_be_heard_sounds_when_the_device_is_back(seat: Seat) -> None:
    seat.sound.fault = LOST_DEVICE
    seat.annunciator.set_waiting([LIFE])
    seat.run(10)
    seat.sound.fault = ""
    seat.run(1)
    assert seat.sound.played == ["high"]
    assert not seat.annunciator.flashes


def test_that_the_count_of_those_that_wait_is_shown_after_15_minutes(seat: Seat) -> None:
    seat.annunciator.set_waiting([MINOR])
    seat.run(NAG_MS / 1000 - 1)
    assert seat.annunciator.nagging == 0
    seat.run(2)
    assert seat.annunciator.nagging == 1
    assert [said.reason for _, said in seat.annunciator.log] == ["new", "nag"]
    seat.annunciator.set_waiting([])
    assert seat.annunciator.nagging == 0


def test_that_speech_names_priority_type_and_place_after_the_burst(seat: Seat) -> None:
    seat.annunciator.set_language("en")
    seat.annunciator.set_waiting([LIFE])
    (text, language, after_s) = seat.speech.said[-1]
    assert (text, language) == ("Priority 1. call 1", "en")
    assert after_s >= 1
    seat.annunciator.set_waiting([LIFE, *(Waiting(n, 4, False, "low") for n in range(10, 15))])
    seat.run(3)
    assert seat.speech.said[-1][0] == "5 new alerts"


def test_that_without_speech_nothing_is_said_and_nothing_is_missing(qtbot: object) -> None:
    sound = Mute("")
    annunciator = Annunciator(sound, SteppedClock())
    annunciator.set_waiting([LIFE])
    assert (annunciator.speech_fault, sound.played) == ("", ["high"])


def test_that_the_frame_blinks_at_less_than_one_and_a_half_hertz(window: QWidget) -> None:
    assert 1000 / (2 * HALF_MS) <= 1.5
    flash = FrameFlash(window)
    changes = [flash.is_lit]
    flash.set_flashing(True)
    assert flash.bars[0].isVisible()
    assert flash.bars[0].width() == 400
    for _ in range(5):
        flash._blink()
        changes.append(flash.is_lit)
    assert changes == [False, False, True, False, True, False]
    flash.set_flashing(True)
    flash.stop()
    assert not any(bar.isVisible() for bar in flash.bars)
    assert not flash._timer.isActive()


def test_that_with_reduced_motion_the_frame_stands_still(window: QWidget) -> None:
    flash = FrameFlash(window, still=True)
    flash.set_flashing(True)
    assert flash.is_lit
    assert not flash._timer.isActive()
    window.resize(500, 300)
    flash.set_flashing(True)
    assert flash.bars[0].width() == 500
    flash.still = False
    flash.set_flashing(True)
    assert flash._timer.isActive()
    flash.still = True
    flash.set_flashing(True)
    assert flash.is_lit
    assert not flash._timer.isActive()
    flash.set_flashing(False)
    assert not flash.is_lit


def test_that_the_frame_really_blinks(window: QWidget, qtbot: object) -> None:
    flash = FrameFlash(window)
    flash.set_flashing(True)
    qtbot.waitUntil(lambda: not flash.is_lit, timeout=5_000)  # type: ignore[attr-defined]
    flash.stop()
