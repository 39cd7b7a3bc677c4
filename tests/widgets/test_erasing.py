"""A supervisor erases the record of work that has ended, from its board (R-LOG-04)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.field.guard import Case, Feeling, Outcome
from console.domain.field.guard_acts import close_case
from console.domain.field.record import FieldRecord
from console.domain.roles import Role
from console.ports.seat_link import ActionNews
from console.wire.field_codec import field_text, field_value
from console.wire.room_values import PersonView, RoomView
from tests.support.guard_scene import NOW, news, records
from tests.support.seat_doubles import link_up
from tests.support.window_stage import Console
from widgets.field.erasing import EraseBar
from widgets.guard_details.panel import GuardDetails

CONTROL = Qt.KeyboardModifier.ControlModifier
CLOSED, OPEN = "3", "1"
NAME = "GD-2026-035"
PURPOSE = "asked for by the family"


@pytest.fixture
def console(shared_console: Console, qtbot: QtBot) -> Iterator[Console]:
    window = shared_console
    window.take_keys(qtbot)
    yield window
    window.window.field_boards.put_away()
    window.window.field_boards._erasing._erased.clear()
    window.link.commands.clear()


def _closed(record: FieldRecord) -> FieldRecord:
    case = field_value(record.content, Case)
    if not isinstance(case, Case):
        return record
    ended = close_case(case, Outcome.NO_HARM, Feeling.SAFE, "", "kim", NOW)
    assert isinstance(ended, Case)
    return replace(record, is_open=False, state="closed", content=field_text(ended))


def _opened(console: Console, role: Role = Role.SUPERVISOR, case: str = CLOSED) -> GuardDetails:
    people = RoomView(people=(PersonView("1", "kim", role),))
    told = tuple(_closed(each) if each.id == CLOSED else each for each in records())
    console.feed(link_up(), replace(news(), fields=told, room=people))
    console.press(Qt.Key.Key_G, "", CONTROL)
    (board,) = console.window.findChildren(GuardDetails)
    board.choose(case)
    console.window.field_boards._erasing.look()
    return board


def _bar(board: GuardDetails) -> EraseBar:
    frame = board.parentWidget()
    assert frame is not None
    (bar,) = frame.findChildren(EraseBar)
    return bar


def _state(bar: EraseBar) -> tuple[bool, bool]:
    return bar.is_asking, bar.is_sure_asked


def _type(text: str) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)


def _press(key: Qt.Key) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, key)


def test_that_two_enters_with_a_purpose_ask_the_engine_to_erase(console: Console) -> None:
    board = _opened(console)
    bar = _bar(board)
    assert bar.button.isVisible()
    assert NAME in bar.button.text()
    QTest.keyClick(board.strip, Qt.Key.Key_Delete, CONTROL)
    assert _state(bar) == (True, False)
    _press(Qt.Key.Key_Return)  # no purpose yet
    assert _state(bar) == (True, False)
    _type(PURPOSE)
    _press(Qt.Key.Key_Return)
    assert _state(bar) == (True, True)
    assert "FOR GOOD" in bar.words.text()
    assert console.link.commands == []
    _press(Qt.Key.Key_Return)
    sent = ("field", 0, f"guard_case:{CLOSED}", "erase_record", PURPOSE)
    assert console.link.commands == [sent]
    assert _state(bar) == (False, False)
    assert QApplication.focusWidget() is board.strip
    console.feed(ActionNews(console.link.last, 0, "field", "accepted", ""))
    assert not bar.isVisible()  # what is erased is not offered again
    assert "Done" in board.text()


def test_that_another_purpose_is_asked_for_again_and_esc_keeps_the_record(console: Console) -> None:
    board = _opened(console)
    bar = _bar(board)
    bar.button.click()
    _type("first")
    _press(Qt.Key.Key_Return)
    _type(" and more")
    assert not bar.is_sure_asked
    _press(Qt.Key.Key_Escape)
    assert not bar.is_asking
    assert bar.button.isVisible()
    assert board.isVisible()
    assert console.link.commands == []


@pytest.mark.parametrize(("role", "case"), [(Role.OPERATOR, CLOSED), (Role.SUPERVISOR, OPEN)])
def test_that_nobody_else_and_no_open_record_is_offered_it(
    console: Console, role: Role, case: str
) -> None:
    board = _opened(console, role, case)
    bar = _bar(board)
    assert not bar.isVisible()
    QTest.keyClick(board.strip, Qt.Key.Key_Delete, CONTROL)
    assert not bar.is_asking


def test_that_the_question_stays_with_its_record_and_ends_with_its_board(console: Console) -> None:
    board = _opened(console)
    bar = _bar(board)
    bar.button.click()
    _type(PURPOSE)
    board.choose(OPEN)
    console.window.field_boards._erasing.look()
    assert _state(bar) == (True, False)
    assert NAME in bar.words.text()
    console.window.field_boards.put_away()
    console.window.field_boards._erasing.look()
    assert _state(bar) == (False, False)
    assert bar.field.text() == ""


def test_that_letters_typed_there_act_on_nothing(console: Console) -> None:
    board = _opened(console)
    _bar(board).button.click()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_PageDown):
        _press(key)
    assert console.link.commands == []
    assert board.chosen == CLOSED
