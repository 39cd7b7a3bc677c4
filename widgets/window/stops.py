"""Where Tab and F6 bring the keys: never behind a board. GUI thread.

A board lies over the pictures and the map, which work on behind it. Whoever goes on with Tab must
not type into what is not seen (WCAG 2.2, 2.4.11).
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from widgets.board import Board
from widgets.window.layout import Panels

_MOST = 500  # more than a window has stops


def go_on(step: Callable[[], bool], panels: Panels) -> bool:
    """Go on with Tab until what has the keys is in sight; `step` is Qt's own step."""
    for _ in range(_MOST):
        if not step():
            return False
        at = QApplication.focusWidget()
        if at is None or not _is_behind_a_board(at, panels):
            return True
    return True


def next_panel(panels: Panels) -> None:
    """Give the keys to the next of queue, answers, and the pictures and the map or the board."""
    boards = list(_boards(panels))
    stops: tuple[QWidget, ...] = panels.stops()
    if boards:
        stops = (*(each for each in stops if not panels.left.isAncestorOf(each)), *boards)
    held = [number for number, stop in enumerate(stops) if _has_keys(stop)]
    following = stops[(held[0] + 1) % len(stops) if held else 0]
    if isinstance(following, Board):
        following.take_keys()
    else:
        following.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _boards(panels: Panels) -> Iterator[Board]:
    window = panels.left.window()
    return (each for each in window.findChildren(Board) if each.isVisible())


def _is_behind_a_board(widget: QWidget, panels: Panels) -> bool:
    return panels.left.isAncestorOf(widget) and any(_boards(panels))


def _has_keys(widget: QWidget) -> bool:
    at = QApplication.focusWidget()
    return at is not None and (at is widget or widget.isAncestorOf(at))
