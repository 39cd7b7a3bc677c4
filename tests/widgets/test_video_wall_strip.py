"""The strip under a picture: two cameras are told apart at every size, in both languages."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from widgets.video_wall.captions import Caption
from widgets.video_wall.strip import Strips

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
    if width < 170 and note:
        pytest.skip("of 64 tiles the note and half a name have room")
    one, other = (drawn(width, caption(name, badge, note)) for name in names)
    assert one != other


def test_that_the_age_of_an_old_picture_keeps_its_place_beside_a_long_name(qtbot: QtBot) -> None:
    assert qtbot is not None
    name = "Seongsu-dong 2-ga Alley Entrance 002"
    old, older = (
        drawn(194, caption(name, right=(age,)), "warning") for age in ("3 s ago", "9 s ago")
    )
    assert old != older
