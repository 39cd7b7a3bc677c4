"""A flood begins above ten alerts in ten minutes and ends below five (R-ALM-03)."""

from datetime import UTC, datetime, timedelta

import pytest

from console.domain.alerts.flood import FloodWatch, mix, passed, raised

START = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def _after(count: int, every_s: float = 1.0) -> FloodWatch:
    watch = FloodWatch()
    for number in range(count):
        watch = raised(watch, START + timedelta(seconds=number * every_s))
    return watch


@pytest.mark.parametrize(("count", "flood"), [(9, False), (10, False), (11, True)])
def test_that_the_eleventh_alert_begins_a_flood_r_alm_03(count: int, flood: bool) -> None:
    assert _after(count).is_flood is flood


def test_that_alerts_a_minute_apart_are_no_flood() -> None:
    assert not _after(60, every_s=60.0).is_flood


def test_that_a_flood_ends_below_five_and_keeps_its_figures_r_alm_03() -> None:
    watch = _after(30)
    five_left = passed(watch, START + timedelta(minutes=10, seconds=24))
    assert five_left.rate == 5
    assert five_left.is_flood
    four_left = passed(five_left, START + timedelta(minutes=10, seconds=25))
    assert four_left.rate == 4
    assert not four_left.is_flood
    assert four_left.flood is not None
    assert (four_left.flood.number, four_left.flood.alerts, four_left.flood.peak) == (1, 30, 30)
    assert four_left.flood.ended == START + timedelta(minutes=10, seconds=25)


def test_that_a_second_flood_gets_its_own_number() -> None:
    watch = passed(_after(11), START + timedelta(hours=1))
    for number in range(11):
        watch = raised(watch, START + timedelta(hours=2, seconds=number))
    assert watch.is_flood
    assert watch.flood is not None
    assert watch.flood.number == 2


def test_that_the_mix_counts_priorities_1_and_2_as_high() -> None:
    assert mix({4: 80, 3: 15, 2: 4, 1: 1}) == pytest.approx((0.80, 0.15, 0.05))
    assert mix({}) is None
