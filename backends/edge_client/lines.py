"""Lines of JSON that a script writes, read as reports and states. Pure but for the pictures' files.

Refuses a line with every problem it has, in words; members nobody knows are ignored and named.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from console.ports.edge_reporter import EdgeReport, Picture
from console.wire.attachments import MAX_BYTES, MOST
from console.wire.instants import parse_instant
from console.wire.sep1 import PositionReport
from console.wire.signatures import picture_kind, what_instead

REPORT = frozenset(
    {"type", "condition", "subject", "time", "drill", "data", "attachments", "id", "line"}
)
STATE = frozenset({"positions", "health", "time"})
CONDITIONS = ("point", "active", "cleared")
_NUMBERS = ("lat", "lon", "accuracy_m", "speed_mps", "heading_deg", "battery_pct")


@dataclass(frozen=True, slots=True)
class StateLine:
    """Refreshable state: positions of units, the health of the device.

    `left_out` says which positions beside them had no sense, and why.
    """

    positions: tuple[PositionReport, ...] = ()
    health: dict[str, Any] | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says, and the members in it that nobody knows."""

    content: EdgeReport | StateLine
    ignored: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sheet:
    """One object on its way to a value, with all its problems."""

    value: Mapping[str, Any]
    problems: list[str] = field(default_factory=list)

    def text(self, name: str, *, needed: bool = False) -> str | None:
        found = self.value.get(name)
        if found is None and not needed:
            return None
        if isinstance(found, str) and found:
            return found
        self.problems.append(f"{name} is missing" if found is None else f"{name} is no text")
        return None

    def time(self, name: str) -> datetime | None:
        text = self.text(name)
        try:
            return parse_instant(text) if text is not None else None
        except ValueError as fault:
            self.problems.append(f"{name}: {fault}")
            return None

    def one_of(self, name: str, kind: type, words: str) -> Any:  # noqa: ANN401 -- foreign JSON
        found = self.value.get(name)
        if found is not None and not isinstance(found, kind):
            self.problems.append(f"{name} is not {words}")
            return None
        return found


def read_line(text: bytes, now: datetime, *, state_only: bool = False) -> Line:
    """What a line says. Raises ValueError with every problem, in words."""
    try:
        value = json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"not JSON: {fault}") from None
    if not isinstance(value, dict):
        raise ValueError("the line is not one JSON object")
    sheet = _Sheet(value)
    is_state = state_only or ("type" not in value and bool(STATE & value.keys() - {"time"}))
    content = _state(sheet, now) if is_state else _report(sheet)
    if sheet.problems:
        raise ValueError("; ".join(sheet.problems))
    assert content is not None
    known = STATE if is_state else REPORT
    return Line(content, tuple(sorted(value.keys() - known)))


def _report(sheet: _Sheet) -> EdgeReport | None:
    kind = sheet.text("type", needed=True)
    condition: Any = sheet.value.get("condition") or "point"
    if condition not in CONDITIONS:
        sheet.problems.append(f"condition is one of {', '.join(CONDITIONS)}, not {condition!r}")
    when, subject, event_id = sheet.time("time"), sheet.text("subject"), sheet.text("id")
    drill = sheet.one_of("drill", bool, "true or false")
    content = sheet.one_of("data", dict, "an object")
    pictures = _pictures(sheet)
    if sheet.problems or kind is None:
        return None
    return EdgeReport(
        kind, when, condition, subject, bool(drill), content or {}, pictures, event_id or ""
    )


def _pictures(sheet: _Sheet) -> tuple[Picture, ...]:
    paths = sheet.one_of("attachments", list, "a list of file names") or []
    if len(paths) > MOST:
        sheet.problems.append(f"at most {MOST} attachments are taken")
        return ()
    found = []
    for path in paths:
        try:
            found.append(_picture(path))
        except ValueError as fault:
            sheet.problems.append(str(fault))
    return tuple(found)


def _picture(path: object) -> Picture:
    if not isinstance(path, str):
        raise ValueError("an attachment is no file name")
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ValueError(f"attachment {path} cannot be read: {reason}") from None
    if len(content) > MAX_BYTES:
        raise ValueError(f"attachment {path} is larger than {MAX_BYTES} bytes")
    if kind := picture_kind(content):
        return Picture(kind, content, Path(path).name)
    raise ValueError(f"attachment {path} is neither JPEG nor PNG but {what_instead(content)}")


def _state(sheet: _Sheet, now: datetime) -> StateLine | None:
    when = sheet.time("time") or now
    positions = sheet.one_of("positions", list, "a list") or []
    health = sheet.one_of("health", dict, "an object")
    if not positions and health is None:
        sheet.problems.append("neither positions nor health is there")
    left_out: list[str] = []
    fixes = [_position(number, each, when, left_out) for number, each in enumerate(positions, 1)]
    found = tuple(each for each in fixes if each is not None)
    if not found:  # else one unit of many would hide the others
        sheet.problems += left_out
    return StateLine(found, health, tuple(left_out))


def _position(
    number: int, value: object, when: datetime, problems: list[str]
) -> PositionReport | None:
    if not isinstance(value, dict):
        problems.append(f"position {number} is no object")
        return None
    inner = _Sheet(value)
    unit, at = inner.text("unit", needed=True), inner.time("time") or when
    for name in _NUMBERS:
        found = value.get(name)
        if isinstance(found, bool) or not isinstance(found, int | float | None):
            inner.problems.append(f"{name} is no number")
        elif found is None and name in ("lat", "lon"):
            inner.problems.append(f"{name} is missing")
    problems += [f"position {number}: {problem}" for problem in inner.problems]
    if inner.problems or unit is None:
        return None
    numbers: dict[str, Any] = {name: value.get(name) for name in _NUMBERS}
    return PositionReport(unit, at, **numbers)
