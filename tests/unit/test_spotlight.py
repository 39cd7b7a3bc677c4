"""Which new alert takes the spot by itself (R-OPS-02)."""

from console.services.wall.spotlight import DWELL_S, HOLD_S, Spotlight


def test_that_a_new_urgent_alert_takes_the_spot_at_once_and_once() -> None:
    spotlight, waiting = Spotlight(2), {7: 1, 8: 3}
    assert spotlight.arrived(waiting) == (7,)
    assert spotlight.next(waiting, 0.0) == 7
    assert spotlight.arrived(waiting) == ()
    assert spotlight.next(waiting, 100.0) is None


def test_that_what_the_operator_put_there_stays_a_while_and_nothing_is_forgotten() -> None:
    spotlight, waiting = Spotlight(2), {7: 1}
    spotlight.hold(10.0)
    spotlight.arrived(waiting)
    assert spotlight.next(waiting, 10.0 + HOLD_S - 0.1) is None
    assert spotlight.next(waiting, 10.0 + HOLD_S) == 7


def test_that_a_busy_spot_is_never_taken() -> None:
    spotlight, waiting = Spotlight(2), {7: 1}
    spotlight.arrived(waiting)
    assert spotlight.next(waiting, 999.0, busy=True) is None
    assert spotlight.next(waiting, 999.0) == 7


def test_that_only_a_more_urgent_alert_covers_the_one_in_hand() -> None:
    spotlight, waiting = Spotlight(2), {7: 2, 8: 1}
    spotlight.arrived(waiting)
    assert spotlight.next(waiting, 0.0, own=2) == 8
    assert spotlight.next(waiting, 50.0, own=1) is None


def test_that_the_more_urgent_goes_first_and_is_not_covered_by_the_lesser() -> None:
    spotlight, waiting = Spotlight(2), {7: 2, 8: 1}
    spotlight.arrived(waiting)
    assert spotlight.next(waiting, 0.0) == 8
    assert spotlight.next(waiting, 100.0) is None
    del waiting[8]  # acknowledged
    assert spotlight.next(waiting, 101.0) == 7


def test_that_alerts_of_one_priority_take_turns_slowly() -> None:
    spotlight, waiting = Spotlight(2), {7: 1}
    spotlight.arrived(waiting)
    assert spotlight.next(waiting, 0.0) == 7
    waiting[8] = 1
    assert spotlight.arrived(waiting) == (8,)
    assert spotlight.next(waiting, DWELL_S - 0.1) is None
    assert spotlight.next(waiting, DWELL_S) == 8


def test_that_one_that_was_acknowledged_before_its_turn_is_not_shown() -> None:
    spotlight = Spotlight(2)
    spotlight.hold(0.0)
    spotlight.arrived({7: 1})
    assert spotlight.next({}, HOLD_S) is None


def test_that_a_reopened_alert_is_new_again() -> None:
    spotlight = Spotlight(2)
    spotlight.arrived({7: 1})
    assert spotlight.next({7: 1}, 0.0) == 7
    spotlight.arrived({})
    assert spotlight.arrived({7: 1}) == (7,)


def test_that_nothing_takes_the_spot_where_it_is_not_wanted() -> None:
    spotlight = Spotlight(0)
    assert spotlight.arrived({7: 1}) == ()
    assert spotlight.next({7: 1}, 0.0) is None
