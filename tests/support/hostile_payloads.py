"""What foreign systems should never send: true messages cut, mixed, blown up, written wrongly.

Endless, with a seed: a fault found once is found again. Most are mutated, as those go deepest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random

CURSED: tuple[object, ...] = (
    None, True, "", [], {}, -1, 0, 2**63, -(2**70), 1e308, -0.0, "\0", "\ud800", "x" * 5_000,
    "\u202e\u200b", "=cmd()", "../../etc/passwd", "<script>", "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:60-23:59", [[]], [None] * 300, {"": ""}, "한글" * 50, [1, "a", {}], "NaN",
)  # fmt: skip
BLOWN: tuple[bytes, ...] = (
    b"", b"\0", b"[" * 20_000, b'{"a":' * 5_000, b'"' + b"x" * 70_000 + b'"', b"1" * 6_000,
    b"{" + b'"a":1,' * 20_000 + b'"b":2}', b"NaN", b"\xff\xfe{\0", b"\xfe\xff", b"\xef\xbb\xbf{}",
    b'{"a":"\\ud800"}', b'{"time":1e999}', b"\x80" * 300, b"z" * ((1 << 20) + 1),
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" * 20_000,
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-32", "cp949", "euc-kr", "latin-1", "utf-7")


def hostile(samples: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """One payload after the other, without end."""
    chance = Random(seed)
    ways: tuple[Callable[[Random, bytes], bytes], ...] = (
        _cut, _flipped, _replaced, _replaced, _replaced, _spliced, _recoded, _noise,
    )  # fmt: skip
    while True:  # without end: who asks stops
        if chance.random() < 0.02:
            yield chance.choice(BLOWN)
        yield chance.choice(ways)(chance, chance.choice(samples))


def _cut(chance: Random, sample: bytes) -> bytes:
    return sample[: chance.randrange(len(sample))]


def _flipped(chance: Random, sample: bytes) -> bytes:
    octets = bytearray(sample)
    for _ in range(chance.randint(1, 6)):
        octets[chance.randrange(len(octets))] = chance.randrange(256)
    return bytes(octets)


def _spliced(chance: Random, sample: bytes) -> bytes:
    at, end = sorted(chance.sample(range(len(sample) + 1), 2))
    return sample[:end] + sample[at:]


def _recoded(chance: Random, sample: bytes) -> bytes:
    return sample.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _noise(chance: Random, _sample: bytes) -> bytes:
    return chance.randbytes(chance.randint(1, 400))


def _replaced(chance: Random, sample: bytes) -> bytes:
    """JSON with a member, at any depth, that is something else now; other text is flipped."""
    try:
        value = json.loads(sample)
    except ValueError:
        return _flipped(chance, sample)
    for _ in range(chance.randint(1, 3)):
        _spoil(chance, value)
    return json.dumps(value).encode()


def _spoil(chance: Random, value: object) -> None:
    inner: object = value
    for _ in range(chance.randint(0, 6)):
        deeper = [each for each in _members(inner) if isinstance(each, dict | list) and each]
        if not deeper:
            break
        inner = chance.choice(deeper)
    if isinstance(inner, dict) and inner:
        inner[chance.choice(list(inner))] = deepcopy(chance.choice(CURSED))
    elif isinstance(inner, list) and inner:
        inner[chance.randrange(len(inner))] = deepcopy(chance.choice(CURSED))


def _members(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
