"""The wall with real cameras, workers and a real ONVIF camera: what the doubles cannot show."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backends.onvif.control import OnvifCameraControl
from backends.system.seat_files import FolderSeatFiles
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Site
from tests.support.onvif_farm import LOGIN, onvif_farm
from tests.support.simulated_cameras import CameraProcess
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(120),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]
MASK = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def cameras() -> Iterator[CameraProcess]:
    with CameraProcess(4) as running:
        yield running


@pytest.fixture
def wall(qtbot: QtBot, cameras: CameraProcess, tmp_path: Path) -> Iterator[VideoWall]:
    known = [cameras.camera(n) for n in range(1, 5)]
    known[1] = replace(known[1], masks=(MASK,))
    by_id = {camera.id: camera for camera in known}
    site = Site("s", "", "", Place(37.5, 127.0), "", "", by_id, wall=tuple(by_id))
    pictures, files = LivePictures(workers=1), FolderSeatFiles(tmp_path, "seat-1")
    with closing(pictures), closing(files):
        made = VideoWall(site, pictures, "en", WallMeans(files=files, operator="OP-1"))
        qtbot.addWidget(made)
        made.set_layout(4)
        made.resize(960, 540)
        made.show()
        qtbot.waitUntil(lambda: made.live_count() == 4, timeout=PATIENCE_MS)
        yield made
        made.shut()


def test_that_a_camera_comes_to_the_spot_without_a_gap(wall: VideoWall, qtbot: QtBot) -> None:
    """The sub picture stands in until the main picture comes; the tile is never empty."""
    wall.show_on_spot("CAM-03", "#1")
    spot, empty = wall.seating.tiles[0], []

    def main_is_there() -> bool:
        empty.append(spot.image is None)
        view = spot.view
        return view is not None and view.image is not None

    qtbot.waitUntil(main_is_there, timeout=PATIENCE_MS)
    assert not any(empty)
    qtbot.waitUntil(lambda: spot.state.width > 640, timeout=PATIENCE_MS)


def test_that_a_masked_snapshot_and_a_clip_are_what_their_notes_say(
    wall: VideoWall, qtbot: QtBot, tmp_path: Path
) -> None:
    wall.show_on_spot("CAM-02", "#2 Fall")
    qtbot.waitUntil(lambda: wall.seating.tiles[0].is_live, timeout=PATIENCE_MS)
    done: list[str] = []
    wall.operations.evidence.done.connect(done.append)
    wall.operations.snapshot(0)
    wall.show_on_spot("CAM-01", "#2 Fall")
    qtbot.waitUntil(lambda: wall.seating.tiles[0].is_live, timeout=PATIENCE_MS)
    wall.operations.export(0)
    QTest.keyClicks(wall.operations.foot.field, "request of the police")
    QTest.keyClick(wall.operations.foot.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(done) == 2, timeout=PATIENCE_MS)
    picture, clip = sorted(map(Path, done), key=lambda path: path.suffix, reverse=True)

    def note(path: Path) -> dict[str, object]:
        beside = path.with_name(f"{path.name}.json")
        qtbot.waitUntil(lambda: "operator" in beside.read_text("utf-8"), timeout=PATIENCE_MS)
        read: dict[str, object] = json.loads(beside.read_text("utf-8"))
        return read

    for path in (picture, clip):
        assert path.parent == tmp_path / "exports"
        assert note(path)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert note(path)["operator"] == "OP-1"
    assert note(clip)["purpose"] == "request of the police"
    assert (note(picture)["masked"], note(picture)["stream"]) == (True, "main")
    image = QImage(str(picture))
    masked = {
        image.pixelColor(round(image.width() * x), round(image.height() * y)).name()
        for x in (0.12, 0.2, 0.3, 0.4, 0.48)
        for y in (0.12, 0.2, 0.3, 0.4, 0.48)
    }
    assert masked <= {"#20262d", "#3a434e"}


def test_that_a_replay_shows_the_past_and_escape_the_present(wall: VideoWall, qtbot: QtBot) -> None:
    tile = wall.seating.tiles[1]
    # There must be a past before it can be shown: two seconds of it.
    qtbot.waitUntil(lambda: tile.state.frames >= 30, timeout=PATIENCE_MS)
    wall.operations.replay(1)
    qtbot.waitUntil(lambda: tile.replay is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: tile.image is not None, timeout=PATIENCE_MS)
    assert tile.replay is not None
    behind = tile.replay.behind_s(wall._means.now())
    assert behind is not None
    assert behind > 0.5
    tile.replay.turn()
    assert wall.step_back()
    qtbot.waitUntil(lambda: tile.image is not None and tile.is_live, timeout=PATIENCE_MS)


def test_that_keys_turn_a_real_onvif_camera_and_send_it_to_its_view(qtbot: QtBot) -> None:
    with onvif_farm(2) as farm, closing(LivePictures(workers=1)) as pictures:
        camera = farm.camera()
        control = OnvifCameraControl([camera], {"right": LOGIN}.get)
        with closing(control):
            site = Site("s", "", "", camera.place, "", "", {camera.id: camera})
            wall = VideoWall(site, pictures, "en", WallMeans(control=control))
            qtbot.addWidget(wall)
            wall.show()
            record: list[tuple[str, str, str]] = []
            wall.acted.connect(lambda *act: record.append(act))
            ready = ("ready", "moving")
            qtbot.waitUntil(lambda: control.state(camera).state in ready, timeout=PATIENCE_MS)
            QTest.keyClick(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(wall, Qt.Key.Key_4)  # for what: a check of the camera
            QTest.keyPress(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(lambda: control.state(camera).state == "moving", timeout=PATIENCE_MS)
            QTest.keyRelease(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(lambda: control.state(camera).state == "ready", timeout=PATIENCE_MS)
            QTest.keyClick(wall, Qt.Key.Key_T)
            assert wall.operations.turning.takes_digits
            QTest.keyClick(wall, Qt.Key.Key_1)
            assert [act[0] for act in record] == ["move_camera", "move_camera"]
            wall.shut()
