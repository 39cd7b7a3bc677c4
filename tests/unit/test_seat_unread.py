"""An act the engine cannot read is refused by its id, so that its seat stops sending it."""

import json

import pytest

from console.ports.door import Frames
from console.wire.seat import SeatMalformed, decode_seat, encode_seat
from console.wire.seat_values import Command, CommandResult, SeatHello, SeatRefused
from tests.support.engine_doubles import START
from tests.unit.test_engine import SEAT, Room
from widgets.words.reasons import reason_text

ACT = Command("act-1", "A", "kim", "note", 1, START, "words")


def _frames(version: bytes = b"SEAT1", name: bytes = b"COMMAND", **changed: object) -> Frames:
    body = json.loads(encode_seat(ACT)[2]) | changed
    return Frames(SEAT, "A", (version, name, json.dumps(body).encode()))


@pytest.mark.parametrize(
    "frames",
    [
        _frames(kind="teleport"),
        _frames(version=b"SEAT2"),
        _frames(alert="one"),
        _frames(issued="2026-11-21T10:00:00"),
        _frames(text="x" * 5_000),
        _frames(content="\U0001f6a8" * 15_900, text="\U0001f6a8" * 4_000),
        Frames(SEAT, "A", (*_frames().frames, b"one more frame")),
    ],
)
def test_that_an_act_of_another_version_is_known_by_its_id(frames: Frames) -> None:
    fault = decode_seat(frames.frames)
    assert isinstance(fault, SeatMalformed)
    assert (fault.command, fault.operator) == ("act-1", "kim")


@pytest.mark.parametrize(
    "frames",
    [
        _frames(id=""),
        _frames(id="x" * 129),
        _frames(id=7),
        _frames(name=b"PING", mono_ms="x"),
        Frames(SEAT, "A", (b"SEAT1", b"COMMAND", b"[" * 30_000)),
        Frames(SEAT, "A", (b"SEAT1", b"COMMAND")),
    ],
)
def test_that_nothing_is_made_up_about_what_names_no_act(frames: Frames) -> None:
    fault = decode_seat(frames.frames)
    assert isinstance(fault, SeatMalformed)
    assert fault.command == ""


def test_that_the_refusal_is_durable_and_the_same_for_every_repeat() -> None:
    room = Room()
    room.say(SeatHello("A", "kim"))
    for _ in range(2):
        room.doors.seats.inward.append(_frames(kind="teleport", id="act-2"))
    room.doors.seats.inward.append(Frames(SEAT, "A", (b"SEAT1", b"COMMAND", b"{")))
    told = room.say()
    results = [each for each in told if isinstance(each, CommandResult)]
    assert [(each.command, each.accepted) for each in results] == [("act-2", False)] * 2
    assert results[0].reason == results[1].reason
    assert any(isinstance(each, SeatRefused) for each in told)
    assert room.engine.counters()["commands_unread"] == 1


@pytest.mark.usefixtures("qapp")
def test_that_the_operator_is_told_in_words() -> None:
    words = reason_text("The engine cannot read this act and changed nothing: Invalid enum value.")
    assert "different versions" in words
    assert "Invalid enum value" in words
