"""The boards of patrols and shelters in the whole window: keys, wishes, the map behind them."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.domain.places.geo import Place
from console.ports.map_overlay import ChosenPoint
from tests.support.patrol_scene import SHOP, evening, news
from tests.support.seat_doubles import link_up
from tests.support.window_stage import Console
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def console(console: Console) -> Console:
    console.feed(link_up(), news(evening()))
    return console


def test_that_a_team_is_started_and_put_on_the_map_by_keys_alone(console: Console) -> None:
    console.press(Qt.Key.Key_P, "", CTRL)
    (board,) = console.window.findChildren(PatrolsPanel)
    assert board.isVisible()
    board.choose("3")
    QTest.keyClick(board, Qt.Key.Key_S)
    assert console.link.commands[-1] == ("field", 0, "patrol:3", "start", "")
    QTest.keyClick(board, Qt.Key.Key_M)
    assert not board.isVisible()
    shown = console.window.panels.map._picture.field.overlay("patrols")
    assert shown is not None
    assert shown.units == ("patrol-3a", "patrol-3b")


def test_that_the_card_of_the_store_that_calls_is_two_keys_away(console: Console) -> None:
    queue, model = console.window.panels.queue, console.window.panels.model
    alert = next(row.alert for row in model.rows() if row.alert.type == "shelter.button")
    queue.choose(alert.number)
    console.press(Qt.Key.Key_L, "", CTRL)
    (board,) = console.window.findChildren(SheltersPanel)
    assert board.isVisible()
    assert board.chosen == SHOP
    QTest.keyClick(board, Qt.Key.Key_N)
    assert console.link.commands[-1] == ("field", 0, f"shelter:{SHOP}", "ring", "")
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not board.isVisible()


def test_that_a_hazard_is_put_where_a_hand_points_on_the_map(console: Console) -> None:
    console.press(Qt.Key.Key_P, "", CTRL)
    (board,) = console.window.findChildren(PatrolsPanel)
    board.turn(1)
    QTest.keyClick(board, Qt.Key.Key_Insert)
    board.form.set_value("place", "place_on_map")
    board.form.set_value("words", "맨홀 뚜껑이 없음")
    QTest.keyClick(board.form, Qt.Key.Key_Return)
    assert not board.isVisible()
    before = len(console.link.commands)
    place = Place(37.5611, 127.0351)
    console.window.panels.map.point_chosen.emit(ChosenPoint(place, "another panel's"))
    assert len(console.link.commands) == before
    console.window.panels.map.point_chosen.emit(ChosenPoint(place, "patrols.hazard"))
    assert console.link.commands[-1] == ("field", 0, "hazard:", "report", "맨홀 뚜껑이 없음")
    sent = json.loads(console.link.contents[-1])
    assert (sent["place"]["lat"], sent["patrol"]) == (place.lat, "")
