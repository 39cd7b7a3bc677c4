"""A changed list of cameras in the windows: what the wall, the forms and the boards make of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, MapLayer, Streams
from console.ports.camera_list import CameraListing
from console.services.wall.wall import Vacancy
from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console
from widgets.escorts.panel import Escorts
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import LOCKERS, SHELTERS, SheltersPanel
from widgets.video_wall.tile import VideoTile


class _List:
    """A list that the test writes."""

    def __init__(self) -> None:
        self.listing = CameraListing()

    def say(self, cameras: Mapping[str, Camera], problem: str = "") -> None:
        self.listing = CameraListing(self.listing.revision + 1, cameras, problem)

    def say_all(self, console: Console, **lists: Any) -> None:  # noqa: ANN401 -- of the listing
        known = dict(console.window._site.cameras)
        self.listing = CameraListing(self.listing.revision + 1, known, **lists)

    def newest(self) -> CameraListing:
        return self.listing

    def close(self) -> None:
        pass


@pytest.fixture
def listed(console: Console) -> _List:
    made = _List()
    console.window.camera_desk.use(made)
    return made


def _known(console: Console) -> dict[str, Camera]:
    return dict(console.window._site.cameras)


def _tile(console: Console, number: int) -> VideoTile:
    return console.window.panels.wall.seating.tiles[number]


def test_that_a_removed_camera_keeps_its_tile_until_delete_or_enter_frees_it(
    console: Console, listed: _List
) -> None:
    wall, left = console.window.panels.wall, _known(console)
    gone = [_tile(console, number).seat.key for number in (2, 4)]
    others = [tile.seat.key for tile in wall.seating.tiles]
    for name in gone:
        del left[name]
    listed.say(left)
    console.tick()
    assert [tile.seat.key for tile in wall.seating.tiles] == others
    assert _tile(console, 2).verdict.headline == f"{gone[0]}: no longer in the list of cameras"
    assert _tile(console, 2).verdict.detail == "Delete frees this place"
    assert "0 new, 0 changed, 2 gone" in wall.operations.foot.text()
    wall.setFocus()
    for number, key in ((2, Qt.Key.Key_Delete), (4, Qt.Key.Key_Return)):
        wall.focus_tile(number)
        console.press(key)
        assert _tile(console, number).seat.vacancy is not Vacancy.UNKNOWN_CAMERA
    now = [tile.seat.key for tile in wall.seating.tiles]
    assert [now[n] for n in (2, 4)] == ["SD-0010", "SD-0011"]  # the first two without a tile
    assert [now[n] for n in (1, 3, 5, 6, 7, 8)] == [others[n] for n in (1, 3, 5, 6, 7, 8)]


def test_that_delete_frees_a_place_from_the_queue_too(console: Console, listed: _List) -> None:
    left = _known(console)
    del left[_tile(console, 5).seat.key]
    listed.say(left)
    console.tick()
    console.window.focus_queue()
    console.press(Qt.Key.Key_Delete)
    assert _tile(console, 5).seat.key == "SD-0010"
    assert console.link.commands == []
    console.press(Qt.Key.Key_Delete)  # nothing more is gone
    assert _tile(console, 5).seat.key == "SD-0010"


def test_that_delete_frees_no_tile_whose_camera_is_there(console: Console) -> None:
    wall = console.window.panels.wall
    before = [tile.seat.key for tile in wall.seating.tiles]
    wall.setFocus()
    wall.focus_tile(3)
    console.press(Qt.Key.Key_Delete)
    assert [tile.seat.key for tile in wall.seating.tiles] == before


def test_that_the_chosen_alert_offers_the_cameras_of_the_newest_list(
    console: Console, listed: _List
) -> None:
    happened = alert(1, "sos.app", CATALOGUE, source="W-1", place=Place(37.5600, 127.0300))
    console.feed(link_up(), snapshot([happened]))
    console.window.panels.queue.choose(1)
    assert console.window.panels.detail.camera_bar.cameras == []
    new = Camera("NEW-1", "새 카메라", "New one", Place(37.5601, 127.0300),
                 streams=Streams("rtsp://127.0.0.1:9/1", ""))  # fmt: skip
    listed.say({**_known(console), "NEW-1": new})
    console.tick()
    assert console.window.panels.detail.camera_bar.cameras == ["NEW-1"]
    assert console.window.panels.detail.camera_bar.buttons[0].text() == "New one"


def test_that_a_new_name_is_read_everywhere(console: Console, listed: _List) -> None:
    console.feed(link_up(), snapshot([alert(1, "camera.lost", CATALOGUE, source="SD-0002")]))
    model = console.window.panels.model
    named = {name: replace(each, name_en="River gate") for name, each in _known(console).items()}
    listed.say(named)
    console.tick()
    row = model.find(1)
    assert row is not None
    assert row.place == "River gate"
    words = console.window.panels.naming.words("river")
    assert len(words[0].sources) == len(named)


def test_that_a_list_that_cannot_be_read_is_a_banner_and_the_cameras_stay(
    console: Console, listed: _List
) -> None:
    known = _known(console)
    listed.say(known, "The list is damaged at cameras.json.")
    console.tick()
    assert "known so far stay" in console.window.camera_desk.notice()
    assert "cameras.json" in console.window.panels.notices.shown()["cameras"]
    assert _known(console) == known
    listed.say(known)
    console.tick()
    assert console.window.camera_desk.notice() == ""


SPOT = Place(37.5600, 127.0300)
RING = ((127.02, 37.55), (127.04, 37.55), (127.04, 37.57), (127.02, 37.57), (127.02, 37.55))


def test_that_facilities_and_borders_count_at_once_everywhere(
    console: Console, listed: _List, qtbot: QtBot
) -> None:
    """Queue, search, map, panic card, locker board, patrols and escorts of a running console."""
    panels, boards = console.window.panels, console.window.field_boards._boards
    shop = Facility("SHOP-9", "shelter", "새 지킴이집", "New shop", SPOT)
    locker = Facility("LOCK-9", "locker", "새 택배함", "New locker", SPOT)
    layers = tuple(
        MapLayer(kind, True, ((RING,),), (("새동", "New-dong"),))
        for kind in ("dong", "neighbour", "patrol_area")
    )
    console.feed(link_up(), snapshot([alert(1, "shelter.button", CATALOGUE, source="SHOP-9")]))
    listed.say_all(console, facilities=(shop, locker), layers=layers)
    console.tick()
    row = panels.model.find(1)
    assert row is not None
    assert row.place == "New shop"
    assert panels.naming.words("new-dong")[0].sources
    drawn = panels.map
    qtbot.waitUntil(lambda: len(drawn._scene.facilities) == 2, timeout=15_000)
    assert drawn._scene.dong_at(*drawn._scene.metres(SPOT)) == ("새동", "New-dong")
    escorts, patrols, shelters = (boards[letter] for letter in "EPL")
    assert isinstance(shelters, SheltersPanel)
    assert shelters.choose("SHOP-9", SHELTERS)
    assert shelters.choose("LOCK-9", LOCKERS)
    assert isinstance(patrols, PatrolsPanel)
    assert [each.name_en for each in patrols._patrols._templates] == ["New-dong"]
    assert isinstance(escorts, Escorts)
    assert escorts._ground.neighbour_names("en") == ["New-dong"]
    said = panels.wall.operations.foot.text()
    assert "facilities changed: 2 new" in said
    assert "Changed on the map: Dong borders, Neighbouring areas, Patrol areas" in said
    assert console.window.camera_desk.notice() == ""


def test_that_a_district_that_came_to_lie_elsewhere_asks_for_another_start(
    console: Console, listed: _List
) -> None:
    listed.say_all(console, centre=Place(35.1, 129.0))
    console.tick()
    assert "start the console again" in console.window.camera_desk.notice()
