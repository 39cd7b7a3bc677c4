"""Map files as careless programs and people leave them, with the sentences they get (R-IF-08)."""

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from backends.map_data.layer_file import read_layer
from backends.map_data.pack_site import with_pack
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import tile_at
from console.domain.places.grids import GRIDS
from tests.support.map_files import INSIDE, MapRoom, collection, demo_site, point, polygon

LON, LAT = INSIDE
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


@pytest.fixture
def room(tmp_path: Path) -> MapRoom:
    return MapRoom(tmp_path / "data")


def _written(folder: Path, value: object) -> Path:
    path = folder / "odd.geojson"
    path.write_text(json.dumps(value), "utf-8")
    return path


def _collection(*geometries: object, **words: str) -> dict[str, object]:
    features = [
        {"type": "Feature", "properties": words, "geometry": geometry} for geometry in geometries
    ]
    return {"type": "FeatureCollection", "features": features}


def _named(code: str) -> dict[str, object]:
    return {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{code}"}}


def _in(code: str, *, swap: bool = False) -> dict[str, object]:
    x, y = GRIDS[f"EPSG:{code}"].from_degrees(LAT, LON)
    return _collection(point(y, x) if swap else point(x, y))


@pytest.mark.parametrize("code", ["5174", "2097", "5178", "4162"])
def test_that_maps_of_the_old_datum_come_to_their_place_with_a_word(
    room: MapRoom, tmp_path: Path, code: str
) -> None:
    path = _written(tmp_path, {"crs": _named(code), **_in(code)})
    outcome, _, findings = room.take(path)
    found = read_layer(room.data / "map" / next(iter(outcome.files.values()))).lon_lat
    assert np.abs(found - np.array([[LON, LAT]])).max() < 1e-6
    assert ["old Korean datum" in each.problem for each in findings if each.kept] == [True]


def test_that_a_file_without_a_word_may_be_of_the_old_datum_too(
    room: MapRoom, tmp_path: Path
) -> None:
    """Said to be of the belts of today, such a map would lie 300 m off, and nothing would tell."""
    with pytest.raises(EnvironmentFault, match=r"5181.*5174.*2097.*ask whoever made it"):
        room.take(_written(tmp_path, _in("5174")))


@pytest.mark.parametrize("late", [True, False])
def test_that_coordinates_are_known_wherever_the_file_names_them(
    room: MapRoom, tmp_path: Path, *, late: bool
) -> None:
    crs, name = {"crs": _named("5186")}, {"name": "crs"}
    value = {**_in("5186"), **name, **crs} if late else {**name, **crs, **_in("5186")}
    outcome, _, findings = room.take(_written(tmp_path, value))
    assert (outcome.crs, outcome.taken, findings) == ("EPSG:5186", 1, [])


@pytest.mark.parametrize(
    ("code", "words"),
    [("5179", "--swap --crs EPSG:5179"), ("5186", "with --swap it lies"), ("5174", "with --swap")],
)
def test_that_a_file_with_north_before_east_is_told_of_and_taken(
    room: MapRoom, tmp_path: Path, code: str, words: str
) -> None:
    """Swapped, the belts of today lie in Korea all the same, hundreds of kilometres off."""
    path = _written(tmp_path, {"crs": _named(code), **_in(code, swap=True)})
    with pytest.raises(EnvironmentFault, match=words):
        room.take(path)
    outcome, _, _ = room.take(path, swap=True)
    found = read_layer(room.data / "map" / next(iter(outcome.files.values()))).lon_lat
    assert np.abs(found - np.array([[LON, LAT]])).max() < 1e-6


def test_that_foreign_words_steer_neither_terminal_nor_label(room: MapRoom, tmp_path: Path) -> None:
    bad = {"id": "a\x1b[2Jb", "name": "half \ud800 \u202eturned\u0000"}
    value = _collection(point(LON, LAT), point(0, 0), **bad)
    outcome, _, findings = room.take(_written(tmp_path, value))
    columns = read_layer(room.data / "map" / next(iter(outcome.files.values())))
    assert (columns.ids, columns.names[0][0]) == (("a [2Jb",), "half turned")
    assert findings[0].sentence.startswith("feature 2 (a [2Jb): a place is (0, 0)")
    assert "\x1b" not in EnvironmentFault("a\x1b[2Jb\n").sentence


def test_that_an_import_of_nothing_says_why(room: MapRoom, tmp_path: Path) -> None:
    outcome, changed, findings = room.take(_written(tmp_path, _collection()))
    assert (outcome.taken, changed, [each.problem for each in findings]) == (
        0, False, ["it holds no feature"]
    )  # fmt: skip
    _, _, findings = room.take(_written(tmp_path, _collection(point(LON, LAT))), "basemap")
    assert "of no kind" in findings[0].problem


@pytest.mark.parametrize(
    ("flipped", "words"),
    [(True, "counted from the wrong end"), (False, "no tile of this district")],
)
def test_that_tiles_that_show_nothing_of_the_district_are_told_of(
    room: MapRoom, tmp_path: Path, words: str, *, flipped: bool
) -> None:
    path = tmp_path / "tiles.mbtiles"
    x, y = tile_at(13, LAT, LON)
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        file.execute("INSERT INTO tiles VALUES (13, ?, ?, ?)", (x, y if flipped else 5, PNG))
    file.close()
    outcome, changed, findings = room.take(path)
    assert (outcome.taken, changed) == (0, False)
    assert [words in each.problem for each in findings] == [True]


def test_that_every_point_of_many_is_a_thing_of_its_own(room: MapRoom, tmp_path: Path) -> None:
    """As incidents are exported; bells of one number are named, and none is lost."""
    lon, lat = INSIDE
    many = {"type": "MultiPoint", "coordinates": [[lon, lat], [lon, lat + 0.001]]}
    path = collection(tmp_path / "m.json", many, properties=[{"id": "B-1", "name": "정문"}])
    outcome, _, findings = room.take(path, "incident")
    assert outcome.layers[0].features == 2
    assert not findings
    outcome, _, findings = room.take(path, "bell")
    assert outcome.layers[0].features == 2
    assert "2 points" in findings[0].problem
    bells = [each for each in with_pack(demo_site(), room.data).facilities if each.kind == "bell"]
    assert [(each.id, each.name("en")) for each in bells] == [("B-1", "정문"), ("B-1", "정문")]


def test_that_a_thing_without_a_name_is_called_by_its_number(room: MapRoom, tmp_path: Path) -> None:
    path = collection(tmp_path / "m.json", point(*INSIDE), properties=[{"id": "B-7"}])
    room.take(path, "bell")
    bell = next(e for e in with_pack(demo_site(), room.data).facilities if e.kind == "bell")
    assert (bell.name("ko"), bell.name("en")) == ("비상벨 B-7", "Bell B-7")


def test_that_a_patrol_area_comes_with_the_imported_streets_in_it_alone(
    room: MapRoom, tmp_path: Path
) -> None:
    """A patrol of the area is planned along them; the streets of the whole city are only drawn."""
    lon, lat = INSIDE
    near, far = ([[lon + east, lat], [lon + east + 0.001, lat]] for east in (0.0, 0.02))
    lines = [{"type": "LineString", "coordinates": each} for each in (far, near)]
    room.take(collection(tmp_path / "s.json", *lines), "local")
    before = [e for e in with_pack(demo_site(), room.data).layers if e.kind == "local"]
    assert len(before[0].shapes) in {0, 1}, "of the areas of the built-in district"
    ring = [(lon - 0.002, lat - 0.002), (lon + 0.002, lat - 0.002), (lon, lat + 0.002)]
    room.take(collection(tmp_path / "a.json", polygon([*ring, ring[0]])), "patrol_area")
    (streets,) = (e for e in with_pack(demo_site(), room.data).layers if e.kind == "local")
    ((line,),) = streets.shapes
    assert line[0] == pytest.approx((lon, lat))


def test_that_a_number_without_end_makes_no_sentence_without_end(
    room: MapRoom, tmp_path: Path
) -> None:
    path = _written(tmp_path, _collection(point(1e300, -1e300), point(LON, LAT)))
    _, _, findings = room.take(path)
    assert findings[0].number == 1
    assert "cannot be in Korea" in findings[0].problem
    assert len(findings[0].problem) < 120


def test_that_features_of_esri_json_are_called_that(room: MapRoom, tmp_path: Path) -> None:
    esri = {"attributes": {"name": "a"}, "geometry": {"x": LON, "y": LAT}}
    _, changed, findings = room.take(_written(tmp_path, {"features": [esri]}))
    assert not changed
    assert "Esri JSON" in findings[0].problem


def test_that_a_folder_is_no_map(room: MapRoom, tmp_path: Path) -> None:
    (tmp_path / "a.gdb").mkdir()
    with pytest.raises(EnvironmentFault, match=r"It is a folder.*GeoPackage"):
        room.take(tmp_path / "a.gdb")


def test_that_names_that_a_program_has_lost_are_told_of(room: MapRoom, tmp_path: Path) -> None:
    outcome, _, findings = room.take(_written(tmp_path, _collection(point(LON, LAT), name="??? 1")))
    assert outcome.taken == 1
    assert "question marks" in findings[0].problem
