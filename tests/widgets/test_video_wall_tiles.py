"""What one tile shows: zoom, masks, boxes, the other stream, marks, and never another camera."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Box
from console.ports.player import PictureState
from console.services.wall.wall import Scene
from tests.support.wall_doubles import LIVE, NOW, ToldPictures, wall_site
from widgets.theme import font
from widgets.video_wall.captions import Mark
from widgets.video_wall.masking import Masks, paint_masks
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall
from widgets.video_wall.strip import paint_marks
from widgets.video_wall.zoom import Zoom, window_of

MASK = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


@pytest.fixture
def pictures() -> ToldPictures:
    return ToldPictures()


@pytest.fixture
def wall(qtbot: QtBot, pictures: ToldPictures) -> VideoWall:
    made = VideoWall(wall_site(masks=(MASK,)), pictures, "en", WallMeans(now=lambda: NOW))
    qtbot.addWidget(made)
    made.set_layout(4)
    made.resize(960, 540)
    made.show()
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in made.seating.tiles))
    return made


def _colour(wall: VideoWall, part_x: float, part_y: float, index: int = 0) -> QColor:
    rect = wall.seating.tiles[index].rect
    at = rect.topLeft() + QPoint(round(rect.width() * part_x), round(rect.height() * part_y))
    return wall.grab().toImage().pixelColor(at)


def _is_red(colour: QColor) -> bool:
    return colour.red() > 150 and colour.green() < 60


def test_that_a_mask_covers_what_it_should_and_no_more(wall: VideoWall) -> None:
    """R-PRV: opaque in the same paint as the picture."""
    for x, y in ((0.27, 0.27), (0.5, 0.5), (0.73, 0.7)):
        assert not _is_red(_colour(wall, x, y))
    for x, y in ((0.2, 0.5), (0.8, 0.5), (0.5, 0.15)):
        assert _is_red(_colour(wall, x, y))


def test_that_a_mask_follows_the_zoom(wall: VideoWall) -> None:
    # The upper left eighth of the picture holds no mask but in its lower right corner.
    wall.zoom(0, wall.seating.tiles[0].zoom.scaled(2.0, 0.0, 0.0))
    assert _is_red(_colour(wall, 0.3, 0.3))
    assert not _is_red(_colour(wall, 0.75, 0.6))
    wall.zoom(0, wall.seating.tiles[0].zoom.panned(0.5, 0.5))
    assert not _is_red(_colour(wall, 0.5, 0.5))


def test_that_a_mask_covers_the_spot_and_the_echo_alike(wall: VideoWall, qtbot: QtBot) -> None:
    wall.seating.arrangement = replace(wall.seating.arrangement, order=("C1", "C0", "C2", "C3"))
    wall.show_on_spot("C0", "#1")
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in wall.seating.tiles))
    assert not _is_red(_colour(wall, 0.5, 0.5, 0))
    assert not _is_red(_colour(wall, 0.5, 0.5, 1))


def test_that_the_wheel_zooms_and_the_tile_says_so(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    at = QPointF(wall.seating.tiles[1].rect.center())
    event = QWheelEvent(
        at, wall.mapToGlobal(at), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = pictures.of("C1").size
    QApplication.sendEvent(wall, event)
    assert wall.seating.tiles[1].zoom.factor == pytest.approx(1.25**3)
    assert wall._dressings[1].marks[0].words == "×2.0"
    qtbot.waitUntil(lambda: pictures.of("C1").size[0] > before[0] * 1.9)
    wall.setFocus()
    wall.focus_tile(1)
    qtbot.keyClick(wall, Qt.Key.Key_0)
    assert not wall.seating.tiles[1].zoom.is_on


def test_that_the_sub_picture_is_shown_until_the_main_picture_comes(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    pictures.dark_main = True
    pictures.colours["C3"] = (0, 200, 0)
    pictures.of("C3").rgb = (0, 200, 0)
    pictures.of("C3").number += 1
    wall._poll()
    wall.show_on_spot("C3", "#1")
    assert _colour(wall, 0.5, 0.5).green() > 150
    qtbot.waitUntil(lambda: pictures.opened[-1][:2] == ("C3", True))
    assert _colour(wall, 0.5, 0.5).green() > 150
    main = pictures.of("C3", main=True)
    main.dark, main.shown, main.rgb = False, LIVE, (0, 0, 200)
    qtbot.waitUntil(lambda: _colour(wall, 0.5, 0.5).blue() > 150)


def test_that_a_stream_that_left_its_tile_lingers_until_its_other_stream_comes(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot
) -> None:
    pictures.dark_main = True
    sub = pictures.of("C3")
    wall.set_layout(1)
    wall.show_on_spot("C3", "#1")
    qtbot.waitUntil(lambda: pictures.opened[-1][:2] == ("C3", True))
    assert not sub.closed
    assert wall.seating.tiles[0].image is not None
    pictures.of("C3", main=True).dark = False
    qtbot.waitUntil(lambda: sub.closed)


def test_that_a_tile_never_shows_the_picture_of_another_camera(
    wall: VideoWall, pictures: ToldPictures
) -> None:
    pictures.dark_main = True
    wall.show_on_spot("C9", "#1")
    assert wall.seating.tiles[0].image is None
    assert not _is_red(_colour(wall, 0.5, 0.2))


def test_that_boxes_are_drawn_only_in_step_with_the_picture(wall: VideoWall) -> None:
    scene = Scene("C1", "#7 Fall", boxed="C1", boxes=(Box(0.2, 0.2, 0.4, 0.4, "person"),),
                  occurred=NOW - timedelta(seconds=1))  # fmt: skip
    wall.show_scene(scene)
    wall._open_all()
    assert wall._dressings[0].boxes == scene.boxes
    wall.show_scene(replace(scene, occurred=NOW - timedelta(seconds=9)))
    assert wall._dressings[0].boxes == ()
    assert "box from" in wall._dressings[0].marks[-1].words


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (replace(LIVE, offset_s=3.4), "camera clock +3 s"),
        (replace(LIVE, shed="key frames"), "key frames only"),
        (replace(LIVE, damaged=True), "damaged: data lost on the way"),
        (replace(LIVE, damaged=True, state="reconnecting"), ""),
        (replace(LIVE, offset_s=1.2), ""),
        (replace(LIVE, shed="slower", state="reconnecting"), ""),
    ],
)
def test_that_a_wrong_clock_and_shed_load_are_marked_r_vid_04(
    wall: VideoWall, pictures: ToldPictures, state: PictureState, said: str
) -> None:
    pictures.of("C1").shown = state
    wall._watch()
    words = " ".join(mark.words for mark in wall._dressings[1].marks)
    assert said in words
    assert bool(said) is bool(words)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("beside", "rows"), [(3, 1), (2, 2), (1, 3), (0.7, 3)])
def test_that_no_mark_is_left_out_while_there_is_room_below(beside: float, rows: int) -> None:
    words = "slower: processor busy, camera clock +1 h 00 min"
    metrics = QFontMetrics(font(13, QFont.Weight.DemiBold))
    across = round(beside * (metrics.horizontalAdvance(words) + 16)) + 10
    picture = QImage(across, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    with QPainter(picture) as painter:
        paint_marks(painter, picture.rect(), [Mark(words)] * 3)
    # Down the right edge: where a row of marks begins and where it ends.
    dark = [QColor(picture.pixel(across - 8, y)).red() < 200 for y in range(200)]
    assert sum(now and not before for before, now in pairwise([False, *dark])) == rows
    assert not any(dark[100:])


def test_that_the_tile_tells_codec_rate_decoder_and_density_r_vid_01(wall: VideoWall) -> None:
    wall.set_now(NOW)
    tip = wall.dresser.tip(0, 1.0)
    for words in ("Lane 0 (C0)", "main stream", "H.264 1280 × 720 · 25 fps", "software", "px/m",
                  "at 40 m", "privacy mask"):  # fmt: skip
        assert words in tip
    assert wall._dressings[0].caption.right[0] == "<D"
    wall.show_details(True)
    assert wall._dressings[0].details == tuple(tip.split("\n"))


def test_that_the_watermark_lies_over_every_picture_r_prv_08(qtbot: QtBot, wall: VideoWall) -> None:
    plain = wall.grab().toImage()
    marked = VideoWall(wall_site(masks=(MASK,)), ToldPictures(), "en",
                       WallMeans(now=lambda: NOW, operator="OP-7", watermark=True))  # fmt: skip
    qtbot.addWidget(marked)
    marked.set_layout(4)
    marked.resize(960, 540)
    marked.show()
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in marked.seating.tiles))
    painted = marked.grab().toImage()
    for tile in marked.seating.tiles:
        body = tile.rect.adjusted(10, 10, -10, -40)
        differing = sum(
            plain.pixelColor(x, y) != painted.pixelColor(x, y)
            for x in range(body.left(), body.right(), 3)
            for y in range(body.top(), body.bottom(), 3)
        )
        assert differing > 50


@pytest.mark.parametrize("height", [540, 700], ids=["strip over it", "bars around it"])
def test_that_painting_only_the_new_pictures_leaves_the_wall_as_painted_whole(
    wall: VideoWall, pictures: ToldPictures, qtbot: QtBot, height: int
) -> None:
    wall.resize(960, height)
    wall.show_details(True)
    wall.zoom(2, wall.seating.tiles[2].zoom.scaled(1.5))
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in wall.seating.tiles))
    QApplication.processEvents()
    for camera, rgb in (("C0", (0, 0, 200)), ("C2", (0, 200, 0)), ("C0", (90, 90, 90))):
        expected = sum(wall.painted.values()) + 1
        told = pictures.of(camera)
        told.rgb, told.size, told.number = rgb, (478, 268), told.number + 1
        wall._poll()
        qtbot.waitUntil(partial(_has_painted, wall, expected))
    store = wall.backingStore().paintDevice()
    assert isinstance(store, QImage)
    piecewise = store.convertToFormat(QImage.Format.Format_RGB32)
    assert piecewise == wall.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _has_painted(wall: VideoWall, count: int) -> bool:
    return sum(wall.painted.values()) >= count


@pytest.mark.parametrize(
    "mask",
    [
        MASK,
        ((0.1, 0.1), (0.15, 0.9), (0.2, 0.1)),
        ((-0.2, 0.4), (0.6, 0.5), (1.3, 1.2)),
        ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        ((2.0, 2.0), (3.0, 2.0), (3.0, 3.0)),
    ],
)
@pytest.mark.parametrize("zoom", [Zoom(), Zoom(2.5, 0.3, 0.4)])
def test_that_a_kept_mask_is_the_mask_to_the_pixel(
    mask: tuple[tuple[float, float], ...], zoom: Zoom
) -> None:
    window = window_of(QSize(480, 270), QRect(13, 7, 480, 318), 1.0, zoom)
    images = [QImage(520, 340, QImage.Format.Format_RGB32) for _ in range(3)]
    masks = Masks()
    for number, image in enumerate(images):
        image.fill(QColor("red"))
        with QPainter(image) as painter:
            if number:
                masks.paint(painter, 0, (mask,), window, 1.0)
            else:
                paint_masks(painter, (mask,), window)
    assert images[1] == images[0]
    assert images[2] == images[0]


def test_that_a_kept_mask_is_not_used_for_another_place(wall: VideoWall, qtbot: QtBot) -> None:
    assert not _is_red(_colour(wall, 0.5, 0.5))
    wall.resize(700, 400)
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in wall.seating.tiles))
    assert not _is_red(_colour(wall, 0.27, 0.27))
    assert not _is_red(_colour(wall, 0.73, 0.7))
    assert _is_red(_colour(wall, 0.2, 0.5))
