"""The order of the wall: neighbours of an alert, pins, swaps, layouts, kept for the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.pictures.wall_layout import Arrangement
from console.services.wall.wall import Near, Scene
from tests.support.wall_doubles import ToldFiles, ToldPictures, wall_site
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall

NEAR = (Near("C13", 21.0, sees=True), Near("C14", 40.0), Near("C15", 88.0))
ALERT = Scene("C12", "#7 Fall", NEAR)


@pytest.fixture
def files(tmp_path: Path) -> ToldFiles:
    return ToldFiles(tmp_path)


@pytest.fixture
def wall(qtbot: QtBot, files: ToldFiles) -> VideoWall:
    made = VideoWall(wall_site(), ToldPictures(), "en", WallMeans(files=files))
    qtbot.addWidget(made)
    made.resize(960, 540)
    made.show()
    qtbot.waitUntil(lambda: made.live_count() == 9)
    return made


def _keys(wall: VideoWall) -> list[str]:
    return [tile.seat.key for tile in wall.seating.tiles]


def test_that_an_alert_brings_three_neighbours_beside_its_camera_r_ops_02(wall: VideoWall) -> None:
    wall.show_scene(ALERT)
    assert _keys(wall) == ["C12", "C13", "C2", "C14", "C15", "C5", "C6", "C7", "C8"]
    assert "21 m" in wall._dressings[1].caption.note


def test_that_the_operators_order_comes_back_after_the_alert(wall: VideoWall) -> None:
    before = _keys(wall)
    wall.show_scene(ALERT)
    wall.show_on_spot(None, "")
    assert _keys(wall) == before


def test_that_a_pinned_tile_is_never_covered_r_ops_02(
    wall: VideoWall, qtbot: QtBot, files: ToldFiles
) -> None:
    wall.setFocus()
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    qtbot.keyClick(wall, Qt.Key.Key_P)
    wall.show_scene(ALERT)
    assert _keys(wall)[:5] == ["C12", "C1", "C15", "C13", "C14"]
    assert wall._dressings[1].caption.pinned
    assert files.kept is not None
    assert files.kept.pinned == {"C1"}


def test_that_escape_gives_the_neighbours_tiles_back(wall: VideoWall, qtbot: QtBot) -> None:
    wall.show_scene(ALERT)
    wall.setFocus()
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert _keys(wall) == ["C12", *(f"C{n}" for n in range(1, 9))]


def _drag(wall: VideoWall, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(wall, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(wall, (start + end) / 2)
    QTest.mouseMove(wall, end)
    QTest.mouseRelease(wall, Qt.MouseButton.LeftButton, pos=end)


def test_that_a_dragged_tile_changes_places_and_the_order_is_kept(
    wall: VideoWall, files: ToldFiles, qtbot: QtBot
) -> None:
    places = [tile.rect.center() for tile in wall.seating.tiles]
    _drag(wall, places[2], places[7])
    assert _keys(wall)[2] == "C7"
    assert _keys(wall)[7] == "C2"
    assert files.kept is not None
    again = VideoWall(wall_site(), ToldPictures(), "en", WallMeans(files=files))
    qtbot.addWidget(again)
    assert _keys(again) == _keys(wall)


def test_that_a_tile_dropped_on_an_alerts_spot_comes_to_the_spot(
    wall: VideoWall, qtbot: QtBot
) -> None:
    wall.show_scene(ALERT)
    places = [tile.rect.center() for tile in wall.seating.tiles]
    with qtbot.waitSignal(wall.camera_chosen) as chosen:
        _drag(wall, places[5], places[0])
    assert chosen.args == ["C5"]


def test_that_a_kept_order_with_cameras_that_are_gone_is_mended(qtbot: QtBot) -> None:
    kept = ToldFiles(Path(), Arrangement(("C3", "GONE", "C1"), frozenset({"GONE", "C1"})))
    made = VideoWall(wall_site(), ToldPictures(), "en", WallMeans(files=kept))
    qtbot.addWidget(made)
    assert _keys(made)[:4] == ["C3", "C1", "C0", "C2"]
    assert made.seating.arrangement.pinned == {"C1"}


def test_that_w_goes_through_the_layouts_in_hangul_mode_too(wall: VideoWall, qtbot: QtBot) -> None:
    wall.setFocus()
    QTest.sendKeyEvent(QTest.KeyAction.Click, wall, Qt.Key(ord("ㅈ")), "ㅈ", Qt.KeyboardModifier(0))
    assert wall.tile_count == 10
    with qtbot.waitSignal(wall.layout_changed):
        qtbot.keyClick(wall, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert wall.tile_count == 9
