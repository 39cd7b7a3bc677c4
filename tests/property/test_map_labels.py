"""Labels of the map: many at once must come out as one by one would."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from widgets.live_map.labels import Places
from widgets.live_map.plates import LabelStore, PlateSheet
from widgets.live_map.spots import edges_of, first_free

SIZE = (300.0, 200.0)
_whole = st.integers(-30, 330).map(float)
_box = st.tuples(_whole, _whole, st.integers(1, 90), st.integers(1, 40))
_boxes = st.lists(_box, max_size=30)
_things = st.lists(st.lists(_box, min_size=4, max_size=4), max_size=25)


def _one_by_one(things: list[list[QRectF]], taken: list[QRectF]) -> list[int]:
    places, frame, found = Places(taken), QRectF(0, 0, *SIZE), []
    for spots in things:
        free = (
            number
            for number, box in enumerate(spots)
            if frame.contains(box) and places.is_free(box)
        )
        found.append(next(free, -1))
        if found[-1] >= 0:
            places.take(spots[found[-1]])
    return found


@given(_things, _boxes)
@settings(max_examples=150, deadline=None)
def test_that_labels_placed_at_once_stand_where_one_by_one_they_would(
    things: list[list[tuple[float, float, int, int]]], taken: list[tuple[float, float, int, int]]
) -> None:
    spots = [[QRectF(*box) for box in four] for four in things]
    obstacles = [QRectF(*box) for box in taken]
    at_once = np.array([edges_of(four) for four in spots]).reshape(-1, 4, 4)
    found = first_free(at_once, edges_of(obstacles), SIZE)
    assert found.tolist() == _one_by_one(spots, obstacles)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_that_texts_drawn_in_one_call_look_as_drawn_one_by_one(qapp: object, ratio: float) -> None:
    """Past the size of the sheet it starts with, and past a change of its height."""
    sheet, store = PlateSheet(ratio), LabelStore()
    texts = [f"순찰-{n}" if n % 2 else f"patrol-{n:04d}" for n in range(400)]
    cells = np.array([sheet.cell(text, "text") for text in texts])
    corners = np.array([(x * 120.0, y * 26.0) for x, y in product(range(20), range(20))])
    together, apart = (_blank(ratio) for _ in range(2))
    with QPainter(together) as painter:
        sheet.draw(painter, corners, cells)
    with QPainter(apart) as painter:
        for (x, y), text in zip(corners.tolist(), texts, strict=True):
            painter.drawPixmap(QPointF(x, y), store.picture(text, "text", ratio))
    assert together == apart
    assert len(sheet) == 400
    assert sheet.cell(texts[7], "text") == cells[7]


def test_that_a_sheet_grows_wider_before_it_is_too_high_to_paint_on(qapp: object) -> None:
    sheet, store = PlateSheet(2.0), LabelStore()
    texts = [f"patrol-{n:04d}" for n in range(520)]
    cells = np.array([sheet.cell(text, "text") for text in texts])
    assert len(set(cells.tolist())) == 520
    assert sheet._picture.height() <= 16_000
    for number in (0, 250, 519):
        together, apart = _blank(2.0), _blank(2.0)
        with QPainter(together) as painter:
            sheet.draw(painter, np.array([(10.0, 10.0)]), cells[[number]])
        with QPainter(apart) as painter:
            painter.drawPixmap(QPointF(10.0, 10.0), store.picture(texts[number], "text", 2.0))
        assert together == apart


def test_that_a_text_longer_than_the_sheet_is_cut_and_harms_no_other(qapp: object) -> None:
    sheet = PlateSheet(1.0)
    cells = [sheet.cell(text, "text") for text in ("short", "long " * 400, "next")]
    wide = sheet.sizes(np.array(cells))[:, 0].tolist()
    assert wide[0] < 100 > wide[2]
    assert wide[1] == 1000


def _blank(ratio: float) -> QImage:
    image = QImage(round(2400 * ratio), round(520 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image
