"""Is a protected person covered at each minute? Needs, cover and the gaps between. Pure.

A need says how many guards have to be there from when to when. Cover is what counts of the posts:
what was seen up to now, and from now on the plan as far as it can be believed (what that means is
said in `domain.field.post`). A gap is every minute in which fewer different guards count than are
needed; no other minute is in one. All spans are whole minutes, so this is exact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from console.domain.field.post import (
    MINUTE,
    Leave,
    Post,
    Span,
    expected_spans,
    floor_minute,
    present_spans,
    words_of,
)

HORIZON = timedelta(hours=24)
MOST_SPOKEN = 40


@dataclass(frozen=True, slots=True)
class Need:
    """How many different guards have to be there."""

    span: Span
    guards: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Minutes with `missing` guards too few, out of `needed`."""

    start: datetime
    end: datetime
    missing: int
    needed: int

    @property
    def minutes(self) -> int:
        """How many minutes long."""
        return round((self.end - self.start) / MINUTE)

    @property
    def span(self) -> Span:
        """Its time."""
        return Span(self.start, self.end)


def cover_of(
    posts: Iterable[Post], leaves: Iterable[Leave], now: datetime
) -> dict[str, list[Span]]:
    """What counts of each guard, merged: two posts of one guard are still one guard."""
    away = tuple(leaves)
    found: dict[str, list[Span]] = {}
    for post in posts:
        spans = present_spans(post, now) + expected_spans(post, away, now)
        found.setdefault(post.guard, []).extend(spans)
    return {guard: merged(spans) for guard, spans in found.items()}


def gaps(needs: Iterable[Need], cover: dict[str, list[Span]]) -> tuple[Gap, ...]:
    """Every uncovered minute of the needs, as the longest spans with the same number missing."""
    spans = [span for each in cover.values() for span in each]
    found: list[Gap] = []
    for need in sorted(needs, key=lambda need: need.span.start):
        found += _gaps_of(need, [span for span in spans if span.overlaps(need.span)])
    return tuple(_joined(found))


def gaps_to_tell(found: Iterable[Gap], now: datetime) -> tuple[Gap, ...]:
    """Those of this very minute and of the next 24 hours; a gap that began is told as a whole."""
    running = floor_minute(now)
    return tuple(gap for gap in found if gap.end > running and gap.start <= now + HORIZON)


def is_still_open(gap: Gap, now: datetime) -> bool:
    """Whether its end is only "not yet": somebody is late and may come at any moment."""
    return gap.end == floor_minute(now) + MINUTE


def sentence_of(found: Sequence[Gap], now: datetime) -> str:
    """The gaps by the room's wall clock and how many guards there are of how many.

    Figures only, so that it reads in every language: `11-21 20:00–11-22 06:00 (0/2)`.
    """
    shown = [_words_of(gap, now) for gap in found[:MOST_SPOKEN]]
    rest = len(found) - len(shown)
    return "; ".join(shown) + (f"; +{rest}" if rest else "")


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same minutes as spans that neither touch nor overlap, rising."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(span.end, result[-1].end))
        else:
            result.append(span)
    return result


def _gaps_of(need: Need, spans: Sequence[Span]) -> list[Gap]:
    edges = {need.span.start, need.span.end}
    edges.update(max(span.start, need.span.start) for span in spans)
    edges.update(min(span.end, need.span.end) for span in spans)
    marks = sorted(edges)
    found = []
    for start, end in pairwise(marks):
        there = sum(span.start <= start < span.end for span in spans)
        if there < need.guards:
            found.append(Gap(start, end, need.guards - there, need.guards))
    return found


def _joined(found: Iterable[Gap]) -> list[Gap]:
    joined: list[Gap] = []
    for gap in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.end == gap.start
            and (last.missing, last.needed)
            == (
                gap.missing,
                gap.needed,
            )
        ):
            joined[-1] = Gap(last.start, gap.end, gap.missing, gap.needed)
        else:
            joined.append(gap)
    return joined


def _words_of(gap: Gap, now: datetime) -> str:
    times = words_of(gap.span)
    if is_still_open(gap, now):
        times = f"{times.partition('–')[0]}–…"
    return f"{times} ({gap.needed - gap.missing}/{gap.needed})"
