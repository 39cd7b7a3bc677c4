"""A console whose monitor was exchanged for a small one: nothing that matters leaves the screen."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.support.seat_doubles import START, alert, link_down, link_up, snapshot, varied
from tests.support.window_stage import CATALOGUE, Console
from widgets.alert_queue.lane import _first_share
from widgets.models.rows_model import Column
from widgets.theme import SIZES, font
from widgets.words.words import age_text


def _right_of(part: QWidget, window: QWidget) -> int:
    return part.mapTo(window, part.rect().topRight()).x()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_clock_and_sound_stay_on_a_narrow_screen(
    shared_console: Console, language: str
) -> None:
    window, top = shared_console.window, shared_console.window.panels.top
    window.set_language(language)
    window.resize(1280, 800)
    QTest.qWait(0)
    assert window.width() == 1280
    for part in (top.clock, top.sound, top.silence, top.keys, top.more):
        assert part.isVisible()
        assert _right_of(part, window) < window.width()
    assert not top._date.isVisible()
    window.resize(1920, 1080)
    QTest.qWait(0)
    assert top._date.isVisible()
    assert all(button.isVisible() for button in top.layouts.values())


def test_that_every_key_can_be_read_on_a_low_screen(shared_console: Console) -> None:
    window, keys = shared_console.window, shared_console.window.panels.keys
    window.resize(1366, 800)
    window.panels.toggle_keys()
    assert keys.height() <= window.height()
    (pane,) = keys.findChildren(QScrollArea)
    bar = pane.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    last = keys._words[-1]
    assert last.mapTo(window, last.rect().bottomLeft()).y() <= window.height()
    assert pane.focusPolicy() is Qt.FocusPolicy.NoFocus
    window.resize(1920, 1080)
    window.panels.toggle_keys()
    window.panels.toggle_keys()
    assert bar.maximum() == 0
    window.panels.toggle_keys()


def _inside(part: QWidget, window: QWidget) -> bool:
    """Whether all of a part is on the window, and none of it under a neighbour's edge."""
    low = part.mapTo(window, part.rect().bottomRight())
    least = part.minimumSizeHint()
    fits = low.x() < window.width() and low.y() < window.height()
    return part.isVisible() and fits and part.height() >= least.height() > 0


@pytest.mark.parametrize("size", [(1280, 680), (1280, 720), (1366, 728)])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_a_laptop_shows_emergencies_answers_and_banners_at_once(
    shared_console: Console, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    """R-HMI-07, R-ALM-04: what an operator needs keeps its place when there is little height."""
    window, panels = shared_console.window, shared_console.window.panels
    window.set_language(language)
    window.resize(1920, 1080)
    calls = [alert(number, "sos.app", CATALOGUE) for number in range(1, 31)]
    shared_console.feed(link_up(), snapshot([*varied(CATALOGUE), *calls], fault=1), link_down())
    panels.queue.choose(7)
    shared_console.tick()
    QTest.qWait(0)
    assert len(panels.queue.lane.shown()) == 19  # and the rest is counted
    window.resize(*size)
    QTest.qWait(0)
    assert window.size().toTuple() == size
    shown = panels.queue.lane.shown()
    assert len(shown) >= 7
    assert 7 in shown
    assert panels.queue.lane.height() >= (len(shown) + 1) // 2 * 27
    assert panels.queue.view.viewport().height() >= 36
    buttons = panels.detail.answers.buttons.values()
    for part in (*buttons, panels.status.labels["waiting"], panels.top.clock, panels.notices):
        assert _inside(part, window), part
    assert panels.detail.body.viewport().height() >= 40
    for act, form in panels.detail.stage.forms.items():
        panels.detail._act(act)
        qtbot.waitUntil(partial(_inside, form, window), timeout=15_000)
        panels.detail.put_away()


def test_that_the_window_takes_its_height_back(shared_console: Console, qtbot: QtBot) -> None:
    window, panels = shared_console.window, shared_console.window.panels
    calls = [alert(number, "sos.app", CATALOGUE) for number in range(1, 21)]
    shared_console.feed(link_up(), snapshot(calls))
    parts = (panels.top, panels.status, panels.queue.lane, panels.echo, panels.detail.head)

    def heights() -> list[int]:
        return [part.height() for part in parts]

    def is_saving() -> bool:
        return all(now < was for now, was in zip(heights(), before, strict=True))

    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: panels.detail.head.height() >= 44, timeout=15_000)
    assert len(panels.queue.lane.shown()) == 20
    before = heights()
    window.resize(1920, 720)
    qtbot.waitUntil(is_saving, timeout=15_000)
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: heights() == before, timeout=15_000)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_an_age_of_days_is_written_whole(shared_console: Console, language: str) -> None:
    shared_console.window.set_language(language)
    view = shared_console.window.panels.queue.view
    metrics = QFontMetrics(font(SIZES.row, QFont.Weight.DemiBold))
    age = age_text(START - timedelta(days=9, hours=23), START)
    assert metrics.horizontalAdvance(age) + 12 <= view.columnWidth(Column.AGE)


@pytest.mark.parametrize(
    ("kind", "place", "expected"), [(80, 60, 80), (150, 40, 150), (180, 60, 140), (180, 150, 100)]
)
def test_that_kind_and_place_share_a_line_by_what_each_needs(
    kind: float, place: float, expected: float
) -> None:
    assert _first_share(200, kind, place) == expected


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_all_of_a_board_is_reached_on_a_laptop(
    shared_console: Console, qtbot: QtBot, language: str
) -> None:
    """R-HMI-07: what is wider than its place scrolls; the queue beside it stays whole."""
    window, panels = shared_console.window, shared_console.window.panels
    window.set_language(language)
    window.resize(1280, 720)
    shared_console.feed(link_up(), snapshot(varied(CATALOGUE)))
    window.room_desk.toggle_supervisor()
    board = window.room_desk.supervisor
    qtbot.waitUntil(
        lambda: board.geometry().right() < panels.queue.mapTo(window, QPoint()).x(), timeout=15_000
    )
    scrolled = next(each for each in board.findChildren(QScrollArea) if each.parent() is board)
    for tab in (*board.tabs.values(), *reversed(board.tabs.values())):
        scrolled.ensureWidgetVisible(tab)
        spot = tab.mapTo(scrolled.viewport(), tab.rect().topLeft())
        assert scrolled.viewport().rect().contains(spot)
        assert tab.width() >= tab.sizeHint().width()
    window.room_desk.toggle_supervisor()
    labels = panels.status.labels.values()

    def are_whole() -> bool:
        return all(each.sizeHint().width() <= each.width() for each in labels if each.text())

    qtbot.waitUntil(are_whole, timeout=15_000)
