"""What fails inside the windows hides no alert, and is owned up to (design laws 1 and 9)."""

import sys
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console

pytestmark = pytest.mark.qt_no_exception_capture


def fail(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError("on purpose")


@pytest.fixture
def console(console: Console) -> Console:
    console.feed(link_up(), snapshot([]))
    return console


@pytest.mark.parametrize(
    "part", ["map.set_positions", "detail.show_alert", "wall.show_scene", "echo.expect"]
)
def test_that_a_panel_that_fails_hides_no_alert_and_mutes_none(
    console: Console, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, _, step = part.partition(".")
    monkeypatch.setattr(getattr(console.window.panels, panel), step, fail)
    console.feed(snapshot([alert(7, "sos.app", CATALOGUE)]))
    assert console.window.panels.model.find(7) is not None
    assert console.window.panels.queue.view.lane == [7]
    assert [said.alerts for _, said in console.window.annunciator.log] == [(7,)]


def test_that_a_queue_that_fails_is_fetched_whole_and_told(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(console.window.panels.queue, "apply", fail)
        console.feed(replace(snapshot([alert(7, "sos.app", CATALOGUE)]), whole=False))
    assert console.window.panels.model.find(7) is None  # what failed is missing, until:
    console.window.slip_desk.look()
    assert console.link.fetched == 1
    assert "test_slips.fail" in console.window.panels.notices.shown()["slip"]
    assert any("screen at 1 failed" in said for said in console.link.faults[-1])
    console.feed(snapshot([alert(7, "sos.app", CATALOGUE)]))
    assert console.window.panels.model.find(7) is not None


def test_that_it_asks_ever_more_seldom_and_says_when_it_is_well(console: Console) -> None:
    desk, clock = console.window.slip_desk, console.clock
    for _ in range(120):  # fails twice a second for a minute
        desk.slips.note(ValueError, ValueError("again"), None)
        desk.look()
        clock.step(0.5)
    assert 3 <= console.link.fetched <= 6
    clock.step(601)
    desk.look()
    assert "slip" not in console.window.panels.notices.shown()
    assert console.link.faults[-1] == ()


def test_that_sound_and_screen_are_told_together(console: Console) -> None:
    console.sound.fault = "no sound device"
    console.window.annunciator.look()
    console.window.slip_desk.slips.note(ValueError, ValueError("x"), None)
    console.window.slip_desk.look()
    assert len(console.link.faults[-1]) == 2


def test_that_a_window_that_is_shut_leaves_the_hook_as_it_was(qtbot: QtBot) -> None:
    before = sys.excepthook
    made = Console()
    qtbot.addWidget(made.window)
    assert sys.excepthook != before
    made.window.shut()
    made.window.shut()
    made.language.close()
    assert sys.excepthook == before
