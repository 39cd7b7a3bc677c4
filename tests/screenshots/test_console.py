"""The whole console drawn in its states; kept when SUNRA_PICTURES names a folder."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backends.sound.speaker import Mute
from console.services.catalogue import read_catalogue
from tests.support.kept_pictures import keep
from tests.support.seat_doubles import (
    NoPictures,
    ScriptedLink,
    SteppedClock,
    link_down,
    link_up,
    small_site,
    snapshot,
    varied,
)
from widgets.language import Language
from widgets.window.main_window import MainWindow

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
CATALOGUE = read_catalogue()
STATES = ("connecting", "empty", "busy", "failed")


@pytest.fixture
def link() -> ScriptedLink:
    return ScriptedLink()


@pytest.fixture(params=["ko", "en"])
def window(
    qapp: QApplication, qtbot: QtBot, link: ScriptedLink, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    language = Language(request.param)
    made = MainWindow(
        small_site(),
        link,
        NoPictures(),
        Mute(""),
        CATALOGUE,
        language,
        "김순라",
        "1",
        SteppedClock(),
    )
    qtbot.addWidget(made)
    made.start()
    yield made
    made.shut()
    language.close()


def _bring(window: MainWindow, link: ScriptedLink, state: str) -> None:
    alerts = varied(CATALOGUE)
    link.news += {
        "connecting": [],
        "empty": [link_up(), snapshot([])],
        "busy": [link_up(), snapshot(alerts)],
        "failed": [link_up(), snapshot(alerts, fault=1), link_down()],
    }[state]
    window.bridge.drain()


def _clipped(window: QWidget) -> list[str]:
    labels = [w for w in window.findChildren(QLabel) if w.isVisible() and not w.wordWrap()]
    buttons = [w for w in window.findChildren(QPushButton) if w.isVisible()]
    return [
        w.text() for w in (*labels, *buttons) if w.text() and w.sizeHint().width() > w.width() + 1
    ]


def _saturated_share(picture: QImage) -> float:
    seen = [
        picture.pixelColor(x, y)
        for x in range(0, picture.width(), 4)
        for y in range(0, picture.height(), 4)
    ]
    strong = sum(1 for c in seen if c.hsvSaturationF() > 0.36 and c.valueF() > 0.2)
    return strong / len(seen)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", [(1920, 1080), (2560, 1440)])
def test_that_no_word_is_cut_in_any_state_language_or_size(
    window: MainWindow, link: ScriptedLink, state: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.show()
    _bring(window, link, state)
    QApplication.processEvents()
    picture = keep(window, f"console-{window.language}-{state}-{size[0]}")
    assert picture.size().toTuple() == size
    assert _clipped(window) == []


def test_that_the_normal_state_shows_no_strong_colour(
    window: MainWindow, link: ScriptedLink
) -> None:
    """R-HMI-01: the legend of priorities in the queue header is all there is."""
    window.resize(1920, 1080)
    window.show()
    _bring(window, link, "empty")
    panels = window.panels
    for panel in (panels.queue, panels.detail, panels.top):
        assert _saturated_share(panel.grab().toImage()) < 0.005
