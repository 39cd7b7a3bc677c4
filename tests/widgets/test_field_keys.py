"""Keys of the field boards: no field eats those of the window, and none is spent in silence."""

import json
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.ports.seat_link import QueueNews
from tests.support import guard_scene, patrol_scene
from tests.support.escort_scene import EscortScene
from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console
from widgets.escorts.panel import Escorts
from widgets.field.panel import FieldPanel
from widgets.guard_details.panel import GuardDetails
from widgets.patrols.panel import PatrolsPanel

CTRL = Qt.KeyboardModifier.ControlModifier
BOARDS = {"G": Qt.Key.Key_G, "P": Qt.Key.Key_P, "L": Qt.Key.Key_L, "E": Qt.Key.Key_E}
JAMO = {"G": "ㅎ", "P": "ㅔ", "L": "ㅣ", "E": "ㄷ"}


def open_letters(console: Console) -> set[str]:
    frames = console.window.field_boards._frames
    return {letter for letter, frame in frames.items() if not frame.isHidden()}


def filling(console: Console, kind: type[QWidget]) -> QWidget:
    """A field of a form of the guards' board, with the keys."""
    console.window.field_boards.put_away()
    console.press(BOARDS["G"], "", CTRL)
    (board,) = console.window.findChildren(GuardDetails)
    if not board.form.is_open:
        console.press(Qt.Key.Key_Insert)
    field = board.form.findChildren(kind)[0]
    field.setFocus()
    assert QApplication.focusWidget() is field
    return field


@pytest.mark.parametrize("hangul", [False, True])
def test_that_a_board_opens_and_goes_from_any_field(shared_console: Console, hangul: bool) -> None:
    for kind, (letter, plain) in product((QLineEdit, QComboBox), BOARDS.items()):
        filling(shared_console, kind)
        key, text = (Qt.Key(ord(JAMO[letter])), JAMO[letter]) if hangul else (plain, "")
        shared_console.press(key, text, CTRL)
        assert open_letters(shared_console) == ({letter} - {"G"}), (kind, letter)


def test_that_a_line_keeps_the_keys_it_edits_with(shared_console: Console) -> None:
    line = filling(shared_console, QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("one two")
    for key in (Qt.Key.Key_A, Qt.Key.Key_X):
        shared_console.press(key, "", CTRL)
    assert line.text() == ""
    shared_console.press(Qt.Key.Key_V, "", CTRL)
    assert line.text() == "one two"
    shared_console.press(Qt.Key.Key_Z, "", CTRL)
    assert line.text() == ""
    assert open_letters(shared_console) == {"G"}


def test_that_a_choice_leaves_the_window_its_function_keys(shared_console: Console) -> None:
    shared_console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE)]))
    box = filling(shared_console, QComboBox)
    assert isinstance(box, QComboBox)
    before = box.currentIndex()
    shared_console.press(Qt.Key.Key_F4)
    assert shared_console.window.panels.detail.is_answering  # F4 means the same everywhere
    box.setFocus()
    shared_console.press(Qt.Key.Key_PageDown, "", CTRL)
    assert not box.view().isVisible()
    assert box.currentIndex() == before
    shared_console.window.panels.detail.put_away()


def text_of(console: Console, letter: str) -> str:
    """What a board says."""
    board = console.window.field_boards._boards[letter]
    assert isinstance(board, Escorts | GuardDetails | FieldPanel)
    return board.text()


def opened(console: Console, letter: str, *news: object) -> None:
    """A board with the keys, after news."""
    console.window.field_boards.put_away()
    console.feed(link_up(), snapshot([]), *news)
    console.link.submitted.clear()
    console.press(BOARDS[letter], "", CTRL)


@pytest.mark.parametrize(
    ("letter", "key", "word"),
    [("G", Qt.Key.Key_O, "On post"), ("P", Qt.Key.Key_S, "Start"),
     ("L", Qt.Key.Key_N, "No answer"), ("E", Qt.Key.Key_K, "Unit is well")],
)  # fmt: skip
def test_that_an_act_that_makes_no_sense_says_so_on_every_board(
    shared_console: Console, letter: str, key: Qt.Key, word: str
) -> None:
    opened(shared_console, letter)
    shared_console.press(key)
    assert f"Not possible now: {word}" in text_of(shared_console, letter)
    assert shared_console.link.submitted == []


def test_that_no_free_team_is_told_where_one_is_asked_for(shared_console: Console) -> None:
    scene = EscortScene()
    scene.ask(40)
    opened(shared_console, "E", scene.news(whole=True))
    shared_console.press(Qt.Key.Key_T)
    assert "no team is free then" in text_of(shared_console, "E")


def test_that_m_on_the_escorts_never_silences_the_room(shared_console: Console) -> None:
    scene = EscortScene()
    scene.busy()
    opened(shared_console, "E", scene.news(whole=True))
    (board,) = shared_console.window.findChildren(Escorts)
    board.choose("1")  # it walks already
    shared_console.press(Qt.Key.Key_M, "m")
    assert shared_console.window.annunciator.silence_left_s == 0
    assert "Not possible now: Met" in text_of(shared_console, "E")


def test_that_the_check_ins_of_any_unit_begin_and_end_by_keys(
    shared_console: Console,
) -> None:
    console = shared_console
    opened(console, "E")
    console.press(Qt.Key.Key_U)
    (board,) = console.window.findChildren(Escorts)
    board.parts.form.set_value("unit", "park-7")
    board.parts.form.set_value("grace", "40")
    console.press(Qt.Key.Key_Return)
    assert "Look at “Grace (min)”" in board.parts.form.text()
    board.parts.form.set_value("grace", "3")
    console.press(Qt.Key.Key_Return)
    assert console.link.acts[-1] == ("field", "check_in:park-7", "")
    content = json.loads(console.link.contents[-1])
    assert content == {"every_s": 1_800, "grace_s": 180}
    stage = EscortScene().stage
    assert stage.field("check_in:park-7", "begin", content) == ""
    stage.go_to(2_000, 60)  # missing by now
    news = QueueNews(True, True, 1, (), fields=stage.desk.fields())
    console.feed(news)
    console.press(Qt.Key.Key_Left)
    console.press(Qt.Key.Key_E)
    sent = len(console.link.acts)
    console.press(Qt.Key.Key_Return)
    assert len(console.link.acts) == sent  # it is missing: not without words
    board.parts.form.set_value("words", "home, seen by the warden")
    console.press(Qt.Key.Key_Return)
    assert console.link.acts[-1] == ("field", "check_in:park-7", "home, seen by the warden")
    assert stage.field("check_in:park-7", "end", text="home, seen by the warden") == ""
    assert "checkin.missed" not in stage.standing()


def test_that_lines_below_the_edge_are_read_by_keys_too(qtbot: QtBot) -> None:
    board = GuardDetails("kim", "A", guard_scene.NOW)
    qtbot.addWidget(board)
    board.resize(1_123, 930)
    board.show()
    board.take(guard_scene.news())
    board.roll.addItems([f"G-{number}" for number in range(60)])
    bars = [each.verticalScrollBar() for each in (board.timeline, board.roll)]
    qtbot.waitUntil(lambda: all(bar.maximum() > 0 for bar in bars), timeout=15_000)
    day = board.strip.chosen_row()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Down):
        QTest.keyClick(board.strip, key, Qt.KeyboardModifier.ShiftModifier)
    assert all(bar.value() > 0 for bar in bars)
    assert board.strip.chosen_row() == day
    QTest.keyClick(board.strip, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert board.timeline.verticalScrollBar().value() == 0


def test_that_the_facts_of_a_long_record_are_read_by_keys_too(qtbot: QtBot) -> None:
    board = PatrolsPanel(patrol_scene.site(), patrol_scene.evening().now)
    qtbot.addWidget(board)
    board.resize(1_123, 420)
    board.show()
    board.take(patrol_scene.news(patrol_scene.evening()))
    bar = board.facts.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=15_000)
    QTest.keyClick(board, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(board, Qt.Key.Key_PageUp)
    assert bar.value() == 0
