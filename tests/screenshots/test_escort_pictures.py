"""Pictures of escorts in both languages and sizes; kept when SUNRA_PICTURES names a folder."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.escort_scene import EscortScene
from tests.support.kept_pictures import keep
from tests.support.wall_doubles import ToldPictures
from widgets.escorts.panel import Escorts
from widgets.language import Language

pytestmark = [
    pytest.mark.screenshots,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]
SIZES = ((1_120, 930), (1_920, 1_080), (2_560, 1_440))


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    made = Language("en")
    yield made
    made.close()


def shown(qtbot: QtBot, size: tuple[int, int]) -> tuple[EscortScene, Escorts]:
    scene, pictures = EscortScene(), ToldPictures()
    colours = ((38, 52, 66), (60, 66, 58), (70, 58, 48), (48, 48, 62))
    for at, camera in enumerate(scene.site.cameras):
        pictures.colours[camera] = colours[at % len(colours)]
    scene.busy()
    panel = Escorts(scene.site, pictures, scene.stage.now)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    panel.take(scene.news(whole=True))
    for _ in range(120):
        scene.step()
        panel.take(scene.news())
    panel.set_now(scene.stage.now)
    panel.choose("1")
    tiles = panel.parts.strip.tiles
    qtbot.waitUntil(lambda: all(t.feed is None or t.feed.image for t in tiles), timeout=20_000)
    return scene, panel


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["ko", "en"])
def test_that_an_evening_of_escorts_fits(
    qtbot: QtBot, language: Language, code: str, size: tuple[int, int]
) -> None:
    language.use(code)
    _, panel = shown(qtbot, size)
    keep(panel, f"escorts-{code}-{size[0]}")
    assert panel.width() == size[0]  # nothing asked for more room
    assert panel.height() == size[1]
    for tile in panel.parts.strip.tiles:
        assert panel.parts.strip.rect().contains(tile.geometry())
    for button in panel.parts.buttons.values():
        assert button.sizeHint().width() <= button.width(), button.text()
    panel.shut()


@pytest.mark.parametrize("code", ["ko", "en"])
def test_that_the_intake_form_fits_beside_the_walk(
    qtbot: QtBot, language: Language, code: str
) -> None:
    language.use(code)
    _, panel = shown(qtbot, SIZES[0])
    QTest.keyClick(panel, Qt.Key.Key_Insert)
    QApplication.processEvents()
    panel.resize(*SIZES[0])  # as a window of its own it may have grown while the form came
    keep(panel, f"escorts-{code}-intake")
    assert (panel.width(), panel.height()) == SIZES[0]
    assert panel.parts.strip.height() >= 180
    panel.shut()
