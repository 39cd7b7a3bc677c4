"""The demo district holds what it promises, and nothing real that it must not."""

import time

import pytest

from backends.map_data.site_file import builtin_site
from console.domain.places.geo import distance_m
from console.domain.site import Site
from resources.locator import resource


@pytest.fixture(scope="module")
def site() -> Site:
    return builtin_site("seongdong")


def test_that_the_demo_has_the_cameras_of_a_real_district(site: Site) -> None:
    assert len(site.cameras) == 4191
    assert sum(camera.intelligent for camera in site.cameras.values()) == 1383
    assert all(key == camera.id for key, camera in site.cameras.items())


def test_that_every_camera_and_facility_lies_in_the_district(site: Site) -> None:
    places = [c.place for c in site.cameras.values()] + [f.place for f in site.facilities]
    assert max(distance_m(place, site.centre) for place in places) < 4_500


def test_that_every_name_is_given_in_both_languages(site: Site) -> None:
    for thing in (*site.cameras.values(), *site.facilities):
        assert thing.name("ko")
        assert thing.name("en").isascii()
        assert not thing.name("ko").isascii()


def test_that_the_facilities_are_as_many_as_stated(site: Site) -> None:
    kinds = [facility.kind for facility in site.facilities]
    assert kinds.count("shelter") == 38
    assert kinds.count("locker") == 12
    assert 280 <= kinds.count("bell") <= 340
    assert len({facility.id for facility in site.facilities}) == len(site.facilities)


def test_that_all_layers_are_there_with_seven_patrol_routes(site: Site) -> None:
    layers = {layer.kind: layer for layer in site.layers}
    assert set(layers) >= {
        "dong", "river", "stream", "park", "arterial", "collector", "local", "patrol_area",
        "patrol_route", "neighbour",
    }  # fmt: skip
    assert len(layers["dong"].shapes) == 17
    assert len(layers["patrol_route"].shapes) == 7
    assert all(len(layer.names) == len(layer.shapes) for layer in site.layers)


def test_that_the_attribution_names_the_source_and_says_what_is_synthetic(site: Site) -> None:
    assert "국토지리정보원" in site.attribution_ko
    assert "시연용 합성" in site.attribution_ko
    assert "NGII" in site.attribution_en
    assert "synthetic" in site.attribution_en


def test_that_the_pack_is_small_and_read_at_once() -> None:
    pack = resource("demo", "seongdong", "district.json.gz")
    assert pack.stat().st_size < 3_000_000
    best = min(_seconds_to_read() for _ in range(3))
    assert best < 0.4


def _seconds_to_read() -> float:
    start = time.perf_counter()
    builtin_site("seongdong")
    return time.perf_counter() - start


def test_that_the_pack_carries_no_build_time() -> None:
    header = resource("demo", "seongdong", "district.json.gz").read_bytes()[:8]
    assert header[4:8] == b"\0\0\0\0"
