"""Sound files in less common forms of their formats are taken like the common ones (R-IF-08)."""

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from backends.map_data.crs import plane_of
from backends.map_data.layer_file import read_layer
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import tile_at
from tests.support.map_files import INSIDE, MAPS, MapRoom, point

LON, LAT = INSIDE
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
GPX = (
    '<?xml version="1.0" encoding="{}"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    f'<wpt lat="{LAT}" lon="{LON}"><name>왕십리 {{}}</name></wpt></gpx>'
)


@pytest.fixture
def room(tmp_path: Path) -> MapRoom:
    return MapRoom(tmp_path / "data")


def collection(name: str = "왕십리", **more: object) -> str:
    feature = {"type": "Feature", "properties": {"name": name}, "geometry": point(LON, LAT)}
    return json.dumps(
        {"type": "FeatureCollection", **more, "features": [feature]}, ensure_ascii=False
    )


def names(room: MapRoom, path: Path, kind: str = "place", layer: str = "") -> list[str]:
    outcome, changed, findings = room.take(path, kind, layer=layer)
    assert changed, findings
    (name,) = outcome.files.values()
    return [each for each, _ in read_layer(room.data / "map" / name).names]


@pytest.mark.parametrize(
    "said",
    [
        "EPSG:4326", "epsg:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG:6.9:4326",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326",
        "http://spatialreference.org/ref/epsg/4326/proj4/", "+init=epsg:4326 +no_defs",
    ],
)  # fmt: skip
def test_that_wgs_84_is_known_by_all_its_names(room: MapRoom, tmp_path: Path, said: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(collection(crs={"type": "name", "properties": {"name": said}}), "utf-8")
    assert names(room, path) == ["왕십리"]


@pytest.mark.parametrize(
    "crs",
    [None, {}, "EPSG:4326", {"type": "EPSG", "properties": {"code": 4326}},
     {"type": "link", "properties": {"href": "http://spatialreference.org/ref/epsg/4326/"}},
     {"type": "name", "properties": {}}],
)  # fmt: skip
def test_that_every_older_form_of_a_crs_is_read(room: MapRoom, tmp_path: Path, crs: object) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(collection(crs=crs), "utf-8")
    assert names(room, path) == ["왕십리"]


def test_that_a_korean_grid_is_known_by_its_address() -> None:
    found = plane_of("http://www.opengis.net/def/crs/EPSG/0/5186")
    assert found is not None
    assert found.code == "EPSG:5186"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_that_a_mark_at_the_beginning_tells_the_encoding(
    room: MapRoom, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.geojson"
    mark = "\ufeff" if encoding.endswith("le") else ""
    path.write_bytes((mark + collection()).encode(encoding))
    assert names(room, path) == ["왕십리"]


@pytest.mark.parametrize("encoding", ["EUC-KR", "euc-kr", "CP949", "UTF-8"])
def test_that_a_recorders_korean_is_read_in_the_encoding_it_declares(
    room: MapRoom, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.gpx"
    path.write_bytes(GPX.format(encoding, "x" * 40_000).encode(encoding))
    assert [each[:3] for each in names(room, path)] == ["왕십리"]


def test_that_korean_that_is_none_is_refused_in_words(room: MapRoom, tmp_path: Path) -> None:
    path = tmp_path / "a.gpx"
    path.write_bytes(GPX.format("EUC-KR", "").encode("euc-kr").replace(b"</name>", b"\xff</name>"))
    with pytest.raises(EnvironmentFault, match="save it as UTF-8"):
        room.take(path, "place")


def test_that_a_set_of_files_is_found_whatever_the_case_of_its_endings(
    room: MapRoom, tmp_path: Path
) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5186-cp949.zip") as archive:
        archive.extractall(tmp_path)
    (shape,) = tmp_path.rglob("*.shp")
    for each in [*shape.parent.iterdir()]:
        ending = {".shp": ".shp", ".dbf": ".Dbf", ".prj": ".PRJ", ".cpg": ".Cpg"}.get(each.suffix)
        each.unlink() if ending is None else each.rename(each.with_suffix(ending))
    assert names(room, shape, "dong")[0].endswith("동")


@pytest.mark.parametrize("ending", ["", ".db", ".sqlite"])
def test_that_a_geopackage_is_known_without_its_ending(
    room: MapRoom, tmp_path: Path, ending: str
) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5179.gpkg.zip") as archive:
        archive.extractall(tmp_path)
    (found,) = tmp_path.glob("*.gpkg")
    path = tmp_path / f"borders{ending}"
    shutil.move(found, path)
    assert names(room, path, "dong")[0].endswith("동")


def tiles(
    path: Path, content: bytes | None = PNG, *, scheme: str = "", empty: bool = False
) -> Path:
    x, y = tile_at(13, LAT, LON)
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        file.execute("CREATE TABLE metadata (name, value)")
        file.execute("INSERT INTO metadata VALUES ('scheme', ?)", (scheme,))
        if empty:
            file.execute("INSERT INTO tiles VALUES (13, 0, 0, NULL)")
        row = y if scheme == "xyz" else (1 << 13) - 1 - y
        file.execute("INSERT INTO tiles VALUES (13, ?, ?, ?)", (x, row, content))
    file.close()
    return path


@pytest.mark.parametrize("scheme", ["", "tms", "xyz"])
def test_that_rows_of_tiles_are_counted_from_the_end_the_file_names(
    room: MapRoom, tmp_path: Path, scheme: str
) -> None:
    outcome, changed, findings = room.take(tiles(tmp_path / "a.mbtiles", scheme=scheme), "tiles")
    assert (changed, outcome.taken, findings) == (True, 1, [])


def test_that_pictures_of_several_kinds_are_taken_and_told_of(
    room: MapRoom, tmp_path: Path
) -> None:
    """GDAL writes the smaller zooms of a set of WebP tiles as PNG."""
    path = tiles(tmp_path / "a.mbtiles")
    x, y = tile_at(12, LAT, LON)
    with sqlite3.connect(path) as file:
        file.execute("UPDATE metadata SET value = 'tms'")
        file.execute("INSERT INTO metadata VALUES ('format', 'png')")
        webp = b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x00" * 16
        file.execute("INSERT INTO tiles VALUES (12, ?, ?, ?)", (x, (1 << 12) - 1 - y, webp))
    file.close()
    outcome, changed, findings = room.take(path, "tiles")
    assert (changed, outcome.taken, outcome.refused) == (True, 2, 0)
    assert [each.problem.split(",")[0] for each in findings] == ["1 tiles are webp"]


def test_that_another_map_in_sqlite_is_sent_elsewhere(room: MapRoom, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as file:
        file.execute("CREATE TABLE roads (ogc_fid, geometry)")
    file.close()
    with pytest.raises(EnvironmentFault, match="GeoPackage"):
        room.take(tmp_path / "a.sqlite")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_that_the_coordinates_of_a_shapefile_are_read_with_any_mark(
    room: MapRoom, tmp_path: Path, encoding: str
) -> None:
    with zipfile.ZipFile(MAPS / "dongs-5186-cp949.zip") as archive:
        archive.extractall(tmp_path)
    (projection,) = tmp_path.rglob("*.prj")
    projection.write_bytes(projection.read_text("utf-8").encode(encoding))
    (shape,) = tmp_path.rglob("*.shp")
    assert names(room, shape, "dong")[0].endswith("동")


def test_that_a_first_tile_without_content_says_nothing_of_the_others(
    room: MapRoom, tmp_path: Path
) -> None:
    outcome, _, _ = room.take(tiles(tmp_path / "a.mbtiles", empty=True), "tiles")
    assert outcome.taken == 1
    with pytest.raises(EnvironmentFault, match="no tile at all"):
        room.take(tiles(tmp_path / "b.mbtiles", None), "tiles")


def test_that_two_maps_of_one_name_in_an_archive_are_told_apart(
    room: MapRoom, tmp_path: Path
) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for folder in ("east", "west"):
            archive.writestr(f"{folder}/bells.geojson", collection(folder))
    with pytest.raises(EnvironmentFault, match="east/bells, west/bells"):
        room.take(path, "place")
    assert names(room, path, layer="west/bells") == ["west"]


def test_that_zooms_that_are_missing_are_named(room: MapRoom, tmp_path: Path) -> None:
    path = tiles(tmp_path / "a.mbtiles")
    x, y = tile_at(10, LAT, LON)
    with sqlite3.connect(path) as file:
        file.execute("INSERT INTO tiles VALUES (10, ?, ?, ?)", (x, (1 << 10) - 1 - y, PNG))
    file.close()
    outcome, changed, findings = room.take(path, "tiles")
    assert (changed, outcome.taken) == (True, 2)
    assert ["zoom 11, 12" in each.problem and each.kept for each in findings] == [True]


BELLS = (
    "안전비상벨관리번호,설치위치,소재지도로명주소,WGS84위도,WGS84경도,데이터기준일자\r\n"
    f'B-1,"나루공원, 정문",나루로 1,{LAT},{LON},2025-09-25\r\n'
    f"B-2,,나루로 2,{LAT + 0.001},{LON},2025-09-25\r\n"
)


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("above", ["", "가람구 안전비상벨 현황,,,,\r\n,,,,\r\n"])
def test_that_a_public_table_of_places_is_a_layer_of_points(
    room: MapRoom, tmp_path: Path, encoding: str, above: str
) -> None:
    path = tmp_path / "bells.csv"
    path.write_bytes((above + BELLS).encode(encoding))
    assert names(room, path, "bell") == ["나루공원, 정문", ""]
    tabbed = tmp_path / "tabbed.csv"
    tabbed.write_text("이름\t위도\t경도\n가\t37,5446\t127,0437\n", "utf-8")
    assert names(room, tabbed) == ["가"]


def test_that_bad_rows_of_a_table_are_named_by_their_numbers(room: MapRoom, tmp_path: Path) -> None:
    path = tmp_path / "bells.csv"
    rows = ["이름,위도,경도", f"good,{LAT},{LON}", f"turned,{LON},{LAT}", "zero,0,0",
            "far,35.1,129.0", "empty,,", f"words,here,{LON}", "short", "",
            f"last,{LAT},{LON}"]  # fmt: skip
    path.write_text("\n".join(rows), "utf-8")
    outcome, _, findings = room.take(path, "bell")
    assert (outcome.taken, outcome.refused) == (2, 6)
    told = {each.number: each.problem for each in findings}
    for number, word in ((3, "swapped"), (4, "(0, 0)"), (5, "out of the district"), (6, "no shape"),
                         (7, "no number"), (8, "no shape")):  # fmt: skip
        assert word in told[number], told


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"name,address\na,b\n", "no columns of latitude"), (b"\xff\x80\x80,\n", "neither UTF-8"),
     (b"\n\n", "no columns of latitude"), (b"PK\x03\x04" + bytes(99), "workbook"),
     (b"\xd0\xcf\x11\xe0" + bytes(99), "workbook"),
     (b'lat,lon\n1,2\n"' + b"a" * 200_000, "cannot be read at line")],
)  # fmt: skip
def test_that_a_table_without_places_is_refused(
    room: MapRoom, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault, match=words):
        room.take(path, "place")
