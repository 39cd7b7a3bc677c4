"""The window tells when it first showed, announced and opened an alert (R-ARC-01)."""

from PySide6.QtCore import Qt

from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console


def test_that_showing_announcing_and_opening_are_told(console: Console) -> None:
    alerts = [alert(number, "bell.pressed", CATALOGUE) for number in (1, 2)]
    console.feed(link_up(), snapshot(alerts))
    looks = console.link.looks
    assert {("displayed", 1), ("displayed", 2), ("annunciated", 1)} <= set(looks)
    (first,) = (number for what, number in looks if what == "opened")
    console.press(Qt.Key.Key_Down)
    assert ("opened", 3 - first) in looks
