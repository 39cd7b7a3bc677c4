"""Chatter and flapping (R-ALM-08, R-ALM-09)."""

from datetime import UTC, datetime, timedelta

import pytest

from console.domain.alerts.noise import Point, flap_percent, is_retrigger, reported

START = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def _after(*seconds: float, condition: str = "point") -> Point:
    point = Point()
    for each in seconds:
        point = reported(point, condition, START + timedelta(seconds=each))
    return point


@pytest.mark.parametrize(("third", "chatters"), [(59.0, True), (61.0, False)])
def test_that_three_in_59_seconds_are_chatter_and_in_61_are_not_r_alm_08(
    third: float, chatters: bool
) -> None:
    point = _after(0.0, 30.0, third)
    assert point.is_chattering(START + timedelta(seconds=third)) is chatters


def test_that_chatter_ends_when_the_point_is_quiet() -> None:
    point = _after(0.0, 1.0, 2.0)
    assert not point.is_chattering(START + timedelta(seconds=62))


def test_that_clearing_is_no_activation() -> None:
    point = Point()
    for second, condition in enumerate(("active", "cleared", "active", "cleared")):
        point = reported(point, condition, START + timedelta(seconds=second))
    assert not point.is_chattering(START + timedelta(seconds=4))
    assert len(point.activations) == 2


def test_that_newer_changes_weigh_more_r_alm_09() -> None:
    old = flap_percent((True, *[False] * 19))
    new = flap_percent((*[False] * 19, True))
    assert old == pytest.approx(4.0)
    assert new == pytest.approx(5.75)
    assert flap_percent((True,) * 20) == pytest.approx(97.5)


def test_that_flapping_starts_above_30_and_ends_below_25_percent_r_alm_09() -> None:
    point = Point()
    seen = []
    for number in range(8):
        condition = "active" if number % 2 == 0 else "cleared"
        point = reported(point, condition, START + timedelta(seconds=number))
        seen.append((flap_percent(point.changes) > 30, point.flapping))
    assert seen[-1] == (True, True)
    assert all(high == flapping for high, flapping in seen)
    quiet = 0
    while point.flapping:
        percent = flap_percent(point.changes)
        assert percent >= 25.0
        point = reported(point, "cleared", START + timedelta(minutes=1))
        quiet += 1
        assert quiet <= 20
    assert flap_percent(point.changes) < 25.0


def test_that_memory_stays_bounded() -> None:
    point = _after(*(number * 0.001 for number in range(5_000)))
    assert len(point.activations) <= 3
    assert len(point.changes) == 20


@pytest.mark.parametrize(
    ("disposition", "seconds", "expected"),
    [
        ("false_nuisance", 59, True),
        ("false_nuisance", 61, False),
        ("true", 5, False),
        (None, 5, False),
    ],
)
def test_that_only_a_nuisance_closed_moments_ago_is_a_retrigger(
    disposition: str | None, seconds: int, expected: bool
) -> None:
    assert is_retrigger(START, disposition, START + timedelta(seconds=seconds)) is expected
