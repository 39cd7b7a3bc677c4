"""Cameras imported while a console runs: the real commands, the real watch, real pictures."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import main as program
from backends.commands.parts import camera_list_of, site_of
from backends.sound.speaker import Mute
from backends.system.installation import Installation
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.services.wall.scene import scene_of
from tests.support.seat_doubles import ScriptedLink, SteppedClock, alert
from tests.support.simulated_cameras import CameraProcess
from tests.support.window_stage import CATALOGUE
from widgets.language import Language
from widgets.video_wall.tile import VideoTile
from widgets.window.main_window import MainWindow

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(120),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]
SITE = '{"id": "gu", "pack": "imported", "name": ["구", "Gu"]}'
PATIENCE_MS = 20_000
NORTH = 0.0005  # degrees: about 55 m


class Room:
    """A data folder with a list of cameras, and the window that shows it."""

    def __init__(self, data: Path, farm: CameraProcess) -> None:
        self.data, self._farm = data, farm
        (data / "site.json").write_text(SITE, encoding="utf-8")

    def take_in(self, *cameras: tuple[str, int, str]) -> None:
        """Import cameras: id, number of the stream, name."""
        path = self.data / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("id", "name", "lat", "lon", "reach", "sub", "main"))
            for name, number, called in cameras:
                stream = f"CAM-{number:02d}"
                urls = [self._farm.url(stream, which) for which in ("sub", "main")]
                lat = 37.55 + int(name[2:]) * NORTH
                rows.writerow((name, called, lat, 127.04, 60, *urls))
        assert program.main(["cameras", "import", str(path), "--data", str(self.data)]) == 0

    def remove(self, name: str) -> None:
        assert program.main(["cameras", "remove", name, "--data", str(self.data)]) == 0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with CameraProcess(3) as farm:
        made = Room(tmp_path, farm)
        made.take_in(("C-1", 1, "One"), ("C-2", 2, "Two"))
        yield made


@pytest.fixture
def window(qtbot: QtBot, room: Room) -> Iterator[MainWindow]:
    folder = Installation(room.data)
    with ExitStack() as stack:
        listed = stack.enter_context(closing(camera_list_of(folder, None)))
        site = site_of(folder, None)
        pictures = stack.enter_context(closing(LivePictures(workers=1)))
        made = MainWindow(
            site, ScriptedLink(), pictures, Mute(""), CATALOGUE, Language("en"), "kim", "1",
            SteppedClock(),
        )  # fmt: skip
        qtbot.addWidget(made)
        stack.callback(made.shut)
        made.camera_desk.use(listed)
        made.show_pictures(4)
        made.resize(1600, 900)
        made.show()
        made.start()
        made.annunciator._timer.stop()
        qtbot.waitUntil(lambda: made.live_count() == 2, timeout=PATIENCE_MS)
        listed.start(site, ())
        yield made


def _tile(window: MainWindow, camera: str) -> VideoTile:
    tiles = window.panels.wall.seating.tiles
    return next(tile for tile in tiles[1:] if tile.seat.key == camera)


def test_that_an_import_counts_at_once_and_no_picture_goes_black(
    window: MainWindow, room: Room, qtbot: QtBot
) -> None:
    """Wall, ranking, map and words of a console that was never started again (R-MSG-03)."""
    wall, stays = window.panels.wall, _tile(window, "C-2")
    view, black = stays.view, []
    room.take_in(("C-3", 3, "Three"), ("C-2", 2, "Gate"))

    def third_is_live() -> bool:
        black.append(stays.image is None)
        return any(tile.seat.key == "C-3" and tile.is_live for tile in wall.seating.tiles)

    qtbot.waitUntil(third_is_live, timeout=PATIENCE_MS)
    assert not any(black)
    assert stays.view is view
    assert "1 new, 1 changed, 0 gone" in wall.operations.foot.text()
    camera = stays.seat.camera
    assert camera is not None
    assert camera.name("en") == "Gate"
    happened = alert(1, "sos.app", CATALOGUE, source="W-1", place=Place(37.55 + 3 * NORTH, 127.04))
    assert scene_of(happened, window._site, "").camera == "C-3"
    place = happened.place
    assert place is not None
    live_map = window.panels.map
    qtbot.waitUntil(
        lambda: live_map._surroundings.seeing(place)[0].camera == "C-3", timeout=PATIENCE_MS
    )
    assert [each.id for each in live_map._scene.cameras.all] == ["C-1", "C-2", "C-3"]
    assert [each.id for each in live_map._top.seek._finder.find("Three", "en")] == ["C-3"]
    room.take_in(("C-2", 1, "Gate"))  # another address: the old picture must not stand for it
    qtbot.waitUntil(lambda: stays.view is not view and stays.is_live, timeout=PATIENCE_MS)
    assert view is not None
    assert view.image is None
    camera = stays.seat.camera
    assert camera is not None
    assert camera.streams is not None
    assert camera.streams.sub.endswith("CAM-01/sub")
    room.remove("C-2")
    qtbot.waitUntil(lambda: stays.view is None, timeout=PATIENCE_MS)
    assert "no longer in the list" in stays.verdict.headline
    assert wall.live_count() == 2
