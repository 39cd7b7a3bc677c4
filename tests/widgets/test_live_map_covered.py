"""What is opened over the map hides no alert; the card tells who is near, and who is not free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import AlertClass, Visibility
from console.domain.alerts.handling import Dispatch, Handling
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.services.wall.scene import near_of
from tests.support.map_stage import NOW, SHIFT, alert, fix, shown_map
from tests.support.square_site import at, square_site
from widgets.live_map.alerts import grouped, mark_of
from widgets.live_map.around import Surroundings
from widgets.live_map.card_words import camera_lines, sight_words
from widgets.live_map.panel import LiveMap
from widgets.live_map.repeated import Repeated, repeated
from widgets.live_map.scene import Scene
from widgets.live_map.view import View
from widgets.theme import COLOURS

REACH = 20.0


@pytest.fixture
def live_map(qtbot: QtBot) -> LiveMap:
    return shown_map(qtbot)


def place_at(live_map: LiveMap, x: float, y: float) -> Place:
    return live_map._scene.plane.to_place(*live_map.navigator.view.metres(x, y))


def red(live_map: LiveMap, box: QRectF) -> int:
    """Pixels of the tone of priority 1 around a mark, as the operator sees them."""
    live_map.grab()
    image = live_map.grab(box.toRect()).toImage()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8)
    pixels = rows.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3]
    wanted = [int(COLOURS.priority_1[n : n + 2], 16) for n in (5, 3, 1)]
    return int((np.abs(pixels.astype(int) - wanted) < 12).all(axis=2).sum())


def opened(live_map: LiveMap, qtbot: QtBot, which: str) -> QWidget:
    """Opens one of what lies over the map."""
    if which == "card":
        spot = QPoint(300, 300)
        qtbot.mouseClick(live_map, Qt.MouseButton.RightButton, pos=spot)
        return live_map._card
    key = Qt.Key.Key_F2 if which == "layers" else Qt.Key.Key_F3
    qtbot.keyClick(live_map, key, SHIFT)
    return live_map._top.layers if which == "layers" else live_map._top.seek


@pytest.mark.parametrize("which", ["card", "layers", "seek"])
def test_that_an_alert_under_an_open_card_or_list_stands_at_its_edge_and_is_pressed_there(
    live_map: LiveMap, qtbot: QtBot, which: str
) -> None:
    live_map.set_flashing(False)
    over = opened(live_map, qtbot, which)
    assert not over.isHidden()
    under = over.geometry().center()
    live_map.set_alerts([alert(7, place_at(live_map, under.x(), under.y()))])
    live_map.grab()
    (mark,) = live_map._picture.repeated
    spot = QPoint(round(mark.group.x), round(mark.group.y))
    assert not over.geometry().contains(spot)
    assert red(live_map, QRectF(spot.x() - 16, spot.y() - 16, 32, 32)) > 20
    with qtbot.waitSignal(live_map.alert_chosen, timeout=15_000) as chosen:
        qtbot.mouseClick(live_map, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == [7]
    over.hide()
    live_map.grab()
    assert live_map._picture.repeated == []


def test_that_a_quiet_alert_is_not_repeated_and_a_drill_is(live_map: LiveMap, qtbot: QtBot) -> None:
    under = opened(live_map, qtbot, "card").geometry().center()
    place = place_at(live_map, under.x(), under.y())
    quiet = alert(1, place, alert_class=AlertClass.ANALYTICS, visibility=Visibility.SHELVED)
    live_map.set_alerts([quiet])
    live_map.grab()
    assert live_map._picture.repeated == []
    live_map.set_alerts([quiet, alert(2, place, drill=True)])
    live_map.grab()
    assert [each.group.top.alert.number for each in live_map._picture.repeated] == [2]


VIEW = View(0.0, 0.0, 1.0, 800.0, 500.0)
boxes_over = st.builds(
    QRectF, st.integers(0, 500), st.integers(0, 250), st.integers(60, 350), st.integers(30, 400)
).map(lambda box: box.intersected(QRectF(0, 0, 800, 500)))


@given(
    boxes=st.lists(boxes_over, min_size=1, max_size=3),
    places=st.lists(st.tuples(st.integers(-390, 390), st.integers(-240, 240)), max_size=60),
    chosen=st.none() | st.integers(0, 59),
)
@settings(max_examples=60, deadline=None)
def test_that_every_covered_alert_is_in_exactly_one_mark_and_most_stand_free(
    boxes: list[QRectF], places: list[tuple[int, int]], chosen: int | None
) -> None:
    marks = sorted(
        (
            mark_of(alert(n, None), float(east), float(north))
            for n, (east, north) in enumerate(places)
        ),
        key=lambda mark: mark.rank,
    )
    groups = grouped(marks, VIEW, chosen)
    covered = [g for g in groups if any(box.contains(g.x, g.y) for box in boxes)]
    found = repeated(groups, boxes, VIEW, REACH)
    told = [mark.alert.number for each in found for mark in each.group.marks]
    assert sorted(told) == sorted(m.alert.number for g in covered for m in g.marks)
    assert all(each.group.count == len(each.group.marks) for each in found)
    assert all(0 <= each.group.x <= 800 and 0 <= each.group.y <= 500 for each in found)
    if found and len(boxes) == 1 and not _fills(boxes[0]):
        assert _stands_free(found[-1], boxes[0])  # the most urgent has the first choice


def _fills(box: QRectF) -> bool:
    """Whether a box leaves no room for a mark at any of its sides."""
    room = 2 * REACH + 8
    return box.left() < room and box.right() > 800 - room and box.height() > 500 - 2 * room


def _stands_free(mark: Repeated, box: QRectF) -> bool:
    return not box.contains(mark.group.x, mark.group.y)


# --- who is near --------------------------------------------------------------------------------


def near_lines(live_map: LiveMap) -> list[str]:
    return live_map._card._near.text().splitlines()


def bound_to(*units: str) -> Callable[[], frozenset[str]]:
    def bound() -> frozenset[str]:
        return frozenset(units)

    return bound


def test_that_a_team_that_is_with_somebody_is_said_to_be_and_the_nearest_free_one_offered(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_positions([fix("escort-1", at(30, 0)), fix("patrol-2", at(400, 300))])
    live_map.set_bound(bound_to("escort-1"))
    qtbot.mouseClick(live_map, Qt.MouseButton.RightButton, pos=QPoint(450, 320))
    team, free, *_ = near_lines(live_map)
    assert team.startswith("Team: escort-1")
    assert team.endswith("is with somebody")
    assert free.startswith("Nearest free team: patrol-2")
    live_map.set_bound(bound_to("escort-1", "patrol-2"))
    live_map.set_now(NOW + timedelta(seconds=1))  # the open card follows
    assert near_lines(live_map)[1] == "No free team with a fresh fix"
    live_map.set_bound(bound_to())
    live_map.set_now(NOW + timedelta(seconds=2))
    assert "with somebody" not in "\n".join(near_lines(live_map))


def test_that_a_camera_of_unknown_direction_is_said_to_see_nothing(qapp: object) -> None:
    site = square_site()
    name, camera = next((each.id, each) for each in site.cameras.values() if not each.turnable)
    unaimed = replace(camera, aimed=False)
    scene = Scene(replace(site, cameras={**site.cameras, name: unaimed}))
    row = next(n for n, each in enumerate(scene.cameras.all) if each.id == name)
    assert scene.cameras.reach[row] == 0  # no cone is drawn of it
    ahead = scene.plane.to_place(*(scene.cameras.at[row] + (0.0, 30.0)))
    sight = Surroundings(scene).cameras.of(name, ahead)
    assert sight is not None
    assert "direction not known" in sight_words(sight)
    assert "is not known" in " ".join(camera_lines(unaimed, "en"))
    assert near_of(camera, ahead).sees
    assert not near_of(unaimed, ahead).sees


def test_that_a_team_that_was_sent_is_said_to_be_on_its_way(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    sent = Dispatch("d-1", 9, "patrol-1", False, "kim", NOW)
    told = Dispatch("d-2", 9, "patrol-2", True, "kim", NOW)  # an agency of the same name
    handling = Handling(dispatches=(sent, told))
    live_map.set_alerts([alert(9, at(-800, -800), handling=handling)])
    live_map.set_positions([fix("patrol-1", at(10, 0)), fix("patrol-2", at(200, 0))])
    qtbot.mouseClick(live_map, Qt.MouseButton.RightButton, pos=QPoint(450, 320))
    team, free, *_ = near_lines(live_map)
    assert team.endswith("sent to #9")
    assert free.startswith("Nearest free team: patrol-2")


def test_that_an_open_card_tells_the_age_of_a_fix_as_it_is_now(
    live_map: LiveMap, qtbot: QtBot
) -> None:
    live_map.set_positions([fix("patrol-1", at(0, 40), 4)])
    live_map.navigator.centre_by_hand(0, 40)
    spot = live_map.rect().center()
    qtbot.mouseClick(live_map, Qt.MouseButton.LeftButton, pos=spot)
    card = live_map._card
    assert "fix 4 s old" in card._lines.text()
    live_map.set_now(NOW + timedelta(seconds=30))
    assert "fix 34 s old" in card._lines.text()
    moved = NOW + timedelta(seconds=31)
    live_map.set_positions([UnitPosition("patrol-1", "gateway", moved, moved, at(500, 0))])
    live_map.set_now(moved)
    assert "fix 0 s old" in card._lines.text()
    assert live_map.pressing.answer.place == at(500, 0)


def test_that_the_name_of_the_dong_lies_under_no_chip_on_a_narrow_map(live_map: LiveMap) -> None:
    live_map.set_language("en")
    live_map.navigator.centre_by_hand(0, 0)
    live_map.navigator.zoom(8.0, 450, 300)
    for wide in (560, 640, 1_400):
        live_map.resize(wide, 440)
        chips, view = live_map._top.chips_left(), live_map.navigator.view
        plate = live_map._picture.corners.boxes(view, "en", 0.0, chips)[-1]
        assert not plate.isEmpty()
        shown = [each for each in live_map._top.chips.values() if not each.isHidden()]
        assert not any(plate.intersects(QRectF(each.geometry())) for each in shown)
