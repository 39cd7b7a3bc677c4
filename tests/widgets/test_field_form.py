"""The one form of all boards: composed Hangul, points of the map, keys that stay in the form."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from widgets.field.entry import FormField
from widgets.field.form import FieldForm, Form, Wish, WrongField
from widgets.overrides import sealed


@sealed
class Board(QWidget):
    """A board that notes the keys its form leaves over."""

    def __init__(self) -> None:
        super().__init__()
        self.left_over: list[int] = []
        self.form = FieldForm(self)
        QVBoxLayout(self).addWidget(self.form)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.left_over.append(event.key())


def read(values: Mapping[str, str]) -> Wish:
    if values["words"] == "x":
        raise WrongField("words", "a word")
    return Wish("patrol:1", "note", values["words"], dict(values))


FORM = Form(
    "Note",
    (
        FormField("words", "Words", needed=True),
        FormField("kind", "Kind", "b", (("a", "A"), ("b", "B"))),
        FormField("place", "Place", point="spot"),
        FormField("way", "Way", point="way", many=True, wide=True),
    ),
    read,
    "A hint",
)


@pytest.fixture
def board(qtbot: QtBot) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=15_000)
    made.form.open(FORM)
    return made


def test_that_hangul_is_composed_in_a_field_and_sent_whole(board: Board, qtbot: QtBot) -> None:
    (line, *_) = board.form.findChildren(QLineEdit)
    for preedit in ("ㅎ", "하", "한"):
        QCoreApplication.sendEvent(line, QInputMethodEvent(preedit, []))
    assert board.form.values()["words"] == ""  # half a syllable is no text yet
    done = QInputMethodEvent("", [])
    done.setCommitString("한글")
    QCoreApplication.sendEvent(line, done)
    with qtbot.waitSignal(board.form.sent, timeout=15_000) as sent:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert sent.args[0].words == "한글"


def test_that_keys_of_the_form_are_none_of_the_board_but_function_keys_are(board: Board) -> None:
    for key in (Qt.Key.Key_A, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(board.form, key)
    assert board.left_over == []
    QTest.keyClick(board.form, Qt.Key.Key_F9)
    QTest.keyClick(board.form, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert {Qt.Key.Key_F9, Qt.Key.Key_G} <= set(board.left_over)


def test_that_a_point_is_asked_for_by_f2_and_by_its_button(board: Board, qtbot: QtBot) -> None:
    asked: list[str] = []
    board.form.point_wished.connect(asked.append)
    lines = board.form.findChildren(QLineEdit)
    lines[1].setFocus()
    QTest.keyClick(lines[1], Qt.Key.Key_F2)
    button = board.form.findChildren(QPushButton)[1]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus, timeout=15_000)
    QTest.keyClick(button, Qt.Key.Key_Return)  # on the button Enter does not send the form
    assert asked == ["spot", "way"]
    assert board.form.is_open


def test_that_points_follow_each_other_only_where_several_are_wanted(board: Board) -> None:
    for text in ("1, 2", "3, 4"):
        assert board.form.take_point("way", text)
        assert board.form.take_point("spot", text)
    assert not board.form.take_point("other", "5, 6")
    values = board.form.values()
    assert (values["way"], values["place"]) == ("1, 2; 3, 4", "3, 4")


def test_that_a_wrong_field_is_named_and_gets_the_keys(board: Board) -> None:
    board.form.set_value("words", "x")
    board.form.set_value("unknown", "y")
    board.form.send()
    assert "Look at “Words”: for example a word." in board.form.text()
    assert board.form.is_open
    assert board.form.findChildren(QLineEdit)[0].hasFocus()
