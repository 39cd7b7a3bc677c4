"""Messages that a device with a valid key should never send: made up, mutated, cut, blown up.

`corpus` lets Hypothesis think of messages once; `hostile` mutates them for as long as it is asked,
with a seed, so that a fault found once is found again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Message = tuple[bytes, ...]

KINDS = (b"HELLO", b"EVENT", b"STATE", b"PING", b"BYE")
NAMES = (
    "id", "source", "device", "type", "time", "boot", "sequence", "mono_ms", "condition", "drill",
    "subject", "data", "attachments", "positions", "health", "software", "spooled", "reason",
)  # fmt: skip
CURSED = (
    b"NaN", b"Infinity", b"-Infinity", b"1e999", b"9223372036854775808", b"-9223372036854775809",
    b"1" * 5_000, b"0.1e-99999", b"-0", b"01", b'"\\ud800"', b'"\\u0000"', b"\xff\xfe", b"\xc0\xaf",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"null", b"[]", b"{}", b'"' + b"x" * 70_000 + b'"',
    b"[" * 33 + b"]" * 33, b'{"a":' * 40 + b"1" + b"}" * 40, b"[" * 20_000, b'{"a":' * 10_000,
    b'"0000-01-01T00:00:00Z"', b'"9999-12-31T23:59:60-23:59"', b"true", b'""', b"-1", b"1.0",
)  # fmt: skip

_leaves = (
    st.none() | st.booleans() | st.integers(-(2**66), 2**66) | st.floats() | st.text(max_size=30)
)
_trees = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)
_bodies = st.one_of(
    st.binary(max_size=120),
    _trees.map(lambda tree: json.dumps(tree).encode()),
    st.dictionaries(st.sampled_from(NAMES), _trees).map(lambda body: json.dumps(body).encode()),
)
_messages = st.one_of(
    st.lists(st.binary(max_size=40), min_size=1, max_size=6).map(tuple),
    st.tuples(st.just(b"SEP1"), st.sampled_from(KINDS), _bodies),
    st.tuples(st.just(b"SEP1"), st.sampled_from(KINDS), _bodies, st.binary(max_size=40)),
)


def corpus(size: int) -> list[Message]:
    """So many messages as Hypothesis thinks of them, always the same ones."""
    found: list[Message] = []

    @settings(
        max_examples=size, database=None, derandomize=True, phases=[Phase.generate],
        deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(_messages)
    def think(message: Message) -> None:
        found.append(message)

    think()
    return found


def valid(device: str, number: int, now: str) -> list[Message]:
    """One good message of each type, as the ground for mutations."""
    event = {
        "id": f"{device}-{number}", "source": device, "type": "analytics.loitering", "time": now,
        "boot": 1, "sequence": number + 1, "mono_ms": number, "condition": "point",
        "data": {"location": {"lat": 37.5, "lon": 127.0}, "confidence": 0.5, "cameras": ["c"]},
    }  # fmt: skip
    fix = {"unit": device, "time": now, "lat": 37.5, "lon": 127.0}
    bodies: list[tuple[bytes, dict[str, Any]]] = [
        (b"HELLO", {"device": device, "boot": 1, "time": now}),
        (b"EVENT", event),
        (b"STATE", {"source": device, "time": now, "positions": [fix]}),
        (b"PING", {"mono_ms": number, "time": now}),
        (b"BYE", {"reason": "x"}),
    ]
    return [(b"SEP1", kind, json.dumps(body).encode()) for kind, body in bodies]


def hostile(device: str, seed: int, known: list[Message], now: str) -> Iterator[Message]:
    """Hostile messages without end. `known` comes from `corpus`."""
    chance = Random(seed)
    number = 0
    while True:
        number += 1
        ground = chance.choice(valid(device, number, now))
        if chance.random() < 0.4:
            ground = chance.choice(known)
        yield chance.choice(_MUTATIONS)(ground, chance)


def _as_it_is(message: Message, _chance: Random) -> Message:
    return message


def _flipped(message: Message, chance: Random) -> Message:
    at = chance.randrange(len(message))
    changed = bytearray(message[at] or b"\x00")
    for _ in range(chance.randrange(1, 6)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return _with(message, at, bytes(changed))


def _cut(message: Message, chance: Random) -> Message:
    last = len(message) - 1
    return _with(message, last, message[last][: chance.randrange(len(message[last]) + 1)])


def _cursed(message: Message, chance: Random) -> Message:
    """One value of the JSON replaced by something that JSON readers stumble over."""
    last = len(message) - 1
    pieces = message[last].split(b": ")
    at = chance.randrange(len(pieces))
    pieces[at] = chance.choice(CURSED) + b", " + pieces[at].partition(b", ")[2]
    return _with(message, last, b": ".join(pieces))


def _doubled_key(message: Message, _chance: Random) -> Message:
    last = len(message) - 1
    return _with(message, last, b'{"boot": 1, "boot": 2, ' + message[last][1:])


def _huge(message: Message, chance: Random) -> Message:
    if chance.random() < 0.97:
        return _with(
            message, len(message) - 1, b'{"a": "' + b"y" * chance.randrange(66_000) + b'"}'
        )
    return (*message, chance.randbytes(chance.randrange(300_000)))


def _wrong_frames(message: Message, chance: Random) -> Message:
    forms: list[Callable[[], Message]] = [
        lambda: message[:1], lambda: message[:2], lambda: (b"", *message), lambda: (*message, b""),
        lambda: message[::-1], lambda: (b"",) * chance.randrange(1, 9), lambda: message * 3,
        lambda: (b"SEP2", *message[1:]), lambda: (message[0], b"ALERT", *message[2:]),
    ]  # fmt: skip
    return chance.choice(forms)() or (b"",)


def _scattered(message: Message, chance: Random) -> Message:
    """Numbers all over the place, as a device with a broken memory would send them."""
    try:
        body = json.loads(message[-1])
        body["boot"] = chance.choice([1, 2, chance.randrange(2**63), 2**63 - 1])
        body["sequence"] = chance.choice([chance.randrange(2**63), chance.randrange(1, 2_000), -1])
    except (ValueError, TypeError):
        return message
    return _with(message, len(message) - 1, json.dumps(body).encode())


def _with(message: Message, at: int, content: bytes) -> Message:
    return (*message[:at], content, *message[at + 1 :])


_MUTATIONS: list[Callable[[Message, Random], Message]] = [
    _as_it_is, _flipped, _flipped, _cut, _cursed, _cursed, _doubled_key, _huge, _wrong_frames,
    _scattered,
]  # fmt: skip
