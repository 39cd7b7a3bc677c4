"""One JSON object, read as strictly as the protocol page writes it. Pure and total.

Refused: more than 65,536 bytes, invalid UTF-8, anything but one object, doubled keys, NaN and
infinities (spelt out or by exponent), integers beyond 63 bits, unpaired surrogates, nesting deeper
than 32. Fields nobody knows are read like any other.
"""

import json
from math import isfinite
from typing import Any, NoReturn

import msgspec

from console.wire.malformed import MAX_INTEGER, WireError

MAX_BYTES = 65_536
MAX_DEPTH = 32
_LONG = b"0" * 18
_ALIKE = bytes.maketrans(b"123456789[", b"000000000{")
"""Every digit as 0 and every opening bracket as the brace: then counting is one search."""


def parse_object(text: bytes) -> dict[str, Any]:
    """The object in `text`. Raises `WireError` and nothing else."""
    if len(text) > MAX_BYTES:
        raise WireError(
            "too_large", f"the JSON is {len(text)} bytes, at most {MAX_BYTES} are taken"
        )
    quick = quick_object(text)
    if quick is not None:
        return quick
    try:
        value = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_small,
        )
    except UnicodeDecodeError:
        raise WireError("malformed", "the JSON is not UTF-8") from None
    except RecursionError:
        raise WireError("malformed", "the JSON is nested too deeply") from None
    except ValueError as fault:
        raise WireError("malformed", f"not JSON: {fault}") from None
    if not isinstance(value, dict):
        raise WireError("malformed", "the JSON is not an object")
    _check_depth(value)
    if b"\\u" in text:
        _check_surrogates(value)
    return value


def quick_object(text: bytes) -> dict[str, Any] | None:
    """The object, when it is plainly beyond doubt; None: only `parse_object` can tell.

    A doubled field is the one fault the quick reader hides: it keeps the last and drops a colon.
    """
    # A search for one byte is quick, and most texts have no escape at all.
    if len(text) > MAX_BYTES or (b"\\" in text and _may_write_colons(text)):
        return None
    alike = text.translate(_ALIKE)
    if _LONG in alike or alike.count(b"{") > MAX_DEPTH:
        return None
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(value, dict) or msgspec.json.encode(value).count(b":") != text.count(b":"):
        return None
    return value


def _may_write_colons(text: bytes) -> bool:
    """Whether an escape may stand for a colon: it would hide the one that a doubled field drops."""
    return b"\\u003" in text


def salvage_object(text: bytes) -> dict[str, Any]:
    """What can still be read of a refused object, else empty. Doubled fields are None."""
    try:
        value = json.loads(text.decode("utf-8", "replace"), object_pairs_hook=_doubled_as_none)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _doubled_as_none(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        found[name] = None if name in found else value
    return found


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise WireError("malformed", "a field is there twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise WireError("malformed", f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise WireError("malformed", "a number is too large")
    return value


def _small(digits: str) -> int:
    # Measured before it is converted: turning thousands of digits into an int is slow.
    if len(digits) > 20 or not -MAX_INTEGER <= (value := int(digits)) <= MAX_INTEGER:
        raise WireError("malformed", "an integer does not fit in 63 bits")
    return value


def _check_depth(value: dict[str, Any]) -> None:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _children(outer)]
        if not level:
            return
    raise WireError("malformed", f"the JSON is nested deeper than {MAX_DEPTH}")


def _children(value: dict[str, Any] | list[Any]) -> list[Any]:
    members = value.values() if isinstance(value, dict) else value
    return [member for member in members if isinstance(member, dict | list)]


def _check_surrogates(value: dict[str, Any]) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise WireError("malformed", "a string holds half of a surrogate pair") from None
