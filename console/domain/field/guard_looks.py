"""What time does to a guard detail: which gaps the room is told of, and who may be seen. Pure.

`look` compares the gaps of this minute and of the next 24 hours with what the room was told, and
gives the facts to tell. Whoever acts on a case looks before and after, so no minute falls between
two looks untold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.field.guard import Case, Happening
from console.domain.field.guard_acts import noted
from console.domain.field.post import (
    KST,
    MINUTE,
    Leave,
    Post,
    Span,
    ceil_minute,
    floor_minute,
    without,
)
from console.domain.field.roster_cover import (
    HORIZON,
    Gap,
    cover_of,
    gaps,
    gaps_to_tell,
    is_still_open,
    sentence_of,
)

WARN_BEFORE_END = timedelta(hours=48)
SEEN_AFTER_CALL = timedelta(hours=1)
_FOREVER = datetime.max.replace(tzinfo=KST) - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact for the room: the alert's type, whether it holds, and its sentence."""

    type: str
    condition: str
    text: str


def standing_gaps(case: Case, leaves: Iterable[Leave], now: datetime) -> tuple[Gap, ...]:
    """The gaps of this minute and of the next 24 hours."""
    return gaps_to_tell(all_gaps(case, leaves, now), now)


def all_gaps(case: Case, leaves: Iterable[Leave], now: datetime) -> tuple[Gap, ...]:
    """Every gap of every session, past and to come."""
    return gaps(case.needs(), cover_of(case.posts, leaves, now))


def look(
    case: Case, leaves: Iterable[Leave], now: datetime, found: Sequence[Gap] | None = None
) -> tuple[Case, tuple[Told, ...]]:
    """What the room has to be told now, and the case that knows it was.

    `found` are all its gaps, for who has them already.
    """
    if not case.is_open:
        return case, ()
    standing = gaps_to_tell(all_gaps(case, leaves, now) if found is None else found, now)
    after, gap_facts = _look_for_gaps(case, standing, now)
    last, end_facts = _look_at_the_end(after, now)
    return last, (*gap_facts, *end_facts)


def next_look(
    case: Case, leaves: Iterable[Leave], now: datetime, found: Sequence[Gap] | None = None
) -> datetime | None:
    """When time alone may change what the room has to be told."""
    if not case.is_open:
        return None
    mine = {post.guard for post in case.posts}
    away = [leave for leave in leaves if leave.guard in mine]
    moments = [edge for post in case.posts for edge in _edges(post, now)]
    moments += [edge for span in _windows(case) for edge in (span.start, span.end)]
    moments += [edge for leave in away for edge in (leave.start, leave.end)]
    moments += [each.end - WARN_BEFORE_END for each in case.sessions]
    gaps_known = all_gaps(case, away, now) if found is None else found
    moments += [gap.start - HORIZON for gap in gaps_known]
    moments += [case.seen_until] if case.seen_until else []
    return min((each for each in moments if each > now), default=None)


def with_units(case: Case, unit_of: Mapping[str, str], now: datetime) -> Case:
    """The case with the devices that belong to it, and which of them may be seen now (R-PRV-07)."""
    signs = dict.fromkeys(post.guard for post in case.posts)
    on = dict.fromkeys(post.guard for post in case.posts if post.stands(now))
    called = case.seen_until is not None and now < case.seen_until
    watches = case.watches if on or called else ()
    return replace(
        case,
        units=tuple(unit_of[sign] for sign in signs if unit_of.get(sign)),
        seen_units=(*(unit_of[sign] for sign in on if unit_of.get(sign)), *watches),
        seen_until=case.seen_until if called else None,
    )


def called_for_help(case: Case, now: datetime) -> Case:
    """The watches may be seen for a while, whether or not a guard is on post."""
    return replace(case, seen_until=now + SEEN_AFTER_CALL)


def _edges(post: Post, now: datetime) -> Iterator[datetime]:
    """When a post may begin or cease to count."""
    yield from (post.start, post.start + MINUTE, post.span.end, post.end)
    yield from (ceil_minute(stay.off) for stay in post.presences if stay.off is not None)
    if post.stands(now) and now >= post.span.end:
        # Relieved and still there: he counts for as long as he stays, nobody knows how long.
        yield floor_minute(now) + MINUTE


def _look_for_gaps(
    case: Case, found: Sequence[Gap], now: datetime
) -> tuple[Case, tuple[Told, ...]]:
    told = tuple(
        (gap.start, gap.missing, None if is_still_open(gap, now) else gap.end) for gap in found
    )
    missing = max((gap.missing for gap in found if gap.start <= now), default=0)
    after = replace(case, told_gaps=told, told_missing=missing)
    if after == case:
        return case, ()
    if not found:
        covered = noted(after, Happening.COVERED, "engine", now)
        # Without words: those of the gap stay in the alert.
        return covered, (Told("detail.gap", "cleared", ""),)
    # A gap that was announced and begins is news: whoever put the announcement away learns of it.
    if missing <= case.told_missing and not any(_is_news(gap, case.told_gaps) for gap in found):
        return after, ()
    words = sentence_of(found, now)
    return noted(after, Happening.GAP, "engine", now, words), (
        Told("detail.gap", "active", f"{case.code}: {words}"),
    )


def _is_news(gap: Gap, told: Iterable[tuple[datetime, int, datetime | None]]) -> bool:
    known = [Span(start, end or _FOREVER) for start, missing, end in told if missing >= gap.missing]
    return bool(without([gap.span], known))


def _look_at_the_end(case: Case, now: datetime) -> tuple[Case, tuple[Told, ...]]:
    session = case.session
    end = session.end if session is not None and session.ended is None else None
    near = end is not None and end - WARN_BEFORE_END <= now < end
    if near and case.told_ending != end and end is not None:
        words = _day(end)
        warned = noted(replace(case, told_ending=end), Happening.ENDING, "engine", now, words)
        return warned, (Told("detail.ending", "active", f"{case.code}: {words}"),)
    if not near and case.told_ending is not None:
        return replace(case, told_ending=None), (Told("detail.ending", "cleared", ""),)
    return case, ()


def _windows(case: Case) -> list[Span]:
    return [span for session in case.sessions for span in session.windows()]


def _day(moment: datetime) -> str:
    return moment.astimezone(KST).strftime("%Y-%m-%d %H:%M")
