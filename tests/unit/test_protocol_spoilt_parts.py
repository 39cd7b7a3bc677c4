"""What is wrong beside an event or a position costs neither of them; who sent it is told."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from tests.unit.test_protocol_transcripts import AT, Conversation, event


def test_that_a_position_without_sense_is_named_and_hides_no_other_unit() -> None:
    room = Conversation()
    fixes: list[object] = [
        {"unit": f"u{n}", "time": AT, "lat": 37.5, "lon": 127.0} for n in range(4)
    ]
    spoilt = [
        {"unit": "x", "time": AT, "lat": "north", "lon": 127},
        {"time": AT, "lat": 1, "lon": 1},
    ]
    body = {"source": "bell-1", "time": AT, "positions": [*fixes[:2], *spoilt, 7, *fixes[2:]]}
    room.say(b"SEP1", b"STATE", json.dumps(body).encode())
    assert sorted(each.unit for each in room.desk.positions()) == ["u0", "u1", "u2", "u3"]
    assert room.engine.counters()["positions_left_out"] == 3
    assert room.answers() == []
    (alert,) = room.alerts()
    assert (alert.type, alert.subject) == ("device.fault", "bell-1")
    assert "position 3 of 7" in alert.text
    assert "lat" in alert.text


@pytest.mark.parametrize(
    "spoil",
    [
        {"positions": [{"unit": "u"}]}, {"positions": [1] * 17 + [{}]}, {"positions": {}},
        {"time": "noon"}, {"health": {"ok": "perhaps"}}, {"source": ""},
    ],
)  # fmt: skip
def test_that_a_state_without_any_sense_is_rejected_as_a_whole(spoil: dict[str, object]) -> None:
    room = Conversation()
    fix = {"unit": "u", "time": AT, "lat": 37.5, "lon": 127.0}
    body = {"source": "bell-1", "time": AT, "positions": [fix, {"unit": 7}], **spoil}
    room.say(b"SEP1", b"STATE", json.dumps(body).encode())
    ((kind, answer),) = room.answers()
    assert (kind, answer["code"]) == ("REJECT", "malformed")
    assert list(room.desk.positions()) == []


JPEG, PNG = b"\xff\xd8\xff\xe0 a picture", b"\x89PNG\r\n\x1a\n a picture"


@pytest.mark.parametrize(
    ("came", "words"),
    [
        (JPEG, ""), (PNG, ""), (b"MZ\x90\0 a program", "a program"), (b"\x7fELF", "a program"),
        (b"#!/bin/sh", "a program"), (b"", "nothing"), (b"GIF89a", "another kind of file"),
        (b"<svg onload=", "another kind of file"), (b"\xff\xd8", "another kind of file"),
    ],
)  # fmt: skip
def test_that_an_sos_counts_beside_a_picture_that_is_none_and_its_sender_is_told(
    came: bytes, words: str
) -> None:
    room = Conversation()
    named = [
        {"media_type": "image/jpeg", "sha256": sha256(each).hexdigest()} for each in (JPEG, came)
    ]
    body = event(sequence=1, type="sos.app", attachments=named)
    room.say(b"SEP1", b"EVENT", body, JPEG, came)
    ((kind, answer),) = room.answers()
    assert (kind, answer["stored"]) == ("RECEIPT", 1)
    told = {alert.type: alert.text for alert in room.alerts()}
    assert "sos.app" in told
    assert ("device.fault" in told) is bool(words)
    if words:
        assert told["device.fault"] == f"attachment 2 of event 1 is no picture but {words}"
        assert room.engine.counters()["pictures_not_shown"] == 1
