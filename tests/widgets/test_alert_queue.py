"""The queue panel: choice, honesty, lane, flood, filters, clocks, first painting."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Attention, Work
from console.domain.alerts.flood import BEGINS_ABOVE
from tests.support.queue_stage import CATALOGUE, calm, made_queue, press
from tests.support.seat_doubles import START, SteppedClock, alert, varied
from widgets.alert_queue.panel import AlertQueue
from widgets.models.alert_queue_model import Column
from widgets.theme import SIZES


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def queue(qtbot: QtBot, clock: SteppedClock) -> AlertQueue:
    return made_queue(qtbot, clock)


def shown(queue: AlertQueue) -> list[int]:
    return [row.number for row in queue.shown.rows()]


def y_of(queue: AlertQueue, number: int) -> int:
    """Where a row is drawn, in pixels from the panel's top."""
    index = queue.shown.index(queue.shown.position(number), 0)
    spot = queue.view.visualRect(index).topLeft()
    return queue.view.viewport().mapTo(queue, spot).y()


def test_that_the_top_life_alert_is_chosen_when_nothing_is(queue: AlertQueue) -> None:
    queue.apply([alert(1, "analytics.crowd", CATALOGUE)])
    assert queue.chosen is None
    queue.apply([alert(2, "sos.app", CATALOGUE)])
    assert queue.chosen == 2


def test_that_an_arrival_never_steals_the_choice(queue: AlertQueue) -> None:
    queue.replace_all([alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 6)])
    queue.choose(3)
    queue.apply([alert(9, "sos.app", CATALOGUE)])
    assert queue.chosen == 3
    row = queue.view.currentIndex().row()
    assert queue.shown.row_at(row).number == 3


def test_that_the_choice_follows_an_alert_that_changes_its_place(queue: AlertQueue) -> None:
    alerts = varied(CATALOGUE)
    queue.replace_all(alerts)
    queue.choose(1)
    queue.apply([replace(alerts[0], attention=Attention.ACKNOWLEDGED)])
    assert queue.chosen == 1
    assert queue.shown.row_at(queue.view.currentIndex().row()).number == 1


def test_that_a_closed_choice_is_told_and_left(queue: AlertQueue, qtbot: QtBot) -> None:
    alerts = [alert(1, "analytics.crowd", CATALOGUE), alert(2, "analytics.crowd", CATALOGUE)]
    queue.replace_all(alerts)
    queue.choose(1)
    with qtbot.waitSignal(queue.choice_lost):
        queue.apply([replace(alerts[0], work=Work.CLOSED)])
    assert queue.chosen is None


def test_that_an_empty_queue_is_only_called_empty_when_it_is_known(queue: AlertQueue) -> None:
    """R-ALM-16."""
    assert queue._empty.text() == "No open alerts"
    queue.set_current(False, "The engine does not answer")
    assert queue._empty.text() == "Not current\nThe engine does not answer"
    assert queue._stale.text() == "Not current"


def test_that_the_first_painting_of_each_row_is_noted_once(
    queue: AlertQueue, clock: SteppedClock
) -> None:
    queue.apply([alert(1, "sos.app", CATALOGUE)])
    queue.grab()
    clock.step(5)
    queue.apply([alert(2, "sos.app", CATALOGUE)])
    queue.grab()
    assert queue.first_painted == {1: START, 2: START + timedelta(seconds=5)}


def test_that_a_row_out_of_sight_is_not_called_painted(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1, 500)))
    queue.grab()
    assert 0 < len(queue.first_painted) < 30


def test_that_arrows_choose_and_letters_pass_on(queue: AlertQueue, qtbot: QtBot) -> None:
    queue.replace_all(alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 6))
    order = shown(queue)
    queue.choose(order[0])
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.chosen == order[1]
    QTest.keyClick(queue.view, Qt.Key.Key_C)
    assert queue.chosen == order[1]


def test_that_arrows_walk_through_lane_and_table(queue: AlertQueue) -> None:
    queue.replace_all([*calm(range(1, 4)), *calm(range(11, 13), "sos.app")])
    queue.choose(11)
    for number in (12, 1, 2):
        QTest.keyClick(queue.view, Qt.Key.Key_Down)
        assert queue.chosen == number
    QTest.keyClick(queue.view, Qt.Key.Key_Home)
    assert queue.chosen == 11
    QTest.keyClick(queue.view, Qt.Key.Key_End)
    assert queue.chosen == 3


def test_that_a_click_chooses(queue: AlertQueue) -> None:
    queue.replace_all([*calm(range(1, 6)), *calm(range(7, 8), "sos.app")])
    place = queue.view.visualRect(queue.shown.index(2, Column.TYPE)).center()
    QTest.mouseClick(queue.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert queue.chosen == 3
    spot = queue.lane.place_of(7).center().toPoint()
    QTest.mouseClick(queue.lane, Qt.MouseButton.LeftButton, pos=spot)
    assert queue.chosen == 7


def test_that_g_finds_the_newest_unanswered_life_alert(queue: AlertQueue) -> None:
    alerts = varied(CATALOGUE)
    queue.replace_all(alerts)
    queue.choose(9)
    assert queue.choose_newest_life()
    assert queue.chosen == 1


@pytest.mark.parametrize("count", [5, 6, 7, 20])
def test_that_emergencies_show_without_scrolling_in_a_flood(queue: AlertQueue, count: int) -> None:
    """R-ALM-04."""
    flood = [alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 1001)]
    emergencies = range(2001, 2001 + count)
    queue.replace_all([*flood, *(alert(n, "sos.app", CATALOGUE) for n in emergencies)])
    queue.view.verticalScrollBar().setValue(10_000)
    queue.grab()
    assert set(emergencies) <= set(queue.first_painted)
    assert set(queue.lane.shown()) == set(emergencies)
    assert queue.view.viewport().height() > 2 * SIZES.row_height


def test_that_more_emergencies_than_fit_are_counted_and_reached(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1, 31), "sos.app"))
    assert len(queue.lane.shown()) == 19
    queue.choose(30)
    assert 30 in queue.lane.shown()


def test_that_a_flood_folds_by_type_and_place_and_drops_nothing(
    queue: AlertQueue, clock: SteppedClock
) -> None:
    """R-ALM-03, R-ALM-04."""
    fast = [replace(a, raised=START) for a in calm(range(1, BEGINS_ABOVE + 1))]
    queue.replace_all(fast)
    assert not queue.load.is_flood
    assert len(shown(queue)) == BEGINS_ABOVE
    more = [replace(a, raised=START) for a in calm(range(20, 120))]
    queue.apply(more)
    assert queue.load.is_flood
    rows = queue.shown.rows()
    assert sum(row.members or 1 for row in rows) == 110
    assert len(rows) == 12  # one type, twelve cameras
    assert "110 new in 10 min" in queue._flood.text()
    clock.step(601)
    queue.set_now(clock.now())
    assert not queue.load.is_flood
    assert len(shown(queue)) == 110
    assert not queue._flood.isVisible()


def test_that_enter_opens_a_counted_row_and_closes_it(queue: AlertQueue) -> None:
    queue.replace_all([replace(a, raised=START) for a in calm(range(1, 41))])
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.chosen is None
    head = queue.shown.row_at(0)
    assert head.members
    QTest.keyClick(queue.view, Qt.Key.Key_Return)
    assert len(shown(queue)) == 12 + head.members
    assert queue.view.currentIndex().row() == 0
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.chosen in queue.shown.members(head.number)
    QTest.keyClick(queue.view, Qt.Key.Key_Up)
    QTest.keyClick(queue.view, Qt.Key.Key_Return)
    assert len(shown(queue)) == 12


def test_that_a_flood_never_folds_what_the_operator_looks_at(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1, 5)))
    queue.choose(2)
    queue.apply([replace(a, raised=START) for a in calm(range(20, 120))])
    assert queue.load.is_flood
    assert queue.chosen == 2
    assert 2 in shown(queue)


@pytest.mark.parametrize("place", [0, 3, 60])
def test_that_the_chosen_row_stays_under_the_eye_while_others_come(
    queue: AlertQueue, place: int
) -> None:
    queue.replace_all(calm(range(1000, 1200)))
    queue.grab()
    queue.choose(1000 + place)
    before = y_of(queue, 1000 + place)
    for n in range(1, 11):
        queue.apply(calm(range(n, n + 1)))
        assert y_of(queue, 1000 + place) == before
    assert "10 new above" in queue._above.text()
    assert queue._above.isVisible()
    assert press(queue, Qt.Key.Key_J)
    queue.grab()
    assert not queue._above.isVisible()
    assert queue.chosen == 1000 + place


def test_that_the_sight_stays_when_the_lane_grows(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1000, 1200)))
    queue.choose(1050)
    before = y_of(queue, 1050)
    queue.apply(calm(range(1, 4), "sos.app"))
    QApplication.processEvents()
    assert y_of(queue, 1050) == before


def test_that_nothing_is_counted_as_new_above_at_the_top(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1000, 1200)))
    queue.apply(calm(range(1, 5)))
    assert not queue.view.unseen
    assert queue.view.verticalScrollBar().value() == 0


def test_that_no_filter_hides_an_unacknowledged_life_alert(queue: AlertQueue) -> None:
    queue.replace_all([*calm(range(1, 9)), *calm(range(11, 13), "sos.app")])
    press(queue, Qt.Key.Key_Slash, "/")
    queue.filters.words.setText("no such thing anywhere")
    assert shown(queue) == []
    assert queue.lane.shown() == [11, 12]
    assert "8 open alerts hidden" in queue.filters.text()
    press(queue, Qt.Key.Key_O)
    assert len(shown(queue)) == 8
    assert not queue.filters.isVisible()


def test_that_quick_filters_walk_in_hangul_too(queue: AlertQueue) -> None:
    alerts = calm(range(1, 5))
    mine = replace(alerts[0], claimed_by="kim", work=Work.CLAIMED)
    done = replace(alerts[1], attention=Attention.ACKNOWLEDGED)
    queue.replace_all([mine, done, *alerts[2:]])
    hangul = Qt.Key(ord("ㅂ"))
    assert press(queue, hangul, "ㅂ")
    assert set(shown(queue)) == {1, 3, 4}
    assert press(queue, hangul, "ㅂ")
    assert shown(queue) == [1]
    assert press(queue, hangul, "ㅂ")
    assert set(shown(queue)) == {2, 3, 4}


def test_that_a_view_is_saved_and_taken_over(queue: AlertQueue, qtbot: QtBot) -> None:
    queue.replace_all([*calm(range(1, 5)), *calm(range(5, 7), "device.fault")])
    for _ in range(4):  # life, analytics, field, technical
        press(queue, Qt.Key.Key_K)
    assert shown(queue) == [5, 6]
    with qtbot.waitSignal(queue.kept_changed):
        press(queue, Qt.Key.Key_Y, shift=True)
    kept = queue.kept()
    press(queue, Qt.Key.Key_O)
    for unreadable in ({}, {"views": 3}, {"views": [None, {"lowest": "x"}]}):
        queue.restore(unreadable)
        assert queue.filters.views == []
    queue.restore(kept)
    press(queue, Qt.Key.Key_Y)
    assert shown(queue) == [5, 6]


def test_that_a_hidden_alert_shows_when_it_is_asked_for(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(1, 5)))
    press(queue, Qt.Key.Key_Slash, "/")
    queue.filters.words.setText("nothing")
    queue.choose(3)
    assert shown(queue) == [3]


def test_that_several_are_acknowledged_at_once_but_never_life(
    queue: AlertQueue, qtbot: QtBot
) -> None:
    """R-ALM-06: one key never answers a life-safety alert with others."""
    queue.replace_all([*calm(range(1, 6)), *calm(range(11, 12), "sos.app")])
    queue.choose(1)
    for _ in range(2):
        QTest.keyClick(queue.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(queue.acknowledge_wished) as told:
        press(queue, Qt.Key.Key_D)
    assert told.args == [[1, 2, 3]]
    queue.choose(11)
    with qtbot.assertNotEmitted(queue.acknowledge_wished):
        press(queue, Qt.Key.Key_D)
    assert "1 life-safety left out" in queue.filters.text()


def test_that_marks_survive_rows_that_come_and_change(queue: AlertQueue) -> None:
    queue.replace_all(calm(range(10, 20)))
    queue.choose(12)
    QTest.keyClick(queue.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    queue.apply([*calm(range(1, 4)), *calm(range(13, 14), count=4)])
    assert queue.view.marked() == [12, 13]


def test_that_a_counted_row_is_acknowledged_whole(queue: AlertQueue, qtbot: QtBot) -> None:
    queue.replace_all([replace(a, raised=START) for a in calm(range(1, 41))])
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    members = queue.shown.members(queue.shown.row_at(0).number)
    with qtbot.waitSignal(queue.acknowledge_wished) as told:
        press(queue, Qt.Key.Key_D)
    assert told.args == [members]
    assert len(members) > 1


def test_that_the_load_and_its_mix_stand_in_the_head(queue: AlertQueue) -> None:
    """O13."""
    fresh = [*calm(range(1, 9)), *calm(range(9, 10), "sos.app")]
    queue.replace_all([replace(a, raised=START) for a in fresh])
    assert queue._header.meter.text() == "9 in 10 min"
    low, medium, high = queue.load.mix() or (0.0, 0.0, 0.0)
    assert low + medium + high == pytest.approx(1.0)
    assert high >= 1 / 9
