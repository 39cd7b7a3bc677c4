"""What the engine really refuses of dispatches, shelves and rules, told in Korean."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.support.desk_room import Room
from widgets.language import Language
from widgets.words.reasons import reason_text

HOUR = timedelta(hours=1)


@pytest.fixture
def korean(qapp: object) -> Iterator[Language]:
    language = Language("ko")
    yield language
    language.close()


def _refusals() -> Iterator[str]:
    room = Room()
    room.event("bell.pressed")
    room.event("sos.app", "watch-1", drill=True)
    room.event("analytics.crowd", "cam-1", condition="active")
    room.act("dispatch", 1, subject="team-1")
    sent = room.last_command
    yield room.act("dispatch", 3, subject="team-1")
    yield room.act("dispatch", 3)
    yield room.act("advance", 1, subject=sent, choice="sent")
    yield room.act("advance", 1, subject="no-such", choice="accepted")
    yield room.act("refer", 1, subject="coast guard")
    yield room.act("refer", 1, subject="119", choice="C1")
    yield room.act("undo", 1, by="lee", subject=sent)
    room.at(20)
    yield room.act("undo", 1, subject=sent)
    yield room.act("refer", 2, subject="112", choice="C0")
    yield room.act("refer", 3, subject="112")
    yield room.act("reassign", 3, subject=" ")
    yield room.act("reassign", 3, subject="lee")
    yield room.act("step", 1, subject="99")
    yield room.act("step", 1, subject="1", choice="skipped")
    yield room.act("split", 1)
    yield room.act("merge", 2, subject="1")
    yield room.act("merge", 1, subject="1")
    yield room.act("shelve", 1, text="x", until=room.now + HOUR)
    yield room.act("shelve", 3, text="x")
    yield room.act("shelve", 3, until=room.now + HOUR)
    yield room.act("shelve", 3, text="x", until=room.now - HOUR)
    yield room.act("shelve", 3, text="x", until=room.now + 9 * HOUR)
    yield room.act("unshelve", 3)
    yield room.act("return", subject="cam-1")
    yield room.act("out_of_service", subject="cam-1", text="x", until=room.now + HOUR)
    room.act("suppress", subject="analytics.crowd", text="x", until=room.now + HOUR)
    yield room.act("approve", subject=room.last_command)


def test_that_every_usual_refusal_of_an_act_is_told_in_korean(korean: Language) -> None:
    for reason in _refusals():
        assert reason
        assert re.search("[가-힣]", reason_text(reason)), reason
