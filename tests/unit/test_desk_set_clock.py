"""A clock that is set, by an hour or by years: nothing is late and nothing is hidden for longer."""

from datetime import timedelta

import pytest

from console.domain.alerts.alert import Alert
from tests.support.stepped_room import SteppedRoom

HOUR, YEARS = timedelta(hours=1), timedelta(days=1_100)


def _call(room: SteppedRoom) -> Alert:
    """The first call for help; the set clock has an alert too."""
    return next(each for each in room.alerts.values() if each.type == "sos.app")


@pytest.mark.parametrize("jump", [HOUR, -HOUR, YEARS, -YEARS])
@pytest.mark.parametrize("restarted", [False, True])
def test_that_a_shelf_hides_no_longer_than_its_author_said_r_alm_06(
    jump: timedelta, *, restarted: bool
) -> None:
    room = SteppedRoom()
    room.event("analytics.loitering")
    assert room.act("shelve", text="market", until=room.wall + 2 * HOUR)
    room.tick(60.0)
    room.wrong = jump
    if restarted:
        room.start()
    room.tick(7_100.0)
    assert room.alerts[1].visibility.value == "shelved"
    room.tick(45.0)
    assert room.alerts[1].visibility.value == "normal"


@pytest.mark.parametrize("jump", [HOUR, -HOUR, YEARS, -YEARS])
def test_that_a_call_that_comes_just_as_the_clock_is_set_is_escalated_in_time_r_alm_14(
    jump: timedelta,
) -> None:
    """Its deadline is made by the new clock, before any tick could see that it was set."""
    room = SteppedRoom()
    room.tick(5.0)
    room.wrong = jump
    room.event_before_any_tick()
    room.tick(29.0)
    assert _call(room).escalation == 0
    room.tick(1.5)
    assert _call(room).escalation == 1


@pytest.mark.parametrize("jump", [HOUR, -YEARS])
def test_that_an_engine_that_dies_after_the_clock_was_set_moves_deadlines_once(
    jump: timedelta,
) -> None:
    room = SteppedRoom()
    room.event()
    room.tick(10.0)
    room.wrong = jump
    room.event_before_any_tick()
    room.start()
    room.tick(19.0)
    assert _call(room).escalation == 0
    room.tick(1.5)
    assert _call(room).escalation == 1
