"""What operators and guards do to a guard detail (what time does is `guard_looks`'s). Pure.

Every act gives the new case or the reason why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.alerts.lifecycle import Refused
from console.domain.field import post as posts_of
from console.domain.field.guard import (
    BY_HAND,
    LONGEST_DAYS,
    MOST_TIMELINE,
    WRITTEN,
    Case,
    Entry,
    Feeling,
    Happening,
    Outcome,
    Risk,
    Session,
)
from console.domain.field.post import Leave, Post

CODE_LONGEST = 24
FARTHEST_START = timedelta(days=366)
MOST_POSTS = 400
MOST_GUARDS = 4


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
    case = _relieving(case, found, at)
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


def surveyed(case: Case, feeling: Feeling, words: str, by: str, at: datetime) -> Case | Refused:
    """What the person answered after the end; the first answer stands."""
    if case.is_open:
        return Refused("The survey of an open case is noted when it is closed.")
    if case.feeling not in {None, Feeling.NOT_ASKED}:
        return Refused("The answer of this case is on record already.")
    if feeling is Feeling.NOT_ASKED:
        return Refused("Say what the person answered.")
    # Of a case whose words were erased only the answer itself is kept.
    kept = "" if case.erased is not None else words.strip()
    after = replace(case, feeling=feeling, survey=kept)
    return noted(after, Happening.SURVEYED, by, at, feeling.value)


def noted(
    case: Case, kind: Happening, by: str, at: datetime, text: str = "", alert: int | None = None
) -> Case:
    """One more line of the timeline; the oldest fall out (the journal keeps them)."""
    lines = (*case.timeline, Entry(at, kind, by, text, alert))
    return replace(case, timeline=lines[-MOST_TIMELINE:])


def without_words(case: Case) -> Case:
    """The case without what people wrote on its timeline: what happened and when stays."""
    lines = (replace(each, text="") if each.kind in WRITTEN else each for each in case.timeline)
    return replace(case, timeline=tuple(lines))


def refuse_closed(case: Case) -> Refused | None:
    """Why nothing may change any more."""
    return None if case.is_open else Refused(f"Case {case.code} was closed by {case.closed_by}.")


def _relieving(case: Case, taken: Post, at: datetime) -> Case:
    """Whom this post relieves is off with the other's arrival, whether or not he says so."""
    for each in case.posts:
        if each.guard == taken.instead_of and each.relieved == taken.start and each.is_on:
            gone = posts_of.go_off(each, max(at, taken.start))
            return _with_posts(case, each, gone) if isinstance(gone, Post) else case
    return case


def _post_at(case: Case, guard: str, at: datetime) -> Post | None:
    mine = [each for each in case.posts if each.guard == guard and at < each.span.end]
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
