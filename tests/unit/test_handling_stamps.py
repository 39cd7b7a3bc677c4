"""What is on record of a handling: the verdict at a dispatch and at the end, and the times."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from backends.edge_client.envelopes import with_sent
from console.domain.alerts.acts import judged
from console.domain.alerts.alert import Alert, Disposition
from console.domain.alerts.handling import Verdict
from console.domain.alerts.stamps import stamps_of, times_of
from console.ports.messages import Tick
from console.wire.instants import instant_text
from console.wire.seat_values import AlertSeen, AlertsSeen
from tests.support.desk_room import Room
from tests.support.engine_doubles import arrived, event

AT = datetime(2026, 11, 21, 14, 3, 20, tzinfo=UTC)


def _room(**data: object) -> Room:
    room = Room()
    room.event("bell.pressed", data=data)
    return room


def test_that_a_dispatch_keeps_the_verdict_it_was_sent_on() -> None:
    room = _room()
    assert room.act("refer", 1, subject="112", choice="C0") == ""
    assert room.act("verify", 1, choice="verified", text="picture SD-0002") == ""
    assert room.act("dispatch", 1, subject="patrol-1", text="by radio") == ""
    told, sent = room.alert().handling.dispatches
    assert (told.verdict, sent.verdict) == ("", "verified")
    assert sent.words == "by radio"


@pytest.mark.parametrize(
    ("disposition", "verdict"),
    [
        (Disposition.TRUE, Verdict.VERIFIED),
        (Disposition.FALSE_NUISANCE, Verdict.FALSE),
        (Disposition.FALSE_MALICIOUS, Verdict.FALSE),
        (Disposition.TEST, Verdict.FALSE),
        (Disposition.DUPLICATE, Verdict.UNABLE),
        (Disposition.UNABLE_TO_VERIFY, Verdict.UNABLE),
    ],
)
def test_that_every_closed_life_safety_alert_has_a_verdict_with_time_and_basis(
    disposition: Disposition, verdict: Verdict
) -> None:
    room = _room()
    assert room.act("close", 1, disposition=disposition.value) == ""
    said = room.desk._memory.closed.get(1)
    assert said is not None
    assert said.handling.verified is not None
    assert said.handling.verified.verdict is verdict
    assert said.handling.verified.at == said.closed_at
    assert said.handling.verified.basis


def test_that_an_outcome_never_overrules_what_a_look_said() -> None:
    room = _room()
    assert room.act("verify", 1, choice="verified", text="call-back") == ""
    assert room.act("close", 1, disposition="duplicate") == ""
    closed = room.desk._memory.closed.get(1)
    assert closed is not None
    assert closed.handling.verified is not None
    assert closed.handling.verified.basis == "call-back"


def test_that_lower_classes_are_closed_without_a_verdict() -> None:
    room = Room()
    room.event("analytics.loitering", source="cam-1")
    assert room.act("close", 1, disposition="true") == ""
    closed = room.desk._memory.closed.get(1)
    assert closed is not None
    assert judged(closed) is closed
    assert closed.handling.verified is None


def test_that_the_device_s_word_of_sending_is_a_stamp_and_is_doubted_when_it_contradicts() -> None:
    """R-ARC-01."""
    room = Room()
    early = room.now - timedelta(seconds=1)
    room.event("bell.pressed", time=early, data={"sent": instant_text(room.now)})
    stamp = stamps_of(room.alert())["sent"]
    assert stamp is not None
    assert (stamp.at, stamp.clock, stamp.trusted) == (room.now, "device", True)
    later = instant_text(room.now + timedelta(minutes=5))
    room.event("bell.pressed", data={"sent": later})
    wrong = stamps_of(room.alert(2))["sent"]
    assert wrong is not None
    assert not wrong.trusted


@pytest.mark.parametrize("said", [81, -1, True, "81", None, 1 << 80, [7]])
def test_that_the_device_s_own_count_of_sending_stands_beside_it_when_it_can_be(
    said: object,
) -> None:
    room = Room()
    room.event("bell.pressed", data={"sent": instant_text(room.now), "sent_mono_ms": said})
    stamps = stamps_of(room.alert())
    assert stamps["sent"] is not None
    assert stamps["sent"].mono_ms == (81 if said == 81 else None)
    assert stamps["occurred"] is not None
    assert stamps["occurred"].mono_ms is not None


@pytest.mark.parametrize("said", [7, "", "yesterday", "1970-01-01T00:00:00Z", None, ["x"]])
def test_that_a_senseless_word_of_sending_costs_only_the_stamp(said: object) -> None:
    room = _room(sent=said)
    assert times_of(room.alert())["sent"] is None


def test_that_the_moment_on_disk_is_told_with_the_first_look() -> None:
    """R-ARC-01: no row is written for it alone."""
    room = Room()
    decision = room.desk.handle(
        (Tick(room.now, room.ms), arrived(event(1, type="bell.pressed"), room.ms, "bell-1"))
    )
    durable = room.now + timedelta(milliseconds=9)
    room.desk.committed(decision)
    room.desk.learn(decision, durable)
    assert times_of(room.alert())["durable"] is None
    room.desk.take_looks(AlertsSeen((AlertSeen(1, room.now + timedelta(milliseconds=60)),)))
    room.at(1)
    assert times_of(room.alert())["durable"] == durable
    room.desk.take_looks(AlertsSeen((AlertSeen(1, opened=room.now),)))
    room.at(2)
    assert times_of(room.alert())["durable"] == durable


@pytest.mark.parametrize(
    "envelope",
    [
        {"id": "1", "type": "bell.pressed"},
        {"id": "1", "data": {"text": 'a "data":{ in words'}},
        {"id": "1", "subject": '"data":{', "data": {"location": {"lat": 1.0, "lon": 2.0}}},
        {"id": "1", "data": {}},
    ],
)
def test_that_an_edge_device_adds_when_it_sent_and_changes_nothing_else(
    envelope: dict[str, object],
) -> None:
    text = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()
    found = json.loads(with_sent(text, AT, 81))
    before = envelope.pop("data", {})
    assert isinstance(before, dict)
    assert found.pop("data") == {"sent": instant_text(AT), "sent_mono_ms": 81, **before}
    assert found == envelope


@pytest.mark.parametrize(
    "envelope",
    [b'{"id":"1","data":{"sent":"2026-01-01T00:00:00Z"}}', b'{"id": "1", "data": {"a": 1}}',
     b'{"id":"1","data":{"text":"' + b"x" * 65_480 + b'"}}'],
)  # fmt: skip
def test_that_an_envelope_with_its_own_word_or_without_room_stays_as_it_is(envelope: bytes) -> None:
    assert with_sent(envelope, AT, 81) == envelope


def test_that_an_unclosed_alert_is_not_judged() -> None:
    room = _room()
    alert: Alert = room.alert()
    assert judged(alert) is alert
