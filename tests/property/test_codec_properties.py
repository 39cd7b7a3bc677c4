"""SEP1 against anybody's bytes, and there and back again."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.wire.codec import (
    Malformed,
    decode_device,
    decode_engine,
    encode_device,
    encode_engine,
)
from console.wire.instants import EARLIEST, LATEST, instant_text, parse_instant
from console.wire.seat import SeatMalformed, decode_seat, encode_seat
from console.wire.seat import decode_engine as decode_news
from console.wire.seat_values import Command
from console.wire.sep1 import (
    Attachment,
    Bye,
    Event,
    Hello,
    Ping,
    Pong,
    PositionReport,
    Receipt,
    Reject,
    Resend,
    State,
    Welcome,
)

NOW = datetime(2026, 3, 2, 21, 0, 1, 5, tzinfo=UTC)
names = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1)
ids = names.filter(lambda text: len(text) <= 64)
counted = st.integers(1, 2**63 - 1)
whole = st.integers(0, 2**63 - 1)
times = st.datetimes(
    EARLIEST.replace(tzinfo=None),
    LATEST.replace(tzinfo=None),
    timezones=st.just(UTC),
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
leaves = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | numbers | names
trees = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=20
)
events = st.builds(
    Event,
    id=ids,
    source=names,
    type=names,
    time=times,
    boot=counted,
    sequence=counted,
    mono_ms=whole,
    condition=st.sampled_from(["point", "active", "cleared"]),
    subject=st.none() | names,
    drill=st.booleans(),
    data=st.dictionaries(names.map("x".__add__), trees, max_size=4),
)
fixes = st.builds(PositionReport, unit=names, time=times, lat=numbers, lon=numbers)
device_messages = st.one_of(
    events,
    st.builds(Hello, device=names, boot=counted, time=times, spooled=st.none() | whole),
    st.builds(State, source=names, time=times, positions=st.lists(fixes, max_size=3).map(tuple)),
    st.builds(Ping, mono_ms=whole, time=times),
    st.builds(Bye, reason=st.none() | names),
)
engine_messages = st.one_of(
    st.builds(Welcome, names, counted, whole, times, counted, counted),
    st.builds(Receipt, counted, whole, st.lists(counted, max_size=5).map(tuple)),
    st.builds(Reject, names, names, st.none() | counted, st.none() | counted),
    st.builds(Resend, counted, counted, counted),
    st.builds(Pong, whole, times),
)
types = st.sampled_from([b"HELLO", b"EVENT", b"STATE", b"PING", b"BYE", b"COMMAND", b"DELTA"])


@given(device_messages)
@settings(max_examples=300, deadline=None)
def test_that_a_device_message_survives_the_wire(message: object) -> None:
    decoded = decode_device(encode_device(message))  # type: ignore[arg-type]
    if isinstance(decoded, Event) and isinstance(message, Event):
        assert decode_device(encode_device(decoded)) == decoded
        assert (decoded.id, decoded.time, decoded.data) == (message.id, message.time, message.data)
    else:
        assert decoded == message


@given(engine_messages)
@settings(deadline=None)
def test_that_an_engine_message_survives_the_wire(message: object) -> None:
    assert decode_engine(encode_engine(message)) == message  # type: ignore[arg-type]


@given(st.lists(st.binary(max_size=80), max_size=6).map(tuple))
@settings(max_examples=300, deadline=None)
def test_that_random_frames_never_raise(frames: tuple[bytes, ...]) -> None:
    assert isinstance(decode_device(frames), Malformed)
    assert isinstance(decode_engine(frames), Malformed)
    assert isinstance(decode_seat(frames), SeatMalformed)
    assert isinstance(decode_news(frames), SeatMalformed)


@given(types, st.binary(max_size=200) | trees.map(lambda tree: json.dumps(tree).encode()))
@settings(max_examples=500, deadline=None)
def test_that_random_bodies_behind_true_headers_never_raise(kind: bytes, body: bytes) -> None:
    decode_device((b"SEP1", kind, body))
    decode_engine((b"SEP1", kind, body))
    decode_seat((b"SEAT1", kind, body))
    decode_news((b"SEAT1", kind, body))


WHOLE = {
    "id": "1", "source": "d", "type": "sos.app", "time": "2026-03-02T21:00:00+09:00",
    "boot": 3, "sequence": 4, "mono_ms": 0,
}  # fmt: skip


@given(st.sampled_from(sorted([*WHOLE, "data", "attachments", "condition", "subject"])), trees)
@settings(max_examples=500, deadline=None)
def test_that_one_spoilt_field_is_refused_or_read_but_never_raises(name: str, tree: object) -> None:
    found = decode_device(_event(**{name: tree}))
    if isinstance(found, Malformed) and name not in ("boot", "sequence"):
        assert (found.code, found.boot, found.sequence) == ("malformed", 3, 4)


def _event(*pictures: bytes, **changed: object) -> tuple[bytes, ...]:
    return (b"SEP1", b"EVENT", json.dumps({**WHOLE, **changed}).encode(), *pictures)


@pytest.mark.parametrize(
    "text",
    [
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
        "2016-12-31T23:59:60Z", "2026-03-02t21:00:00.123456789z", "1970-01-01 00:00:00+00:00",
    ],
)  # fmt: skip
def test_that_any_valid_time_passes_and_can_change_zone(text: str) -> None:
    found = decode_device(_event(time=text))
    assert isinstance(found, Event)
    assert EARLIEST <= found.time <= LATEST
    found.time.astimezone(timezone(timedelta(hours=-23)))
    assert parse_instant(instant_text(found.time)) == found.time


@pytest.mark.parametrize(
    "text", ["2026-03-02T21:00:00", "2026-02-30T00:00:00Z", "now", "2026-03-02T21:00:00+24:00", ""]
)
def test_that_what_is_no_rfc_3339_time_is_refused(text: str) -> None:
    assert isinstance(decode_device(_event(time=text)), Malformed)


@pytest.mark.parametrize(
    "body",
    [
        b'{"boot":1,"boot":1}', b'{"a":NaN}', b'{"a":1e999}', b'{"a":"\\ud800"}', b"\xff\xfe{}",
        b"[" * 60_000, b'{"a":' * 10_000, b"9" * 60_000, b"[]", b"", b"null",
        b'{"a":9223372036854775808}',
    ],
)  # fmt: skip
def test_that_hostile_json_is_malformed(body: bytes) -> None:
    found = decode_device((b"SEP1", b"EVENT", body))
    assert isinstance(found, Malformed)
    assert found.code == "malformed"


def test_that_64_kib_pass_and_one_byte_more_does_not_r_if_03() -> None:
    empty = _event(data={"text": ""})
    room = 65_536 - len(empty[2])
    assert isinstance(decode_device(_event(data={"text": "x" * room})), Event)
    found = decode_device(_event(data={"text": "x" * (room + 1)}))
    assert found == Malformed("too_large", getattr(found, "reason", ""), 3, 4)


def test_that_another_version_is_named_so() -> None:
    found = decode_device((b"SEP2", *_event()[1:]))
    assert isinstance(found, Malformed)
    assert found.code == "unsupported_version"


@pytest.mark.parametrize("confidence", [-0.1, 1.1, "high"])
def test_that_a_confidence_outside_0_to_1_is_refused(confidence: object) -> None:
    assert isinstance(decode_device(_event(data={"confidence": confidence})), Malformed)


def test_that_unknown_fields_are_kept_in_the_senders_text() -> None:
    found = decode_device(_event(colour="red"))
    assert isinstance(found, Event)
    assert json.loads(found.json)["colour"] == "red"


def _announced(picture: bytes, media_type: str = "image/png") -> dict[str, str]:
    return {"media_type": media_type, "sha256": sha256(picture).hexdigest()}


def test_that_pictures_are_held_to_their_announcement() -> None:
    good = decode_device(_event(b"one", attachments=[_announced(b"one")]))
    assert isinstance(good, Event)
    assert good.attachments == (Attachment("image/png", sha256(b"one").hexdigest()),)
    big = b"x" * (256 * 1024 + 1)
    for frames, code in [
        (_event(b"two", attachments=[_announced(b"one")]), "malformed"),
        (_event(attachments=[_announced(b"one")]), "malformed"),
        (_event(b"one"), "malformed"),
        (_event(b"one", attachments=[_announced(b"one", "text/html")]), "malformed"),
        (_event(*[b"1"] * 4, attachments=[_announced(b"1")] * 4), "malformed"),
        (_event(big, attachments=[_announced(big)]), "too_large"),
    ]:
        found = decode_device(frames)
        assert isinstance(found, Malformed)
        assert found.code == code


def test_that_a_command_without_offset_or_name_is_refused() -> None:
    command = Command("c1", "A", "kim", "claim", 1, NOW)
    assert decode_seat(encode_seat(command)) == command
    naive = Command("c1", "A", "kim", "claim", 1, NOW.replace(tzinfo=None))
    nameless = Command("c1", "A", "", "claim", 1, NOW)
    for bad in (naive, nameless):
        assert isinstance(decode_seat(encode_seat(bad)), SeatMalformed)


@pytest.mark.parametrize(("written", "sequence"), [("7.0", 7), ("7e0", 7), ("0.7e1", 7)])
def test_that_a_whole_number_is_one_however_json_writes_it(written: str, sequence: int) -> None:
    body = (
        f'{{"id": "a", "source": "d", "type": "sos.app", "time": "2026-03-02T21:00:01Z", '
        f'"boot": 1.0, "sequence": {written}, "mono_ms": 5}}'
    )
    event = decode_device((b"SEP1", b"EVENT", body.encode()))
    assert isinstance(event, Event)
    assert (event.boot, event.sequence) == (1, sequence)
    for wrong in ("7.5", "0.0", "-7.0", "1e300", "9223372036854775808.0"):
        spoilt = body.replace(f'"sequence": {written}', f'"sequence": {wrong}')
        assert isinstance(decode_device((b"SEP1", b"EVENT", spoilt.encode())), Malformed)
