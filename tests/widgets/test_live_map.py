"""The live map as an operator has it: gestures, keys, what it says and shows. Offscreen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backends.map_data.site_file import builtin_site
from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Condition,
    Visibility,
    Work,
)
from console.domain.places.geo import Place
from console.domain.site import Site
from console.domain.unit import UnitPosition
from widgets.live_map.ground import Ground, paint_ground
from widgets.live_map.panel import LiveMap
from widgets.live_map.scene import Scene
from widgets.live_map.view import fitted
from widgets.theme import COLOURS

NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
MIDDLE = Place(37.5560, 127.0300)


@pytest.fixture(scope="module")
def site() -> Site:
    return builtin_site("seongdong")


@pytest.fixture
def live_map(site: Site, qtbot: QtBot) -> LiveMap:
    made = LiveMap(site, "ko")
    qtbot.addWidget(made)
    made.resize(860, 520)
    made.show()
    made.set_now(NOW)
    return made


def alert(number: int, at: Place | None = MIDDLE, priority: int = 1, **facts: object) -> Alert:
    plain: dict[str, object] = {
        "number": number, "type": "sos.app", "alert_class": AlertClass.LIFE, "priority": priority,
        "source": "app", "subject": None, "condition": Condition.ACTIVE,
        "attention": Attention.UNACKNOWLEDGED, "work": Work.NEW, "visibility": Visibility.NORMAL,
        "raised": NOW, "occurred": NOW, "updated": NOW, "place": at,
    }  # fmt: skip
    return Alert(**(plain | facts))  # type: ignore[arg-type]


def fix(unit: str, at: Place, age_s: float = 1.0) -> UnitPosition:
    time = NOW - timedelta(seconds=age_s)
    return UnitPosition(unit, "gateway", time, time, at)


def pixel(live_map: LiveMap, at: Place) -> QPoint:
    x, y = live_map.navigator.view.point(*live_map._scene.metres(at))
    return QPoint(round(x), round(y))


def words_at(live_map: LiveMap, at: QPoint) -> str:
    return live_map.pressing.words_at(at.x(), at.y())


def picture(live_map: LiveMap, qtbot: QtBot) -> QImage:
    def settled() -> bool:
        live_map.grab()
        return live_map.is_settled

    qtbot.waitUntil(settled, timeout=20_000)
    return live_map.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), dtype=np.uint8)
    return rows.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3]


def share_of(image: QImage, colour: str) -> int:
    blue_green_red = [int(colour[at : at + 2], 16) for at in (5, 3, 1)]
    return int((np.abs(pixels(image).astype(int) - blue_green_red) < 12).all(axis=2).sum())


def test_that_pressing_an_alert_tells_its_number(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_alerts([alert(7)])
    with qtbot.waitSignal(live_map.alert_chosen) as told:
        qtbot.mouseClick(live_map, Qt.MouseButton.LeftButton, pos=pixel(live_map, MIDDLE))
    assert told.args == [7]


def test_that_pressing_a_camera_tells_its_id(live_map: LiveMap, site: Site, qtbot: QtBot) -> None:
    camera = site.cameras["SD-2000"]
    live_map.center_on(camera.place)
    with qtbot.waitSignal(live_map.camera_chosen) as told:
        qtbot.mouseClick(live_map, Qt.MouseButton.LeftButton, pos=pixel(live_map, camera.place))
    assert told.args == ["SD-2000"]


def test_that_a_drag_moves_the_ground_and_locks_the_view(live_map: LiveMap, qtbot: QtBot) -> None:
    before = live_map.navigator.view
    with qtbot.waitSignal(live_map.view_locked) as told:
        qtbot.mousePress(live_map, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
        qtbot.mouseMove(live_map, QPoint(440, 300))
        qtbot.mouseRelease(live_map, Qt.MouseButton.LeftButton, pos=QPoint(440, 300))
    assert told.args == [True]
    assert live_map.navigator.view.east == pytest.approx(before.east - 40 / before.scale)


def test_that_a_locked_view_does_not_jump_until_f_is_pressed(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    qtbot.keyClick(live_map, Qt.Key.Key_Left)
    held = live_map.navigator.view
    live_map.center_on(MIDDLE)
    assert live_map.navigator.view == held
    live_map.activateWindow()
    qtbot.keyClick(live_map, Qt.Key.Key_F)
    assert live_map.navigator.view.contains(*live_map._scene.metres(MIDDLE), edge_px=200)
    assert not live_map.navigator.locked


def test_that_typing_f_into_a_field_beside_the_map_does_not_follow(
    site: Site, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, beside = QLineEdit(), LiveMap(site, "en")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(beside)
    window.show()
    beside.navigator.pan(10, 0)
    field.setFocus()
    qtbot.keyClicks(field, "fog")
    assert field.text() == "fog"
    assert beside.navigator.locked


def test_that_the_wheel_zooms_about_the_pointer(live_map: LiveMap) -> None:
    at = QPointF(600, 200)
    before = live_map.navigator.view.metres(at.x(), at.y())
    wheel = QWheelEvent(
        at, live_map.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(live_map, wheel)
    assert live_map.navigator.view.metres(at.x(), at.y()) == pytest.approx(before, abs=1e-6)
    assert live_map.navigator.locked


def test_that_keys_zoom_and_home_shows_the_whole_district(live_map: LiveMap, qtbot: QtBot) -> None:
    whole = live_map.navigator.view
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Up):
        qtbot.keyClick(live_map, key)
    assert live_map.navigator.view.scale > whole.scale * 1.5
    qtbot.keyClick(live_map, Qt.Key.Key_Home)
    assert live_map.navigator.view == whole


def test_that_a_resize_keeps_the_whole_district_in_sight(live_map: LiveMap) -> None:
    live_map.resize(1150, 330)
    view, box = live_map.navigator.view, live_map._scene.box
    assert view.contains(box[0], box[1])
    assert view.contains(box[2], box[3])


def test_that_an_unacknowledged_alert_blinks_once_a_second_and_an_answered_one_never(
    live_map: LiveMap,
) -> None:
    live_map.set_alerts([alert(1)])
    assert live_map._blink.isActive()
    assert live_map._blink.interval() == 500
    live_map.set_flashing(False)
    assert not live_map._blink.isActive()
    live_map.set_flashing(True)
    live_map.set_alerts([alert(1, attention=Attention.ACKNOWLEDGED)])
    assert not live_map._blink.isActive()


def test_that_the_dark_half_of_a_blink_loses_only_the_outer_ring(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_alerts([alert(1)])
    lit = share_of(picture(live_map, qtbot), COLOURS.priority_1)
    live_map._blink.lit = False
    dark = share_of(picture(live_map, qtbot), COLOURS.priority_1)
    assert 0 < dark < lit * 0.8


def test_that_an_alert_without_a_place_stands_at_its_unit_or_camera(
    live_map: LiveMap, site: Site
) -> None:
    live_map.set_positions([fix("escort-01", MIDDLE)])
    live_map.set_alerts(
        [
            alert(1, None, unit="escort-01"), alert(2, None, cameras=("SD-0009",)), alert(3, None),
            alert(4, None, source="BELL-002", cameras=("SD-0009",)),
        ]
    )  # fmt: skip
    marks = {mark.alert.number: (mark.east, mark.north) for mark in live_map._board.marks}
    assert marks[1] == pytest.approx(live_map._scene.metres(MIDDLE))
    assert marks[2] == pytest.approx(live_map._scene.metres(site.cameras["SD-0009"].place))
    assert 3 not in marks
    bell = next(each for each in site.facilities if each.id == "BELL-002")
    assert marks[4] == pytest.approx(live_map._scene.metres(bell.place))


def test_that_an_old_fix_is_counted_and_said(live_map: LiveMap) -> None:
    live_map.set_positions([fix("patrol-1", MIDDLE, 31), fix("patrol-2", MIDDLE, 29)])
    live_map.set_now(NOW)
    assert live_map._board.old_fixes() == 1
    assert "1" in live_map.accessibleDescription()


def test_that_an_old_fix_looks_hollow(live_map: LiveMap, qtbot: QtBot) -> None:
    live_map.set_positions([fix("escort-1", MIDDLE)])
    fresh = share_of(picture(live_map, qtbot), "#a9dcc8")
    live_map.set_now(NOW + timedelta(seconds=60))
    stale = share_of(picture(live_map, qtbot), "#a9dcc8")
    assert fresh > 80
    assert stale < fresh / 8


def test_that_a_map_that_is_not_current_says_so(live_map: LiveMap, qtbot: QtBot) -> None:
    """R-ALM-16/17: unknown is never shown as normal."""
    live_map.set_current(False)
    live_map.set_now(NOW + timedelta(seconds=42))
    veiled = picture(live_map, qtbot)
    assert "42" in live_map._veil_words()
    assert share_of(veiled, COLOURS.warning) > 300
    live_map.set_current(True)
    assert share_of(picture(live_map, qtbot), COLOURS.warning) < 60


def test_that_a_quiet_night_is_without_colour_and_an_alert_is_not(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    """R-HMI-01: under 0.5 % of a normal picture is saturated."""
    live_map.set_positions(
        [fix(f"patrol-{n}", Place(37.545 + n / 1000, 127.03)) for n in range(20)]
    )
    assert _saturated(picture(live_map, qtbot)) < 0.005
    live_map.set_alerts([alert(n, Place(37.54 + n / 400, 127.04)) for n in range(8)])
    assert _saturated(picture(live_map, qtbot)) > 0.005


def _saturated(image: QImage) -> float:
    values = pixels(image).astype(float)
    high, low = values.max(axis=2), values.min(axis=2)
    # Below a tenth of full light a hue is not seen, only computed.
    return float(((high > 25) & ((high - low) / np.maximum(high, 1) > 0.35)).mean())


def test_that_a_language_change_renames_the_ground(live_map: LiveMap, qtbot: QtBot) -> None:
    korean = picture(live_map, qtbot)
    live_map.set_language("en")
    assert picture(live_map, qtbot) != korean
    assert {"Haengdang-dong"} & set(live_map._picture.names._before)


def test_that_names_stand_clear_of_alerts_and_of_each_other(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_alerts([alert(n, Place(37.54 + n / 500, 127.03 + n / 900)) for n in range(10)])
    picture(live_map, qtbot)
    view = live_map.navigator.view
    names = live_map._picture.names.boxes(view)
    marks = [live_map._picture.box_of(group, view) for group in live_map._board.groups(view)]
    assert len(names) > 8
    for number, box in enumerate(names):
        assert not any(box.intersects(other) for other in names[number + 1 :])
        assert not any(box.intersects(mark) for mark in marks)


def test_that_the_tool_tip_names_what_is_under_the_pointer(live_map: LiveMap, site: Site) -> None:
    live_map.set_positions([fix("guard-4", MIDDLE, 12)])
    assert "guard-4" in words_at(live_map, pixel(live_map, MIDDLE))
    bell = next(f for f in site.facilities if f.kind == "bell")
    live_map.center_on(bell.place)
    assert words_at(live_map, pixel(live_map, bell.place)) == bell.name_ko
    assert words_at(live_map, QPoint(-500, -500)) == ""


def test_that_the_legend_folds_by_key_and_stays_as_the_operator_left_it(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    assert not live_map._top.legend.isChecked()
    qtbot.keyClick(live_map, Qt.Key.Key_L)
    assert live_map._top.legend.isChecked()
    live_map.resize(700, 400)
    assert live_map._top.legend.isChecked()
    assert live_map._top.legend.geometry().bottom() <= live_map.height()


@pytest.mark.parametrize("which", ["legend", "layers", "follow"])
def test_that_what_lies_on_the_map_hides_no_alert_that_asks_for_attention(
    live_map: LiveMap, qtbot: QtBot, which: str
) -> None:
    """It shines through, and a press there is the map's; beside it the button is itself."""
    live_map.resize(1200, 800)
    live_map._top.legend.setChecked(True)
    button = live_map._top.legend if which == "legend" else live_map._top.chips[which]
    under = button.geometry().center()
    bare = share_of(button.grab().toImage(), COLOURS.priority_1)
    scene, view = live_map._scene, live_map.navigator.view
    place = scene.plane.to_place(*view.metres(under.x(), under.y()))
    live_map.set_alerts([alert(1, place), alert(2, place, attention=Attention.ACKNOWLEDGED)])
    live_map._blink.stop()
    live_map._blink.lit = True
    live_map.grab()  # the map knows then what it painted
    assert share_of(button.grab().toImage(), COLOURS.priority_1) > bare
    with qtbot.waitSignal(live_map.alert_chosen, timeout=15_000) as chosen:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.mapFromParent(under))
    assert chosen.args == [1]
    assert live_map._top.legend.isChecked()
    with qtbot.waitSignal(button.clicked, timeout=15_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))


def test_that_the_map_has_a_name_for_screen_readers(live_map: LiveMap) -> None:
    assert live_map.accessibleName()
    assert live_map._top.legend.accessibleName()
    assert live_map._top.chips["follow"].text()


def test_that_an_empty_site_is_a_map_too(site: Site, qtbot: QtBot) -> None:
    empty = replace(site, cameras={}, facilities=(), layers=(), wall=())
    bare = LiveMap(empty, "en")
    qtbot.addWidget(bare)
    bare.show()
    bare.set_alerts([alert(1, site.centre)])
    bare.set_positions([fix("patrol-1", site.centre)])
    assert not picture(bare, qtbot).isNull()


def test_that_a_thousand_units_are_painted_without_losing_one(
    live_map: LiveMap, site: Site, qtbot: QtBot
) -> None:
    places = [camera.place for camera in site.cameras.values()][:1000]
    live_map.set_positions([fix(f"patrol-{n}", at) for n, at in enumerate(places)])
    assert len(live_map._board.units) == 1000
    assert not picture(live_map, qtbot).isNull()


def test_that_a_map_thrown_away_while_its_ground_is_painted_does_no_harm(
    site: Site, qtbot: QtBot
) -> None:
    for _ in range(3):
        gone = LiveMap(site, "ko")
        gone.resize(1600, 900)
        gone.grab()
        gone.deleteLater()
        del gone
    qtbot.waitUntil(lambda: True)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_that_the_ground_is_the_same_picture_at_every_pixel_ratio(
    site: Site, qtbot: QtBot, ratio: float
) -> None:
    scene = Scene(site)
    view = fitted(scene.box, 430, 260, 14)
    image = QImage(round(430 * ratio), round(260 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    paint_ground(painter, Ground(scene), view)
    painter.end()
    x, y = view.point(-180.0, -620.0)
    assert image.pixelColor(round(x * ratio), round(y * ratio)).name() == "#242e29"


def test_that_the_name_of_the_dong_never_covers_an_alert(live_map: LiveMap) -> None:
    """R-ALM-01: an alert that is in view can be seen."""
    live_map.center_on(MIDDLE)
    live_map.navigator.zoom(4.0, 430, 260)
    live_map.set_flashing(False)
    plate = live_map._picture.corners.boxes(live_map.navigator.view, "ko", 0.0, 860.0)[-1]
    assert not plate.isEmpty()
    east, north = live_map.navigator.view.metres(plate.center().x(), plate.center().y())
    live_map.set_alerts([alert(1, _place_of(live_map, east, north))])
    shown = live_map.grab(plate.toRect()).toImage()
    reds = [shown.pixelColor(x, 13) for x in range(shown.width())]
    assert COLOURS.priority_1 in {pixel.name() for pixel in reds}


def _place_of(live_map: LiveMap, east: float, north: float) -> Place:
    """The place of a point of the plane: two steps of a known place's neighbourhood."""
    at, step = live_map._scene.metres(MIDDLE), 0.001
    beside = live_map._scene.metres(Place(MIDDLE.lat + step, MIDDLE.lon + step))
    lat = MIDDLE.lat + step * (north - at[1]) / (beside[1] - at[1])
    return Place(lat, MIDDLE.lon + step * (east - at[0]) / (beside[0] - at[0]))
