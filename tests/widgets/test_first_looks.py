"""The window tells when it first showed, announced and opened an alert (R-ARC-01)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.seat_doubles import alert, link_up, snapshot
from tests.widgets.test_main_window import CATALOGUE, Console


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Console]:
    made = Console()
    qtbot.addWidget(made.window)
    made.window.focus_queue()
    yield made
    made.window.shut()
    made.language.close()


def test_that_showing_announcing_and_opening_are_told(window: Console) -> None:
    alerts = [alert(number, "bell.pressed", CATALOGUE) for number in (1, 2)]
    window.feed(link_up(), snapshot(alerts))
    looks = window.link.looks
    assert {("displayed", 1), ("displayed", 2), ("annunciated", 1)} <= set(looks)
    (first,) = (number for what, number in looks if what == "opened")
    window.press(Qt.Key.Key_Down)
    assert ("opened", 3 - first) in looks
