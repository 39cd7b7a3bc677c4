"""Maps of other programs are taken whole, or refused with a sentence (R-IF-08, R-REL)."""

import gzip
import json
import shutil
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

import main as program
from backends.map_data.district import district_of
from backends.map_data.formats.tiles import inflated
from backends.map_data.importing import Cancelled
from backends.map_data.layer_file import read_layer
from backends.map_data.pack import FolderMapPack
from backends.map_data.pack_folder import PackFolder
from backends.map_data.pack_site import with_pack
from backends.map_data.site_file import read_site
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import LocalPlane, Place, tile_at
from console.ports.map_pack import PackCards
from tests.support.map_files import (
    INSIDE,
    MAPS,
    MapRoom,
    Told,
    collection,
    demo_site,
    point,
    polygon,
)
from tests.support.processes import wait_until

BOX = (127.02243, 37.55255, 127.0521, 37.57191)


@pytest.fixture
def room(tmp_path: Path) -> MapRoom:
    return MapRoom(tmp_path / "data")


@pytest.mark.parametrize(
    "name", ["dongs-5186-cp949.zip", "dongs-5179.gpkg.zip", "dongs-5181.geojson"]
)
def test_that_borders_of_three_programs_and_grids_come_to_the_same_place(
    room: MapRoom, name: str
) -> None:
    outcome, changed, findings = room.take(MAPS / name, "dong")
    assert changed, findings
    assert (outcome.taken, outcome.refused) == (3, 0)
    (card,) = outcome.layers
    assert card.box == pytest.approx(BOX, abs=2e-5)
    columns = read_layer(room.data / "map" / outcome.files[card.key])
    assert columns.names[0][0].endswith("동"), columns.names


def test_that_way_points_and_tracks_of_a_recorder_are_taken(room: MapRoom) -> None:
    bells, _, _ = room.take(MAPS / "bells.gpx", "bell")
    walk, _, _ = room.take(MAPS / "walk.gpx", "patrol_route")
    assert (bells.taken, walk.taken) == (8, 1)
    assert walk.layers[0].geometry == "lines"
    columns = read_layer(room.data / "map" / bells.files["bell.bell.points"])
    assert columns.names[0][0] == "서울숲 비상벨 1"


@pytest.mark.parametrize("name", ["streets-vector.mbtiles.zip", "streets.pmtiles"])
def test_that_vector_tiles_become_streets(room: MapRoom, name: str) -> None:
    outcome, _, findings = room.take(MAPS / name, "basemap")
    assert [(c.kind, c.geometry) for c in outcome.layers] == [("arterial", "lines")], findings
    assert outcome.taken == 40


def test_that_pictures_of_a_map_come_out_as_they_went_in(room: MapRoom, tmp_path: Path) -> None:
    room.take(MAPS / "ground-raster.mbtiles.zip", "tiles")
    pack = FolderMapPack(room.data)
    try:
        (card,) = pack.cards().tiles
        x, y = tile_at(card.most, 37.5625, 127.0373)
        found = pack.tile(card, card.most, x, y)
        assert found is not None
        assert found.startswith(b"\x89PNG")
        assert pack.tile(card, card.most, 0, 0) is None
        assert (card.least, card.most, card.tile_px, card.encoding) == (11, 12, 256, "png")
    finally:
        pack.close()


def test_that_every_bad_place_is_named_with_its_number_id_and_reason(
    room: MapRoom, tmp_path: Path
) -> None:
    lon, lat = INSIDE
    path = collection(
        tmp_path / "bells.geojson",
        point(lon, lat), point(lat, lon), point(0, 0), point(129.0756, 35.1796),
        None, point(float("nan"), lat), point(999.0, lat),
        {"type": "LineString", "coordinates": [[lon, lat], [lon, lat + 0.001]]},
        {"type": "Blob"}, point(lon, lat, 12.5),
    )  # fmt: skip
    outcome, changed, findings = room.take(path, "bell")
    assert changed
    assert (outcome.taken, outcome.refused) == (2, 8)
    told = {each.number: (each.id, each.problem) for each in findings if each.number}
    expected = {2: "swapped", 3: "(0, 0)", 4: "out of the district", 5: "no shape",
                6: "no number", 7: "cannot be in Korea", 8: "it is a line",
                9: "no known type"}  # fmt: skip
    assert set(told) == set(expected)
    for number, words in expected.items():
        assert told[number][0] == f"f{number}"
        assert words in told[number][1]
    assert any("heights" in each.problem and each.kept for each in findings)


def test_that_borders_are_closed_and_uncrossed_and_it_is_said(
    room: MapRoom, tmp_path: Path
) -> None:
    x, y = INSIDE
    bow = [(x, y), (x + 0.002, y + 0.002), (x + 0.002, y), (x, y + 0.002), (x, y)]
    path = collection(
        tmp_path / "areas.geojson",
        polygon([(x, y), (x + 0.001, y), (x, y + 0.001)]), polygon(bow),
        polygon([(x, y), (x + 0.001, y), (x, y)]),
        polygon([(x, y), (x + 0.001, y), (x + 0.002, y), (x, y)]),
    )  # fmt: skip
    outcome, _, findings = room.take(path, "park")
    told = {each.number: (each.kept, each.problem) for each in findings}
    assert told[1] == (
        True,
        "a ring is not closed: its last corner is not its first (it was closed)",
    )
    assert told[2][0]
    assert "crosses itself at lat" in told[2][1]
    assert not told[3][0]
    assert "fewer than three" in told[3][1]
    assert not told[4][0]
    assert "area is nothing" in told[4][1]
    assert outcome.taken == 2


def test_that_a_wrong_grid_is_refused_with_the_right_one(room: MapRoom, tmp_path: Path) -> None:
    """5181 and 5186 differ by 100 km of northing alone, and files mix them up."""
    text = (MAPS / "dongs-5181.geojson").read_text("utf-8")
    wrong = tmp_path / "wrong.geojson"
    wrong.write_text(text.replace("EPSG::5181", "EPSG::5186"), "utf-8")
    with pytest.raises(EnvironmentFault, match="EPSG:5181"):
        room.take(wrong, "dong")
    none = tmp_path / "none.geojson"
    none.write_text(json.dumps({**json.loads(text), "crs": None}), "utf-8")
    with pytest.raises(EnvironmentFault, match=r"not in Korea.*EPSG:5181"):
        room.take(none, "dong")
    outcome, _, _ = room.take(none, "dong", crs="EPSG:5181")
    assert outcome.layers[0].box == pytest.approx(BOX, abs=2e-5)


def test_that_korean_texts_are_found_out_when_the_file_lies_about_them(
    room: MapRoom, tmp_path: Path
) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5186-cp949.zip") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "dongs.cpg").write_text("ISO-8859-1")
    outcome, _, findings = room.take(tmp_path / "dongs.shp", "dong")
    columns = read_layer(room.data / "map" / next(iter(outcome.files.values())))
    assert columns.names[0][0].endswith("동")
    assert any("cp949" in each.problem for each in findings)


def test_that_a_failed_import_leaves_the_old_map(room: MapRoom, tmp_path: Path) -> None:
    room.take(MAPS / "bells.gpx", "bell")
    before = room.changes.listing()
    files = sorted(each.name for each in (room.data / "map").iterdir())
    cut = tmp_path / "cut.gpx"
    cut.write_bytes((MAPS / "bells.gpx").read_bytes()[:700])
    with pytest.raises(EnvironmentFault, match="no sound XML at line"):
        room.take(cut, "bell")
    with pytest.raises(Cancelled):
        room.take(MAPS / "bells.gpx", "bell", Told(stop_after=4))
    bad = collection(tmp_path / "bad.geojson", point(0, 0))
    assert not room.take(bad, "bell")[1]
    mixed = collection(tmp_path / "mixed.geojson", point(*INSIDE), point(0, 0))
    assert not room.take(mixed, "bell", strict=True)[1]
    assert room.changes.listing() == before
    assert sorted(each.name for each in (room.data / "map").iterdir()) == files
    assert room.journal == [("map_imported", "map:bell")]


def test_that_a_new_import_of_the_same_name_takes_the_place_of_the_old(room: MapRoom) -> None:
    room.take(MAPS / "bells.gpx", "bell")
    room.take(MAPS / "bells.gpx", "bell")
    assert len(list((room.data / "map").glob("*.npz"))) == 1
    room.changes.remove("bell", room.actor())
    assert not list((room.data / "map").glob("*.npz"))
    with pytest.raises(EnvironmentFault, match="no imported map"):
        room.changes.remove("bell", room.actor())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.gpx", b'<!DOCTYPE gpx [<!ENTITY a "aa">]><gpx><wpt lat="1" lon="1"/></gpx>', "DOCTYPE"),
        ("a.gpx", b"<kml/>", "no GPX"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{]}', "line 1"),
        ("a.geojson", b'{"type": "Topology"}', "Topology"),
        ("a.geojson", b'{"type": "Feature", "properties": {"a": "\xb0\xa1"}}', "not UTF-8"),
        ("a.geojson", b"[" * 100_000, "begin with an object"),
        ("a.geojson", b'{"a": ' + b"[" * 100_000, "nested"),
        ("a.geojson", b"", "empty"),
        ("a.shp", b"\x00" * 200, "no shapefile"),
        ("a.gpkg", b"SQLite format 3\x00" + b"\x00" * 500, "damaged"),
        ("a.mbtiles", b"no database", "no SQLite"),
        ("a.pmtiles", b"PMTiles\x03" + b"\xff" * 200, "understood"),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 90, "damaged"),
        ("a.tif", b"II*\x00", "no map that can be read"),
    ],
)  # fmt: skip
def test_that_hostile_and_broken_files_are_refused_with_a_sentence(
    room: MapRoom, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault, match=words):
        room.take(path)
    assert not room.journal


def test_that_a_file_that_is_being_written_is_refused(room: MapRoom, tmp_path: Path) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5179.gpkg.zip") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "dongs.gpkg-wal").write_bytes(b"x" * 40)
    with pytest.raises(EnvironmentFault, match="Another program"):
        room.take(tmp_path / "dongs.gpkg", "dong")


def test_that_an_archive_made_to_fill_disks_is_not_unpacked(room: MapRoom, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../map.geojson", b" " * (80 * 1024 * 1024))
    with pytest.raises(EnvironmentFault, match="trap for disks"):
        room.take(path)


def test_that_a_packed_tile_cannot_grow_without_end(room: MapRoom, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="more than"):
        inflated(gzip.compress(b"\x00" * (17 * 1024 * 1024)))


@pytest.mark.parametrize("name", ["dongs.shp", "dongs.dbf"])
def test_that_a_cut_shapefile_is_refused(room: MapRoom, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5186-cp949.zip") as archive:
        archive.extractall(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(EnvironmentFault, match="cut off"):
        room.take(tmp_path / "dongs.shp", "dong")


def test_that_one_damaged_record_is_named_and_the_others_taken(
    room: MapRoom, tmp_path: Path
) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5186-cp949.zip") as archive:
        archive.extractall(tmp_path)
    content = bytearray((tmp_path / "dongs.shp").read_bytes())
    struct.pack_into("<i", content, 100 + 8 + 40, 10_000_000)  # points of the first record
    (tmp_path / "dongs.shp").write_bytes(content)
    outcome, _, findings = room.take(tmp_path / "dongs.shp", "dong")
    assert (outcome.taken, outcome.refused) == (2, 1)
    assert findings[0].number == 1


def test_that_the_console_sees_a_new_map_without_asking_the_disk(room: MapRoom) -> None:
    pack = FolderMapPack(room.data, look_s=0.02)
    try:
        assert pack.cards() == PackCards()
        room.take(MAPS / "dongs-5179.gpkg.zip", "dong")
        wait_until(lambda: bool(pack.cards().layers), "the import was not seen")
        (card,) = pack.cards().layers
        plane = LocalPlane(Place(37.56, 127.04))
        layer = pack.vectors(card, plane)
        assert layer is not None
        assert len(layer.names) == len(layer.boxes) == card.features == 3
        ring = layer.lines(0)[0]
        assert (ring[0] == ring[-1]).all()
        assert np.abs(layer.points).max() < 5_000
        room.changes.remove("dong", room.actor())
        wait_until(lambda: not pack.cards().layers, "the removal was not seen")
        assert pack.vectors(card, plane) is None
    finally:
        pack.close()


def test_that_imported_things_are_part_of_the_site(room: MapRoom, tmp_path: Path) -> None:
    site = demo_site()
    camera = {"카메라번호": "N-1", "설치위치": "새 카메라", "방위각": 90, "지능형": "Y",
              "설치연월": "2016-05"}  # fmt: skip
    path = collection(tmp_path / "c.geojson", point(*INSIDE), properties=[camera])
    room.take(path, "camera")
    room.take(MAPS / "bells.gpx", "bell")
    room.take(MAPS / "dongs-5181.geojson", "dong")
    found = with_pack(site, room.data)
    new = found.cameras["N-1"]
    assert (new.name_ko, new.heading_deg, new.intelligent) == ("새 카메라", 90.0, True)
    assert new.installed == "2016-05"
    assert len(found.cameras) == len(site.cameras) + 1
    assert sum(each.kind == "bell" for each in found.facilities) == 8
    assert [len(layer.shapes) for layer in found.layers if layer.kind == "dong"] == [3]


def test_that_a_damaged_list_of_maps_blinds_nobody(room: MapRoom) -> None:
    room.take(MAPS / "bells.gpx", "bell")
    PackFolder(room.data).list_path.write_text('{"format": "sunra-map/1", "imports": [7]}')
    site = demo_site()
    assert with_pack(site, room.data) == site
    pack = FolderMapPack(room.data)
    try:
        assert "damaged" in pack.cards().problems[0]
    finally:
        pack.close()


def test_that_the_command_tells_machines_and_people_and_the_journal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lon, lat = INSIDE
    path = collection(tmp_path / "b.geojson", point(lon, lat), point(lat, lon))
    folder = ["--data", str(tmp_path / "data")]
    assert program.main(["map", "import", str(path), "--as", "bells", *folder]) == 1
    told = capsys.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert rows[0]["feature"] == 2
    assert (rows[-1]["import"], rows[-1]["taken"], rows[-1]["changed"]) == ("bell", 1, True)
    assert "feature 2 (f2): latitude and longitude are swapped" in told.err
    assert program.main(["map", "list", *folder]) == 0
    (listed,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(listed["sha256"]) == 64
    assert program.main(["map", "remove", "bell", *folder]) == 0
    assert program.main(["verify", *folder]) == 0
    assert '"lines": 2' in capsys.readouterr().out
    assert program.main(["map", "import", str(path), "--as", "spaceship", *folder]) == 2
    shutil.rmtree(tmp_path / "data")


def test_that_a_district_may_be_made_of_imports_alone(room: MapRoom, tmp_path: Path) -> None:
    site = tmp_path / "site.json"
    words = {"id": "mine", "pack": "imported", "name": ["우리구", "Ours"]}
    site.write_text(json.dumps(words), "utf-8")
    bare = with_pack(read_site(site), room.data)
    assert (bare.name_ko, bare.cameras, bare.layers) == ("우리구", {}, ())
    assert bare.centre.is_plausible
    assert district_of(bare) is None
    room.district = None
    room.take(MAPS / "dongs-5186-cp949.zip", "dong")
    made = with_pack(read_site(site), room.data)
    assert made.centre.lat == pytest.approx((BOX[1] + BOX[3]) / 2, abs=1e-4)
    room.district = district_of(made)
    far = collection(tmp_path / "far.geojson", point(127.10, 37.50))
    assert room.take(far, "bell")[0].refused == 1


def test_that_maps_of_other_countries_need_their_bounds(room: MapRoom, tmp_path: Path) -> None:
    path = collection(tmp_path / "berlin.geojson", point(13.4, 52.5))
    _, changed, findings = room.take(path)
    assert not changed
    assert "cannot be in Korea" in findings[0].problem
    room.district = None
    assert room.take(path, bounds=(5.0, 47.0, 16.0, 56.0))[1]


def test_that_a_korean_file_that_is_not_utf_8_is_taken_when_that_is_said(
    room: MapRoom, tmp_path: Path
) -> None:
    path = collection(tmp_path / "b.geojson", point(*INSIDE), properties=[{"이름": "서울숲"}])
    content = json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)
    path.write_bytes(content.encode("cp949"))
    with pytest.raises(EnvironmentFault, match="--encoding cp949"):
        room.take(path, "bell")
    outcome, changed, _ = room.take(path, "bell", encoding="euc-kr")
    assert changed
    columns = read_layer(room.data / "map" / next(iter(outcome.files.values())))
    assert columns.names == (("서울숲", "서울숲"),)


def test_that_what_is_left_out_of_a_feature_is_named(room: MapRoom, tmp_path: Path) -> None:
    x, y = INSIDE
    broken = {"type": "MultiLineString", "coordinates": [[[x, y], [x, y + 0.001]], [[x, y]]]}
    mixed = {"type": "GeometryCollection", "geometries": [point(x, y), broken]}
    path = collection(tmp_path / "way.geojson", broken, mixed)
    outcome, _, findings = room.take(path, "patrol_route")
    assert outcome.taken == 2
    told = [(each.number, each.problem) for each in findings if each.kept]
    assert (1, "1 of its 2 pieces are single points (they were left out)") in told
    assert any(number == 2 and "collection" in problem for number, problem in told)
