"""Foreign JSON read loosely: a wrong member is as good as an absent one. Pure, total.

Foreign systems change their payloads between versions; one odd member must not cost an alert.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from math import isfinite
from typing import Any

from console.wire.instants import parse_instant

JsonObject = dict[str, Any]
MOST_TEXT = 1_000
MOST_LISTED = 16
MOST_KEPT_BYTES = 8_192
MOST_DEPTH = 32
# 20250925141204, and 2025/9/25 14:12:04 or 2025.09.25 14:12 with a zone or without.
_DIGITS = re.compile(r"(20\d\d)([01]\d)([0-3]\d)([0-2]\d)([0-5]\d)([0-5]\d)()")
_DATED = re.compile(
    r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\.?[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?((?:\.\d+)?\s*\S*)"
)
# In escaped JSON: what may be half a surrogate, an integer beyond 63 bits or no number at all.
_DOUBTFUL = re.compile(r"\\ud[89a-f]|\d{19}|Infinity|NaN")
EARLIEST_EPOCH, LATEST_EPOCH = 0.0, 32_503_680_000.0  # 1970 to 3000


class Unreadable(ValueError):
    """What came is not what this adapter reads; the words say why."""


def parse_json(payload: bytes, most_bytes: int) -> Any:  # noqa: ANN401 -- JSON is anything
    """The JSON value. Raises Unreadable and nothing else."""
    if len(payload) > most_bytes:
        raise Unreadable(f"{len(payload)} bytes, at most {most_bytes} are taken")
    try:
        value = json.loads(text_of(payload), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError as fault:
        raise Unreadable(f"not JSON: {fault}") from None
    # A walk costs as much as the reading; so few brackets cannot nest deeper.
    if payload.count(b"{") + payload.count(b"[") > MOST_DEPTH:
        _check_depth(value)
    return value


def text_of(payload: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Korean of older systems. Raises UnicodeDecodeError."""
    if payload[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return payload.decode("utf-16")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return payload.decode("cp949")


def parse_object(payload: bytes, most_bytes: int) -> JsonObject:
    """The JSON object. Raises Unreadable and nothing else."""
    value = parse_json(payload, most_bytes)
    if not isinstance(value, dict):
        raise Unreadable("not a JSON object")
    return value


def _refuse(name: str) -> None:
    raise Unreadable(f"{name} is not a JSON number")


def _check_depth(value: object) -> None:
    level = [value]
    for _ in range(MOST_DEPTH):
        level = [inner for outer in level for inner in _members(outer)]
        if not level:
            return
    raise Unreadable("nested too deeply")


def _members(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def member(value: object, *path: str) -> Any:  # noqa: ANN401 -- JSON is anything
    """What stands at a path of member names, None when any step is missing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def inner(value: object, *path: str) -> JsonObject:
    """The object at a path; empty when there is none."""
    found = member(value, *path)
    return found if isinstance(found, dict) else {}


def words(value: object, most: int = MOST_TEXT) -> str:
    """Text or a number as text; anything else is empty. Control characters become spaces."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if not isinstance(value, str) and not abs(value) < 2**63:
        return ""
    text = str(value)[: 2 * most]
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    if text.isascii():
        return text.strip()[:most]
    return text.encode("utf-8", "replace").decode("utf-8").strip()[:most]


def number(value: object) -> float | None:
    """A finite number, also when it came as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value[:64] if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def share(value: object) -> float | None:
    """A number from 0 to 1."""
    found = number(value)
    return found if found is not None and 0 <= found <= 1 else None


def listed(value: object) -> tuple[str, ...]:
    """The texts of a list, each once, at most 16."""
    members = value if isinstance(value, list) else []
    found = dict.fromkeys(text for each in members[:256] if (text := words(each, 128)))
    return tuple(found)[:MOST_LISTED]


def instant(value: object, zone: tzinfo = UTC) -> datetime | None:
    """RFC 3339, ISO 8601, seconds or milliseconds since 1970, or as Korean systems write times.

    `zone` is the one of a time that names none.
    """
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and _DIGITS.fullmatch(str(value)[:15])
    ):
        value = str(value)
    seconds = None if isinstance(value, str) else number(value)
    if seconds is not None:
        seconds = seconds / 1_000 if seconds > 1e11 else seconds
        if EARLIEST_EPOCH < seconds < LATEST_EPOCH:
            return datetime.fromtimestamp(seconds, UTC)
        return None
    return _instant_of(value[:64].strip(), zone) if isinstance(value, str) else None


def _instant_of(text: str, zone: tzinfo) -> datetime | None:
    if written := _DIGITS.fullmatch(text) or _DATED.fullmatch(text):
        year, month, day, hour, minute, second, rest = written.groups(default="")
        offset = "+09:00" if rest.strip() == "KST" else rest.strip()
        text = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{offset}"
    for candidate, each in ((text, UTC), (f"{text}Z", zone)):
        try:
            return _moved(parse_instant(candidate), each)
        except (ValueError, OverflowError):
            continue
    return instant(number(text)) or _instant_of_iso(text, zone)


def _moved(found: datetime, zone: tzinfo) -> datetime:
    """A time that was read as UTC and is one of that zone."""
    return found if zone is UTC else found.replace(tzinfo=zone).astimezone(UTC)


def _instant_of_iso(text: str, zone: tzinfo) -> datetime | None:
    """The other spellings of ISO 8601: an offset without a colon, no seconds."""
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def truth(value: object) -> bool | None:
    """What foreign systems write for yes and no; None for anything else."""
    if isinstance(value, bool):
        return value
    return {
        "true": True, "1": True, "on": True, "active": True, "yes": True, "alert": True,
        "false": False, "0": False, "off": False, "inactive": False, "no": False, "idle": False,
    }.get(words(value, 16).lower())  # fmt: skip


def kept(value: JsonObject) -> JsonObject:
    """The foreign object for the event's `data`, left out when it is larger than 8 KiB."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (ValueError, TypeError):
        return {}
    if len(text) > MOST_KEPT_BYTES:
        return {"left_out_bytes": len(text)}
    return value if not _DOUBTFUL.search(text) or _is_plain(value) else {}


def _is_plain(value: object) -> bool:
    """Whether SEP1 takes it as it is: no huge integers, no half surrogates."""
    if isinstance(value, str):
        return value.isascii() or value == value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, int):
        return abs(value) < 2**63
    if isinstance(value, Mapping):
        return all(_is_plain(name) and _is_plain(each) for name, each in value.items())
    return all(map(_is_plain, value)) if isinstance(value, list) else value is None
