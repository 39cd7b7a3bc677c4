"""Answer times of a room against its promises, by span and by shift (R-ARC-02). Pure.

Alerts are counted by whole seconds, rounded up: for a limit of whole seconds the counts are exact.
An alert nobody answered is missed once it waited longer than the last limit; before that it waits
and counts for nothing yet. Drills and events that came late are not given here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.sla import Profile
from console.domain.pace import Pace

SHIFTS = 4
"""How many shifts are told of: the one of now and those before it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time to look at: `name` is shift, day, month or year; `until` is not part of it."""

    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class LimitFigure:
    """How one limit was kept: `within` of `total`, and the time its share did not exceed (s)."""

    thousandths: int
    seconds: float
    within: int
    missing: int
    kept: bool
    reached_s: int | None


@dataclass(frozen=True, slots=True)
class SlaFigure:
    """One promise in one span. `waiting` have no answer yet and still time."""

    profile: str
    span: str
    since: datetime
    until: datetime
    total: int
    waiting: int
    limits: tuple[LimitFigure, ...]


@dataclass
class Answers:
    """Answer times of one profile: how often each whole second; and the ages of the unanswered."""

    answered: Counter[int] = field(default_factory=Counter)
    unanswered: Counter[int] = field(default_factory=Counter)


def spans(now: datetime, pace: Pace) -> tuple[Span, ...]:
    """The last shifts, the newest first, then 24 hours, 30 days and 12 months."""
    begun = shift_start(now, pace)
    length = timedelta(hours=pace.shift_h)
    ends = [now, *(begun - length * number for number in range(SHIFTS - 1))]
    starts = [begun - length * number for number in range(SHIFTS)]
    shifts = [Span("shift", *each) for each in zip(starts, ends, strict=True)]
    rolling = (("day", 1), ("month", 30), ("year", 365))
    return (*shifts, *(Span(name, now - timedelta(days=days), now) for name, days in rolling))


def shift_start(now: datetime, pace: Pace) -> datetime:
    """When the shift of this moment began, by the site's clock."""
    offset = timedelta(minutes=pace.utc_offset_min)
    local = now + offset
    first = local.replace(hour=pace.first_shift_h, minute=0, second=0, microsecond=0)
    length = timedelta(hours=pace.shift_h)
    return first + length * ((local - first) // length) - offset


def by_profile(
    catalogue: Catalogue, counts: Iterable[tuple[str, bool, int, int]]
) -> Mapping[str, Answers]:
    """Counts of (type, answered, whole seconds, how many) brought together by their profile."""
    found: dict[str, Answers] = defaultdict(Answers)
    for kind, is_answered, seconds, count in counts:
        profile = catalogue.profile_of(kind)
        if profile is not None:
            answers = found[profile.name]
            (answers.answered if is_answered else answers.unanswered)[seconds] += count
    return found


def figure(profile: Profile, answers: Answers, span: Span) -> SlaFigure:
    """One promise held against what happened."""
    last = profile.limits[-1].seconds
    missed = sum(n for seconds, n in answers.unanswered.items() if seconds > last)
    total = answers.answered.total() + missed
    waiting = answers.unanswered.total() - missed
    limits = tuple(
        _limit(limit.thousandths, limit.seconds, answers.answered, total)
        for limit in profile.limits
    )
    return SlaFigure(profile.name, span.name, span.since, span.until, total, waiting, limits)


def _limit(
    thousandths: int, seconds: float, answered: Mapping[int, int], total: int
) -> LimitFigure:
    within = sum(count for each, count in answered.items() if each <= seconds)
    needed = -(-thousandths * total // 1_000)
    reached = _reached(answered, needed)
    return LimitFigure(
        thousandths, seconds, within, max(0, needed - within), within >= needed, reached
    )


def _reached(answered: Mapping[int, int], needed: int) -> int | None:
    """The nearest-rank percentile in whole seconds; None when too few were answered at all."""
    if not needed:
        return None
    passed = 0
    for seconds in sorted(answered):
        passed += answered[seconds]
        if passed >= needed:
            return seconds
    return None
