"""Answer times by span and shift, to the single alert (R-ARC-02)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.alerts.sla import Limit, Profile, judge, percentile
from console.domain.alerts.sla_figures import Answers, Span, figure, shift_start, spans
from console.domain.pace import Pace
from console.services.figure_rows import csv_text, figure_rows

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)  # 23:30 in Seoul
SPAN = Span("day", NOW - timedelta(days=1), NOW)
LONE = Profile("lone_worker", (Limit(800, 10.0), Limit(985, 40.0)))


@pytest.mark.parametrize(("within", "kept", "missing"), [(197, True, 0), (196, False, 1)])
def test_that_197_of_200_pass_98_5_percent_and_196_fail_r_arc_02(
    within: int, kept: bool, missing: int
) -> None:
    found = figure(LONE, Answers(Counter({5: 190, 40: within - 190, 41: 200 - within})), SPAN)
    limit = found.limits[1]
    assert (found.total, limit.within, limit.kept, limit.missing) == (200, within, kept, missing)
    assert limit.reached_s == (40 if kept else 41)


def test_that_who_waits_too_long_is_missed_and_who_still_has_time_is_not_counted() -> None:
    answers = Answers(Counter({5: 8}), Counter({39: 3, 40: 1, 41: 2}))
    found = figure(LONE, answers, SPAN)
    assert (found.total, found.waiting) == (10, 4)
    assert found.limits[0].within == 8
    assert found.limits[1].reached_s is None  # 98.5 % were never answered


def test_that_without_alerts_every_promise_is_kept() -> None:
    assert all(each.kept for each in figure(LONE, Answers(), SPAN).limits)


@given(st.lists(st.integers(0, 60), max_size=200))
def test_that_the_figures_agree_with_those_of_single_times(seconds: list[int]) -> None:
    found = figure(LONE, Answers(Counter(seconds)), SPAN)
    for limit, verdict in zip(found.limits, judge(LONE, seconds), strict=True):
        assert (limit.within, limit.kept, limit.missing) == (
            verdict.within, verdict.kept, verdict.missing,
        )  # fmt: skip
        assert limit.reached_s == percentile([float(each) for each in seconds], limit.thousandths)


def test_that_shifts_begin_by_the_sites_own_clock_and_meet_without_a_gap() -> None:
    pace = Pace()
    assert shift_start(NOW, pace) == datetime(2026, 11, 21, 13, 0, tzinfo=UTC)  # 22:00 there
    early = datetime(2026, 11, 21, 20, 59, tzinfo=UTC)  # 05:59 there: still the night shift
    assert shift_start(early, pace) == datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
    shifts = [each for each in spans(NOW, pace) if each.name == "shift"]
    assert shifts[0].until == NOW
    assert all(a.since == b.until for a, b in pairwise(shifts))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
    st.integers(0, 23),
    st.sampled_from([4, 6, 8, 12]),
    st.sampled_from([-720, 0, 345, 540, 840]),
)
def test_that_every_moment_lies_in_its_shift(
    moment: datetime, first: int, length: int, offset: int
) -> None:
    pace = Pace(first_shift_h=first, shift_h=length, utc_offset_min=offset)
    now = moment.replace(tzinfo=UTC)
    begun = shift_start(now, pace)
    assert begun <= now < begun + timedelta(hours=length)
    local = begun + timedelta(minutes=offset)
    assert (local.hour - first) % length == 0


def test_that_a_table_has_one_line_a_limit_and_no_cell_begins_a_formula() -> None:
    rows = figure_rows(figure(LONE, Answers(Counter({5: 2})), SPAN))
    text = csv_text([*rows, {"profile": "=1+1", "span": "-x"}])
    lines = text.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("profile,span,since")
    assert "'=1+1,'-x" in lines[3]
