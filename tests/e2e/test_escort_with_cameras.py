"""An escort followed on real streams: the panel, the player's workers, twelve real cameras (O1)."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backends.video.pictures import LivePictures
from tests.support.escort_scene import EscortScene
from tests.support.simulated_cameras import CameraProcess
from widgets.application import dress
from widgets.escorts.panel import Escorts
from widgets.language import Language

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.soak,
    pytest.mark.timeout(180),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def cameras() -> Iterator[CameraProcess]:
    with CameraProcess(12) as running:
        yield running


def live(panel: Escorts) -> bool:
    tiles = [tile for tile in panel.parts.strip.tiles if tile.camera is not None]
    return all(tile.feed is not None and tile.feed.state.state == "live" for tile in tiles)


@pytest.mark.parametrize("code", ["ko", "en"])
def test_that_the_next_picture_is_live_before_it_is_the_current_one_o1(
    qtbot: QtBot, qapp: QApplication, cameras: CameraProcess, code: str
) -> None:
    if not qapp.styleSheet():
        dress(qapp)
    scene = EscortScene()
    known = {}
    for at, (name, camera) in enumerate(scene.site.cameras.items(), 1):
        known[name] = replace(camera, streams=cameras.camera(at).streams)
    scene.site = replace(scene.site, cameras=known)
    scene.busy()
    language = Language(code)
    pictures = LivePictures(workers=1)
    with closing(pictures):
        panel = Escorts(scene.site, pictures, scene.stage.now)
        qtbot.addWidget(panel)
        panel.resize(1_123, 930)
        panel.show()
        panel.take(scene.news(whole=True))
        panel.choose("1")
        switched = 0
        for _ in range(330):
            before = panel.parts.strip.strip
            scene.step()
            panel.take(scene.news())
            panel.set_now(scene.stage.now)
            after = panel.parts.strip.strip
            if after.current != before.current and after.current == before.next:
                assert live_now(panel), f"{after.current} had to be waited for"
                switched += 1
            if after != before:
                qtbot.waitUntil(lambda: live(panel), timeout=PATIENCE_MS)
            if after.sees and switched >= 2 and after.previous and after.next:
                break
        assert switched >= 2
        for tile in panel.parts.strip.tiles:
            assert panel.parts.strip.rect().contains(tile.geometry())
        keep(panel, code)
        panel.shut()
    language.close()


def live_now(panel: Escorts) -> bool:
    current = panel.parts.strip.tiles[1]
    return current.feed is not None and current.feed.image is not None


def keep(panel: Escorts, code: str) -> None:
    folder = os.environ.get("SUNRA_PICTURES")
    if folder:
        panel.grab().save(str(Path(folder) / f"escort-strip-{code}.png"))
