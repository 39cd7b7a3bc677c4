"""Camera lists from installers: good rows are taken, every bad one is named (R-IF-08, R-SEC-05)."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

import main as program
from backends.cameras.book import FILE_NAME
from backends.cameras.rows import Bounds, Known, check_rows
from backends.cameras.table import read_table
from backends.commands.parts import keys_in
from backends.map_data.site_file import builtin_site, read_site
from console.domain.errors import EnvironmentFault
from console.ports.keys import Login

SECRET = "s3cret비밀"
HEAD = (
    "id,name_ko,name_en,lat,lon,heading,view,reach,main,sub,user,password,onvif,masks,transport,"
    "turnable"
)
GOOD = (
    "T-1,정문,Gate,37.5512,127.0400,90,60,40,rtsp://10.0.0.1/main,rtsp://10.0.0.1/sub,"
    f'adm,{SECRET},10.0.0.1:8000,"0,0 0.2,0 0.2,0.2",udp,yes'
)
SEONGDONG = Known((), Bounds(37.53, 127.0, 37.58, 127.08))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def written(folder: Path, text: str | bytes, name: str = "cameras.csv") -> Path:
    path = folder.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def ran(*words: object) -> int:
    return program.main(["cameras", *map(str, words)])


def imported(folder: Path, text: str | bytes, *words: str, name: str = "cameras.csv") -> int:
    return ran("import", written(folder, text, name), "--data", folder, *words)


def book(folder: Path) -> dict[str, dict[str, object]]:
    path = folder / FILE_NAME
    rows = json.loads(path.read_text("utf-8"))["cameras"] if path.exists() else []
    return {row["id"]: row for row in rows}


def problems(text: str, folder: Path) -> dict[tuple[int, str], str]:
    """Row and field to problem, of rows that were not taken."""
    table = read_table(written(folder, text))
    _, findings = check_rows(table.rows, SEONGDONG)
    return {(f.row, f.field): f.problem for f in [*table.findings, *findings] if not f.kept}


def test_that_a_good_row_becomes_a_camera_of_the_console(folder: Path) -> None:
    assert imported(folder, f"{HEAD}\n{GOOD}\n") == 0
    camera = builtin_site("seongdong", folder / FILE_NAME).cameras["T-1"]
    assert (camera.name_ko, camera.place.lat, camera.heading_deg) == ("정문", 37.5512, 90)
    streams = camera.streams
    assert (streams and streams.main, streams and streams.sub) == (
        "rtsp://10.0.0.1/main",
        "rtsp://10.0.0.1/sub",
    )
    assert camera.onvif == "http://10.0.0.1:8000/onvif/device_service"
    assert camera.masks == (((0, 0), (0.2, 0), (0.2, 0.2)),)
    assert (camera.transport, camera.turnable) == ("udp", True)
    assert keys_in(folder / "keys").login(camera.login) == Login("adm", SECRET)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_that_spreadsheets_of_any_kind_are_read(
    folder: Path, encoding: str, separator: str
) -> None:
    rows = [
        ["관리번호", "설치위치", "WGS84위도", "WGS84경도"],
        ["가-1", "정문, 앞", "37.55", "127.04"],
    ]
    cells = [[f'"{cell}"' for cell in row] for row in rows]
    text = "\r\n".join(separator.join(row) for row in cells) + "\r\n\r\n"
    assert imported(folder, text.encode(encoding)) == 0
    assert book(folder)["가-1"]["name_ko"] == "정문, 앞"


def test_that_a_spreadsheets_hint_and_decimal_commas_are_understood(folder: Path) -> None:
    assert imported(folder, "sep=;\nid;lat;lon\nT-1;37,55;127,04\n") == 0
    assert book(folder)["T-1"]["lat"] == 37.55


@pytest.mark.parametrize(
    ("row", "field", "problem"),
    [
        (",x,x,37.55,127.04", "id", "empty"),
        ("T/1,x,x,37.55,127.04", "id", "can not be an id"),
        ("T-1,x,x,37.55,", "lon", "missing"),
        ("T-1,x,x,,", "lat", "needs a place"),
        ("T-1,x,x,north,127.04", "lat", "not a number"),
        ("T-1,x,x,nan,127.04", "lat", "not a number"),
        ("T-1,x,x,0,0", "lat", "without a fix"),
        ("T-1,x,x,127.04,37.55", "lat", "swapped"),
        ("T-1,x,x,35.1,129.0", "lat", "outside the district"),
        ("T-1,x,x,200123.1,450321.9", "lat", "not on the globe"),
        ("T-1,x,x,37.55,127.04,400", "heading", "not within 0 to 360"),
        ("T-1,x,x,37.55,127.04,,0", "view", "not within"),
        ("T-1,x,x,37.55,127.04,,,-3", "reach", "not within"),
        ("T-1,x,x,37.55,127.04,,,,ftp://h/x", "main", "FTP can not be received"),
        ("T-1,x,x,37.55,127.04,,,,rtsp://", "main", "not an address"),
        ("T-1,x,x,37.55,127.04,,,,rtsp://h:99999/", "main", "not an address"),
        ("T-1,x,x,37.55,127.04,,,,rtsp://a:b/c@/x", "login", "can not be told"),
        ("T-1,x,x,37.55,127.04,,,,rtsp://a:b@h/x,rtsp://a:c@h/y", "login", "different logins"),
        ("T-1,x,x,37.55,127.04,,,,,,,pw", "login", "no user"),
        ("T-1,x,x,37.55,127.04,,,,,,,,http://", "onvif", "not an address"),
        ('T-1,x,x,37.55,127.04,,,,,,,,,"[[[0,0],[2,0],[1,1]]]"', "masks", "outside the picture"),
        ('T-1,x,x,37.55,127.04,,,,,,,,,"0,0 1,1"', "masks", "3 to 64 corners"),
        ("T-1,x,x,37.55,127.04,,,,,,,,,[[[[", "masks", "can not be read"),
        ("T-1,x,x,37.55,127.04,,,,,,,,,,ftp", "transport", "no transport"),
        ("T-1,x,x,37.55,127.04,,,,,,,,,,,perhaps", "turnable", "neither yes nor no"),
        ("T-1,x,x,37.55,127.04" + "," * 11 + ",surplus", "", "cells"),
        ('T-1,"x,x,37.55,127.04', "", "quotation marks"),
    ],
)  # fmt: skip
def test_that_a_bad_row_is_named_with_its_field(
    folder: Path, row: str, field: str, problem: str
) -> None:
    found = problems(f"{HEAD}\n{GOOD}\n\n{row.replace('T-1', 'T-9')}\n", folder)
    assert list(found) == [(4, field)]
    assert problem in found[4, field]


def test_that_all_that_is_wrong_with_a_row_is_told(folder: Path) -> None:
    found = problems(f"{HEAD}\nT-1,x,x,35.1,129.0,abc,700,,,,,,,,ftp,\n", folder)
    assert {field for _, field in found} == {"lat", "heading", "view", "transport"}


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("srt://10.0.0.9:9000?passphrase=s3cret", "SRT can not be received by this program"),
        ("SRT://10.0.0.9:9000", "SRT can not be received by this program"),
        ("rtmp://10.0.0.9/live", "RTMP can not be received as a stream"),
        ("webrtc://10.0.0.9/live", "WebRTC can not be received as a stream"),
        ("onvif://10.0.0.9", "ONVIF can not be received as a stream"),
        (
            "http://10.0.0.9/a/Index.M3U8?x=1",
            "playlists (HLS, DASH) can not be received as a stream",
        ),
        ("gopher://10.0.0.9/1", "it is not an address that can be opened"),
    ],
)
def test_that_a_stream_nobody_can_receive_is_a_bad_row_with_what_to_enter_instead(
    folder: Path, address: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = f"{HEAD}\n{GOOD}\nT-2,,,37.55,127.05,,,,,{address},,,,,,\n"
    assert imported(folder, rows) == 1
    assert set(book(folder)) == {"T-1"}
    said = capsys.readouterr()
    told = json.loads(said.out.splitlines()[0])
    assert (told["row"], told["field"], told["taken"]) == (3, "sub", False)
    assert told["problem"] == problem
    assert "rtsp://" in told["remedy"]
    assert "s3cret" not in said.out + said.err


def test_that_srt_is_taken_where_it_can_be_received(folder: Path) -> None:
    table = read_table(
        written(folder, f"{HEAD}\nT-2,,,37.55,127.05,,,,srt://10.0.0.9:9000,,,,,,,\n")
    )
    drafts, findings = check_rows(table.rows, Known(receives_srt=lambda: True))
    assert [draft.id for draft in drafts] == ["T-2"]
    assert findings == []


def test_that_the_second_of_two_equal_ids_names_the_first(folder: Path) -> None:
    found = problems(f"{HEAD}\n{GOOD}\n{GOOD}\n", folder)
    assert found == {(3, "id"): "'T-1' is already the id of row 2"}


def test_that_good_rows_are_taken_beside_bad_ones_and_none_when_strict(folder: Path) -> None:
    text = f"{HEAD}\n{GOOD}\nT-2,,,0,0\n"
    assert imported(folder, text, "--strict") == 1
    assert imported(folder, text, "--dry-run") == 1
    assert book(folder) == {}
    assert not (folder / "keys").exists() or not list((folder / "keys").glob("login-*"))
    assert imported(folder, text) == 1
    assert list(book(folder)) == ["T-1"]


def test_that_the_report_is_lines_for_machines_and_sentences_for_people(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(folder, f"{HEAD}\n{GOOD}\nT-2,,,0,0\n") == 1
    told = capsys.readouterr()
    first, last = (json.loads(line) for line in told.out.splitlines())
    assert (first["row"], first["field"], first["taken"]) == (3, "lat", False)
    assert (last["added"], last["bad_rows"]) == (1, 1)
    assert "row 3, lat: 0, 0" in told.err
    assert "1 added" in told.err


def test_that_no_login_reaches_the_list_the_report_or_the_site(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        "T-2,a,a,37.55,127.04,,,,rtsp://adm:s3cret%EB%B9%84%EB%B0%80@h/a",
        "T-3,a,a,37.55,127.04,,,,rtsp://h/user=adm&password=s3cret%EB%B9%84%EB%B0%80&c=1",
        f"T-4,a,a,37.55,127.04,{SECRET}",
        f"T-5,a,a,37.55,127.04,,,,rtsp://adm:{SECRET}/x@h/a",
    ]
    imported(folder, "\n".join([HEAD, GOOD, *rows]))
    ran("list", "--data", folder)
    told = "".join(capsys.readouterr()) + (folder / FILE_NAME).read_text("utf-8")
    site = builtin_site("seongdong", folder / FILE_NAME)
    told += "".join(repr(site.cameras[name]) for name in book(folder))
    assert "s3cret" not in told
    assert list(book(folder)) == ["T-1", "T-2", "T-3", "T-5"]
    assert len({row["login"] for row in book(folder).values()}) == 3
    assert book(folder)["T-3"]["main"] == "rtsp://h/user={user}&password={password}&c=1"


def test_that_a_second_import_changes_only_what_it_says(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(folder, f"{HEAD}\n{GOOD}\n")
    before = book(folder)
    assert imported(folder, f"{HEAD}\n{GOOD}\n") == 0
    assert book(folder) == before
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["unchanged"] == 1
    assert imported(folder, "id,heading,masks\nT-1,NW,-\n") == 0
    assert book(folder)["T-1"] == {
        key: value for key, value in (before["T-1"] | {"heading": 315.0}).items() if key != "masks"
    }


def test_that_a_new_password_replaces_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(folder, f"{HEAD}\n{GOOD}\n")
    old = str(book(folder)["T-1"]["login"])
    monkeypatch.setattr(sys, "stdin", StringIO("new one\n"))
    assert ran("login", "T-1", "--user", "viewer", "--data", folder) == 0
    keys = keys_in(folder / "keys")
    assert keys.login(str(book(folder)["T-1"]["login"])) == Login("viewer", "new one")
    assert keys.login(old) is None
    assert ran("remove", "T-1", "--data", folder) == 0
    assert keys.names() == {}
    assert ran("remove", "T-1", "--data", folder) == 2


def test_that_a_common_login_serves_rows_without_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("common\n"))
    text = f"{HEAD}\n{GOOD}\nT-2,a,a,37.55,127.04,,,,rtsp://h/a\nT-3,a,a,37.55,127.04\n"
    assert imported(folder, text, "--user", "op", "--password-from-stdin") == 0
    rows, keys = book(folder), keys_in(folder / "keys")
    assert keys.login(str(rows["T-1"]["login"])) == Login("adm", SECRET)
    assert keys.login(str(rows["T-2"]["login"])) == Login("op", "common")
    assert "login" not in rows["T-3"]


def test_that_geojson_points_become_cameras(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def feature(geometry: object, **properties: object) -> dict[str, object]:
        return {"type": "Feature", "geometry": geometry, "properties": properties}

    point = {"type": "Point", "coordinates": [127.04, 37.55, 30]}
    collection = {
        "type": "FeatureCollection",
        "features": [
            feature(point, id="G-1", name="문", ptz=True, masks=[[[0, 0], [1, 0], [1, 1]]]),
            feature({"type": "LineString", "coordinates": []}, id="G-2"),
            feature(point), 7, {"type": "Feature", "properties": [1]},
            feature({"type": "Point", "coordinates": ["a", 1]}, id="G-3"),
            feature({"type": "Point", "coordinates": [37.55, 127.04]}, id="G-4"),
            {**feature(point), "id": 5},
        ],
    }  # fmt: skip
    assert imported(folder, json.dumps(collection), name="cameras.geojson") == 1
    assert list(book(folder)) == ["5", "G-1"]
    assert book(folder)["G-1"]["masks"] == [[[0, 0], [1, 0], [1, 1]]]
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["row"] for row in rows[:-1] if not row["taken"]} == {2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"), (b"PK\x03\x04xx", "workbook"), (b"\xff\x00\xc3\x28" * 9, "neither UTF-8"),
        (b"lat,lon\n1,2\n", "No column is called id"),
        (b"id,lat,latitude,lon\n", "mean the same"),
        (b'{"type": "x"}', "FeatureCollection"), (b'{"a": NaN}', "not a number"),
        (b"{" * 50_000, "not JSON"), (b'{"a":' * 50_000, "JSON"),
        (b'{"features": [], "crs": {"properties": {"name": "EPSG:5186"}}}', "not WGS 84"),
    ],
)  # fmt: skip
def test_that_a_file_that_is_no_list_is_told_in_one_sentence(
    folder: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(folder, content) == 2
    assert told in capsys.readouterr().err
    with pytest.raises(EnvironmentFault):
        read_table(folder.parent / "absent.csv")


def test_that_a_site_file_stands_above_the_list_and_may_name_its_cameras(folder: Path) -> None:
    imported(folder, f"{HEAD}\n{GOOD}\n")
    site = folder / "site.json"
    site.write_text(
        json.dumps(
            {"id": "s", "pack": "builtin:seongdong", "wall": ["T-1", "N-1"],
             "cameras": [
                 {"id": "T-1", "heading": 10, "turnable": False},
                 {"id": "N-1", "lat": 37.55, "lon": 127.04, "main": "rtsp://h/n"}]}
        ), "utf-8",
    )  # fmt: skip
    read = read_site(site, folder / FILE_NAME)
    assert read.wall == ("T-1", "N-1")
    assert (read.cameras["T-1"].heading_deg, read.cameras["T-1"].turnable) == (10, False)
    assert read.cameras["T-1"].transport == "udp"
    assert read.cameras["N-1"].streams is not None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "N"}, "no lat and lon"), ({"id": "N", "lat": 0, "lon": 0}, "no place"),
        ({"id": "N", "lat": "x", "lon": 1}, "lat: must be a number"),
        ({"id": "SD-0001", "view": 10**400}, "view: must be within"),
        ({"id": "SD-0001", "turnable": "yes"}, "true or false"),
        ({"id": "SD-0001", "masks": [[[0, 0], [2, 0], [1, 1]]]}, "masks[0]"),
        ({"id": "SD-0001", "masks": {}}, "list of polygons"),
        ({"id": "SD-0001", "transport": "x"}, '"tcp" or "udp"'),
        ({"id": "SD-0001", "onvif": f"ftp://a:{SECRET}@h"}, "http://"),
        ({"id": "SD-0001", "main": f"ftp://a:{SECRET}@h"}, "rtsp://"),
    ],
)  # fmt: skip
def test_that_a_wrong_camera_of_a_site_file_is_named(
    folder: Path, row: dict[str, object], told: str
) -> None:
    site = folder / "site.json"
    site.write_text(json.dumps({"id": "s", "pack": "builtin:seongdong", "cameras": [row]}), "utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        read_site(site)
    assert told in str(caught.value)
    assert SECRET not in str(caught.value)


def test_that_a_list_of_another_district_does_not_keep_the_console_shut(folder: Path) -> None:
    path = folder / FILE_NAME
    row = {"id": "ELSEWHERE-1", "main": "rtsp://h/x"}
    path.write_text(json.dumps({"format": "sunra-cameras/1", "cameras": [row]}), "utf-8")
    assert "ELSEWHERE-1" not in builtin_site("seongdong", path).cameras
