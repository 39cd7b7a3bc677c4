"""The only code that changes a guard detail: what operators, guards and time do to it. Pure.

Every act gives the new case or the reason why not. `look` is what time does: it compares the gaps
of this minute and of the next 24 hours with what the room was told, and gives the facts to tell.
Whoever acts on a case looks before and after, so no minute falls between two looks untold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain import post as posts_of
from console.domain.guard import (
    BY_HAND,
    LONGEST_DAYS,
    MOST_TIMELINE,
    Case,
    Entry,
    Feeling,
    Happening,
    Outcome,
    Risk,
    Session,
)
from console.domain.lifecycle import Refused
from console.domain.post import MINUTE, Leave, Post, Span, without
from console.domain.roster_cover import (
    HORIZON,
    Gap,
    cover_of,
    gaps,
    gaps_to_tell,
    is_still_open,
    sentence_of,
)

CODE_LONGEST = 24
WARN_BEFORE_END = timedelta(hours=48)
FARTHEST_START = timedelta(days=366)
MOST_POSTS = 400
MOST_GUARDS = 4
SEEN_AFTER_CALL = timedelta(hours=1)
_FOREVER = datetime.max.replace(tzinfo=posts_of.KST) - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact for the room: the alert's type, whether it holds, and its sentence."""

    type: str
    condition: str
    text: str


@dataclass(frozen=True, slots=True)
class Rota:
    """What a new post must not collide with: posts in other cases, and leave."""

    elsewhere: tuple[Post, ...] = ()
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class Takeover:
    """Who takes a post over, from when; `id` names the new post."""

    id: str
    guard: str
    since: datetime


def open_case(
    code: str,
    risk: Risk,
    by: str,
    at: datetime,
    *,
    station: str = "",
    watches: Sequence[str] = (),
    cameras: Sequence[str] = (),
) -> Case | Refused:
    """A new case. The code stands for the person everywhere: capitals, digits and hyphens."""
    plain = code.strip()
    letters = plain.replace("-", "")
    if not 3 <= len(plain) <= CODE_LONGEST or not letters.isascii() or not letters.isalnum():
        return Refused(f"A code is 3 to {CODE_LONGEST} letters, digits and hyphens, no name.")
    case = Case(plain.upper(), risk, at, by, station.strip(), tuple(watches), tuple(cameras))
    return noted(case, Happening.OPENED, by, at, risk.value)


def start_session(case: Case, wanted: Session, by: str, at: datetime) -> Case | Refused:
    """Grant guards for up to fourteen days; the session before has to be over by then."""
    if refused := refuse_closed(case) or _refuse_session(wanted):
        return refused
    begins = wanted.begins.replace(second=0, microsecond=0, tzinfo=None)
    number = len(case.sessions) + 1
    made = replace(wanted, number=number, begins=begins, extra_days=0, ended=None)
    if made.end <= at or made.start > at + FARTHEST_START:
        return Refused("The session would be over already, or begins more than a year ahead.")
    if case.session is not None and made.start < case.session.end:
        return Refused(f"Session {case.session.number} runs until {_day(case.session.end)}.")
    after = replace(case, sessions=(*case.sessions, made))
    return noted(after, Happening.SESSION, by, at, made.basis.value)


def extend(case: Case, days: int, reason: str, by: str, at: datetime) -> Case | Refused:
    """The one extension, by up to fourteen days."""
    session = case.session
    if refused := refuse_closed(case):
        return refused
    if session is None or session.end <= at or session.ended is not None:
        return Refused("No session is running that could be extended.")
    if session.extra_days:
        return Refused("The session was extended once already; a new decision is needed.")
    if not 1 <= days <= LONGEST_DAYS:
        return Refused(f"An extension is 1 to {LONGEST_DAYS} days.")
    if not reason.strip():
        return Refused("A reason is needed.")
    after = _with_session(case, replace(session, extra_days=days))
    return noted(after, Happening.EXTENDED, by, at, f"+{days}: {reason.strip()}")


def end_session(case: Case, reason: str, by: str, at: datetime) -> Case | Refused:
    """Cut the running session short; posts after it fall away."""
    session = case.session
    if session is None or session.end <= at:
        return Refused("No session is running.")
    if not reason.strip():
        return Refused("A reason is needed.")
    after = _with_session(case, replace(session, ended=posts_of.floor_minute(at)))
    kept = tuple(each for each in case.posts if each.start < after.sessions[-1].end or each.is_on)
    return noted(replace(after, posts=kept), Happening.ENDED, by, at, reason.strip())


def add_posts(
    case: Case,
    new: Sequence[Post],
    rota: Rota,
    by: str,
    at: datetime,
) -> Case | Refused:
    """Put posts into the roster, all or none."""
    if refused := refuse_closed(case):
        return refused
    if len(case.posts) + len(new) > MOST_POSTS:
        return Refused(f"A case has at most {MOST_POSTS} posts.")
    others = [*case.posts, *rota.elsewhere]
    for each in new:
        if each.end <= at:
            return Refused("The post would be over already.")
        if refused := posts_of.refuse_double(each, others, rota.leaves):
            return refused
        others.append(each)
    rising = tuple(sorted((*case.posts, *new), key=lambda post: (post.start, post.guard, post.id)))
    names = ", ".join(sorted({each.guard for each in new}))
    return noted(replace(case, posts=rising), Happening.ROSTER, by, at, f"+{len(new)} {names}")


def remove_post(case: Case, post_id: str, by: str, at: datetime) -> Case | Refused:
    """Take a post out that has not begun."""
    found = case.post(post_id)
    if found is None:
        return Refused("There is no such post.")
    if found.presences or found.end <= at:
        return Refused(f"The post of {found.guard} has begun; exchange it instead.")
    words = f"- {found.guard} {posts_of.words_of(found.span)}"
    return noted(_with_posts(case, found), Happening.ROSTER, by, at, words)


def exchange(
    case: Case, post_id: str, later: Takeover, rota: Rota, by: str, at: datetime
) -> Case | Refused:
    """Another guard takes a post over from a moment on; the past stays as it was."""
    found = case.post(post_id)
    if found is None:
        return Refused("There is no such post.")
    parts = posts_of.exchange(found, later.guard, max(later.since, at), later.id)
    if isinstance(parts, Refused):
        return parts
    others = [each for each in (*case.posts, *rota.elsewhere) if each.id != post_id]
    if refused := posts_of.refuse_double(parts[-1], others, rota.leaves):
        return refused
    words = f"{found.guard} → {parts[-1].guard} {posts_of.words_of(parts[-1].span)}"
    return noted(_with_posts(case, found, *parts), Happening.ROSTER, by, at, words)


def on_post(case: Case, guard: str, by: str, at: datetime, words: str = "") -> Case | Refused:
    """A guard of the roster is there: at the post that runs at `at`, or begins within an hour."""
    if refused := refuse_closed(case):
        return refused
    found = _post_at(case, guard, at)
    if found is None:
        return Refused(f"{guard or 'The guard'} has no post here now.")
    after = posts_of.go_on(found, at)
    if isinstance(after, Refused):
        return after
    return noted(_with_posts(case, found, after), Happening.ON_POST, by, at, _said(guard, words))


def off_post(case: Case, guard: str, by: str, at: datetime, words: str = "") -> Case | Refused:
    """A guard leaves."""
    found = next(
        (each for each in reversed(case.posts) if each.guard == guard and each.is_on), None
    )
    if found is None:
        return Refused(f"{guard or 'The guard'} is not on post.")
    after = posts_of.go_off(found, at)
    if isinstance(after, Refused):
        return after
    return noted(_with_posts(case, found, after), Happening.OFF_POST, by, at, _said(guard, words))


def happened(
    case: Case, kind: Happening, by: str, at: datetime, words: str, alert: int | None = None
) -> Case | Refused:
    """What an operator puts on the timeline."""
    if refused := refuse_closed(case):
        return refused
    if kind not in BY_HAND:
        return Refused("This is written by what happens, not by hand.")
    if kind is Happening.NOTE and not words.strip():
        return Refused("A note needs words.")
    return noted(case, kind, by, at, words.strip(), alert)


def close_case(
    case: Case, outcome: Outcome, feeling: Feeling, survey: str, by: str, at: datetime
) -> Case | Refused:
    """End the case with its outcome and the survey's answer. A running session is ended first."""
    if refused := refuse_closed(case):
        return refused
    if case.session is not None and case.session.end > at:
        return Refused("A session is running: end it first.")
    asked = noted(case, Happening.SURVEYED, by, at, feeling.value)
    ended = noted(asked, Happening.CLOSED, by, at, outcome.value)
    return replace(
        ended, outcome=outcome, feeling=feeling, survey=survey.strip(), closed=at, closed_by=by
    )


def noted(
    case: Case, kind: Happening, by: str, at: datetime, text: str = "", alert: int | None = None
) -> Case:
    """One more line of the timeline; the oldest fall out (the journal keeps them)."""
    lines = (*case.timeline, Entry(at, kind, by, text, alert))
    return replace(case, timeline=lines[-MOST_TIMELINE:])


def refuse_closed(case: Case) -> Refused | None:
    """Why nothing may change any more."""
    return None if case.is_open else Refused(f"Case {case.code} was closed by {case.closed_by}.")


# --- what time does -----------------------------------------------------------------------------


def standing_gaps(case: Case, leaves: Iterable[Leave], now: datetime) -> tuple[Gap, ...]:
    """The gaps of this minute and of the next 24 hours."""
    return gaps_to_tell(all_gaps(case, leaves, now), now)


def all_gaps(case: Case, leaves: Iterable[Leave], now: datetime) -> tuple[Gap, ...]:
    """Every gap of every session, past and to come."""
    return gaps(case.needs(), cover_of(case.posts, leaves, now))


def look(case: Case, leaves: Iterable[Leave], now: datetime) -> tuple[Case, tuple[Told, ...]]:
    """What the room has to be told now, and the case that knows it was."""
    if not case.is_open:
        return case, ()
    after, gap_facts = _look_for_gaps(case, tuple(leaves), now)
    last, end_facts = _look_at_the_end(after, now)
    return last, (*gap_facts, *end_facts)


def next_look(case: Case, leaves: Iterable[Leave], now: datetime) -> datetime | None:
    """When time alone may change what the room has to be told."""
    if not case.is_open:
        return None
    away = tuple(leaves)
    moments = [edge for post in case.posts for edge in (post.start, post.start + MINUTE, post.end)]
    moments += [edge for span in _windows(case) for edge in (span.start, span.end)]
    moments += [edge for leave in away for edge in (leave.start, leave.end)]
    moments += [each.end - WARN_BEFORE_END for each in case.sessions]
    found = all_gaps(case, away, now)
    moments += [gap.start - HORIZON for gap in found]
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


def _look_for_gaps(
    case: Case, leaves: tuple[Leave, ...], now: datetime
) -> tuple[Case, tuple[Told, ...]]:
    found = standing_gaps(case, leaves, now)
    told = tuple(
        (gap.start, gap.missing, None if is_still_open(gap, now) else gap.end) for gap in found
    )
    if told == case.told_gaps:
        return case, ()
    after = replace(case, told_gaps=told)
    if not found:
        covered = noted(after, Happening.COVERED, "engine", now)
        return covered, (Told("detail.gap", "cleared", case.code),)
    if not any(_is_news(gap, case.told_gaps) for gap in found):
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
        return replace(case, told_ending=None), (Told("detail.ending", "cleared", case.code),)
    return case, ()


def _windows(case: Case) -> list[Span]:
    return [span for session in case.sessions for span in session.windows()]


def _post_at(case: Case, guard: str, at: datetime) -> Post | None:
    mine = [each for each in case.posts if each.guard == guard and at < each.end]
    near = [each for each in mine if each.start - posts_of.EARLIEST_ARRIVAL <= at]
    return min(near, key=lambda each: each.start, default=None)


def _refuse_session(wanted: Session) -> Refused | None:
    if not 1 <= wanted.days <= LONGEST_DAYS:
        return Refused(f"A session is 1 to {LONGEST_DAYS} days.")
    if not 30 <= wanted.minutes <= 1_440 or not 1 <= wanted.guards <= MOST_GUARDS:
        return Refused(f"A day is 30 min to 24 h with 1 to {MOST_GUARDS} guards.")
    return None


def _with_session(case: Case, session: Session) -> Case:
    return replace(case, sessions=(*case.sessions[:-1], session))


def _with_posts(case: Case, old: Post, *new: Post) -> Case:
    kept = [each for each in case.posts if each.id != old.id]
    rising = sorted((*kept, *new), key=lambda post: (post.start, post.guard, post.id))
    return replace(case, posts=tuple(rising))


def _said(guard: str, words: str) -> str:
    return f"{guard}: {words.strip()}" if words.strip() else guard


def _day(moment: datetime) -> str:
    return moment.astimezone(posts_of.KST).strftime("%Y-%m-%d %H:%M")
