"""What an operator does on the map: layers, finding, measuring, choosing, asking what is here."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert, AlertClass, Attention
from console.domain.places.geo import Place, distance_m
from console.ports.map_overlay import (
    ChosenPoint,
    Overlay,
    OverlayLine,
    OverlayPoint,
    OverlayStrip,
)
from tests.support.map_stage import SHIFT, fix, shown_map
from tests.support.map_stage import alert as made_alert
from tests.support.square_site import at, square_site
from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.panel import LiveMap


@pytest.fixture
def live_map(qtbot: QtBot) -> LiveMap:
    return shown_map(qtbot)


def pixel(live_map: LiveMap, place: Place) -> QPoint:
    x, y = live_map.navigator.view.point(*live_map._scene.metres(place))
    return QPoint(round(x), round(y))


def press(live_map: LiveMap, qtbot: QtBot, place: Place, *, ctrl: bool = False) -> None:
    keys = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(live_map, Qt.MouseButton.LeftButton, keys, pixel(live_map, place))


def alert(number: int, place: Place, **facts: object) -> Alert:
    plain = {"type": "analytics.fall", "alert_class": AlertClass.ANALYTICS, "priority": 2}
    return made_alert(number, place, **(plain | facts))


def card_words(live_map: LiveMap) -> str:
    card = live_map._card
    assert not card.isHidden()
    shown = [*card.findChildren(QLabel), *card.findChildren(QPushButton)]
    return "\n".join(each.text() for each in shown if not each.isHidden())


# --- layers -------------------------------------------------------------------------------------


def test_that_layers_are_switched_by_keys_alone_and_kept(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_F2, SHIFT)
    listed = live_map._top.layers
    assert not listed.isHidden()
    first = listed.focusWidget()
    assert first is not None
    with qtbot.waitSignal(live_map.kept_changed):
        qtbot.keyClick(first, Qt.Key.Key_Space)
    assert live_map.shown == AT_FIRST - {next(iter(Layer))}
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert listed.isHidden()
    assert live_map.hasFocus()
    again = LiveMap(square_site(), "ko")
    qtbot.addWidget(again)
    again.restore(live_map.kept())
    assert again.shown == live_map.shown


def test_that_arrows_stay_within_the_list_of_layers(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map._top.turn_layers()
    listed = live_map._top.layers
    boxes = list(listed._boxes.values())
    qtbot.waitUntil(boxes[0].hasFocus, timeout=15_000)
    qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    assert boxes[1].hasFocus()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Up)
    qtbot.keyClick(boxes[0], Qt.Key.Key_Up)
    assert listed._reset.hasFocus()
    qtbot.keyClick(listed._reset, Qt.Key.Key_Down)
    assert boxes[0].hasFocus()


@pytest.mark.parametrize(
    "kept", [{}, {"layers": 3}, {"layers": {"hidden": ["no such", 4], "added": None}, "legend": 7}]
)
def test_that_nonsense_a_seat_kept_is_passed_over(
    live_map: LiveMap, kept: dict[str, object]
) -> None:
    live_map.restore(kept)
    assert live_map.shown == AT_FIRST


def test_that_no_layer_hides_an_alert_that_asks_for_attention(live_map: LiveMap) -> None:
    """R-ALM-01."""
    seen = Attention.ACKNOWLEDGED
    live_map.set_alerts(
        [
            alert(1, at(-200, 300)),
            alert(2, at(0, 300), attention=seen),
            alert(3, at(200, 300), attention=seen, alert_class=AlertClass.LIFE),
            alert(4, at(400, 300), attention=seen),
        ]
    )
    live_map.choose_alert(4)
    live_map.set_shown(frozenset())
    groups = live_map._picture.groups(live_map.navigator.view)
    assert {group.top.alert.number for group in groups} == {1, 3, 4}


def test_that_hidden_things_are_not_hit(live_map: LiveMap) -> None:
    live_map.set_positions([fix("patrol-1", at(100, 300))])
    spot = pixel(live_map, at(100, 300))
    assert "patrol-1" in live_map.pressing.words_at(spot.x(), spot.y())
    live_map.set_shown(AT_FIRST - {Layer.UNITS})
    assert not live_map.pressing.words_at(spot.x(), spot.y())


# --- finding and measuring ----------------------------------------------------------------------


def test_that_a_camera_number_leads_to_the_camera(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_F3, SHIFT)
    field = live_map._top.seek._field
    QTest.keyClicks(field, "C-3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view = live_map.navigator.view
    east, north = live_map._scene.metres(at(300, 0))
    assert (view.east, view.north) == pytest.approx((east, north), abs=1.0)
    assert live_map.navigator.locked
    assert "C-3" in card_words(live_map)
    assert live_map._top.seek.isHidden()
    assert live_map.hasFocus()


def test_that_a_dong_is_shown_whole_and_nonsense_says_so(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_F3, SHIFT)
    field = live_map._top.seek._field
    QTest.keyClicks(field, "qqqq")
    assert "Nothing" in live_map._top.seek._none.text()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not live_map._top.seek.isHidden()
    field.setText("Middle")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view = live_map.navigator.view
    assert all(view.contains(e, n) for e, n in ((-990, -990), (990, 990)))


def test_that_a_unit_is_found_by_its_name(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_positions([fix("patrol-12", at(250, 250)), fix("escort-1", at(-250, 250))])
    qtbot.keyClick(live_map, Qt.Key.Key_F3, SHIFT)
    field = live_map._top.seek._field
    QTest.keyClicks(field, "Patrol")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view = live_map.navigator.view
    assert (view.east, view.north) == pytest.approx((250, 250), abs=1.0)


def test_that_a_way_is_measured_point_by_point(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_F4, SHIFT)
    for place in (at(-300, 300), at(0, 300), at(0, 400)):
        press(live_map, qtbot, place)
    measure = live_map._picture.measure
    measure.pointer = None
    pixels = 1 / live_map.navigator.view.scale
    assert measure.length_m == pytest.approx(400, abs=4 * pixels)
    qtbot.keyClick(live_map, Qt.Key.Key_Backspace)
    assert measure.length_m == pytest.approx(300, abs=4 * pixels)
    qtbot.keyClick(live_map, Qt.Key.Key_Escape)
    assert live_map.pressing.mode == "look"
    assert measure.points == []


# --- what is here -------------------------------------------------------------------------------


def test_that_a_unit_tells_its_fix_and_who_sees_it(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_positions(
        [
            fix("escort-1", at(0, 40), 4),
            fix("patrol-2", at(60, 40), 90),
            fix("patrol-3", at(400, 300), 2),
            fix("watch-9", at(20, 40), 1),
        ]
    )
    live_map.navigator.centre_by_hand(0, 40)
    press(live_map, qtbot, at(0, 40))
    words = card_words(live_map)
    assert "escort-1" in words
    assert "C-0 · sees it · 40 m" in words
    assert "Team: patrol-3" in words  # the nearer one is stale, the nearest a citizen
    assert "1 nearer, but their fixes are old" in words


def test_that_a_turnable_camera_is_offered_by_its_preset(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.mouseClick(live_map, Qt.MouseButton.RightButton, pos=pixel(live_map, at(0, -250)))
    words = card_words(live_map).splitlines()
    assert any(line.startswith("T-1 · preset gate") for line in words)
    qtbot.keyClick(live_map, Qt.Key.Key_Escape)
    assert live_map._card.isHidden()


def test_that_one_key_wishes_for_the_best_camera_and_three_neighbours(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_alerts([alert(5, at(100, 30))])
    live_map.choose_alert(5)
    with qtbot.waitSignal(live_map.cameras_wished) as told:
        qtbot.keyClick(live_map, Qt.Key.Key_F5, SHIFT)
    cameras, place = told.args
    assert cameras[0] == "C-1"
    assert len(cameras) == 4
    assert distance_m(place, at(100, 30)) < 1
    live_map.set_lost(["C-1"])
    with qtbot.waitSignal(live_map.cameras_wished) as told:
        qtbot.keyClick(live_map, Qt.Key.Key_F5, SHIFT)
    assert "C-1" not in told.args[0]


def test_that_return_asks_what_is_at_the_crosshair(live_map: LiveMap, qtbot: QtBot) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_Left)
    qtbot.keyClick(live_map, Qt.Key.Key_Return)
    assert "Middle-dong" in card_words(live_map)


# --- choosing several ---------------------------------------------------------------------------


def test_that_a_band_and_ctrl_choose_several(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_positions([fix(f"patrol-{n}", at(-200 + 100 * n, 300)) for n in range(4)])
    with qtbot.waitSignal(live_map.selection_changed) as told:
        band = QRectF(
            QPointF(pixel(live_map, at(-240, 340))), QPointF(pixel(live_map, at(-60, 260)))
        )
        live_map.pressing.gather(band)
    assert told.args == [("patrol-0", "patrol-1"), ()]
    with qtbot.waitSignal(live_map.selection_changed) as told:
        press(live_map, qtbot, at(100, 300), ctrl=True)
    assert told.args[0] == ("patrol-0", "patrol-1", "patrol-3")
    with qtbot.waitSignal(live_map.selection_changed) as told:
        press(live_map, qtbot, at(-200, 300), ctrl=True)
    assert told.args[0] == ("patrol-1", "patrol-3")
    assert "2 units" in card_words(live_map)
    qtbot.keyClick(live_map, Qt.Key.Key_Escape)
    assert len(live_map._choice) == 0


def test_that_shift_and_a_drag_span_a_band_and_never_move_the_view(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    held = live_map.navigator.view
    start, end = pixel(live_map, at(-150, 60)), pixel(live_map, at(150, -60))
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(live_map.selection_changed) as told:
        qtbot.mousePress(live_map, left, SHIFT, start)
        qtbot.mouseMove(live_map, end)
        qtbot.mouseRelease(live_map, left, SHIFT, end)
    assert set(told.args[1]) == {"C--1", "C-0", "C-1"}
    assert live_map.navigator.view == held


# --- the overlays of the field work -------------------------------------------------------------


def _walk() -> Overlay:
    return Overlay(
        lines=(OverlayLine("way", (at(-400, -400), at(0, -350), at(500, -400)), "route", "Way"),),
        points=(
            OverlayPoint("p1", at(-400, -400), "start", "Start", "done"),
            OverlayPoint("p2", at(500, -400), "home", "Home", "late", note="waits"),
            OverlayPoint("bad", Place(0, 0)),
        ),
        strips=(OverlayStrip("escort-1", "C-0", "C-1", "no such camera"),),
        emphasised=frozenset({"p2"}),
    )


def test_that_a_press_on_a_spot_tells_whose_it_is(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_overlay("escorts", _walk())
    with qtbot.waitSignal(live_map.point_chosen) as told:
        press(live_map, qtbot, at(500, -400))
    point = told.args[0]
    assert isinstance(point, ChosenPoint)
    assert (point.owner, point.item, point.purpose) == ("escorts", "p2", "")
    assert "waits" in card_words(live_map)
    assert "late" in card_words(live_map)
    live_map.set_overlay("escorts", None)
    spot = pixel(live_map, at(500, -400))
    assert not live_map.pressing.words_at(spot.x(), spot.y())


def test_that_a_board_gets_the_point_it_asked_for(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.ask_point("meeting")
    with qtbot.waitSignal(live_map.point_chosen) as told:
        press(live_map, qtbot, at(-200, -300))
    assert told.args[0].purpose == "meeting"
    assert distance_m(told.args[0].place, at(-200, -300)) < 3 / live_map.navigator.view.scale
    live_map.ask_point("meeting")
    with qtbot.waitSignal(live_map.point_given_up) as given_up:
        qtbot.keyClick(live_map, Qt.Key.Key_Escape)
    assert given_up.args == ["meeting"]


def test_that_showing_an_overlay_waits_while_a_hand_holds_the_view(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_overlay("escorts", _walk())
    qtbot.keyClick(live_map, Qt.Key.Key_Plus)
    held = live_map.navigator.view
    live_map.show_overlay("escorts")
    assert live_map.navigator.view == held
    qtbot.keyClick(live_map, Qt.Key.Key_F)
    view = live_map.navigator.view
    assert all(view.contains(e, n, 20) for e, n in ((-400, -400), (500, -400)))
    live_map.show_overlay("nobody")
    assert live_map.navigator.view == view


def test_that_the_state_of_the_view_is_always_said(live_map: LiveMap, qtbot: QtBot) -> None:
    chip = live_map._top.chips["follow"]
    assert chip.text() == "Following"
    live_map.choose_alert(12)
    assert "#12" in chip.text()
    qtbot.keyClick(live_map, Qt.Key.Key_Up)
    assert "held" in chip.text()
    qtbot.keyClick(live_map, Qt.Key.Key_F)
    assert "#12" in chip.text()


def test_that_a_picture_at_rest_shows_every_change_at_once(live_map: LiveMap, qtbot: QtBot) -> None:
    """What stays the same is copied from one picture: nothing old may stay in it."""
    live_map.navigator.centre_by_hand(0, 0)
    live_map.set_alerts([alert(1, at(-100, 100), cameras=("C-1", "C-2"))])
    live_map.set_flashing(False)

    def shown() -> QImage:
        qtbot.waitUntil(lambda: bool(live_map.grab()) and live_map.is_settled, timeout=15_000)
        live_map.grab()
        live_map.grab()
        return live_map._picture._still.copy()  # type: ignore[union-attr]

    seen = [shown()]
    for change in (
        lambda: live_map.choose_alert(1),
        lambda: live_map.set_overlay("escorts", _walk()),
        lambda: live_map.set_shown(AT_FIRST - {Layer.FIELD}),
        lambda: live_map.set_shown(AT_FIRST - {Layer.CAMERAS}),
        lambda: live_map.set_language("ko"),
        lambda: live_map.navigator.pan(30, 0),
        lambda: live_map.choose_alert(None),
    ):
        change()
        now = shown()
        assert now != seen[-1]
        seen.append(now)
    live_map.hide()
    assert live_map._picture._still is None
