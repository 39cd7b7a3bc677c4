"""The queue alone, with alerts of an hour ago and keys as the window would hand them on."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, SteppedClock, alert, small_site
from widgets.alert_queue.panel import AlertQueue
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import RowMaker
from widgets.models.nearby import PlaceWords

CATALOGUE = read_catalogue()
OLD = START - timedelta(hours=1)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def made_queue(qtbot: QtBot, clock: SteppedClock) -> AlertQueue:
    """An empty queue that is current."""
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "en"))
    panel = AlertQueue(model, clock.now, operator="kim")
    model.setParent(panel)
    qtbot.addWidget(panel)
    panel.set_current(True, "")
    panel.set_now(START)
    panel.resize(800, 480)
    panel.show()
    return panel


def calm(numbers: range, type_: str = "analytics.crowd", **changes: object) -> list[Alert]:
    """Alerts of an hour ago: no flood."""
    made = (alert(n, type_, CATALOGUE, **changes) for n in numbers)
    return [replace(a, raised=OLD + timedelta(seconds=a.number)) for a in made]


def press(queue: AlertQueue, key: Qt.Key, text: str = "", *, shift: bool = False) -> bool:
    how = _SHIFT if shift else Qt.KeyboardModifier.NoModifier
    return queue.take_key(QKeyEvent(QEvent.Type.KeyPress, key, how, text))
