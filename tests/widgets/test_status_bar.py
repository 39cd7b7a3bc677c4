"""The status line says what is known, and says unknown for the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from console.ports.seat_link import LinkNews
from tests.support.seat_doubles import START
from widgets.status_bar.panel import QuietCounts, Standing, StatusBar

GOOD = Standing(
    link=LinkNews("up", START, "e", 1.2), current=True, store_fault=False, cameras_live=9,
    cameras_shown=9, devices_up=4, quiet=QuietCounts(),
)  # fmt: skip


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    return made


def _tones(bar: StatusBar) -> dict[str, str]:
    return {name: label.property("tone") for name, label in bar.labels.items() if label.text()}


def test_that_shed_pictures_are_told(bar: StatusBar) -> None:
    bar.show_standing(replace(GOOD, shed="key frames"), START)
    assert "background: key frames" in bar.text()
    assert _tones(bar)["cameras"] == "warning"


def test_that_nothing_known_is_never_shown_as_normal(bar: StatusBar) -> None:
    """R-ALM-17."""
    assert "good" not in _tones(bar).values()
    assert "Database: unknown" in bar.text()
    assert "Devices: unknown" in bar.text()


def test_that_a_good_standing_is_calm(bar: StatusBar) -> None:
    bar.show_standing(GOOD, START)
    assert set(_tones(bar).values()) == {"good", "quiet"}
    assert "Engine: connected · 1 ms" in bar.text()


@pytest.mark.parametrize(
    ("change", "words", "name"),
    [
        ({"link": LinkNews("stale", START)}, "Engine: no answer for 01:05", "link"),
        ({"link": LinkNews("down", START)}, "Engine: away for 01:05", "link"),
        ({"store_fault": True}, "Database: fault", "store"),
        ({"unacknowledged": 7}, "7 unacknowledged", "waiting"),
    ],
)
def test_that_a_fault_is_said_with_its_age(
    bar: StatusBar, change: dict[str, object], words: str, name: str
) -> None:
    bar.show_standing(replace(GOOD, **change), START + timedelta(seconds=65))  # type: ignore[arg-type]
    assert words in bar.text()
    assert _tones(bar)[name] == "fault"


def test_that_a_database_is_unknown_once_the_link_is_gone(bar: StatusBar) -> None:
    bar.show_standing(replace(GOOD, current=False), START)
    assert "Database: unknown" in bar.text()
    assert "Devices: unknown" in bar.text()


def test_that_local_only_actions_are_counted(bar: StatusBar) -> None:
    bar.show_standing(replace(GOOD, local_only=3), START)
    assert "Local only: 3" in bar.text()
