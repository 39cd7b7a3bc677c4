"""The queue panel: choice, honesty, first painting."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.alert import Attention, Work
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, SteppedClock, alert, small_site, varied
from widgets.alert_queue.panel import AlertQueue
from widgets.models.alert_queue_model import AlertQueueModel, Column
from widgets.models.alert_row import RowMaker
from widgets.models.nearby import PlaceWords

CATALOGUE = read_catalogue()


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def queue(qtbot: QtBot, clock: SteppedClock) -> AlertQueue:
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "en"))
    panel = AlertQueue(model, clock.now)
    model.setParent(panel)
    qtbot.addWidget(panel)
    panel.set_current(True, "")
    panel.set_now(START)
    panel.resize(768, 420)
    panel.show()
    return panel


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
    assert queue.view.rows is not None
    assert queue._model.row_at(row).number == 3


def test_that_the_choice_follows_an_alert_that_changes_its_place(queue: AlertQueue) -> None:
    alerts = varied(CATALOGUE)
    queue.replace_all(alerts)
    queue.choose(1)
    queue.apply([replace(alerts[0], attention=Attention.ACKNOWLEDGED)])
    assert queue.chosen == 1
    assert queue._model.row_at(queue.view.currentIndex().row()).number == 1


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
    queue.replace_all(alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 500))
    queue.grab()
    assert 0 < len(queue.first_painted) < 30


def test_that_arrows_choose_and_letters_pass_on(queue: AlertQueue, qtbot: QtBot) -> None:
    queue.replace_all(alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 6))
    order = [row.number for row in queue._model.rows()]
    queue.choose(order[0])
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.chosen == order[1]
    QTest.keyClick(queue.view, Qt.Key.Key_C)
    assert queue.chosen == order[1]


def test_that_a_click_chooses(queue: AlertQueue, qtbot: QtBot) -> None:
    queue.replace_all(alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 6))
    place = queue.view.visualRect(queue._model.index(2, Column.TYPE)).center()
    qtbot.mouseClick(queue.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert queue.chosen == queue._model.row_at(2).number


def test_that_g_finds_the_newest_unanswered_life_alert(queue: AlertQueue) -> None:
    alerts = varied(CATALOGUE)
    queue.replace_all(alerts)
    queue.choose(9)
    assert queue.choose_newest_life()
    assert queue.chosen == 1


def test_that_five_emergencies_show_without_scrolling_in_a_flood(queue: AlertQueue) -> None:
    """R-ALM-04."""
    flood = [alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 1001)]
    queue.replace_all([*flood, *(alert(n, "sos.app", CATALOGUE) for n in range(2001, 2006))])
    queue.grab()
    assert {2001, 2002, 2003, 2004, 2005} <= set(queue.first_painted)


def test_that_only_an_unanswered_priority_1_blinks(queue: AlertQueue, qtbot: QtBot) -> None:
    """R-HMI-05."""
    queue.apply([alert(1, "analytics.crowd", CATALOGUE)])
    queue.view._blink_once()
    assert queue.view.rows.lit
    queue.apply([alert(2, "sos.app", CATALOGUE)])
    queue.view._blink_once()
    assert not queue.view.rows.lit
    queue.view.blinks = False
    queue.view._blink_once()
    assert queue.view.rows.lit


def test_that_a_narrow_queue_gives_its_room_to_type_and_place(queue: AlertQueue) -> None:
    queue.replace_all(varied(CATALOGUE))
    for width in (*range(900, 400, -7), *range(400, 900, 7)):
        queue.resize(width, 420)
        narrow = queue.view.viewport().width() < 640
        assert queue.view.isColumnHidden(Column.OWNER) is narrow
        assert queue.view.columnWidth(Column.TYPE) >= 60
