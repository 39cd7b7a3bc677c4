"""The spot picture shown once more beside an emergency: same frames, same masks, same words."""

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.ports.player import Attention, PictureState
from tests.support.wall_doubles import NOW, ToldPictures, wall_site
from widgets.video_wall.echo import SpotEcho
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall

MASK = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
SIZE = (240, 135)


def _stage(qtbot: QtBot, pictures: ToldPictures) -> tuple[VideoWall, SpotEcho]:
    wall = VideoWall(wall_site(masks=(MASK,)), pictures, "en", WallMeans(now=lambda: NOW))
    qtbot.addWidget(wall)
    wall.set_layout(4)
    wall.resize(960, 540)
    wall.show()
    echo = SpotEcho(wall, lambda: NOW)
    qtbot.addWidget(echo)
    echo.setFixedSize(*SIZE)
    echo.show()
    qtbot.waitUntil(lambda: wall.seating.tiles[0].image is not None, timeout=15_000)
    return wall, echo


def _colour(echo: SpotEcho, x: float, y: float) -> QColor:
    picture = echo.grab().toImage()
    return picture.pixelColor(round(picture.width() * x), round(picture.height() * y))


def _is_red(colour: QColor) -> bool:
    return colour.red() > 150 and colour.green() < 60


def test_that_the_echo_shows_the_spot_under_its_masks_and_opens_nothing(qtbot: QtBot) -> None:
    """R-PRV: a second view of a picture is masked like the first."""
    pictures = ToldPictures()
    _wall, echo = _stage(qtbot, pictures)
    opened = len(pictures.running())
    assert _is_red(_colour(echo, 0.3, 0.1))
    assert not _is_red(_colour(echo, 0.5, 0.42))
    assert len(pictures.running()) == opened


def test_that_the_echo_names_a_camera_only_while_its_picture_is_live(qtbot: QtBot) -> None:
    pictures = ToldPictures()
    wall, echo = _stage(qtbot, pictures)
    camera = wall.seating.tiles[0].seat.camera
    assert camera is not None
    qtbot.waitUntil(lambda: bool(echo.watching), timeout=15_000)
    assert camera.id in echo.watching
    for picture in pictures.running():
        picture.shown = PictureState("reconnecting", reason="the camera does not answer")
    qtbot.waitUntil(lambda: not echo.watching, timeout=15_000)


def test_that_the_echo_rests_while_it_is_not_seen(qtbot: QtBot) -> None:
    _wall, echo = _stage(qtbot, ToldPictures())
    assert echo._timer.isActive()
    echo.hide()
    assert not echo._timer.isActive()


def test_that_the_spot_goes_on_while_only_the_echo_is_seen_and_follows_the_alert(
    qtbot: QtBot,
) -> None:
    """R-OPS-02: a wall that nobody sees takes no picture from the card of an emergency."""
    pictures = ToldPictures()
    wall, echo = _stage(qtbot, pictures)
    wall.hide()

    def looked_at() -> set[tuple[str, bool]]:
        here = [each for each in pictures.opened if not each[2].closed]
        seen = [each for each in here if each[2].attended[-1] is not Attention.HIDDEN]
        return {(name, main) for name, main, _picture in seen}

    qtbot.waitUntil(lambda: looked_at() == {(echo.camera, True)}, timeout=15_000)
    other = wall.seating.tiles[2].seat.key
    wall.show_on_spot(other, "SOS")
    qtbot.waitUntil(lambda: looked_at() == {(other, True)}, timeout=15_000)
    qtbot.waitUntil(lambda: other in echo.watching, timeout=15_000)
    echo.hide()
    qtbot.waitUntil(lambda: looked_at() == set(), timeout=15_000)
    assert echo.watching == "", "nobody was shown anything"
    wall.show()
    qtbot.waitUntil(lambda: len(looked_at()) == 4, timeout=15_000)
