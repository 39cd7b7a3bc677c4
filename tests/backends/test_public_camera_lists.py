"""Lists of CCTV in the shape of Korean public data portals: rows are cameras, with stable ids.

The headings are those of the national standard data set (data.go.kr); every value is our own.
"""

import json
from pathlib import Path

import pytest

from backends.cameras.book import FILE_NAME
from backends.cameras.table import read_table
from backends.map_data.site_file import builtin_site
from console.domain.errors import EnvironmentFault
from console.domain.places.camera_age import installed_on
from tests.backends.test_cameras_import import book, imported, written

HEAD = [
    "관리기관명", "소재지도로명주소", "소재지지번주소", "설치목적구분", "카메라대수",
    "카메라화소수", "촬영방면정보", "보관일수", "설치연월", "관리기관전화번호",
    "WGS84위도", "WGS84경도", "데이터기준일자",
]  # fmt: skip
ROWS = [
    ["가람구청", "서울특별시 가람구 나루로 1", "나루동 1-1", "생활방범", "2", "200", "360도전방면",
     "30", "2016-05", "02-000-0000", "37.5512", "127.0400", "2025-09-25"],
    ["가람구청", "", "나루동 2-7", "어린이보호", "1", "130", "북동쪽", "30", "May-16",
     "02-000-0000", "37.5561", "127.0378", "2025-09-25"],
    ["가람구청", "서울특별시 가람구 샘길 3, 앞", "", "쓰레기단속", "1", "", "정문", "30", "2019",
     "02-000-0000", "37.5600", "127.0410", "2025-09-25"],
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def sheet(rows: list[list[str]], separator: str = ",", head: list[str] = HEAD) -> str:
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row)
             for row in [head, *rows]]  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["cp949", "euc-kr", "utf-8-sig", "utf-8", "utf-16"])
def test_that_the_standard_data_set_is_read_in_every_encoding(
    folder: Path, encoding: str, separator: str
) -> None:
    table = read_table(written(folder, sheet(ROWS, separator).encode(encoding)))
    assert [row.cells["name_ko"] for row in table.rows] == [ROWS[0][1], ROWS[1][2], ROWS[2][1]]
    assert len({row.cells["id"] for row in table.rows}) == 3


def test_that_the_standard_data_set_becomes_cameras(folder: Path) -> None:
    assert imported(folder, sheet(ROWS).encode("cp949")) == 0
    site = builtin_site("seongdong", folder / FILE_NAME)
    found = {site.cameras[each].name_ko: site.cameras[each] for each in book(folder)}
    assert set(found) == {
        "서울특별시 가람구 나루로 1",
        "나루동 2-7",
        "서울특별시 가람구 샘길 3, 앞",
    }
    first, second = found["서울특별시 가람구 나루로 1"], found["나루동 2-7"]
    assert (first.place.lat, first.place.lon, first.view_deg) == (37.5512, 127.04, 360)
    assert second.heading_deg == 45
    assert [installed_on(each.installed) for each in (first, second)] == [
        installed_on("2016-05")
    ] * 2


def test_that_the_same_list_anew_changes_nothing_and_a_newer_one_only_what_is_new(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(folder, sheet(ROWS)) == 0
    before = book(folder)
    newer = [[*row[:-1], "2026-09-25"] for row in reversed(ROWS)]
    newer[0][8] = "2020-01"
    assert imported(folder, sheet(newer)) == 0
    after = book(folder)
    assert before.keys() == after.keys()
    assert [key for key in after if after[key] != before[key]] == [
        key for key in after if after[key].get("installed") == "2020-01"
    ]
    assert '"unchanged": 2' in capsys.readouterr().out


def test_that_two_poles_at_one_address_are_two_cameras(folder: Path) -> None:
    assert imported(folder, sheet([ROWS[0], ROWS[0]])) == 0
    first, second = sorted(book(folder))
    assert second == f"{first}-2"


def test_that_a_management_number_is_the_id_where_there_is_one(folder: Path) -> None:
    head = ["번호", "개방자치단체코드", "관리번호", *HEAD, "위도", "경도"]
    rows = [[str(n), "3030000", f"20263030000{n}", *row, "37.5", "127.0"] for n, row in
            enumerate(ROWS, 1)]  # fmt: skip
    assert imported(folder, sheet(rows, head=head)) == 0
    assert sorted(book(folder)) == [f"20263030000{n}" for n in (1, 2, 3)]
    assert book(folder)["202630300001"]["lat"] == 37.5512


def test_that_titles_above_the_header_are_passed_over_and_rows_keep_their_numbers(
    folder: Path,
) -> None:
    bad = [*ROWS[0][:10], "127.0400", "37.5512", "2025-09-25"]
    text = "가람구 CCTV 현황,,,\r\n,,,\r\n기준일: 2025-09-25,,\r\n" + sheet([*ROWS, bad])
    table = read_table(written(folder, text))
    assert [row.number for row in table.rows] == [5, 6, 7, 8]
    assert imported(folder, text) == 1
    assert len(book(folder)) == 3


@pytest.mark.parametrize("wrapped", [True, False])
def test_that_records_in_json_are_rows_too(folder: Path, wrapped: bool) -> None:
    records = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    value = {"fields": [{"id": each} for each in HEAD], "records": records} if wrapped else records
    assert imported(folder, json.dumps(value, ensure_ascii=False), name="cctv.json") == 0
    assert len(book(folder)) == 3


def test_that_geojson_of_the_standard_data_set_needs_no_id(folder: Path) -> None:
    features = [
        {"type": "Feature", "properties": dict(zip(HEAD[:10], row[:10], strict=True)),
         "geometry": {"type": "Point", "coordinates": [float(row[11]), float(row[10])]}}
        for row in ROWS
    ]  # fmt: skip
    value = {"type": "FeatureCollection", "features": features}
    assert imported(folder, json.dumps(value, ensure_ascii=False), name="cctv.geojson") == 0
    assert len(book(folder)) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook"),
        (b"PK\x03\x04" + bytes(600), "workbook"),
        (
            "<html><table><tr><td>관리번호</td></tr></table></html>".encode("cp949"),
            "page of the web",
        ),
        (b"lat,lon\n1,2\n", "No column is called id"),
        (sheet([], head=HEAD[:10]).encode(), "No column is called id"),
    ],
)
def test_that_what_spreadsheets_call_csv_and_is_none_is_told(
    folder: Path, content: bytes, words: str
) -> None:
    with pytest.raises(EnvironmentFault, match=words):
        read_table(written(folder, content))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([*ROWS[0][:10], "0", "0", ""], "0, 0"),
        ([*ROWS[0][:10], "127.04", "37.5512", ""], "swapped"),
        ([*ROWS[0][:10], "35.1", "129.0", ""], "outside the district"),
        ([*ROWS[0][:10], "", "", ""], "needs a place"),
        ([*ROWS[0][:8], "곧", *ROWS[0][9:]], "no date"),
    ],
)
def test_that_bad_rows_of_a_public_list_are_named(
    folder: Path, row: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(folder, sheet([row, ROWS[1]])) == 1
    assert words in capsys.readouterr().err
    assert len(book(folder)) == 1


@pytest.mark.parametrize(
    ("crs", "taken"),
    [(None, 1), ({}, 1), ({"type": "EPSG", "properties": {"code": 4326}}, 1),
     ({"properties": {"name": "http://www.opengis.net/def/crs/EPSG/0/4326"}}, 1),
     ({"properties": {"name": "urn:ogc:def:crs:EPSG:6.9:4326"}}, 1),
     ({"properties": {"name": "EPSG:5186"}}, 0), ({"properties": {"code": 5186}}, 0)],
)  # fmt: skip
def test_that_cameras_are_taken_in_wgs_84_however_it_is_called(
    folder: Path, crs: object, taken: int
) -> None:
    feature = {"type": "Feature", "properties": {"id": "A"},
               "geometry": {"type": "Point", "coordinates": [127.04, 37.55, 31.0]}}  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
    path = written(folder, text, "a.geojson")
    if taken:
        assert len(read_table(path).rows) == 1
    else:
        with pytest.raises(EnvironmentFault, match="not WGS 84"):
            read_table(path)
