"""A changed list of cameras in the windows: what the wall, the forms and the boards make of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.camera_list import CameraListing
from console.services.wall.wall import Vacancy
from tests.support.seat_doubles import alert, link_up, snapshot
from tests.support.window_stage import CATALOGUE, Console
from widgets.video_wall.tile import VideoTile


class _List:
    """A list that the test writes."""

    def __init__(self) -> None:
        self.listing = CameraListing()

    def say(self, cameras: Mapping[str, Camera], problem: str = "") -> None:
        self.listing = CameraListing(self.listing.revision + 1, cameras, problem)

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
    assert "cameras known so far stay" in console.window.camera_desk.notice()
    assert "cameras.json" in console.window.panels.notices.shown()["cameras"]
    assert _known(console) == known
    listed.say(known)
    console.tick()
    assert console.window.camera_desk.notice() == ""
