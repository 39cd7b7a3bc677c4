"""An event without a place takes that of a camera of the site, and never instead of its own."""

from pathlib import Path

import pytest

from backends.map_data.site_cameras import SiteCameras, camera_places
from console.domain.places.geo import Place
from tests.support.desk_room import Room
from tests.support.engine_doubles import device

GATE, YARD, FAR = Place(37.56, 127.03), Place(37.5605, 127.0301), Place(37.6, 127.1)
PLACES = {"gate": GATE, "yard": YARD, "far": FAR}
BROUGHT = {"lat": 37.5, "lon": 127.0}


def _room(**registered: object) -> Room:
    room = Room(device("bell-1", **registered), device("gate"))
    room.desk.set_cameras(PLACES)
    return room


def _placed(room: Room) -> tuple[Place | None, str]:
    alert = max(room.desk.alerts(), key=lambda each: each.number)
    return alert.place, alert.handling.placed_by


def test_that_the_first_camera_the_site_knows_places_an_event() -> None:
    room = _room()
    room.event("bell.pressed", data={"cameras": ["nobody", "yard", "gate"]})
    assert _placed(room) == (YARD, "yard")


def test_that_a_device_that_is_a_camera_stands_where_the_camera_stands() -> None:
    room = _room()
    room.event("analytics.crowd", "gate")
    assert _placed(room) == (GATE, "gate")
    room.event("camera.lost", subject="far", condition="active")
    assert _placed(room) == (FAR, "far")


@pytest.mark.parametrize(
    ("cameras", "expected"),
    [(("gate", "yard"), (GATE, "gate")), (("gate", "far"), (None, "")), (("new",), (None, ""))],
)
def test_that_registered_cameras_place_a_device_only_where_they_stand_together(
    cameras: tuple[str, ...], expected: tuple[Place | None, str]
) -> None:
    room = _room(cameras=cameras)
    room.event("bell.pressed")
    assert _placed(room) == expected


def test_that_a_bell_the_site_knows_stands_where_the_site_has_it() -> None:
    """Its own place says more than that of a camera it names; what it brings says most."""
    room = _room()
    room.desk.set_facilities({"bell-1": YARD})
    room.event("bell.pressed", data={"cameras": ["gate"]})
    assert _placed(room) == (YARD, "bell-1")
    room.desk.set_cameras({"gate": FAR})  # another list of cameras leaves it where it is
    room.event("bell.fault", condition="active")
    assert _placed(room) == (YARD, "bell-1")
    room.desk.set_facilities({"bell-1": GATE})  # and a newer list of bells does not
    room.event("bell.pressed", subject="second press")
    assert _placed(room) == (GATE, "bell-1")
    room.event("bell.pressed", subject="third press", data={"location": BROUGHT})
    assert _placed(room) == (Place(37.5, 127.0), "")


def test_that_a_place_that_was_brought_is_never_replaced() -> None:
    room = _room()
    more = {"subject": "zone 1", "condition": "active"}
    room.event("analytics.crowd", data={"cameras": ["gate"], "location": BROUGHT}, **more)
    assert _placed(room) == (Place(37.5, 127.0), "")
    room.event("analytics.crowd", data={"cameras": ["gate"]}, **more)
    assert _placed(room) == (Place(37.5, 127.0), "")


def test_that_a_place_that_is_brought_later_replaces_the_cameras() -> None:
    room = _room()
    more = {"subject": "zone 1", "condition": "active"}
    room.event("analytics.crowd", data={"cameras": ["gate"]}, **more)
    room.event("analytics.crowd", data={"cameras": ["yard"]}, **more)
    assert _placed(room) == (YARD, "yard")
    room.event("analytics.crowd", data={"location": BROUGHT}, **more)
    assert _placed(room) == (Place(37.5, 127.0), "")


def test_that_a_receiver_without_a_fix_is_placed_by_the_camera() -> None:
    room = _room()
    room.event("bell.pressed", data={"cameras": ["gate"], "location": {"lat": 0, "lon": 0}})
    assert _placed(room) == (GATE, "gate")


def test_that_an_adapter_may_say_itself_that_the_place_is_a_cameras() -> None:
    room = _room()
    room.event("bell.pressed", data={"location": BROUGHT, "placed_by": "gate"})
    assert _placed(room) == (Place(37.5, 127.0), "gate")
    room.event("bell.pressed", data={"location": BROUGHT, "placed_by": 7})
    assert _placed(room) == (Place(37.5, 127.0), "")


def test_that_the_places_are_those_of_the_site_and_follow_its_files(tmp_path: Path) -> None:
    site, imported = tmp_path / "site.json", tmp_path / "cameras.json"
    told: list[int] = []
    look = SiteCameras(site, imported, lambda places: told.append(len(places)))
    assert look() == ()
    assert look() == ()
    assert told == [len(camera_places(site, imported))]
    site.write_text("{not json", encoding="utf-8")
    (incident,) = look()
    assert (incident.kind, incident.subject) == ("device.fault", "site")
    assert look() == (incident,)
    site.unlink()
    assert look() == ()
    assert told[0] == told[1]
    assert len(told) == 2
