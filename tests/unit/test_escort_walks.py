"""What the fixes of two devices say of one walk: a telephone that errs or falls silent judges
nothing for the others (O8).
"""

from datetime import timedelta

import pytest

from console.wire.sep1 import PositionReport, State
from tests.support.engine_doubles import arrived
from tests.support.field_stage import FieldStage
from tests.unit.test_field_escorts import walking

LAT, LON = 37.5610, 127.0350
NORTH = 1 / 111_195
EAST = 1 / 88_150


def go(stage: FieldStage, *, telephone_s: float = 0.0, stands_s: float = 600.0) -> None:
    """The team walks for 5 min and stands then; the citizen's telephone is heard at first."""
    begun = stage.ms / 1_000
    for second in range(0, 300 + round(stands_s), 5):
        stage.go_to(begun + second, 5)
        lat = LAT + min(second, 300) * 1.1 * NORTH
        stage.see("scout-1", lat, LON, 8.0)
        if second < telephone_s:
            stage.see("app-1", lat, LON, 8.0)


@pytest.mark.parametrize("telephone_s", [0, 20, 280, 900])
def test_that_a_walk_stands_still_whatever_became_of_the_telephone(telephone_s: float) -> None:
    stage = walking(walker="app-1")
    go(stage, telephone_s=telephone_s)
    assert "escort.stopped" in stage.standing()


def test_that_who_walks_on_without_the_telephone_does_not_stand_still() -> None:
    stage = walking(walker="app-1")
    begun = stage.ms / 1_000
    stage.see("app-1", LAT, LON)
    for second in range(0, 420, 5):
        stage.go_to(begun + second, 5)
        stage.see("scout-1", LAT + second * 1.1 * NORTH, LON, 8.0)
        stage.see("app-1", LAT, LON, 8.0)
    assert "escort.stopped" not in stage.standing()


def test_that_the_deviation_of_a_telephone_that_fell_silent_is_over() -> None:
    stage = walking(walker="app-1")
    begun = stage.ms / 1_000
    for second in range(0, 420, 5):
        stage.go_to(begun + second, 5)
        stage.see("scout-1", LAT + second * 1.1 * NORTH, LON, 8.0)
        if second < 120:
            stage.see("app-1", LAT, LON + 150 * EAST, 8.0)
        if second == 115:
            assert "escort.deviation" in stage.standing()
    assert "escort.deviation" not in stage.standing()


def test_that_a_fix_stamped_hours_ahead_does_not_blind_the_watch() -> None:
    stage = walking()
    begun = stage.ms / 1_000
    ahead = PositionReport("scout-1", stage.now + timedelta(hours=3), LAT, LON, 8.0)
    stage.hear(arrived(State("gateway", stage.now, (ahead,)), stage.ms, "gateway"))
    for second in range(5, 300, 5):
        stage.go_to(begun + second, 5)
        stage.see("scout-1", LAT, LON + 150 * EAST, 8.0)
    assert "escort.deviation" in stage.standing()


def test_that_a_clock_of_a_device_that_is_hours_ahead_is_watched_all_the_same() -> None:
    stage = walking()
    begun = stage.ms / 1_000
    for second in range(0, 300, 5):
        stage.go_to(begun + second, 5)
        at = stage.now + timedelta(hours=3)
        fix = PositionReport("scout-1", at, LAT, LON + 150 * EAST, 8.0)
        stage.hear(arrived(State("gateway", stage.now, (fix,)), stage.ms, "gateway"))
    assert "escort.deviation" in stage.standing()
