"""Every uncovered minute of a detail is reported, no covered one is: against a minute counter."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.alerts.lifecycle import Refused
from console.domain.field.guard import Basis, Case, Risk, Session
from console.domain.field.guard_acts import (
    Rota,
    Takeover,
    add_posts,
    exchange,
    extend,
    off_post,
    on_post,
    open_case,
    remove_post,
    start_session,
)
from console.domain.field.guard_looks import all_gaps, look, next_look, standing_gaps
from console.domain.field.post import MINUTE, Leave, Post, Presence, planned
from console.domain.field.roster_cover import Gap

# Noon in Seoul; sessions begin on the day before, so that some minutes are past.
NOON = datetime(2026, 2, 28, 3, 0, tzinfo=UTC)
GUARDS = ("G1", "G2", "G3")

seconds = st.integers(-30 * 3_600, 40 * 3_600)
quarters = st.integers(-120, 160)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    start = NOON + draw(quarters) * 15 * MINUTE
    end = start + draw(st.integers(1, 56)) * 15 * MINUTE
    number = draw(st.integers(0, 10**9))
    found = Post(f"p{number}", draw(st.sampled_from(GUARDS)), start, end)
    relieved = draw(st.none() | st.just(start + 15 * MINUTE))
    return replace(found, presences=tuple(draw(stays(found))), relieved=relieved)


@st.composite
def stays(draw: st.DrawFn, post: Post) -> list[Presence]:
    """Some stays in order; only the last may still last."""
    length = round((post.end - post.start).total_seconds())
    marks = sorted(draw(st.lists(st.integers(-3_600, length + 1_800), max_size=4, unique=True)))
    moments = [post.start + timedelta(seconds=each) for each in marks if each < length]
    pairs = [moments[at : at + 2] for at in range(0, len(moments), 2)]
    return [Presence(each[0], each[1] if len(each) == 2 else None) for each in pairs]


@st.composite
def leaves(draw: st.DrawFn) -> Leave:
    start = NOON + draw(quarters) * 15 * MINUTE
    return Leave(
        draw(st.sampled_from(GUARDS)), start, start + draw(st.integers(1, 90)) * 15 * MINUTE
    )


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    begins = time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 15, 59])))
    minutes = draw(st.sampled_from([600, 90, 601, 1_440]))
    return Session(1, Basis.RELEASE, date(2026, 2, 27), 2, begins, minutes, draw(st.integers(1, 3)))


def case_of(session: Session, roster: list[Post], now: datetime) -> Case:
    happened = tuple(replace(post, presences=_until(post.presences, now)) for post in roster)
    return Case("GD-1", Risk.VERY_HIGH, NOON, "kim", sessions=(session,), posts=happened)


def _until(stays: tuple[Presence, ...], now: datetime) -> tuple[Presence, ...]:
    """Nobody has been anywhere in the future."""
    begun = [each for each in stays if each.on <= now]
    return tuple(
        replace(each, off=None) if each.off is not None and each.off > now else each
        for each in begun
    )


def floor(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() // 60 * 60, UTC)


def counts(post: Post, away: list[Leave], minute: datetime, now: datetime) -> bool:
    """Whether this post covers this minute, said again for one minute at a time."""
    if not minute < post.end:
        return False
    running = floor(now)
    seen = any(
        floor(stay.on) <= minute and (stay.off is None or minute < stay.off)
        for stay in post.presences
    )
    if minute <= running and seen:
        return True
    planned_end = post.relieved or post.end
    is_there = bool(post.presences) and post.presences[-1].off is None
    begins = running if is_there else post.start
    if minute < running or not begins <= minute < planned_end:
        return False
    stays = post.presences
    if stays and stays[-1].off is not None and post.start <= stays[-1].off < post.end:
        return False
    if any(each.guard == post.guard and each.start <= minute < each.end for each in away):
        return False
    return minute > running or is_there or post.start >= running


def uncovered(case: Case, away: list[Leave], now: datetime) -> dict[datetime, int]:
    found = {}
    for session in case.sessions:
        for window in session.windows():
            minute = window.start
            while minute < window.end:
                there = {p.guard for p in case.posts if counts(p, away, minute, now)}
                if len(there) < session.guards:
                    found[minute] = session.guards - len(there)
                minute += MINUTE
    return found


def minutes_of(found: tuple[Gap, ...]) -> dict[datetime, int]:
    return {gap.start + each * MINUTE: gap.missing for gap in found for each in range(gap.minutes)}


@settings(max_examples=40, deadline=None)
@given(sessions(), st.lists(posts(), max_size=7), st.lists(leaves(), max_size=2), seconds)
def test_that_exactly_the_uncovered_minutes_are_in_gaps(
    session: Session, roster: list[Post], away: list[Leave], later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    case = case_of(session, roster, now)
    assert minutes_of(all_gaps(case, away, now)) == uncovered(case, away, now)


@settings(max_examples=30, deadline=None)
@given(sessions(), st.lists(posts(), max_size=7), st.lists(leaves(), max_size=2), seconds)
def test_that_the_gaps_told_are_those_of_now_and_of_the_next_day(
    session: Session, roster: list[Post], away: list[Leave], later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    case = case_of(session, roster, now)
    told = minutes_of(standing_gaps(case, away, now))
    wanted = uncovered(case, away, now)
    running = floor(now)
    near = {m: n for m, n in wanted.items() if running <= m <= now + timedelta(hours=24)}
    assert near.items() <= told.items() <= wanted.items()


@settings(max_examples=40, deadline=None)
@given(sessions(), st.lists(posts(), max_size=5), st.lists(leaves(), max_size=1), seconds)
def test_that_nothing_has_to_be_told_between_two_looks(
    session: Session, roster: list[Post], away: list[Leave], later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    case, _ = look(case_of(session, roster, now), away, now)
    end = NOON + timedelta(hours=48)
    while (due := next_look(case, away, now)) is not None and due < end:
        assert due > now
        middle = now + (due - now) / 2
        for moment in (now + timedelta(seconds=1), middle, due - timedelta(seconds=1)):
            if now < moment < due:
                assert look(case, away, moment)[1] == ()
        now = due
        case, _ = look(case, away, now)


acts = st.lists(
    st.tuples(
        st.sampled_from(["wait", "wait", "post", "on", "off", "swap", "drop", "extend"]),
        st.sampled_from(GUARDS),
        st.integers(0, 240),
        st.integers(1, 600),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(acts)
def test_that_no_uncovered_minute_stays_untold_whatever_guards_and_operators_do(
    story: list[tuple[str, str, int, int]],
) -> None:
    now = NOON
    case = open_case("GD-7", Risk.HIGH, "kim", now)
    assert isinstance(case, Case)
    wanted = Session(0, Basis.RELEASE, date(2026, 2, 28), 2, time(13), 600, 1)
    started = start_session(case, wanted, "kim", now)
    assert isinstance(started, Case)
    case, facts = look(started, (), now)
    is_told = bool(facts)
    for number, (act, guard, wait, length) in enumerate(story):
        until = now + wait * MINUTE / 2
        while (due := next_look(case, (), now)) is not None and due <= until:
            now = due
            case, facts = look(case, (), now)
            is_told = _told_after(is_told, facts)
        now = until
        case, facts = look(case, (), now)
        is_told = _told_after(is_told, facts)
        changed = _act(case, act, guard, length, now, f"p{number}")
        case, facts = look(changed if isinstance(changed, Case) else case, (), now)
        is_told = _told_after(is_told, facts)
        assert is_told == bool(standing_gaps(case, (), now))


def _told_after(is_told: bool, facts: tuple[object, ...]) -> bool:
    for each in facts:
        if getattr(each, "type", "") == "detail.gap":
            is_told = getattr(each, "condition", "") == "active"
    return is_told


def _act(case: Case, act: str, guard: str, length: int, now: datetime, name: str) -> Case | Refused:
    if act == "post":
        post = planned(name, guard, now + (length // 3) * MINUTE, now + length * MINUTE)
        return add_posts(case, (post,), Rota(), "kim", now) if isinstance(post, Post) else post
    if act in {"on", "off"}:
        return (on_post if act == "on" else off_post)(case, guard, guard, now)
    first = next((each.id for each in case.posts if each.guard == guard), "none")
    if act == "swap":
        other = GUARDS[(GUARDS.index(guard) + 1) % len(GUARDS)]
        return exchange(case, first, Takeover(name, other, now), Rota(), "kim", now)
    if act == "drop":
        return remove_post(case, first, "kim", now)
    return extend(case, 1, "still in danger", "kim", now) if act == "extend" else case
