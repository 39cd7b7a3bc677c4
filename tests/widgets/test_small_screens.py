"""A console whose monitor was exchanged for a small one: nothing that matters leaves the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from tests.support.window_stage import Console


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
