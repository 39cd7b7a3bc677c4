"""The video wall panel, offscreen, with pictures that are told what to show."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.domain.geo import Place
from console.domain.site import Camera, Site, Streams
from console.ports.player import Frame, PictureState
from widgets.theme import colour
from widgets.video_wall.panel import VideoWall

_HERE = Place(37.5, 127.0)


@dataclass
class ToldPicture:
    """Shows one colour; counts what is asked of it."""

    size: tuple[int, int]
    shown: PictureState = field(default_factory=lambda: PictureState("live", 0.02, "PyAV"))
    number: int = 1
    closed: bool = False

    def newest(self) -> Frame | None:
        width, height = self.size
        pixels = np.full((height, width, 4), 0, np.uint8)
        pixels[..., 2], pixels[..., 3] = 200, 255
        return Frame(self.number, pixels)

    def state(self) -> PictureState:
        return self.shown

    def resize(self, width: int, height: int) -> None:
        self.size = (width, height)

    def close(self) -> None:
        self.closed = True


class ToldPictures:
    """Opens `ToldPicture`s and remembers them."""

    missing = ""

    def __init__(self) -> None:
        self.opened: list[tuple[str, bool, ToldPicture]] = []

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> ToldPicture:
        picture = ToldPicture((width, height))
        self.opened.append((camera.id, main, picture))
        return picture

    def of(self, camera: str) -> ToldPicture:
        return [picture for name, _main, picture in self.opened if name == camera][-1]

    def close(self) -> None:
        pass


def _site() -> Site:
    streams = Streams("rtsp://a/sub", "rtsp://a/main")
    cameras = {f"C{n}": Camera(f"C{n}", f"골목 {n}", f"Lane {n}", _HERE, streams=streams)
               for n in range(16)}  # fmt: skip
    cameras["BARE"] = Camera("BARE", "공사", "Works", _HERE)
    return Site("s", "", "", _HERE, "", "", cameras, wall=tuple(f"C{n}" for n in range(16)))


def _saturation(wall: VideoWall) -> float:
    return QColor(wall.grab().toImage().pixel(20, 20)).hsvSaturationF()


@pytest.fixture
def pictures() -> ToldPictures:
    return ToldPictures()


@pytest.fixture
def wall(qtbot: QtBot, pictures: ToldPictures) -> VideoWall:
    made = VideoWall(_site(), pictures, "en")
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


@pytest.mark.parametrize("count", [1, 4, 16])
def test_that_a_layout_opens_and_closes_what_it_needs(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot, count: int
) -> None:
    with qtbot.waitSignal(wall.layout_changed) as told:
        wall.set_layout(count)
    assert told.args == [count]
    qtbot.waitUntil(lambda: wall.live_count() == count)
    assert sum(1 for *_rest, picture in pictures.opened if not picture.closed) == count


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
    before = wall.grab(wall._tiles[4].rect).toImage()
    wall.show_on_spot("C4", "#7")
    assert wall.echoes() == [4]
    assert wall._caption(4, wall._tiles[4]).badge == "SPOT"
    assert wall._caption(5, wall._tiles[5]).badge == ""
    marked = wall.grab(wall._tiles[4].rect).toImage()
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


def test_that_a_hidden_wall_decodes_nothing(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    wall.hide()
    assert all(picture.closed for *_rest, picture in pictures.opened)
    wall.show()
    qtbot.waitUntil(lambda: wall.live_count() == 9)


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
