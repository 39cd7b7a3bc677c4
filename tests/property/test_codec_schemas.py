"""The published JSON Schemas and the codec agree about anybody's objects (R-IF-01, R-IF-03)."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from console.wire.codec import Malformed, decode_device, decode_engine, encode_device, encode_engine
from console.wire.sep1 import DeviceMessage, EngineMessage
from console.wire.sep1_forms import DEVICE_FORMS, ENGINE_FORMS
from tests.property.test_codec_properties import device_messages, engine_messages

SCHEMAS = Path(__file__).parents[2] / "docs" / "protocol" / "schemas"
KINDS = (*DEVICE_FORMS, *ENGINE_FORMS)
VALIDATORS = {
    kind: Draft202012Validator(json.loads((SCHEMAS / f"{kind.lower()}.json").read_text("utf-8")))
    for kind in KINDS
}
TIME = "2026-03-02T21:00:00+09:00"
FIX = {"unit": "u", "time": TIME, "lat": 37.5, "lon": 127.0}
GOOD: dict[str, dict[str, Any]] = {
    "HELLO": {"device": "d", "boot": 1, "time": TIME, "software": "1", "spooled": 0},
    "EVENT": {
        "id": "1", "source": "d", "type": "sos.app", "time": TIME, "boot": 3, "sequence": 4,
        "mono_ms": 0, "condition": "active", "subject": "s", "drill": True,
        "data": {
            "location": {"lat": 1.5, "lon": 2, "accuracy_m": 3}, "cameras": ["c"], "unit": "u",
            "confidence": 0.5, "boxes": [{"x": 0, "y": 0, "w": 1, "h": 1, "label": "p"}],
            "battery_pct": 50, "text": "t", "category": "gas", "case": "c",
        },
    },
    "STATE": {
        "source": "d", "time": TIME, "positions": [FIX],
        "health": {"ok": True, "temperature_c": 21.5, "camera_ok": False},
    },
    "PING": {"mono_ms": 1, "time": TIME},
    "BYE": {"reason": "r"},
    "WELCOME": {
        "device": "d", "boot": 1, "stored": 0, "time": TIME, "heartbeat_ms": 1000, "max_bytes": 9,
    },
    "RECEIPT": {"boot": 1, "stored": 2, "also": [4, 6]},
    "REJECT": {"code": "malformed", "reason": "r", "boot": 1, "sequence": 2},
    "RESEND": {"boot": 1, "from": 2, "to": 3},
    "PONG": {"mono_ms": 1, "time": TIME},
}  # fmt: skip

# What both sides write differently is left out: 1.0 for an integer (our own reader of receipts
# takes none in a list) and times that have the form but not the calendar (February 30).
values = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from([2**63 - 1, -(2**63) + 1, 65]),
    st.sampled_from([0.5, -0.5, 1.5, 1e19, "", "x", "y" * 65, "a\x00b", "point"]),
    st.sampled_from([TIME, "2026-03-02"]),
    st.sampled_from([[], {}, ["x"], [1], [0], [{}], [FIX], {"ok": 1}, {"lat": 1.5}, {"x": 2.5}]),
)  # fmt: skip


def decoded(kind: str, body: object) -> object:
    decode = decode_device if kind in DEVICE_FORMS else decode_engine
    return decode((b"SEP1", kind.encode(), json.dumps(body).encode()))


@pytest.mark.parametrize("kind", KINDS)
def test_that_both_take_what_is_good(kind: str) -> None:
    assert VALIDATORS[kind].is_valid(GOOD[kind])
    assert not isinstance(decoded(kind, GOOD[kind]), Malformed)


def places(body: dict[str, Any] | list[Any], path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside an object where a value stands."""
    members = body.items() if isinstance(body, dict) else enumerate(body)
    found = []
    for name, value in members:
        found.append((*path, name))
        if isinstance(value, dict | list):
            found += places(value, (*path, name))
    return found


@given(st.data())
@settings(max_examples=1_500, deadline=None)
def test_that_schema_and_codec_judge_a_spoilt_message_alike(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    body = json.loads(json.dumps(GOOD[kind]))
    *way, last = data.draw(st.sampled_from(places(body)))
    inside = body
    for name in way:
        inside = inside[name]
    if data.draw(st.booleans()) and isinstance(inside, dict):
        del inside[last]
    else:
        inside[last] = data.draw(values)
    found = decoded(kind, body)
    if isinstance(found, Malformed) and "announced" in found.reason:
        return  # the frames beside the JSON are not the schema's business
    assert VALIDATORS[kind].is_valid(body) == (not isinstance(found, Malformed)), (body, found)


@given(device_messages)
@settings(max_examples=150, deadline=None)
def test_that_what_a_device_of_ours_writes_is_valid(message: DeviceMessage) -> None:
    _, kind, body = encode_device(message)
    VALIDATORS[kind.decode()].validate(json.loads(body))


@given(engine_messages)
@settings(max_examples=100, deadline=None)
def test_that_what_the_engine_writes_is_valid(message: EngineMessage) -> None:
    _, kind, body = encode_engine(message)
    VALIDATORS[kind.decode()].validate(json.loads(body))
