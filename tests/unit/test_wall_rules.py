"""The rules beside the order: an alert's cameras, density, lost pictures, lifted masks."""

from dataclasses import replace

import pytest

from console.domain.alerts.alert import Alert, Box
from console.domain.errors import EnvironmentFault
from console.domain.pictures.dori import effective, letter, pixels_per_metre
from console.domain.places.geo import Place
from console.domain.site import Camera, Site, Streams
from console.services.catalogue import read_catalogue
from console.services.wall.lost_pictures import LostPictures
from console.services.wall.mask_lifts import MaskLifts, NotLifted
from console.services.wall.scene import near_cameras, near_of, scene_of
from console.settings import parse_settings
from tests.support.seat_doubles import alert

CATALOGUE = read_catalogue()
METRE = 1 / 111_195.0
PLACE = Place(37.5, 127.0)
STREAMS = Streams("rtsp://a/sub", "rtsp://a/main")


def _camera(name: str, north_m: float, heading: float = 0.0, *, streamed: bool = True) -> Camera:
    place = Place(37.5 + north_m * METRE, 127.0)
    streams = STREAMS if streamed else None
    return Camera(name, name, name, place, heading_deg=heading, reach_m=50.0, streams=streams)


def _site(*cameras: Camera) -> Site:
    return Site("s", "", "", PLACE, "", "", {camera.id: camera for camera in cameras})


def _alert(**changes: object) -> Alert:
    return alert(7, "analytics.fall", CATALOGUE, **({"place": PLACE, "source": "AI"} | changes))


def test_that_a_camera_that_looks_at_the_place_goes_before_a_nearer_one() -> None:
    # North of the place, one looks south at it and one looks away.
    site = _site(_camera("AWAY", 20), _camera("LOOKS", 40, 180), _camera("FAR", 60, 180))
    assert [near.camera for near in near_cameras(site, PLACE)] == ["LOOKS", "AWAY", "FAR"]
    assert near_of(site.cameras["LOOKS"], PLACE).sees
    assert not near_of(site.cameras["FAR"], PLACE).sees, "beyond its reach of 50 m"


def test_that_cameras_without_a_stream_or_too_far_are_no_neighbours() -> None:
    site = _site(_camera("DARK", 10, 180, streamed=False), _camera("GONE", 301, 180))
    assert near_cameras(site, PLACE) == ()


def test_that_equal_neighbours_stand_in_the_order_of_their_ids() -> None:
    site = _site(*(_camera(name, 30, 180) for name in ("B", "A", "C", "D")))
    assert [near.camera for near in near_cameras(site, PLACE)] == ["A", "B", "C"]


def test_that_the_alerts_own_camera_is_best_and_its_others_come_first() -> None:
    site = _site(_camera("OWN", 200), _camera("TWO", 250), _camera("LOOKS", 30, 180))
    scene = scene_of(_alert(cameras=("OWN", "TWO"), boxes=(Box(0, 0, 1, 1),)), site, "#7")
    assert scene.camera == "OWN"
    assert [near.camera for near in scene.near] == ["TWO", "LOOKS"]
    assert scene.near[1].metres == pytest.approx(30, abs=0.2)
    assert scene.boxed == "OWN"


def test_that_a_named_camera_without_a_stream_gives_way_to_one_that_looks() -> None:
    site = _site(_camera("OWN", 0, streamed=False), _camera("LOOKS", 30, 180))
    assert scene_of(_alert(cameras=("OWN",)), site, "").camera == "LOOKS"
    bare = _site(_camera("OWN", 0, streamed=False))
    assert scene_of(_alert(cameras=("OWN",)), bare, "").camera == "OWN"


def test_that_without_a_place_the_neighbours_of_its_camera_are_shown_without_a_distance() -> None:
    site = _site(_camera("OWN", 0), _camera("NEXT", 30, 180))
    scene = scene_of(_alert(cameras=("OWN",), place=None), site, "")
    assert [(near.camera, near.metres) for near in scene.near] == [("NEXT", None)]
    nowhere = scene_of(_alert(place=None), site, "#7")
    assert (nowhere.camera, nowhere.words) == (None, "")


def test_that_3840_drawn_at_480_shows_d_r_vid_01() -> None:
    assert letter(250) == "I"
    assert effective(250, 3840, 480) == pytest.approx(31.25)
    assert letter(effective(250, 3840, 480)) == "D"
    assert letter(24.9) == ""


def test_that_drawing_larger_adds_no_detail_r_vid_01() -> None:
    assert effective(60, 640, 1280) == 60
    assert pixels_per_metre(1920, 90, 10) == pytest.approx(96)
    assert pixels_per_metre(1920, 90, 0) == pixels_per_metre(0, 90, 10) == 0


def test_that_a_picture_known_to_be_old_counts_from_then() -> None:
    lost = LostPictures()
    assert lost.look({"A": 25.0, "B": None}, 100.0) is None
    assert lost.look({"A": 30.0, "B": None}, 105.0) == ("A",)
    assert lost.look({"A": 31.0, "B": 0.0}, 106.0) is None
    assert lost.look({"A": 60.0, "B": 0.0}, 136.0) == ("A", "B")
    assert lost.look({"B": 0.0}, 137.0) == ("B",), "an unwanted picture is forgotten"


def test_that_a_mask_needs_the_right_a_purpose_and_comes_back() -> None:
    assert MaskLifts(allowed=False).lift("A", "why", 0.0) == NotLifted("not_allowed")
    lifts = MaskLifts(allowed=True)
    assert lifts.lift("A", "  ", 0.0) == NotLifted("no_purpose")
    assert lifts.lift("A", "why", 0.0, masked=False) == NotLifted("no_mask")
    assert lifts.lift("A", "why", 0.0) is None
    assert (lifts.left_s("A", 20.0), lifts.left_s("B", 20.0)) == (40.0, 0.0)
    assert lifts.ended(59.9) == ()
    assert lifts.ended(60.0) == ("A",)
    assert lifts.lifted() == ()


def test_that_settings_take_every_layout_and_refuse_the_rest() -> None:
    read = parse_settings("layout = 64\nwatermark = true\nclip_before_s = 0", "x")
    assert (read.layout, read.watermark, read.clip_before_s) == (64, True, 0)
    for wrong in ("layout = 7", "clip_after_s = 61", "may_lift_masks = 1"):
        with pytest.raises(EnvironmentFault):
            parse_settings(wrong, "x")


def test_that_a_scene_of_an_alert_is_the_same_each_time() -> None:
    site = _site(*(_camera(f"C{n}", 10 * n, 180) for n in range(30)))
    one = _alert(cameras=("C5",))
    assert scene_of(one, site, "#7") == scene_of(replace(one), site, "#7")
