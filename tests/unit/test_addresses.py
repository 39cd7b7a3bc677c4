"""Korean addresses, as typed, find their place or say that it is only near."""

from pathlib import Path

import pytest

from backends.map_data.pack import FolderMapPack
from console.domain.places.addresses import Address, address
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.plan_areas import Dongs
from console.services.address_finder import AddressFinder, finder_of, known_addresses
from console.services.site_finder import SiteFinder
from tests.support.map_files import INSIDE, MapRoom, collection, demo_site, point, polygon


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("왕십리로 83-21", Address("왕십리로", 83, 21)),
        ("서울특별시 성동구 왕십리로 83-21", Address("왕십리로", 83, 21)),
        ("서울 성동구 성수이로 7길 5", Address("성수이로7길", 5)),
        ("왕십리로14길 5 (행당동)", Address("왕십리로14길", 5)),
        ("테헤란로 152, 3층", Address("테헤란로", 152)),
        ("성수동1가 656-3번지", Address("성수동1가", 656, 3, lot=True)),
        ("서울 성동구 성수동 1가 656", Address("성수동1가", 656, lot=True)),
        ("옥수동 산 12-1", Address("옥수동", 12, 1, lot=True, hill=True)),
        ("83-21, Wangsimni-ro", Address("wangsimniro", 83, 21)),
        ("Wangsimni-ro 83", Address("wangsimniro", 83)),
        ("성수동", None), ("SD-0041", None), ("37.5446, 127.0557", None), ("", None),
    ],
)  # fmt: skip
def test_that_an_address_is_read_in_each_of_its_forms(text: str, parts: Address | None) -> None:
    assert address(text) == parts


def test_that_an_address_is_found_and_a_missing_number_is_only_near() -> None:
    names = [("왕십리로 83-21", ""), ("왕십리로 85", ""), ("왕십리로 90", "90, Wangsimni-ro")]
    more = {"lot": ["성수동1가 656-3", "", ""]}
    places = [Place(37.5446 + row / 1000, 127.0557) for row in range(3)]
    finder = AddressFinder(known_addresses(names, more, places), SiteFinder(demo_site()))
    (exact, *_) = finder.find("서울 성동구 왕십리로 83-21", "ko")
    assert (exact.label, exact.place, exact.detail) == ("왕십리로 83-21", places[0], "")
    assert finder.find("성수동1가 656-3번지", "ko")[0].place == places[0]
    assert finder.find("Wangsimni-ro 90", "en")[0].place == places[2]
    near = finder.find("왕십리로 87", "en")[0]
    assert (near.label, near.detail) == ("왕십리로 85", "nearest number")
    assert not [each for each in finder.find("왕십리로 900", "ko") if each.kind == "address"]
    camera = next(iter(demo_site().cameras))
    assert finder.find(camera, "ko")[0].id == camera


def test_that_addresses_and_names_of_an_imported_map_are_found(tmp_path: Path) -> None:
    room = MapRoom(tmp_path / "data")
    lon, lat = INSIDE
    house = {"도로명": "왕십리로", "건물본번": "83", "건물부번": "21", "지번": "성수동1가 656-3"}
    path = collection(tmp_path / "a.geojson", point(lon, lat), properties=[house])
    room.take(path, "address")
    named = collection(tmp_path / "b.geojson", point(lon, lat), properties=[{"name": "시험도서관"}])
    room.take(named, "place")
    pack = FolderMapPack(room.data)
    try:
        site, plane = demo_site(), LocalPlane(demo_site().centre)
        layers = [pack.vectors(card, plane) for card in pack.cards().layers]
        finder = finder_of(site, [each for each in layers if each is not None], plane)
    finally:
        pack.close()
    for words in ("왕십리로 83-21", "성수동1가 656-3", "시험도서"):
        (found, *_) = finder.find(words, "ko")
        assert (found.place.lat, found.place.lon) == pytest.approx((lat, lon), abs=1e-6), words
    assert finder.find("왕십리로 83-21", "ko")[0].label == "왕십리로 83-21"


def test_that_a_house_stands_for_its_address_and_its_dong_is_where_it_lies(tmp_path: Path) -> None:
    """Columns of the national road-name address map: numbers apart, footprints, no dong's name."""
    room = MapRoom(tmp_path / "data")
    lon, lat = INSIDE
    corners = [(0, 0), (0.0002, 0), (0.0002, 0.0002), (0, 0.0002), (0, 0)]
    house = polygon([(lon + east, lat + north) for east, north in corners])
    words = {"RN": "왕십리로", "BULD_MNNM": 83, "BULD_SLNO": 21, "LNBR_MNNM": 656, "LNBR_SLNO": 3}
    path = collection(tmp_path / "h.geojson", house, properties=[words])
    _, _, findings = room.take(path, "address")
    assert ["a point inside" in each.problem for each in findings] == [True]
    pack = FolderMapPack(room.data)
    try:
        site, plane = demo_site(), LocalPlane(demo_site().centre)
        layers = [pack.vectors(card, plane) for card in pack.cards().layers]
        finder = finder_of(site, [each for each in layers if each is not None], plane)
    finally:
        pack.close()
    dong = Dongs(site).name_at(Place(lat, lon), "ko")
    for text in ("왕십리로 83-21", f"{dong} 656-3"):
        (found, *_) = finder.find(text, "ko")
        assert (found.place.lat, found.place.lon) == pytest.approx((lat, lon), abs=3e-4), text
