"""Whole pictures of the wall in its states; kept when SUNRA_PICTURES names a folder."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from backends.map_data.site_file import builtin_site
from console.domain.alerts.alert import Box
from console.domain.site import Site, Streams
from console.ports.player import Frame, PictureState
from console.services.wall.wall import Near, Scene
from tests.support.kept_pictures import keep
from tests.support.wall_doubles import LIVE, NOW, ToldControl, ToldFiles, ToldPicture, ToldPictures
from widgets.theme import font
from widgets.video_wall.means import WallMeans
from widgets.video_wall.panel import VideoWall

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
SIZES = [(1123, 632), (1498, 842)]
MASK = ((0.55, 0.2), (0.95, 0.2), (0.95, 0.6), (0.55, 0.6))
BAD = (
    PictureState("late", 3.4, "PyAV", "data arrives, but no picture for 3 s"),
    PictureState("frozen", 0.1, "PyAV", still_s=14.0),
    PictureState("reconnecting", 42.0, "PyAV", "the camera does not answer", attempt=4,
                 retry_in_s=6.0),
    PictureState("failed", None, "PyAV", "the camera refuses the login", attempt=1),
    replace(LIVE, offset_s=-75.0, shed="slower"),
    PictureState("starting"),
)  # fmt: skip


class Street(ToldPicture):
    """A dusk with a bright road, so that words have something to stand out from."""

    def newest(self) -> Frame | None:
        if self.dark:
            return None
        width, height = self.size
        rows = np.linspace(40, 190, height, dtype=np.uint8)[:, None, None]
        pixels = np.broadcast_to(rows, (height, width, 4)).copy()
        pixels[:, :: max(8, width // 16)] //= 2
        return Frame(self.number, pixels)


class Streets(ToldPictures):
    """Every sixth picture from the fifth on is in a bad state."""

    def open(self, camera: object, *, main: bool, width: int, height: int) -> ToldPicture:
        picture = Street((width, height))
        number = len(self.opened)
        if number > 4 and number % 3 == 0:
            picture.shown = BAD[number // 3 % len(BAD)]
            picture.dark = picture.shown.age_s is None
        self.opened.append((getattr(camera, "id", ""), main, picture))
        return picture


def _site() -> Site:
    site = builtin_site("seongdong")
    streams = Streams("rtsp://a/sub", "rtsp://a/main")
    wall = [*site.wall, *(name for name in site.cameras if name not in site.wall)][:70]
    cameras = {name: replace(site.cameras[name], streams=streams) for name in wall}
    cameras[wall[0]] = replace(cameras[wall[0]], masks=(MASK,), turnable=True)
    return replace(site, cameras=cameras, wall=tuple(wall))


@pytest.fixture(scope="module")
def site() -> Site:
    return _site()


def _scene(site: Site, language: str) -> Scene:
    names = list(site.wall)
    word = "쓰러짐" if language == "ko" else "Fall"
    near = (Near(names[20], 21.0, sees=True), Near(names[30], 57.0), Near(names[31], 140.0))
    return Scene(names[0], f"#7 {word}", near, boxed=names[0], occurred=NOW - timedelta(seconds=1),
                 boxes=(Box(0.2, 0.4, 0.12, 0.4, "person 84 %"),))  # fmt: skip


@pytest.mark.parametrize("count", [6, 9, 16, 36, 64])
@pytest.mark.parametrize("size", SIZES)
def test_that_the_wall_reads_in_every_state(
    site: Site, language: str, qtbot: QtBot, size: tuple[int, int], count: int, tmp_path: Path
) -> None:
    means = WallMeans(
        control=ToldControl(), files=ToldFiles(tmp_path), operator="OP-01", now=lambda: NOW
    )
    wall = VideoWall(site, Streets(), language, means)
    qtbot.addWidget(wall)
    wall.set_layout(count)
    wall.resize(*size)
    wall.show_scene(_scene(site, language))
    wall.show()
    wall._poll()
    wall._watch()
    wall.set_now(NOW)
    if count == 9:
        wall.operations.replay(4)
        wall._poll()
    if count == 6:
        wall.show_details(True)
        wall.operations.export(1)
    wall._watch()
    keep(wall, f"wall-{language}-{count}-{size[0]}")
    rects = [tile.rect for tile in wall.seating.tiles]
    assert not any(one.intersects(other) for one, other in combinations(rects, 2))
    assert sum(rect.width() * rect.height() for rect in rects) > 0.94 * size[0] * size[1]
    if count <= 9:
        metrics = QFontMetrics(font(14, QFont.Weight.DemiBold))
        for tile, dressing in zip(wall.seating.tiles, wall._dressings, strict=True):
            words = metrics.horizontalAdvance(dressing.caption.name)
            assert words < tile.rect.width() - 80, dressing.caption.name
