"""The boards of the field work on a laptop: they become narrow, and nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.ports.seat_link import QueueNews
from tests.support import guard_scene, patrol_scene
from tests.support.escort_scene import EscortScene
from tests.support.wall_doubles import ToldPictures
from widgets.board import Board
from widgets.escorts.panel import Escorts
from widgets.field.act_bar import ActBar
from widgets.field.act_rows import ActRows
from widgets.field.form import FieldForm
from widgets.field.widths import NARROW
from widgets.guard_details.panel import GuardDetails
from widgets.language import Language
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel

LEFT_OF_THE_QUEUE = (608, 610)  # on a screen of 1280x680
KEY_OF_A_FORM = {SheltersPanel: Qt.Key.Key_C}
FieldBoard = Escorts | GuardDetails | PatrolsPanel | SheltersPanel


@pytest.fixture(params=["en"])  # the longer words
def _language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    used = Language(request.param, qapp)
    yield
    used.close()


def _escorts() -> FieldBoard:
    scene = EscortScene()
    scene.busy()
    board = Escorts(scene.site, ToldPictures(), scene.stage.now)
    board.take(scene.news(whole=True))
    return board


def _guards() -> FieldBoard:
    board = GuardDetails("kim", "seat-a", patrol_scene.evening().now)
    board.take(QueueNews(True, True, 1, (), fields=guard_scene.records()))
    return board


def _patrols() -> FieldBoard:
    own = patrol_scene.evening()
    board = PatrolsPanel(patrol_scene.site(), own.now)
    board.take(patrol_scene.news(own))
    return board


def _shelters() -> FieldBoard:
    own = patrol_scene.evening()
    board = SheltersPanel(patrol_scene.site(), own.now)
    board.take(patrol_scene.news(own))
    return board


def _is_cut(button: QPushButton) -> bool:
    return button.width() < button.minimumSizeHint().width()


@pytest.mark.usefixtures("_language")
@pytest.mark.parametrize("made", [_escorts, _guards, _patrols, _shelters])
def test_that_no_board_scrolls_sideways_on_a_laptop(
    made: Callable[[], FieldBoard], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 680)
    area = QWidget(window)
    area.setGeometry(0, 40, *LEFT_OF_THE_QUEUE)
    board, frame = made(), Board(window)
    frame.body.addWidget(board, 1)
    frame.title.setText(board.windowTitle())
    window.show()
    frame.open_over(area)
    (pane,) = (each for each in frame.findChildren(QScrollArea) if each.parent() is frame)
    qtbot.waitUntil(lambda: board.width() <= pane.viewport().width(), timeout=15_000)
    assert pane.horizontalScrollBar().maximum() == 0
    shown = [each for each in board.findChildren(QPushButton) if each.isVisible()]
    qtbot.waitUntil(lambda: not [each.text() for each in shown if _is_cut(each)], timeout=15_000)
    QTest.keyClick(board, KEY_OF_A_FORM.get(type(board), Qt.Key.Key_Insert))
    (form,) = board.findChildren(FieldForm)
    assert form.is_open
    qtbot.waitUntil(
        lambda: form.isVisible() and board.width() <= pane.viewport().width(), timeout=15_000
    )
    assert pane.horizontalScrollBar().maximum() == 0
    shut = getattr(board, "shut", None)
    if shut is not None:
        shut()


@pytest.mark.parametrize("count", [1, 5, 11, 22])
@pytest.mark.parametrize("width", [180, 333, 600, 1_200])
def test_that_acts_take_more_rows_instead_of_more_width(
    qapp: QApplication, count: int, width: int
) -> None:
    host = QWidget()
    buttons = [QPushButton(f"Act {'long ' * (n % 3)}{n}") for n in range(count)]
    rows = ActRows(buttons)
    host.setLayout(rows)
    wide = max(width, rows.minimumSize().width())
    host.resize(wide, rows.heightForWidth(wide))
    rows.activate()
    boxes = [button.geometry() for button in buttons]
    assert all(host.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in pairwise(boxes))
    assert all(b.width() >= b.sizeHint().width() for b in buttons)
    assert len({box.top() for box in boxes}) * 6 >= count


def test_that_a_removed_act_leaves_no_gap(qapp: QApplication) -> None:
    host, buttons = QWidget(), [QPushButton(str(n)) for n in range(4)]
    rows = ActRows(buttons)
    host.setLayout(rows)
    rows.removeWidget(buttons[0])
    assert rows.count() == 3
    assert rows.itemAt(3) is None
    host.resize(600, 40)
    rows.activate()
    assert buttons[1].x() == 0


def test_that_acts_go_below_where_a_board_is_narrow(qapp: QApplication) -> None:
    host = QWidget()
    below, beside = QVBoxLayout(host), QVBoxLayout()
    below.addLayout(beside)
    bar = ActBar(QWidget(), [QPushButton("a")], beside, below)
    assert beside.indexOf(bar) == 0
    bar.fit(NARROW - 1)
    assert (beside.indexOf(bar), below.indexOf(bar)) == (-1, 1)
    bar.fit(NARROW)
    assert (beside.indexOf(bar), below.indexOf(bar)) == (0, -1)
