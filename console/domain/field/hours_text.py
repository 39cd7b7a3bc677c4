"""Opening hours as people type them: `09:00-22:00, 23:00-02:00`, `24`, or closed. Pure."""

import re
from collections.abc import Iterable

from console.domain.field.opening_hours import DAY_MIN, Span

EXAMPLE = "09:00-02:00"
AS_USUAL = frozenset(("usual", "asusual", "평소", "평소와같음", "동일"))
"""What stands for holidays that are days like others, small and without blanks."""
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-~–]\s*(\d{1,2}):(\d{2})")
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
