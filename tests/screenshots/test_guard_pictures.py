"""Pictures of guard details in both languages; kept when SUNRA_PICTURES names a folder."""

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.wire.seat_values import FieldPersonal
from tests.support.guard_scene import NOW, PEOPLE, news
from tests.support.kept_pictures import keep
from widgets.guard_details.panel import GuardDetails
from widgets.theme import colour

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
# What is left of the queue at 1920x1080 and at 2560x1440.
SIZES = [(1_123, 930), (1_498, 1_290)]


def kept(board: GuardDetails, name: str) -> None:
    keep(board, f"guard-{name}")


def made(qtbot: QtBot, size: tuple[int, int]) -> GuardDetails:
    board = GuardDetails("kim", "A", NOW)
    qtbot.addWidget(board)
    board.resize(*size)
    board.show()
    board.take(news())
    settle(board)
    return board


def settle(board: GuardDetails) -> None:
    """What the event loop would do before anybody sees it."""
    QCoreApplication.sendPostedEvents(None, 0)
    board.repaint()


def reddish(board: GuardDetails) -> int:
    """How many pixels of the strip have the colour of what must not be overlooked."""
    image, wanted = board.strip.grab().toImage(), colour("priority_1")
    places = ((x, y) for x in range(0, image.width(), 2) for y in range(image.height()))
    return sum(image.pixelColor(*place) == wanted for place in places)


@pytest.mark.parametrize("size", SIZES)
def test_that_nothing_is_cut_and_gaps_are_red(
    qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    board = made(qtbot, size)
    kept(board, f"{language}-{size[0]}")
    assert (board.width(), board.height()) == size, "the board asks for more room than there is"
    for button in board.findChildren(QPushButton):
        needed = QFontMetrics(button.font()).horizontalAdvance(button.text())
        assert needed <= button.width(), button.text()
    for label in board.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.sizeHint().width() <= label.width() + 1, label.text()
    with_gaps = reddish(board)
    board.move_case(1)
    assert with_gaps > 200
    assert reddish(board) == 0


def test_that_a_look_at_people_is_marked_all_over(qtbot: QtBot, language: str) -> None:
    board = made(qtbot, SIZES[0])
    masked = board.personal.grab().toImage()
    until = NOW + timedelta(seconds=60)
    board.take_personal(FieldPersonal("c", "A", "guard_case", "2", json.dumps(PEOPLE), until))
    settle(board)
    kept(board, f"{language}-revealed")
    shown = board.personal.grab().toImage()
    assert shown.size() == masked.size()
    columns = range(0, shown.width(), 8)
    rows = [
        row
        for row in range(shown.height())
        if any(shown.pixel(x, row) != masked.pixel(x, row) for x in columns)
    ]
    assert len(rows) > 0.9 * shown.height(), "some of it could be cut out without the mark"


def test_that_forms_leave_the_strip_readable(qtbot: QtBot, language: str) -> None:
    board = made(qtbot, SIZES[0])
    for act in ("roster", "personal", "open"):
        board.trigger(act)
        settle(board)
        kept(board, f"{language}-{act}")
        assert board.height() == SIZES[0][1]
        assert board.strip.height() >= board.strip.minimumSizeHint().height()
        board.form.put_away()
