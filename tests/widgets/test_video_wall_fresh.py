"""New pictures are painted by a short way; the screen shows what a whole painting would."""

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEnterEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.support.wall_doubles import ToldPictures, wall_site
from widgets.video_wall.painting import TilePainter
from widgets.video_wall.panel import VideoWall

MASK = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
COLOURS = [(0, 200, 0), (0, 0, 200), (90, 90, 90)]


class WatchedPainter(TilePainter):
    """Counts tiles painted by either way."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = self.short = 0

    def paint(self, *args: object) -> None:
        self.whole += 1
        super().paint(*args)  # type: ignore[arg-type]

    def paint_fresh(self, *args: object) -> bool:
        done = super().paint_fresh(*args)  # type: ignore[arg-type]
        self.short += done
        return done


@pytest.fixture
def pictures() -> ToldPictures:
    return ToldPictures()


@pytest.fixture
def wall(qtbot: QtBot, pictures: ToldPictures) -> VideoWall:
    made = VideoWall(wall_site(masks=(MASK,)), pictures, "en")
    qtbot.addWidget(made)
    made._painter = WatchedPainter()
    # Wide tiles first, so that the strip lies over the picture; then higher ones.
    made.resize(960, 540)
    made.show()
    qtbot.waitUntil(lambda: made.live_count() == made.tile_count, timeout=15_000)
    qtbot.waitUntil(lambda: all(tile.image is not None for tile in made.seating.tiles))
    made._watch()
    made.repaint()
    return made


def on_screen(wall: VideoWall) -> QImage:
    store = wall.backingStore().paintDevice()
    assert isinstance(store, QImage)
    return store.copy()


def as_a_whole(wall: VideoWall) -> QImage:
    return wall.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def show(wall: VideoWall, pictures: ToldPictures, rgb: tuple[int, int, int]) -> None:
    """Every camera has a picture of this colour, and it is painted as it comes."""
    for picture in pictures.running():
        picture.rgb, picture.number = rgb, picture.number + 1
    wall._poll()
    QApplication.processEvents()


@pytest.mark.parametrize("size", [(960, 540), (960, 760)])
def test_that_new_pictures_are_painted_as_in_a_whole_painting(
    wall: VideoWall, pictures: ToldPictures, size: tuple[int, int]
) -> None:
    """R-VID-02: with their masks and words, in every tile."""
    wall.resize(*size)
    QApplication.processEvents()
    for timer in (wall._poller, wall._settler, wall._watcher):
        timer.stop()
    wall._open_all()
    for rgb in COLOURS[:2]:  # the first ones of another size lie elsewhere
        show(wall, pictures, rgb)
    painter = wall._painter
    assert isinstance(painter, WatchedPainter)
    for rgb in COLOURS:
        painter.whole = painter.short = 0
        show(wall, pictures, rgb)
        assert painter.short == wall.tile_count
        assert painter.whole == 0
        assert on_screen(wall).convertToFormat(QImage.Format.Format_RGB32) == as_a_whole(wall)


def test_that_what_lies_over_a_picture_is_painted_again_with_it(
    wall: VideoWall, pictures: ToldPictures
) -> None:
    wall._poller.stop()
    wall.show_details(True)
    QApplication.processEvents()
    painter = wall._painter
    assert isinstance(painter, WatchedPainter)
    painter.whole = painter.short = 0
    show(wall, pictures, COLOURS[1])
    assert (painter.whole, painter.short) == (wall.tile_count, 0)
    assert on_screen(wall).convertToFormat(QImage.Format.Format_RGB32) == as_a_whole(wall)


def test_that_a_window_that_was_uncovered_is_painted_as_a_whole(
    wall: VideoWall, pictures: ToldPictures
) -> None:
    wall._poller.stop()
    for picture in pictures.running():
        picture.rgb, picture.number = COLOURS[2], picture.number + 1
    wall._poll()
    wall.update()
    painter = wall._painter
    assert isinstance(painter, WatchedPainter)
    painter.whole = painter.short = 0
    QApplication.processEvents()
    assert painter.whole == wall.tile_count
    assert on_screen(wall).convertToFormat(QImage.Format.Format_RGB32) == as_a_whole(wall)


def test_that_the_pointer_over_a_tile_learns_what_is_known_of_it(
    wall: VideoWall, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, _widget: told.append(words))
    place = wall.seating.tiles[0].rect.center()
    ask = QHelpEvent(QEvent.Type.ToolTip, place, wall.mapToGlobal(place))
    QApplication.sendEvent(wall, QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(wall, ask)
    assert told == []
    middle = QPointF(place)
    QApplication.sendEvent(wall, QEnterEvent(middle, middle, middle))
    QApplication.sendEvent(wall, ask)
    assert told == [wall.dresser.tip(0, wall.devicePixelRatioF())] != [""]
