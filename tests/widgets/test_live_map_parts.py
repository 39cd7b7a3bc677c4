"""The pure parts of the live map: view, anchors, labels, fixes, alerts, pointer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Condition,
    Visibility,
    Work,
)
from console.domain.places.geo import LocalPlane, Place
from console.domain.unit import UnitPosition
from tests.support.square_site import square_site
from widgets.live_map.alerts import AlertBook, grouped, marks_of
from widgets.live_map.anchors import anchors, inside
from widgets.live_map.hits import alert_at, nearest
from widgets.live_map.labels import Places, Wanted, place
from widgets.live_map.layer_list import LayerList
from widgets.live_map.layers import Layer
from widgets.live_map.navigator import Navigator
from widgets.live_map.palette import TONES, Tones
from widgets.live_map.scene import Scene
from widgets.live_map.units import KINDS, UnitBook, age_text, kind_of
from widgets.live_map.view import View, fitted, scale_bar
from widgets.theme import COLOURS, contrast

NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
PLANE = LocalPlane(Place(37.55, 127.04))
BOX = (-2800.0, -2400.0, 2900.0, 2500.0)


def fix(unit: str, age_s: float = 1.0, lat: float = 37.55) -> UnitPosition:
    at = NOW - timedelta(seconds=age_s)
    return UnitPosition(unit, "gateway", at, at, Place(lat, 127.04, 12.0))


def alert(number: int, priority: int = 2, **facts: object) -> Alert:
    plain: dict[str, object] = {
        "number": number, "type": "analytics.fall", "alert_class": AlertClass.ANALYTICS,
        "priority": priority, "source": "cam", "subject": None, "condition": Condition.ACTIVE,
        "attention": Attention.UNACKNOWLEDGED, "work": Work.NEW, "visibility": Visibility.NORMAL,
        "raised": NOW, "occurred": NOW, "updated": NOW, "place": Place(37.55, 127.04),
    }  # fmt: skip
    return Alert(**(plain | facts))  # type: ignore[arg-type]


def to_metres(at: Place) -> tuple[float, float]:
    return PLANE.to_metres(at.lat, at.lon)


@given(
    st.floats(-3000, 3000), st.floats(-3000, 3000), st.floats(0.05, 6), st.floats(-2e3, 2e3),
    st.floats(-2e3, 2e3),
)  # fmt: skip
def test_that_a_pixel_leads_back_to_its_place(
    east: float, north: float, scale: float, x: float, y: float
) -> None:
    view = View(east, north, scale, 860, 520)
    assert view.point(*view.metres(x, y)) == pytest.approx((x, y), abs=1e-5)
    rows = view.to_screen(np.array([view.metres(x, y)]))
    assert rows[0].tolist() == pytest.approx([x, y], abs=1e-5)


@given(st.floats(0.2, 5), st.floats(0, 860), st.floats(0, 520))
def test_that_zooming_keeps_the_ground_under_the_pointer(factor: float, x: float, y: float) -> None:
    view = fitted(BOX, 860, 520, 14)
    zoomed = view.zoomed(factor, x, y, 0.01)
    assert zoomed.metres(x, y) == pytest.approx(view.metres(x, y), abs=1e-6)


@pytest.mark.parametrize("size", [(860, 520), (1150, 330), (2560, 1440), (1, 1), (0, 0)])
def test_that_the_whole_district_fits_any_size(size: tuple[int, int]) -> None:
    view = fitted(BOX, *size, 14)
    assert view.scale > 0
    if min(size) > 100:
        assert view.contains(BOX[0], BOX[1])
        assert view.contains(BOX[2], BOX[3])


@given(st.floats(0.02, 6))
def test_that_the_scale_bar_is_round_and_fits(scale: float) -> None:
    length, pixels = scale_bar(scale)
    assert str(length).rstrip("0") in {"1", "2", "5"}
    assert pixels == pytest.approx(length * scale)
    assert pixels <= 120


def test_that_a_name_stands_inside_its_polygon_and_off_the_water() -> None:
    square = np.array([[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]], dtype=float)
    water = np.array([[40, -10], [110, -10], [110, 110], [40, 110], [40, -10]], dtype=float)
    found = anchors([square], [[water]], most=5)
    assert len(found) == 5
    assert inside(found, [square]).all()
    assert not inside(found, [water]).any()
    assert found[0] == pytest.approx([20, 50], abs=6)


def test_that_no_two_names_touch_and_none_covers_what_is_taken(qapp: object) -> None:
    frame = QRectF(0, 0, 400, 300)
    taken = [QRectF(180, 130, 40, 40)]
    spots = ((200.0, 150.0), (100.0, 80.0), (300.0, 220.0))
    wanted = [Wanted(f"성수동{n}가", "dong_text", 15, spots) for n in range(5)]
    placed = place(wanted, frame, Places(taken), {})
    boxes = [name.box for name in placed]
    assert len(boxes) == 2
    assert not boxes[0].intersects(boxes[1])
    assert not any(box.intersects(taken[0]) for box in boxes)


def test_that_a_name_stays_at_its_spot_while_that_is_free(qapp: object) -> None:
    frame, spots = QRectF(0, 0, 400, 300), ((100.0, 100.0), (300.0, 200.0))
    wanted = [Wanted("행당동", "dong_text", 15, spots)]
    moved = place(wanted, frame, Places([QRectF(90, 90, 20, 20)]), {})
    assert moved[0].spot == 1
    assert place(wanted, frame, Places(), {"행당동": 1})[0].spot == 1


def test_that_only_newer_fixes_are_taken_over() -> None:
    book = UnitBook(PLANE)
    assert book.merge([fix("patrol-1", 5)]) == 1
    assert book.merge([fix("patrol-1", 9, lat=37.6)]) == 0
    assert book.merge([fix("patrol-1", 2, lat=37.56)]) == 1
    assert len(book) == 1
    assert book.ages(NOW).tolist() == pytest.approx([2.0])


def test_that_a_place_without_a_fix_is_left_out() -> None:
    book = UnitBook(PLANE)
    nowhere = UnitPosition("patrol-1", "g", NOW, NOW, Place(0, 0))
    assert book.merge([nowhere]) == 0


def test_that_a_device_clock_ahead_of_time_makes_no_fix_younger() -> None:
    book = UnitBook(PLANE)
    ahead = NOW + timedelta(hours=1)
    received = NOW - timedelta(seconds=40)
    book.merge([UnitPosition("guard-1", "g", ahead, received, Place(37.55, 127.04))])
    assert book.ages(NOW).tolist() == pytest.approx([40.0])


def test_that_the_book_grows_and_keeps_every_unit() -> None:
    book = UnitBook(PLANE)
    book.merge([fix(f"patrol-{n}", n) for n in range(300)])
    assert len(book) == 300
    assert book.row("patrol-299") == 299
    assert book.ages(NOW)[250] == pytest.approx(250)


def test_that_a_unit_is_known_by_its_name_in_both_languages() -> None:
    names = ("escort-01", "Patrol-2", "순찰-3", "호송-1", "경호-2", "watch-9", "truck-7")
    letters = [KINDS[kind_of(name)].letter_en for name in names]
    assert letters == ["E", "P", "P", "E", "G", "C", "V"]


def test_that_ages_read_as_people_say_them() -> None:
    assert age_text(8.9, "en") == "8 s"
    assert age_text(8.9, "ko") == "8초"
    assert age_text(125, "ko") == "2:05"
    assert age_text(3840, "en") == "1:04:00"
    assert age_text(-3, "en") == "0 s"


def test_that_closed_alerts_and_those_without_a_place_are_not_on_the_map() -> None:
    alerts = [
        alert(1),
        alert(2, work=Work.CLOSED),
        alert(3, place=None),
        alert(4, place=Place(0, 0)),
    ]
    marks = marks_of(alerts, lambda a: a.place, to_metres)
    assert [mark.alert.number for mark in marks] == [1]


def test_that_alerts_of_one_spot_are_one_mark_led_by_the_most_urgent() -> None:
    alerts = [alert(1, 3), alert(2, 2), alert(3, 4), alert(4, 1, place=Place(37.56, 127.04))]
    groups = grouped(
        marks_of(alerts, lambda a: a.place, to_metres), fitted(BOX, 860, 520, 14), None
    )
    assert [group.top.alert.number for group in groups] == [2, 4]
    assert [len(group.marks) for group in groups] == [3, 1]


def test_that_life_alerts_near_others_stay_single() -> None:
    """R-ALM: life-safety is never grouped away."""
    beside = Place(37.5501, 127.04)
    alerts = [alert(1, 2), alert(2, 1, alert_class=AlertClass.LIFE, place=beside)]
    view = View(0, 0, 1.0, 860, 520)
    groups = grouped(marks_of(alerts, lambda a: a.place, to_metres), view, None)
    assert [group.top.alert.number for group in groups] == [1, 2]


def test_that_the_chosen_alert_leads_its_group_and_pressing_again_goes_on() -> None:
    view = fitted(BOX, 860, 520, 14)
    marks = marks_of([alert(1, 2), alert(2, 3), alert(3, 4)], lambda a: a.place, to_metres)
    groups = grouped(marks, view, 3)
    assert groups[0].top.alert.number == 3
    x, y = groups[0].x, groups[0].y
    assert [alert_at(groups, x, y, chosen) for chosen in (None, 1, 2, 3)] == [3, 2, 3, 1]
    assert alert_at(groups, x + 60, y, None) is None


def _crowd(seed: int, count: int) -> list[Alert]:
    rng = Random(seed)
    return [
        alert(
            number, rng.randrange(1, 5),
            place=PLANE.to_place(rng.gauss(0, 600), rng.gauss(0, 600)),
            alert_class=AlertClass.LIFE if rng.random() < 0.1 else AlertClass.ANALYTICS,
            attention=rng.choice(tuple(Attention)),
            visibility=rng.choice(tuple(Visibility)),
        )
        for number in range(count)
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 300), st.floats(0.05, 6))
def test_that_every_alert_in_a_crowd_is_in_one_group_led_by_its_most_urgent(
    seed: int, count: int, scale: float
) -> None:
    marks = marks_of(_crowd(seed, count), lambda a: a.place, to_metres)
    wide = View(0, 0, scale, 20_000 * scale, 20_000 * scale)
    groups = grouped(marks, wide, None)
    held = [mark for group in groups for mark in group.marks]
    assert sorted(held, key=lambda mark: mark.rank) == marks
    for group in groups:
        assert group.top == group.marks[0] == min(group.marks, key=lambda mark: mark.rank)
        assert group.count == len(group.marks)
        assert group.is_unacknowledged == any(mark.is_unacknowledged for mark in group.marks)
        assert group.asks == any(mark.asks for mark in group.marks)
        # What is kept quiet never leads, and never covers, what is not; a life is never quiet.
        assert group.top.is_quiet == all(mark.is_quiet for mark in group.marks)
        assert not any(mark.is_life and mark.is_quiet for mark in group.marks)
        for mark in group.marks:
            reach = 9.1 if mark.is_life else 39.1  # its own reach and half of that for its bucket
            assert abs(mark.east - group.top.east) * scale <= reach
            assert abs(mark.north - group.top.north) * scale <= reach
    heads = [(group.x, group.y) for group in groups if not group.top.is_life]
    assert all(
        abs(a[0] - b[0]) >= 25.9 or abs(a[1] - b[1]) >= 25.9
        for number, a in enumerate(heads)
        for b in heads[number + 1 :]
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_that_telling_only_what_changed_ends_as_telling_all(seed: int, count: int) -> None:
    rng, now = Random(seed), _crowd(seed, count)
    book = AlertBook(lambda a: a.place, to_metres)
    for turn in range(6):
        book.set_all(now)
        assert book.marks == marks_of(now, lambda a: a.place, to_metres)
        assert not book.set_all(list(now))
        now = [each for each in now if rng.random() > 0.1]
        now = [replace(each, priority=1) if rng.random() < 0.2 else each for each in now]
        now += [alert(1000 * (turn + 1) + n) for n in range(rng.randrange(60))]


def test_that_only_what_is_near_the_pointer_is_hit() -> None:
    view = View(0, 0, 1.0, 400, 400)
    at = np.array([[0.0, 0.0], [50.0, 0.0]])
    assert nearest(at, view, 205, 200, 10) == 0
    assert nearest(at, view, 225, 200, 10) is None
    assert nearest(np.zeros((0, 2)), view, 0, 0, 10) is None


def test_that_a_hand_locks_the_view_and_following_goes_to_the_last_wish(qapp: object) -> None:
    navigator = Navigator(BOX)
    navigator.resize(860, 520)
    locked: list[bool] = []
    navigator.locked_changed.connect(locked.append)
    navigator.pan(40, 0)
    held = navigator.view
    navigator.center_on(500.0, 300.0, zoom=True)
    assert navigator.view == held
    navigator.follow()
    assert (navigator.view.east, navigator.view.north) == (500.0, 300.0)
    assert locked == [True, False]


def test_that_another_district_is_shown_whole_unless_a_hand_holds_the_view(qapp: object) -> None:
    """A locked view never jumps; the next look at the whole shows the new borders."""
    other = (90_000.0, 0.0, 95_000.0, 5_000.0)
    navigator = Navigator(BOX)
    navigator.resize(800, 600)
    navigator.set_box(other)
    assert navigator.view.contains(92_500.0, 2_500.0, 100)
    navigator.pan(10, 0)
    held = navigator.view
    navigator.set_box(BOX)
    assert navigator.view == held
    navigator.whole()
    assert navigator.view.contains(0.0, 0.0, 100)
    whole = navigator.view
    navigator.set_box(other)
    assert navigator.view == whole  # Home is a hand too


def test_that_a_low_map_shows_the_streets_around_an_alert_and_keeps_a_nearer_zoom(
    qapp: object,
) -> None:
    navigator = Navigator(BOX)
    navigator.resize(1150, 330)
    navigator.center_on(0.0, 0.0, zoom=True)
    _west, south, _east, north = navigator.view.bounds()
    assert 650 <= north - south <= 750
    navigator.zoom(4.0, 575, 165)
    near = navigator.view.scale
    navigator.follow()
    assert navigator.view.scale == near
    navigator.center_on(100.0, 100.0, zoom=True)
    assert navigator.view.scale == near


def test_that_the_centre_cannot_be_dragged_out_of_reach(qapp: object) -> None:
    navigator = Navigator(BOX)
    for _ in range(200):
        navigator.pan(5000, 5000)
    assert navigator.view.east >= BOX[0] - 4000
    assert navigator.view.north <= BOX[3] + 4000


def test_that_ground_tones_are_calm_and_texts_readable() -> None:
    """R-HMI-01 (saturation at most 0.35), R-HMI-04 (text 4.5:1)."""
    for name in Tones.__slots__:
        value = getattr(TONES, name)
        parts = [int(value[at : at + 2], 16) for at in (1, 3, 5)]
        assert (max(parts) - min(parts)) / max(parts) <= 0.35, name
    for text in ("dong_text", "park_text", "water_text", "faint_text", "patrol"):
        assert contrast(getattr(TONES, text), TONES.halo) >= 4.5, text
    for ground in ("land", "water", "park", "outside"):
        assert contrast(COLOURS.text, getattr(TONES, ground)) >= 9, ground
    assert contrast(TONES.dong_text, TONES.land) >= 9


def test_that_a_layer_of_which_the_site_has_nothing_says_so(qtbot: QtBot) -> None:
    site = square_site()
    still = {name: replace(each, turnable=False, presets=()) for name, each in site.cameras.items()}
    empty = Scene(replace(site, cameras=still)).empty_layers()
    assert Layer.PRESETS in empty
    assert Layer.CAMERAS not in empty
    assert Layer.PRESETS not in Scene(site).empty_layers()
    host = QWidget()
    qtbot.addWidget(host)
    layers = LayerList(host)
    layers.set_empty(empty)
    words = [box.text() for box in layers.findChildren(QCheckBox)]
    assert "Turnable: reach, presets (none)" in words
    assert "Cameras" in words
