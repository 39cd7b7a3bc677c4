"""What the engine and the computer say in English, told in Korean."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from backends.sound.speaker import NO_DEVICE, SOUND_OFF
from backends.video import libvlc
from backends.zeromq.seat_actions import JOURNAL_FAILED
from console.domain.alerts import lifecycle
from console.domain.alerts.alert import Alert, Disposition
from console.domain.alerts.lifecycle import Refused
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import alert
from widgets.language import Language
from widgets.words.reasons import missing_text, reason_text, unheard_text

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OPEN = alert(7, "sos.app", read_catalogue())


@pytest.fixture
def korean(qapp: object) -> Iterator[Language]:
    language = Language("ko")
    yield language
    language.close()


def _closed() -> Alert:
    ended = lifecycle.close(OPEN, "kim", NOW, Disposition.TRUE, None)
    assert isinstance(ended, Alert)
    return ended


def _refusals() -> Iterator[str]:
    held = lifecycle.claim(OPEN, "kim", NOW)
    assert isinstance(held, Alert)
    tried = [
        lifecycle.claim(held, "lee", NOW),
        lifecycle.claim(_closed(), "lee", NOW),
        lifecycle.release(OPEN, "lee", NOW),
        lifecycle.note(OPEN, "lee", NOW, " "),
        lifecycle.note(OPEN, "lee", NOW, "x" * 5000),
        lifecycle.close(OPEN, "lee", NOW, "nonsense", None),
        lifecycle.close(OPEN, "lee", NOW, Disposition.TRUE, 0),
        lifecycle.acknowledge(OPEN, "lee", NOW, 0),
    ]
    for outcome in tried:
        assert isinstance(outcome, Refused), outcome
        yield outcome.reason
    yield "There is no open alert 7."
    yield "Something new was reported for alert 7 meanwhile."
    yield JOURNAL_FAILED


def test_that_every_refusal_of_the_lifecycle_is_told_in_korean(korean: Language) -> None:
    for reason in _refusals():
        told = reason_text(reason)
        assert re.search("[가-힣]", told), reason
        assert "{" not in told
    assert "kim" in reason_text("Alert 7 is claimed by kim.")


def test_that_in_english_a_refusal_stays_as_it_was_said(qapp: object) -> None:
    for reason in _refusals():
        if not reason.startswith("Closing needs"):
            assert reason_text(reason) == reason


def test_that_an_unknown_sentence_is_shown_as_it_came(korean: Language) -> None:
    assert reason_text("The {moon} is full.") == "The {moon} is full."
    assert "half a plug-in" in missing_text("half a plug-in")
    assert (reason_text(""), missing_text("")) == ("", "")


@pytest.mark.parametrize(
    "cause",
    ["the module python-vlc is missing", "libVLC is not installed",
     "libVLC was found, but its plug-ins were not", "libVLC can not be loaded from '/x/y.so'"],
)  # fmt: skip
def test_that_a_missing_libvlc_is_told_in_korean_with_its_reason(
    cause: str, korean: Language
) -> None:
    told = missing_text(libvlc._sentence(cause))
    assert "영상은 PyAV만으로" in told
    assert not {"missing", "Install", "installed", "loaded"} & set(re.findall("[A-Za-z]+", told))
    assert ("/x/y.so" in told) == ("/x/y.so" in cause)


@pytest.mark.parametrize("fault", [NO_DEVICE, SOUND_OFF])
def test_that_silence_is_told_in_korean(fault: str, korean: Language) -> None:
    told = unheard_text(fault)
    assert "소리" in told
    assert not re.search("[A-Za-z]", told)
    assert unheard_text("") == ""
    assert "card 3 burns" in unheard_text("card 3 burns")
