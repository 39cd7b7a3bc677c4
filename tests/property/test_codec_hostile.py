"""Thousands of hostile messages at the codec: none raises, none is taken that is not strict."""

import json
from collections import Counter
from itertools import islice
from typing import Any

from console.wire.attachments import MAX_BYTES as PICTURE_BYTES
from console.wire.codec import MAX_BYTES, Malformed, decode_device, decode_engine, encode_device
from tests.support.hostile_frames import corpus, hostile

COUNT = 4_000
NOW = "2026-03-02T21:00:00+09:00"
CODES = {"malformed", "too_large", "unsupported_version"}


def strictly_read(text: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Another strict reader, in the plainest way: raises ValueError for what the page forbids."""

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in members}) != len(members):
            raise ValueError("a field is there twice")
        return dict(members)

    def refused(word: str) -> None:
        raise ValueError(word)

    assert len(text) <= MAX_BYTES
    found = json.loads(text.decode("utf-8"), object_pairs_hook=pairs, parse_constant=refused)
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return found


def integers(value: object) -> list[int]:
    if isinstance(value, dict):
        return [number for each in value.values() for number in integers(each)]
    if isinstance(value, list):
        return [number for each in value for number in integers(each)]
    return [value] if isinstance(value, int) else []


def test_that_hostile_messages_never_raise_and_none_is_taken_that_is_not_strict_r_if_03() -> None:
    found: Counter[str] = Counter()
    for frames in islice(hostile("evil", 5, corpus(200), NOW), COUNT):
        message = decode_device(frames)
        decode_engine(frames)
        if isinstance(message, Malformed):
            assert message.code in CODES
            assert message.reason
            found[message.code] += 1
            continue
        found[type(message).__name__] += 1
        assert frames[0] == b"SEP1"
        assert all(abs(number) < 2**63 for number in integers(strictly_read(frames[2])))
        assert all(len(picture) <= PICTURE_BYTES for picture in frames[3:])
        assert decode_device(encode_device(message, frames[3:])) == message
    assert found.keys() >= CODES | {"Hello", "Event", "State", "Ping", "Bye"}, found
    assert found["malformed"] > COUNT // 3
