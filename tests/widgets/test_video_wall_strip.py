"""The strip under a picture: two cameras are told apart at every size, in both languages."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from widgets.video_wall.captions import Caption, Mark
from widgets.video_wall.overlays import paint_details
from widgets.video_wall.strip import Strips, paint_marks

RIGHT = ("<D", "1.1 s", "09:18:23")


def caption(name: str, badge: str = "", note: str = "", right: tuple[str, ...] = RIGHT) -> Caption:
    return Caption(badge, name, "", note, right, "")


def drawn(width: int, words: Caption, tone: str = "secondary") -> QImage:
    image = QImage(width, 110, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        Strips().paint(painter, 0, QRect(0, 0, width, 110), words, tone)
    return image


@pytest.mark.parametrize("width", [118, 170, 194, 240, 300, 373])
@pytest.mark.parametrize(
    ("badge", "note"), [("", ""), ("SPOT", "#4 Emergency bell pressed"), ("", "near alert 21 m")]
)
@pytest.mark.parametrize("names", [
    ("Songjeong-dong 023", "Songjeong-dong 005"),
    ("금호동2가 골목 입구 006", "금호동2가 골목 입구 009"),
    ("Seongsu-dong 2-ga 001", "Seongsu-dong 2-ga 002"),
])  # fmt: skip
def test_that_cameras_that_differ_in_their_number_are_told_apart(
    qtbot: QtBot, width: int, badge: str, note: str, names: tuple[str, str]
) -> None:
    assert qtbot is not None
    width = max(width, 170) if note else width  # under 64 tiles a note leaves half a name
    one, other = (drawn(width, caption(name, badge, note)) for name in names)
    assert one != other


def test_that_the_age_of_an_old_picture_keeps_its_place_beside_a_long_name(qtbot: QtBot) -> None:
    assert qtbot is not None
    name = "Seongsu-dong 2-ga Alley Entrance 002"
    old, older = (
        drawn(194, caption(name, right=(age,)), "warning") for age in ("3 s ago", "9 s ago")
    )
    assert old != older


def test_that_details_keep_clear_of_the_marks_of_a_small_tile(qtbot: QtBot) -> None:
    assert qtbot is not None
    rect = QRect(0, 0, 210, 120)
    image = QImage(rect.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        taken = paint_marks(painter, rect, [Mark("key frames only: processor busy")])
        image.fill(0)
        paint_details(painter, rect, ["Seongsu-dong 2-ga 002 (SD-2929)"] * 9, taken)
    assert not taken.isEmpty()
    assert {image.pixel(x, taken.center().y()) for x in range(rect.width())} == {0xFF000000}
    assert {image.pixel(x, rect.bottom() - 21) for x in range(rect.width())} == {0xFF000000}
