"""The keys come and go; the choice stays where the operator left it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import SteppedClock, alert, small_site
from widgets.alert_queue.panel import AlertQueue
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import RowMaker
from widgets.models.nearby import PlaceWords
from widgets.theme import SIZES

CATALOGUE = read_catalogue()


def test_that_getting_the_keys_never_moves_the_choice_out_of_the_lane(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "en"), host)
    queue, other = AlertQueue(model, SteppedClock().now), QLineEdit()
    column = QVBoxLayout(host)
    column.addWidget(queue)
    column.addWidget(other)
    host.resize(800, 500)
    host.show()
    qtbot.waitExposed(host)
    queue.view.setFocus()
    queue.replace_all(
        [alert(n, "sos.app" if n > 5 else "analytics.crowd", CATALOGUE) for n in range(1, 8)]
    )
    QApplication.processEvents()
    chosen = queue.chosen
    assert chosen in queue.view.lane
    for widget in (other, queue.view):
        widget.setFocus()
        QApplication.processEvents()
    assert queue.chosen == chosen
    assert not queue.view.currentIndex().isValid()
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.chosen != chosen


def test_that_the_chosen_row_stays_in_sight_when_the_table_gets_lower(qtbot: QtBot) -> None:
    """A line above the table (a flood) takes its room at the foot."""
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "en"))
    queue = AlertQueue(model, SteppedClock().now)
    qtbot.addWidget(queue)
    queue.resize(800, 480)
    queue.show()
    qtbot.waitExposed(queue)
    queue.replace_all([alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 101)])
    view = queue.view
    QApplication.processEvents()
    lowest = view.rowAt(view.viewport().height() - SIZES.row_height)
    view.setCurrentIndex(view.model().index(lowest, 0))
    before = view.verticalScrollBar().value()
    queue.resize(queue.width(), queue.height() - 3 * SIZES.row_height)
    QApplication.processEvents()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert view.verticalScrollBar().value() > before
