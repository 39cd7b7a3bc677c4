"""The headless check's verdict over its three witnesses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from console.ports.player import PictureState
from console.services.check import Kept, Seen, Sent, hold_against, one_page

START = datetime(2026, 11, 21, 13, tzinfo=UTC)


def sent(sequence: int, *, receipted: bool = True) -> Sent:
    at = START + timedelta(seconds=sequence)
    return Sent(("bell-1", 1, sequence), "bell.pressed", at, at if receipted else None)


def kept(sequence: int, alert: int | None) -> Kept:
    return Kept(("bell-1", 1, sequence), "bell.pressed", alert)


SEEN = Seen(
    until=START + timedelta(seconds=60),
    painted={1: START + timedelta(seconds=1.1), 2: START + timedelta(seconds=2.4)},
    listed=frozenset({1, 2}),
    queue=(2, 1),
    pictures={"SD-1": PictureState("live")},
    moving=1,
    wanted=1,
    gap_p99_ms=20,
)


def test_that_a_run_in_which_all_worked_passes_and_names_the_slowest_alert() -> None:
    report = hold_against([sent(1), sent(2)], [kept(1, 1), kept(2, 2)], SEEN)
    assert report.exit_code == 0, report.wrong
    assert (report.sent, report.receipted, report.stored, report.shown) == (2, 2, 2, 2)
    assert report.slowest_ms is not None
    assert round(report.slowest_ms) == 400
    assert "400 ms bell.pressed of bell-1" in one_page(report)


def test_that_an_event_without_a_receipt_is_an_error() -> None:
    report = hold_against([sent(1, receipted=False)], [kept(1, 1)], SEEN)
    assert report.exit_code == 1
    assert "never receipted" in report.wrong[0]


def test_that_a_receipted_event_that_is_not_stored_is_an_error() -> None:
    assert "not stored" in hold_against([sent(1)], [], SEEN).wrong[0]


def test_that_an_event_stored_twice_is_an_error() -> None:
    report = hold_against([sent(1)], [kept(1, 1), kept(1, 1)], SEEN)
    assert "1 events are stored twice" in report.wrong


def test_that_an_alert_that_was_never_in_the_queue_is_an_error() -> None:
    report = hold_against([sent(3)], [kept(3, 3)], SEEN)
    assert "alert 3 and was never in the queue" in report.wrong[0]


def test_that_a_log_event_needs_no_row() -> None:
    report = hold_against([sent(1)], [kept(1, None)], SEEN)
    assert report.exit_code == 0
    assert (report.shown, report.log_only) == (0, 1)


def test_that_a_later_event_of_a_shown_alert_counts_as_shown_without_a_delay() -> None:
    report = hold_against([sent(1), sent(9)], [kept(1, 1), kept(9, 1)], SEEN)
    assert report.shown == 2
    assert report.slowest_ms is not None
    assert round(report.slowest_ms) == 100


def test_that_a_dead_or_still_picture_is_an_error() -> None:
    dead = replace(
        SEEN, pictures={"SD-1": PictureState("reconnecting", reason="refused")}, moving=0
    )
    wrong = hold_against([], [], dead).wrong
    assert "camera SD-1 is reconnecting: refused" in wrong
    assert "only 0 of 1 pictures are live" in wrong
    assert hold_against([], [], replace(SEEN, moving=0)).wrong == (
        "only 0 of 1 live pictures move",
    )


def test_that_a_missing_part_ends_with_exit_code_two() -> None:
    report = hold_against([], [], replace(SEEN, missing=("libVLC is not installed.",)))
    assert report.exit_code == 2
    assert "libVLC is not installed." in one_page(report)


def test_that_a_row_below_the_fold_is_in_the_queue_but_not_in_view() -> None:
    report = hold_against([sent(1)], [kept(1, 2)], replace(SEEN, painted={}))
    assert report.exit_code == 0
    assert (report.shown, report.in_view, report.slowest_ms) == (1, 0, None)


def test_that_an_event_sent_just_before_the_last_look_is_not_judged() -> None:
    report = hold_against([sent(59), sent(1)], [kept(1, 1)], SEEN)
    assert report.exit_code == 0, report.wrong
    assert report.sent == 1


def test_that_the_page_tells_how_many_pictures_a_second_were_painted() -> None:
    report = hold_against([], [], replace(SEEN, painted_fps=(15.0, 14.96, 9.04)))
    assert (report.tile_fps, report.slowest_tile_fps) == (15.0, 9.0)
    assert "15 a second, 9 on the slowest tile" in one_page(report)
    assert "pictures painted" not in one_page(hold_against([], [], SEEN))
