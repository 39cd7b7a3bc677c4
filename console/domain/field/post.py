"""Who stands where and when: posts of guards, what was seen of them, leave, exchange. Pure.

The plan and the presence are two things. A post is the plan: one guard from one minute to another.
A presence is what happened: on post, off post. Whole minutes count: a guard who comes or goes
within a minute was there in that minute, so a hand-over that crosses in seconds leaves no hole.

A presence is believed to the end of its post and no further: an "off post" that was forgotten must
not hide that nobody came after it. Leave takes a plan away, never what really happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from console.domain import wall_clock
from console.domain.alerts.lifecycle import Refused

MINUTE = timedelta(minutes=1)
KST = wall_clock.KST
LONGEST_POST = timedelta(hours=14)
EARLIEST_ARRIVAL = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`. Aware times, UTC, whole minutes."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether they share any moment."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Presence:
    """One stay on post, to the second. `off` is None while it lasts."""

    on: datetime
    off: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """A guard who cannot come, from one minute to another."""

    guard: str
    start: datetime
    end: datetime
    reason: str = ""

    @property
    def span(self) -> Span:
        """The time away."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Post:
    """One guard's duty at one case.

    `instead_of` is who stood in the roster before an exchange, `relieved` from when on another
    guard is planned in his place: he counts as long as he is there, but is expected no more.
    """

    id: str
    guard: str
    start: datetime
    end: datetime
    presences: tuple[Presence, ...] = ()
    instead_of: str = ""
    relieved: datetime | None = None

    @property
    def span(self) -> Span:
        """The planned time."""
        return Span(self.start, self.end if self.relieved is None else self.relieved)

    @property
    def is_on(self) -> bool:
        """Whether the guard said "on post" and did not say "off post" since."""
        return bool(self.presences) and self.presences[-1].off is None

    def stands(self, now: datetime) -> bool:
        """Whether the guard is on post now: a forgotten "off post" ends with the post."""
        return self.is_on and now < self.end

    @property
    def left_early(self) -> bool:
        """Whether the guard went before the end: what remains of the plan is not to be trusted."""
        if not self.presences or self.presences[-1].off is None:
            return False
        return self.start <= self.presences[-1].off < self.end


def floor_minute(moment: datetime) -> datetime:
    """The minute that holds this moment, in UTC."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def ceil_minute(moment: datetime) -> datetime:
    """The first whole minute at or after this moment, in UTC."""
    floor = floor_minute(moment)
    return floor if floor == moment else floor + MINUTE


def planned(post_id: str, guard: str, start: datetime, end: datetime) -> Post | Refused:
    """A new post: whole minutes, an end after its start, at most fourteen hours."""
    if not guard.strip():
        return Refused("The guard was not named.")
    span = Span(floor_minute(start), ceil_minute(end))
    if span.end <= span.start:
        return Refused("A post ends after it begins.")
    if span.end - span.start > LONGEST_POST:
        hours = LONGEST_POST.total_seconds() / 3_600
        return Refused(f"A post is at most {hours:.0f} hours.")
    return Post(post_id, guard.strip(), span.start, span.end)


def refuse_double(post: Post, others: Iterable[Post], leaves: Iterable[Leave]) -> Refused | None:
    """Why this guard cannot stand there then: another post at the time, or leave."""
    for each in others:
        if each.id != post.id and each.guard == post.guard and each.span.overlaps(post.span):
            return Refused(f"{post.guard} already has a post {words_of(each.span)}.")
    for leave in leaves:
        if leave.guard == post.guard and leave.span.overlaps(post.span):
            return Refused(f"{post.guard} is on leave {words_of(leave.span)}.")
    return None


def go_on(post: Post, at: datetime) -> Post | Refused:
    """The guard is on post from `at`, at most an hour before the plan and not after its end."""
    if post.is_on:
        return Refused(f"{post.guard} is on post since {_clock(post.presences[-1].on)}.")
    if not post.start - EARLIEST_ARRIVAL <= at < post.span.end:
        return Refused(f"The post of {post.guard} is {words_of(post.span)}.")
    last = post.presences[-1].off if post.presences else None
    if last is not None and at < last:
        return Refused(f"{post.guard} was on post until {_clock(last)}.")
    return replace(post, presences=(*post.presences, Presence(at)))


def go_off(post: Post, at: datetime) -> Post | Refused:
    """The guard leaves the post at `at`."""
    if not post.is_on:
        return Refused(f"{post.guard} is not on post.")
    last = post.presences[-1]
    if at < last.on:
        return Refused(f"{post.guard} is on post since {_clock(last.on)}.")
    return replace(post, presences=(*post.presences[:-1], replace(last, off=at)))


def exchange(post: Post, guard: str, at: datetime, new_id: str) -> tuple[Post, ...] | Refused:
    """Another guard is planned from `at` on; where the first really is stays what it is.

    One post comes back when nobody has stood there yet, else the first, relieved, and the second.
    """
    if not guard.strip() or guard.strip() == post.guard:
        return Refused("Another guard has to be named.")
    moment = max(floor_minute(at), post.start)
    if moment >= post.span.end:
        return Refused(f"The post of {post.guard} was {words_of(post.span)}.")
    later = Post(new_id, guard.strip(), moment, post.end, instead_of=post.guard)
    if moment == post.start and not post.presences:
        return (later,)
    return replace(post, relieved=moment), later


def present_spans(post: Post, now: datetime) -> list[Span]:
    """The minutes in which the guard was there, the running one included."""
    spans = []
    for stay in post.presences:
        until = ceil_minute(stay.off) if stay.off is not None else floor_minute(now) + MINUTE
        span = Span(floor_minute(stay.on), min(until, post.end))
        if span.start < span.end:
            spans.append(span)
    return spans


def expected_spans(post: Post, leaves: Iterable[Leave], now: datetime) -> list[Span]:
    """The minutes to come in which the plan may be believed.

    The running minute counts for a guard who is there or whose post begins in it; one who is late
    is believed from the next minute on, one who left before the end not at all.
    """
    running = floor_minute(now)
    if post.left_early or post.span.end <= running:
        return []
    # Who came early stays; who is late is not there yet in the running minute.
    first = running if post.is_on or post.start >= running else running + MINUTE
    span = Span(first if post.is_on else max(post.start, first), post.span.end)
    mine = [leave.span for leave in leaves if leave.guard == post.guard]
    return without([span] if span.start < span.end else [], mine)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The spans with the holes cut out."""
    left = list(spans)
    for hole in holes:
        left = [part for span in left for part in _cut(span, hole)]
    return left


def words_of(span: Span) -> str:
    """A span by the clock on the wall of the room, e.g. "11-21 20:00–11-22 06:00"."""
    return f"{_clock(span.start)}–{_end_words(span)}"


def _end_words(span: Span) -> str:
    same_day = span.start.astimezone(KST).date() == span.end.astimezone(KST).date()
    return span.end.astimezone(KST).strftime("%H:%M") if same_day else _clock(span.end)


def _cut(span: Span, hole: Span) -> list[Span]:
    if not span.overlaps(hole):
        return [span]
    parts = (Span(span.start, hole.start), Span(hole.end, span.end))
    return [part for part in parts if part.start < part.end]


def _clock(moment: datetime) -> str:
    return moment.astimezone(KST).strftime("%m-%d %H:%M")
