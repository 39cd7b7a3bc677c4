"""Answer times against promises, at the exact boundary counts (R-ARC-02, R-ARC-03)."""

from datetime import timedelta

import pytest

from console.domain.alerts.sla import Stage, judge, left, percentile, read_profiles, stage
from console.services.catalogue import read_catalogue

LONE_WORKER = read_catalogue().profiles["lone_worker"]


@pytest.mark.parametrize(("within", "kept"), [(197, True), (196, False)])
def test_that_98_5_percent_is_counted_to_the_single_alert_r_arc_02(within: int, kept: bool) -> None:
    times = [5.0] * within + [41.0] * (200 - within)
    verdict = judge(LONE_WORKER, times)[1]
    assert (verdict.within, verdict.total, verdict.kept) == (within, 200, kept)
    assert verdict.missing == (0 if kept else 1)


@pytest.mark.parametrize(("late", "kept"), [(0, True), (1, False)])
def test_that_a_time_equal_to_the_limit_is_within_it(late: int, kept: bool) -> None:
    times = [10.0] * (8 - late) + [10.001] * (2 + late)
    assert judge(LONE_WORKER, times)[0].kept is kept


def test_that_nothing_to_count_breaks_no_promise() -> None:
    assert all(verdict.kept for verdict in judge(LONE_WORKER, []))
    assert percentile([], 985) is None


def test_that_a_percentile_is_a_time_that_was_really_measured() -> None:
    times = [float(n) for n in range(1, 201)]
    assert percentile(times, 800) == 160.0
    assert percentile(times, 985) == 197.0
    assert percentile([7.0], 1) == 7.0


@pytest.mark.parametrize(
    ("waited", "expected", "seconds"),
    [
        (0, Stage.IN_TIME, 10),
        (10, Stage.IN_TIME, 0),
        (10.1, Stage.LATE, 29.9),
        (40, Stage.LATE, 0),
        (41, Stage.OVERDUE, -1),
    ],
)
def test_that_the_countdown_changes_at_10_and_at_40_seconds_r_arc_03(
    waited: float, expected: Stage, seconds: float
) -> None:
    span = timedelta(seconds=waited)
    assert stage(LONE_WORKER, span) is expected
    assert left(LONE_WORKER, span) == pytest.approx(seconds)


def test_that_a_type_without_a_promise_has_no_countdown() -> None:
    assert stage(None, timedelta(days=1)) is Stage.IN_TIME
    assert left(None, timedelta(0)) is None


@pytest.mark.parametrize(
    "rows", [[], [[800]], [[800, 10], [700, 40]], [[0, 1]], [[1001, 1]], [["8", 1]], [[800, 0]], 3]
)
def test_that_a_profile_that_makes_no_sense_is_named(rows: object) -> None:
    found, problems = read_profiles({"bad": rows, "good": [[900, 60]]})
    assert list(found) == ["good"]
    assert "sla_profiles.bad" in problems[0]
