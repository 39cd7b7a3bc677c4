"""Opening hours as people type them: `09:00-22:00, 23:00-02:00`, `24`, or closed. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from console.domain.field.opening_hours import DAY_MIN, SingleDay, Span

EXAMPLE = "09:00-02:00"
DAYS_EXAMPLE = "2026-09-24 closed; 2026-09-25 10:00-15:00"
AS_USUAL = frozenset(("usual", "asusual", "평소", "평소와같음", "동일"))
"""What stands for holidays that are days like others, small and without blanks."""
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-~–]\s*(\d{1,2}):(\d{2})")
_DATE = re.compile(r"(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?(?:\s+(.*))?")
_CLOSED = frozenset(("", "-", "closed", "휴무", "휴점"))
_ALWAYS = frozenset(("24", "24h", "24시간"))


def spans_of(text: str, days: Iterable[int]) -> list[Span] | None:
    """Spans for some weekdays; none at all for a closed day, None for what is no time."""
    plain = text.strip().casefold()
    if plain in _CLOSED:
        return []
    if plain in _ALWAYS:
        return [Span(day, 0, DAY_MIN) for day in days]
    parts = [_span(part) for part in text.replace("，", ",").split(",") if part.strip()]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return [Span(day, *part) for day in days for part in known]


def single_days(text: str) -> tuple[SingleDay, ...] | None:
    """Days with hours of their own, by date: `2026-09-24 closed; 2026-09-25 10:00-15:00`.

    A date alone is a closed day. None for what cannot be read, or names a day twice.
    """
    parts = [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]
    found = [_single_day(part) for part in parts]
    known = sorted((each for each in found if each is not None), key=_day_of)
    if len(known) < len(parts) or len({each.day for each in known}) < len(known):
        return None
    return tuple(known)


def days_text(days: Iterable[SingleDay], closed: str) -> str:
    """Single days as `single_days` reads them; `closed` is the word for no hours at all."""
    return "; ".join(f"{each.day} {minutes_text(each.spans) or closed}" for each in days)


def minutes_text(spans: Iterable[tuple[int, int]]) -> str:
    """Minutes from midnight as they are typed; empty for none."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)


def _clock(minute: int) -> str:
    if minute == DAY_MIN:
        return "24:00"
    return f"{minute % DAY_MIN // 60:02d}:{minute % 60:02d}"


def _day_of(single: SingleDay) -> date:
    return single.day


def _single_day(part: str) -> SingleDay | None:
    found = _DATE.fullmatch(part)
    if found is None:
        return None
    year, month, day, hours = found.groups()
    spans = spans_of(hours or "", (0,))
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if spans is None:
        return None
    return SingleDay(on, tuple((each.begin_min, each.end_min) for each in spans))


def _span(part: str) -> tuple[int, int] | None:
    """Minutes from midnight; an end before its beginning is of the next day."""
    found = _SPAN.fullmatch(part.strip())
    if found is None:
        return None
    first_h, first_m, last_h, last_m = (int(each) for each in found.groups())
    begin, end = first_h * 60 + first_m, last_h * 60 + last_m
    if first_m > 59 or last_m > 59 or begin >= DAY_MIN or end > DAY_MIN:
        return None
    return begin, end if end > begin else end + DAY_MIN
