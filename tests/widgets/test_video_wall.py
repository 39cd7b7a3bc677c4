"""The video wall panel, offscreen, with pictures that are told what to show."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.domain.pictures.wall_layout import LAYOUTS
from console.ports.player import Attention, PictureState
from tests.support.wall_doubles import ToldPictures, wall_site
from widgets.theme import colour
from widgets.video_wall.panel import VideoWall


def _saturation(wall: VideoWall) -> float:
    return QColor(wall.grab().toImage().pixel(20, 60)).hsvSaturationF()


@pytest.fixture
def pictures() -> ToldPictures:
    return ToldPictures()


@pytest.fixture
def wall(qtbot: QtBot, pictures: ToldPictures) -> VideoWall:
    made = VideoWall(wall_site(70), pictures, "en")
    qtbot.addWidget(made)
    made.resize(960, 540)
    made.show()
    qtbot.waitUntil(lambda: made.live_count() == 9)
    return made


def test_that_nine_tiles_are_live_and_the_spot_tile_asks_for_the_main_stream(
    wall: VideoWall, pictures: ToldPictures
) -> None:
    assert list(wall.states()) == [f"C{n}" for n in range(9)]
    assert [main for _camera, main, _picture in pictures.opened] == [True] + [False] * 8


@pytest.mark.parametrize("count", [count for count in LAYOUTS if count != 9])
def test_that_a_layout_opens_and_closes_what_it_needs(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot, count: int
) -> None:
    with qtbot.waitSignal(wall.layout_changed) as told:
        wall.set_layout(count)
    assert told.args == [count]
    qtbot.waitUntil(lambda: wall.live_count() == count)
    qtbot.waitUntil(lambda: len(pictures.running()) == count)
    assert not wall.grab().isNull()


def test_that_a_chosen_camera_takes_the_spot_and_no_other_tile_moves(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    first = pictures.of("C0")
    wall.show_on_spot("C12", "#7")
    qtbot.waitUntil(lambda: wall.states()["C12"].state == "live")
    assert first.closed
    assert pictures.opened[-1][:2] == ("C12", True)
    assert len(pictures.opened) == 10


def test_that_a_tile_whose_camera_is_on_the_spot_too_says_so(wall: VideoWall) -> None:
    assert wall.echoes() == []
    tile = wall.seating.tiles[4]
    before = wall.grab(tile.rect).toImage()
    wall.show_on_spot("C4", "#7")
    assert wall.echoes() == [4]
    assert wall._dressings[4].caption.badge == "SPOT"
    assert wall._dressings[5].caption.badge == ""
    marked = wall.grab(tile.rect).toImage()
    assert marked.pixelColor(0, 40) == colour("focus") != before.pixelColor(0, 40)
    wall.show_on_spot("C12", "#8")
    assert wall.echoes() == []


def test_that_running_through_choices_opens_the_last_one_only(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    for number in range(9, 15):
        wall.show_on_spot(f"C{number}", "")
    qtbot.waitUntil(lambda: len(pictures.opened) == 10)
    assert pictures.opened[-1][0] == "C14"


def test_that_a_hidden_wall_decodes_nothing_and_goes_on_when_it_is_seen(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    wall.hide()
    assert all(picture.attended[-1] is Attention.HIDDEN for picture in pictures.running())
    assert all(tile.image is None for tile in wall.seating.tiles)
    wall.show()
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in wall.seating.tiles))
    spot, *rest = (picture.attended[-1] for picture in pictures.running())
    assert (spot, set(rest)) == (Attention.SPOT, {Attention.BACKGROUND})
    assert len(pictures.opened) == 9


def test_that_an_alert_wakes_no_decoder_while_the_window_is_minimised(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    wall.showMinimized()
    qtbot.waitUntil(lambda: not wall._sight.is_seen)
    wall.show_on_spot("C12", "#7")
    assert not wall._settler.isActive()
    assert all(picture.attended[-1] is Attention.HIDDEN for picture in pictures.running())
    wall.showNormal()
    qtbot.waitUntil(lambda: wall.states()["C12"].state == "live")
    assert pictures.of("C12").attended[-1] is Attention.SPOT
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in wall.seating.tiles))


def test_that_shutting_closes_every_picture(wall: VideoWall, pictures: ToldPictures) -> None:
    wall.shut()
    wall.shut()
    assert pictures.running() == []
    assert not wall._poller.isActive()


def test_that_a_spot_that_fills_the_wall_stops_the_decoding_of_the_others(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    wall.setFocus()
    qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert wall.seating.tiles[0].rect == wall.rect()
    qtbot.waitUntil(lambda: pictures.of("C5").attended[-1] is Attention.HIDDEN)
    assert pictures.of("C0").attended[-1] is Attention.SPOT
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pictures.of("C5").attended[-1] is Attention.BACKGROUND)
    assert len(pictures.opened) == 9


def test_that_a_camera_without_a_stream_is_said_and_not_opened(
    wall: VideoWall, pictures: ToldPictures
) -> None:
    wall.show_on_spot("BARE", "#3")
    assert wall.states()["BARE"].state == "idle"
    assert "BARE" not in [camera for camera, *_rest in pictures.opened]


def test_that_an_old_picture_is_drained_of_colour_r_vid_03(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: _saturation(wall) > 0.9)
    reason = "the camera does not answer"
    pictures.of("C0").shown = PictureState("reconnecting", 12.0, "PyAV", reason, attempt=2)
    qtbot.waitUntil(lambda: wall.live_count() == 8)
    assert _saturation(wall) < 0.35


@pytest.mark.parametrize(("age", "said", "grey"), [(1.5, "", False), (2.5, "LATE", False),
                                                   (5.5, "LATE", True)])  # fmt: skip
def test_that_a_live_picture_that_is_old_says_so_r_vid_03(
    wall: VideoWall, pictures: ToldPictures, age: float, said: str, grey: bool
) -> None:
    pictures.of("C0").shown = PictureState("live", age, "PyAV")
    wall._watch()
    verdict = wall.seating.tiles[0].verdict
    assert verdict.headline.startswith(said)
    assert bool(verdict.headline) is bool(said)
    assert verdict.greys is grey


def test_that_arrows_move_and_enter_and_digits_choose(wall: VideoWall, qtbot: QtBot) -> None:
    wall.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(wall, key)
    with qtbot.waitSignal(wall.camera_chosen) as chosen:
        qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert chosen.args == ["C3"]
    with qtbot.waitSignal(wall.camera_chosen) as chosen:
        qtbot.keyClick(wall, Qt.Key.Key_9)
    assert chosen.args == ["C8"]


def test_that_time_and_language_can_change_at_any_moment(wall: VideoWall) -> None:
    wall.set_language("ko")
    wall.set_now(datetime(2026, 1, 1, tzinfo=UTC))
    assert not wall.grab().isNull()


def test_that_an_impossible_layout_is_refused(wall: VideoWall) -> None:
    with pytest.raises(ValueError, match="not 5"):
        wall.set_layout(5)
