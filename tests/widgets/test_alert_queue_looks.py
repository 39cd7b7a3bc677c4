"""What the queue shows where there are no rows, little room, or something blinks."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.queue_stage import CATALOGUE, calm, made_queue, press
from tests.support.seat_doubles import SteppedClock, alert, varied
from widgets.alert_queue.panel import AlertQueue
from widgets.models.alert_queue_model import Column


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def queue(qtbot: QtBot, clock: SteppedClock) -> AlertQueue:
    return made_queue(qtbot, clock)


def test_that_an_empty_table_says_why_it_is_empty(queue: AlertQueue) -> None:
    """R-HMI-07: a table without rows could as well not be filled yet."""
    life, plain = alert(1, "sos.app", CATALOGUE), alert(2, "analytics.crowd", CATALOGUE)
    queue.set_current(current=True, why="")
    queue.replace_all([life])
    told = [queue._empty.text() if queue._empty.isVisible() else ""]
    queue.replace_all([life, plain])
    told.append(queue._empty.text() if queue._empty.isVisible() else "")
    assert told == ["All open alerts stand above", ""]
    for _ in range(6):  # the filters of K, one of which shows life-safety alone
        press(queue, Qt.Key.Key_K, "k")
        if not queue.shown.rowCount():
            break
    assert queue._empty.isVisible()
    assert queue._empty.text() == "No other alert passes the filter"


def test_that_reports_are_counted_before_the_type_where_no_column_does(queue: AlertQueue) -> None:
    hidden = []
    for wide in (2_000, 800):
        queue.resize(wide, 400)
        hidden.append(queue.view.isColumnHidden(Column.COUNT))
    assert hidden == [False, True]
    queue.apply(calm(range(1, 2), count=3))
    row = queue.row_of(1)
    assert row is not None
    plain, counted = (queue.rows.wished_widths(row, counts=each)[0] for each in (False, True))
    assert counted > plain


def test_that_only_an_unanswered_priority_1_blinks(queue: AlertQueue, qtbot: QtBot) -> None:
    """R-HMI-05."""
    queue.apply([alert(1, "analytics.crowd", CATALOGUE)])
    queue.view._blink_once()
    assert queue.rows.lit
    queue.apply([alert(2, "sos.app", CATALOGUE)])
    queue.view._blink_once()
    assert not queue.rows.lit
    assert press(queue, Qt.Key.Key_Z)
    queue.view._blink_once()
    assert queue.rows.lit
    assert queue.kept()["still"] is True


def test_that_the_blink_touches_the_marker_and_no_text(queue: AlertQueue) -> None:
    """R-HMI-05: 1.5 Hz at the edge of the row; everything right of it is the same picture."""
    assert 1000 / (2 * queue.view._blink.interval()) == pytest.approx(1.5, abs=0.01)
    queue.apply([alert(2, "sos.app", CATALOGUE)])
    lit = queue.lane.grab().toImage()
    queue.view._blink_once()
    dim = queue.lane.grab().toImage()
    assert lit != dim
    right = lit.rect().adjusted(12, 0, 0, 0)
    assert lit.copy(right) == dim.copy(right)


def test_that_a_narrow_queue_gives_its_room_to_type_and_place(queue: AlertQueue) -> None:
    queue.replace_all(varied(CATALOGUE))
    for width in (*range(900, 400, -7), *range(400, 900, 7)):
        queue.resize(width, 420)
        narrow = queue.view.viewport().width() < 700
        assert queue.view.isColumnHidden(Column.OWNER) is narrow
        assert queue.view.columnWidth(Column.TYPE) >= 60


def test_that_a_sentence_about_a_key_goes_by_itself(queue: AlertQueue, clock: SteppedClock) -> None:
    """What stands for ever is not read, and takes a row from the queue."""
    queue.filters.say("View removed")
    queue.set_now(clock.now())
    clock.step(9)
    queue.set_now(clock.now())
    kept = queue.filters.text()
    clock.step(2)
    queue.set_now(clock.now())
    assert [kept, queue.filters.text()] == ["View removed", ""]
