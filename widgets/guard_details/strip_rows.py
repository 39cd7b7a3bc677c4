"""The roster strip as values: which days, which bars in which lane, which gaps. Pure; no Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.field.guard import Case
from console.domain.field.post import Post, Span
from console.domain.field.roster_cover import Gap

_MARGIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One post in a day's row. `lane` counts from 0."""

    post: Post
    lane: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a session: the axis it is drawn on, when guards are needed, bars and gaps."""

    number: int
    axis: Span
    need: Span
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    lanes: int

    def share(self, moment: datetime) -> float:
        """Where a moment lies on the axis: 0 at its start, 1 at its end, cut at both."""
        whole = (self.axis.end - self.axis.start).total_seconds()
        part = (moment - self.axis.start).total_seconds()
        return min(max(part / whole, 0.0), 1.0)


def rows_of(case: Case, gaps: Iterable[Gap]) -> tuple[DayRow, ...]:
    """A row for each day of every session, in order."""
    found = tuple(gaps)
    rows = []
    for session in case.sessions:
        for number, need in enumerate(session.windows(), start=1):
            axis = Span(need.start - _MARGIN, need.end + _MARGIN)
            posts = [post for post in case.posts if post.span.overlaps(axis)]
            bars = _laned(posts)
            here = tuple(gap for gap in found if gap.span.overlaps(need))
            lanes = max([session.guards, *(bar.lane + 1 for bar in bars)])
            rows.append(DayRow(number, axis, need, bars, here, lanes))
    return tuple(rows)


def row_now(rows: Sequence[DayRow], now: datetime) -> int:
    """The row of this moment: the first that is not over, else the last."""
    return next((at for at, row in enumerate(rows) if now < row.need.end), max(len(rows) - 1, 0))


def _laned(posts: Iterable[Post]) -> tuple[Bar, ...]:
    """Each guard in a lane of his own while that goes, so that the eye can follow one."""
    ends: list[datetime] = []
    owners: list[str] = []
    bars = []
    for post in sorted(posts, key=lambda post: (post.start, post.guard)):
        free = [lane for lane, end in enumerate(ends) if end <= post.start]
        own = [lane for lane in free if owners[lane] == post.guard]
        lane = (own or free or [len(ends)])[0]
        if lane == len(ends):
            ends.append(post.end)
            owners.append(post.guard)
        ends[lane], owners[lane] = post.end, post.guard
        bars.append(Bar(post, lane))
    return tuple(bars)
