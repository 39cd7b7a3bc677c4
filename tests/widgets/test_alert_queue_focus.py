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
