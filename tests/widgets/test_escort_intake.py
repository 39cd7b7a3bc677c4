"""The telephone intake of an escort and of a walking school bus, before a real desk (O9)."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.domain.places.geo import Place
from console.domain.site import MapLayer, Site
from console.ports.map_overlay import ChosenPoint, Overlay
from tests.support.escort_scene import AREA, EscortScene
from tests.support.wall_doubles import ToldPictures
from widgets.escorts.ground import ground_of, headed
from widgets.escorts.panel import Escorts
from widgets.escorts.typed import stops_of, way_of
from widgets.field.form import WrongField

A, B, C = Place(37.5600, 127.0300), Place(37.5610, 127.0310), Place(37.5620, 127.0320)
FAR, NEAR = (127.5, 37.9), (127.06, 37.58)


def _line(*places: Place) -> tuple[tuple[float, float], ...]:
    return tuple((each.lon, each.lat) for each in places)


def _site(base: Site) -> Site:
    """The scene's site with two neighbours and a way to school."""
    layers = (
        MapLayer("neighbour", True, (((FAR, FAR),), ((NEAR, NEAR),)),
                 (("먼구", "Far-gu"), ("옆구", "Near-gu"))),
        MapLayer("safe_path", False, ((_line(A, B, C),),), (("등굣길", "Way to school"),)),
    )  # fmt: skip
    return Site(base.id, base.name_ko, base.name_en, base.centre, "", "", base.cameras,
                layers=layers)  # fmt: skip


class Intake:
    """The board over a real desk, with the wishes and overlays it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.scene = EscortScene()
        self.scene.team(1, [AREA])
        self.panel = Escorts(_site(self.scene.site), ToldPictures(), self.scene.stage.now)
        qtbot.addWidget(self.panel)
        self.wishes: list[tuple[str, ...]] = []
        self.overlays: list[Overlay | None] = []
        self.points: list[str] = []
        self.panel.wished.connect(self._note)
        self.panel.overlay_changed.connect(self.overlays.append)
        self.panel.parts.form.point_wished.connect(self.points.append)
        self.panel.show()
        self.panel.take(self.scene.news(whole=True))

    def _note(self, *wish: str) -> None:
        self.wishes.append(wish)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel, key)

    def fill(self, **values: str) -> None:
        for name, text in values.items():
            self.panel.parts.form.set_value(name, text)

    def send(self) -> None:
        QTest.keyClick(self.panel.parts.form, Qt.Key.Key_Return)

    def press(self, purpose: str, *places: Place) -> None:
        for place in places:
            self.panel.take_point(ChosenPoint(place, purpose))

    def granted(self) -> dict[str, object]:
        """The last wish, as the desk took it."""
        subject, act, words, content = self.wishes[-1]
        number = self.scene.stage.field(subject, act, json.loads(content), text=words)
        assert not number.startswith("no: "), number
        return self.scene.stage.content("escort", number)


@pytest.fixture
def intake(qtbot: QtBot) -> Intake:
    return Intake(qtbot)


def test_that_way_neighbour_and_crossing_reach_the_desk(intake: Intake) -> None:
    intake.key(Qt.Key.Key_Insert)
    intake.fill(area=AREA, meet_at="23:30", meet_name="역", neighbour="Near-gu")
    intake.press("escort.way", A, B, C)
    intake.press("escort.crossing", C)
    drawn = intake.overlays[-1]
    assert drawn is not None
    assert drawn.lines[0].places == (A, B, C)
    intake.send()
    kept = intake.granted()
    assert kept["neighbour"] == "Near-gu"
    assert kept["crossing"] == {"lat": C.lat, "lon": C.lon, "accuracy_m": None}
    assert isinstance(kept["way"], list)
    assert len(kept["way"]) == 3


def test_that_a_crossing_without_a_district_is_asked_back_about(intake: Intake) -> None:
    intake.key(Qt.Key.Key_Insert)
    intake.fill(area=AREA, meet_at="23:30", meet_name="역", crossing="37.56, 127.03")
    intake.send()
    assert intake.wishes == []
    assert "Neighbouring district" in intake.panel.parts.form.text()


def test_that_a_school_bus_goes_along_a_fixed_way_with_its_stops(intake: Intake) -> None:
    intake.key(Qt.Key.Key_R)
    intake.fill(area=AREA, meet_at="23:30", meet_name="정문", people="12", route="0")
    intake.press("escort.stops", A, B)
    form = intake.panel.parts.form
    assert form.values()["stops"].startswith("23:35 1. 0 @ 37.560000")
    intake.fill(stops="23:35 문구점 앞 5 @ 37.560, 127.030; 2345 학교 @ 37.562, 127.032")
    intake.send()
    kept = intake.granted()
    stops = kept["stops"]
    assert isinstance(stops, list)
    assert [(each["name"], each["expected"]) for each in stops] == [("문구점 앞", 5), ("학교", 0)]
    assert isinstance(kept["way"], list)
    assert len(kept["way"]) == 3


def test_that_a_school_bus_without_way_or_stops_is_not_sent(intake: Intake) -> None:
    intake.key(Qt.Key.Key_R)
    intake.fill(area=AREA, meet_at="23:30", meet_name="정문")
    intake.send()
    assert "Way (points in order)" in intake.panel.parts.form.text()
    intake.fill(route="0")
    intake.send()
    assert "Stops" in intake.panel.parts.form.text()
    assert intake.wishes == []


def test_that_f2_and_the_button_ask_for_the_point_of_their_field(intake: Intake) -> None:
    intake.key(Qt.Key.Key_Insert)
    form = intake.panel.parts.form
    QTest.keyClick(form, Qt.Key.Key_F2)
    assert intake.points == []  # the first field is no point
    buttons = form.findChildren(QPushButton)
    buttons[0].click()
    assert intake.points == ["escort.meet"]
    assert "F2" in form.text()


def test_that_an_intake_that_is_put_away_leaves_the_map(intake: Intake) -> None:
    intake.key(Qt.Key.Key_Insert)
    intake.press("escort.way", A, B)
    assert intake.overlays[-1] is not None
    QTest.keyClick(intake.panel.parts.form, Qt.Key.Key_Escape)
    assert intake.overlays[-1] is None


def test_that_the_nearest_neighbour_is_offered_first() -> None:
    site = _site(EscortScene().site)
    assert ground_of(site).neighbour_names("ko") == ["옆구", "먼구"]
    (_, way), *_ = ground_of(site).ways
    assert headed(way, C)[0] == C
    assert headed(way, None)[0] == A


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (way_of, "37.5, 127; x"), (way_of, "95, 127"), (stops_of, "정문 5 @ 37.5, 127.0"),
        (stops_of, "25:00 정문 @ 37.5, 127.0"), (stops_of, "08:00 정문"),
        (stops_of, "08:00 정문 @ 37.5"), (stops_of, "08:00 @ 37.5, 127.0"),
    ],
)  # fmt: skip
def test_that_no_stop_and_no_way_is_guessed(read: Callable[..., object], text: str) -> None:
    more = () if read is way_of else (EscortScene().stage.now,)
    with pytest.raises(WrongField):
        read(text, *more)
