"""Where the keys are is seen, and the keyboard comes everywhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert
from tests.support.seat_doubles import link_up, snapshot, varied
from tests.support.window_stage import CATALOGUE, Console
from widgets.board import Board
from widgets.window.main_window import MainWindow

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PLACES = {
    "queue": (),
    "history": ((Qt.Key.Key_H, NONE),),
    "quiets": ((Qt.Key.Key_F7, SHIFT),),
    "supervisor": ((Qt.Key.Key_F8, SHIFT), (Qt.Key.Key_Right, NONE), (Qt.Key.Key_Right, NONE)),
    "sending": ((Qt.Key.Key_F4, NONE),),
    "handing over": ((Qt.Key.Key_C, SHIFT),),
    "closing": ((Qt.Key.Key_X, NONE),),
    "note": ((Qt.Key.Key_N, NONE),),
    "escorts": ((Qt.Key.Key_E, CTRL),),
    "patrols": ((Qt.Key.Key_P, CTRL),),
}


@pytest.fixture(scope="module")
def alerts() -> list[Alert]:
    return varied(CATALOGUE)


def _stops(window: MainWindow) -> Iterator[QWidget]:
    covered = any(each.isVisible() for each in window.findChildren(Board))
    for each in window.findChildren(QWidget):
        if covered and window.panels.left.isAncestorOf(each):
            continue
        tabs = each.focusPolicy() & Qt.FocusPolicy.TabFocus.value
        if tabs and each.isVisible() and each.isEnabled() and each.focusProxy() is None:
            yield each


def _open(console: Console, alerts: list[Alert], place: str, qtbot: QtBot) -> None:
    console.take_keys(qtbot)
    console.feed(link_up(), snapshot(alerts))
    console.window.panels.queue.choose(alerts[0].number)
    for key, held in PLACES[place]:
        console.press(key, "", held)
    QApplication.processEvents()


def _seen(window: QWidget, widget: QWidget) -> QImage:
    QApplication.processEvents()
    corner = widget.mapTo(window, widget.rect().topLeft())
    around = widget.rect().translated(corner).adjusted(-3, -3, 3, 3)
    return window.grab(around.intersected(window.rect())).toImage()


@pytest.mark.parametrize("place", PLACES)
def test_that_whoever_has_the_keys_looks_like_it(
    shared_console: Console, alerts: list[Alert], place: str, qtbot: QtBot
) -> None:
    """WCAG 2.2, 2.4.7: of two pictures of a stop, the one with the keys differs."""
    console, window = shared_console, shared_console.window
    _open(console, alerts, place, qtbot)
    blind = []
    stops = list(_stops(window))
    assert len(stops) > 10
    for stop in stops:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not stop:
            continue
        held_picture = _seen(window, stop)
        stop.clearFocus()
        if _seen(window, stop) == held_picture:
            blind.append(_told(stop))
    for _ in range(3):
        console.press(Qt.Key.Key_Escape)
    assert not blind, "\n".join(blind)


@pytest.mark.parametrize("place", ["quiets", "supervisor", "escorts"])
def test_that_the_keys_never_go_behind_a_board(
    shared_console: Console, alerts: list[Alert], place: str, qtbot: QtBot
) -> None:
    """WCAG 2.2, 2.4.11."""
    console, window = shared_console, shared_console.window
    _open(console, alerts, place, qtbot)
    (board,) = (each for each in window.findChildren(Board) if each.isVisible())
    visited = set()
    for key in [Qt.Key.Key_Tab] * 60 + [Qt.Key.Key_Backtab] * 60 + [Qt.Key.Key_F6] * 4:
        console.press(key)
        at = QApplication.focusWidget()
        assert at is not None
        assert not window.panels.left.isAncestorOf(at), _told(at)
        visited.add("board" if board.isAncestorOf(at) or at is board else _told(at))
    assert "board" in visited
    assert any("QueueView" in each for each in visited)
    for _ in range(3):
        console.press(Qt.Key.Key_Escape)


def test_that_f6_comes_back_to_the_pictures_when_no_board_lies_over_them(
    shared_console: Console, qtbot: QtBot
) -> None:
    console = shared_console
    console.take_keys(qtbot)
    visited = []
    for _ in range(4):
        console.press(Qt.Key.Key_F6)
        visited.append(QApplication.focusWidget())
    assert console.window.panels.wall in visited
    assert visited[-1] is console.window.panels.queue.view


def _told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}"
