"""The site of a running console follows the newest list of cameras in place."""

from dataclasses import replace

from console.domain.pictures.wall_layout import Arrangement
from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, MapLayer, Site, Streams
from console.services.live_site import LiveSite
from console.services.wall.wall import freed, renewed, seats


def _camera(name: str) -> Camera:
    streams = Streams(f"rtsp://10.0.0.1/{name}", "")
    return Camera(name, name, name, Place(37.5, 127.0), streams=streams)


def _site(*names: str) -> Site:
    cameras = {name: _camera(name) for name in names}
    return Site("s", "", "", Place(37.5, 127.0), "", "", cameras, wall=names)


def test_that_a_newer_list_changes_the_same_site_and_says_what_changed() -> None:
    live = LiveSite(_site("A", "B", "C"))
    site, before = live.site, live.snapshot()
    newer = {"D": _camera("D"), "A": _camera("A"), "B": replace(_camera("B"), name_en="Gate")}
    change = live.adopt(newer)
    cameras = change.cameras
    assert (cameras.added, cameras.changed, cameras.removed) == (("D",), ("B",), ("C",))
    assert not change.facilities
    assert not change.areas
    assert live.site is site
    assert list(site.cameras) == ["D", "A", "B"]
    assert list(before.cameras) == ["A", "B", "C"]
    assert not live.adopt(newer)


def test_that_facilities_and_areas_follow_in_the_same_site_too() -> None:
    """A bell and a light of one number are two things; what is not told stays as it was."""
    spot, ring = Place(37.5, 127.0), ((127.0, 37.5), (127.1, 37.5), (127.0, 37.6), (127.0, 37.5))
    bell, light = (Facility("7", kind, "", "", spot) for kind in ("bell", "light"))
    dong = MapLayer("dong", True, ((ring,),), (("가동", "A-dong"),))
    live = LiveSite(replace(_site("A"), facilities=(bell,), layers=(dong,)))
    site, before = live.site, live.snapshot()
    moved = replace(bell, place=Place(37.6, 127.0))
    other = replace(dong, names=(("나동", "B-dong"),))
    change = live.adopt({"A": _camera("A")}, (light, moved), (other, replace(dong, kind="park")))
    assert not change.cameras
    assert (change.facilities.added, change.facilities.changed) == (("light 7",), ("bell 7",))
    assert change.areas == ("dong", "park")
    assert live.site is site
    assert list(site.facilities) == [light, moved]
    assert [layer.kind for layer in site.layers] == ["dong", "park"]
    assert (before.facilities, before.layers) == ((bell,), (dong,))
    assert not live.adopt({"A": _camera("A")})
    assert list(site.facilities) == [light, moved]


def test_that_only_a_middle_far_off_makes_distances_inexact() -> None:
    live = LiveSite(_site("A"))
    assert not live.is_far_from(Place(37.6, 127.0))
    assert live.is_far_from(Place(35.1, 129.0))
    assert not live.is_far_from(Place(0.0, 0.0))


def test_that_the_site_it_was_given_stays_as_it_was() -> None:
    given = _site("A")
    LiveSite(given).adopt({})
    assert list(given.cameras) == ["A"]


def test_that_a_camera_that_is_gone_keeps_its_tile_and_no_other_moves() -> None:
    order = Arrangement(("A", "B", "C", "D", "E"), frozenset({"B", "E"}))
    after = renewed(order, _site("A", "C", "D", "F"), shown=("A", "B", "C", "D"))
    assert after.order == ("A", "B", "C", "D", "F")
    assert after.pinned == {"B"}
    keys = [seat.key for seat in seats(_site("A", "C", "D", "F"), 4, None, after)]
    assert keys == ["A", "B", "C", "D"]


def test_that_a_freed_tile_goes_to_the_first_camera_without_one() -> None:
    order = Arrangement(("A", "B", "C", "D", "E", "F"), frozenset({"B"}))
    after = freed(order, "B", 4)
    assert after.order == ("A", "E", "C", "D", "F")
    assert not after.pinned
    assert freed(after, "F", 4).order == ("A", "E", "C", "D")
    assert freed(after, "GHOST", 4) == after


def test_that_a_freed_tile_waits_empty_for_the_next_camera_that_comes() -> None:
    after = freed(Arrangement(("A", "B", "C")), "B", 4)
    assert after.order == ("A", "", "C")
    assert renewed(after, _site("A", "C", "N"), shown=("A", "C")).order == ("A", "N", "C")


def test_that_only_what_a_picture_comes_from_makes_it_another_picture() -> None:
    camera = _camera("A")
    assert camera.sends_as(replace(camera, name_ko="정문", place=Place(37.6, 127.0)))
    for other in (
        replace(camera, login="cameras-1"), replace(camera, transport="udp"),
        replace(camera, streams=Streams("rtsp://10.0.0.2/A", "")),
    ):  # fmt: skip
        assert not camera.sends_as(other)
