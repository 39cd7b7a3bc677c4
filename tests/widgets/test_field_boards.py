"""The boards of the field work in the whole window: opened by a key, over the pictures only."""

import json
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.ports.seat_link import ActionNews
from tests.support.guard_scene import news
from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console
from widgets.guard_details.panel import GuardDetails


def board_in(console: Console) -> GuardDetails:
    (found,) = console.window.findChildren(GuardDetails)
    return found


def opened(console: Console) -> GuardDetails:
    console.feed(link_up(), replace(news(), alerts=snapshot([]).alerts))
    console.press(Qt.Key.Key_G, "", Qt.KeyboardModifier.ControlModifier)
    return board_in(console)


def test_that_a_key_opens_the_board_beside_the_queue_and_esc_gives_the_keys_back(
    console: Console,
) -> None:
    board = opened(console)
    assert board.isVisible()
    assert QApplication.focusWidget() is board.strip
    frame, queue = board.parentWidget(), console.window.panels.queue
    assert frame is not None
    right = frame.mapTo(console.window, frame.rect().topRight()).x()
    assert right <= queue.mapTo(console.window, queue.rect().topLeft()).x()
    QTest.keyClick(board.strip, Qt.Key.Key_Escape)
    assert not board.isVisible()
    assert QApplication.focusWidget() is console.window.panels.queue.view


def test_that_no_letter_of_the_board_acts_on_an_alert(console: Console) -> None:
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    board = opened(console)
    for letter in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_R):
        QTest.keyClick(board.strip, letter)
        board.form.put_away()
    assert console.link.submitted == []


def test_that_a_wish_leaves_by_the_seat_link_and_its_answer_comes_to_the_board(
    console: Console,
) -> None:
    board = opened(console)
    QTest.keyClick(board.strip, Qt.Key.Key_N)
    board.form.set_value("words", "calm")
    QTest.keyClick(board.form, Qt.Key.Key_Return)
    assert console.link.acts == [("field", "guard_case:2", "calm")]
    assert [json.loads(each) for each in console.link.contents] == [{"kind": "note"}]
    reason = "Case GD-2026-034 was closed by lee."
    console.feed(ActionNews("other", 0, "field", "refused", "not ours"))
    assert "not ours" not in board.text()
    console.feed(ActionNews("action-1", 0, "field", "refused", reason))
    assert f"Refused: {reason}" in board.text()


def test_that_a_key_puts_the_home_camera_on_the_spot(console: Console) -> None:
    board = opened(console)
    assert console.window.panels.wall.scene.camera != "CAM-1"
    QTest.keyClick(board.strip, Qt.Key.Key_H)
    assert console.window.panels.wall.scene.camera == "CAM-1"
    assert not board.isVisible()


def test_that_what_was_typed_is_gone_when_the_board_is_put_away(console: Console) -> None:
    board = opened(console)
    QTest.keyClick(board.strip, Qt.Key.Key_K)
    board.form.set_value("entry.person", "A. Nobody")
    console.press(Qt.Key.Key_G, "", Qt.KeyboardModifier.ControlModifier)
    assert not board.isVisible()
    assert not board.form.is_open


def test_that_the_board_opens_on_the_case_of_the_chosen_alert(console: Console) -> None:
    told = replace(alert(7, "detail.gap", CATALOGUE), source="engine", subject="GD-2026-031")
    console.feed(link_up(), replace(news(), alerts=(told,)))
    console.window.panels.queue.choose(7)
    console.press(Qt.Key.Key_G, "", Qt.KeyboardModifier.ControlModifier)
    case = board_in(console).case
    assert case is not None
    assert case.code == "GD-2026-031"
