"""The escorts' board in the whole window: its key, its wishes, points on the map, privacy."""

import json
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.domain.places.geo import Place
from console.ports.map_overlay import ChosenPoint
from tests.support.escort_scene import EscortScene
from tests.support.seat_doubles import link_up, snapshot
from tests.support.window_stage import Console
from widgets.escorts.panel import Escorts
from widgets.window.standing import RoomState


def opened(console: Console) -> tuple[EscortScene, Escorts]:
    scene = EscortScene()
    scene.busy()
    console.feed(link_up(), replace(scene.news(whole=True), alerts=snapshot([]).alerts))
    console.press(Qt.Key.Key_E, "", Qt.KeyboardModifier.ControlModifier)
    (board,) = console.window.findChildren(Escorts)
    return scene, board


def test_that_a_request_leaves_by_the_seat_link(console: Console) -> None:
    _, board = opened(console)
    assert board.isVisible()
    QTest.keyClick(board, Qt.Key.Key_Insert)
    for name, text in (("area", "행당동"), ("meet_at", "23:30"), ("meet_name", "역")):
        board.parts.form.set_value(name, text)
    QTest.keyClick(board.parts.form, Qt.Key.Key_Return)
    assert console.link.acts == [("field", "escort:", "")]
    assert json.loads(console.link.contents[0])["area"] == "행당동"


def test_that_the_board_steps_aside_for_a_point_and_comes_back_with_it(console: Console) -> None:
    _, board = opened(console)
    QTest.keyClick(board, Qt.Key.Key_Insert)
    board.parts.form.set_value("meet_name", "역")
    board.parts.form.point_wished.emit("escort.home")
    assert not board.isVisible()
    console.window.panels.map.point_chosen.emit(ChosenPoint(Place(37.561, 127.035), "escort.home"))
    assert board.isVisible()
    assert board.parts.form.values()["home"] == "37.561000, 127.035000"
    assert board.parts.form.values()["meet_name"] == "역"
    board.parts.form.point_wished.emit("escort.meet")
    console.window.panels.map.point_given_up.emit("escort.meet")
    assert board.isVisible()
    assert board.parts.form.values()["meet"] == ""


def test_that_a_way_is_pressed_point_by_point_until_it_is_enough(console: Console) -> None:
    _, board = opened(console)
    QTest.keyClick(board, Qt.Key.Key_Insert)
    form, map_ = board.parts.form, console.window.panels.map
    form.point_wished.emit("escort.way")
    for lat in (37.561, 37.562):
        map_.point_chosen.emit(ChosenPoint(Place(lat, 127.035), "escort.way"))
        assert not board.isVisible()
        assert map_.pressing.mode == "ask"
    map_.point_given_up.emit("escort.way")
    assert board.isVisible()
    assert form.values()["way"] == "37.561000, 127.035000; 37.562000, 127.035000"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.isAncestorOf(focused)  # the keys are back in the form


def test_that_a_device_that_may_be_seen_no_longer_leaves_the_map_r_prv_07() -> None:
    scene, room = EscortScene(), RoomState()
    scene.busy()
    scene.step()
    room.take_queue(scene.news())
    assert "scout-1" in room.positions
    room.take_queue(replace(scene.news(), positions=(), gone_units=("scout-1",)))
    assert "scout-1" not in room.positions
