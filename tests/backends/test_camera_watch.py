"""The list of cameras of a data folder, watched while it is changed by the real commands."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

import main as program
from backends.commands.parts import camera_list_of, keys_in, site_of
from backends.keys.remembered import RememberedLogins
from backends.map_data.camera_watch import FolderCameraList
from backends.map_data.site_cameras import SiteCameras
from backends.onvif.control import OnvifCameraControl
from backends.system.installation import Installation
from console.domain.places.geo import Place
from console.domain.site import Camera
from console.ports.keys import Login
from tests.support.map_files import MapRoom, collection, point, polygon
from tests.support.processes import wait_until

SITE = '{"id": "gu", "pack": "imported", "name": ["구", "Gu"]}'
ROWS = "id,lat,lon,main,user,password\nC-1,37.55,127.04,rtsp://127.0.0.1/1,{user},pw\n"


@pytest.fixture
def folder(tmp_path: Path) -> Installation:
    (tmp_path / "site.json").write_text(SITE, encoding="utf-8")
    return Installation(tmp_path)


@pytest.fixture
def listed(folder: Installation) -> Iterator[FolderCameraList]:
    with closing(camera_list_of(folder, None)) as made:
        made._look_s = 0.02
        yield made


def _import(folder: Installation, rows: str) -> None:
    path = folder.path / "rows.csv"
    path.write_text(rows, encoding="utf-8")
    assert program.main(["cameras", "import", str(path), "--data", str(folder.path)]) == 0


def test_that_an_import_is_told_with_its_login_already_known(
    folder: Installation, listed: FolderCameraList
) -> None:
    site, logins = site_of(folder, None), RememberedLogins(keys_in(folder.keys), [])
    known: list[Login | None] = []

    def look(cameras: Iterable[Camera]) -> None:
        known.extend(logins.login(each.login) for each in cameras)

    listed.start(site, (logins.follow_list, look))
    assert listed.newest().revision == 0
    _import(folder, ROWS.format(user="kim"))
    wait_until(lambda: "C-1" in listed.newest().cameras, "the import was not seen", 15)
    assert known == [Login("kim", "pw")]
    _import(folder, ROWS.format(user="lee"))
    wait_until(lambda: listed.newest().revision == 2, "the change was not seen", 15)
    assert known[1:] == [Login("lee", "pw")]
    assert program.main(["cameras", "remove", "C-1", "--data", str(folder.path)]) == 0
    wait_until(lambda: not listed.newest().cameras, "the removal was not seen", 15)
    assert not logins._known  # a login that nobody names is not kept in memory


def test_that_a_list_that_turned_bad_leaves_the_last_good_one(
    folder: Installation, listed: FolderCameraList
) -> None:
    _import(folder, ROWS.format(user="kim"))
    listed._stamp = listed._stamps()
    listed.start(site_of(folder, None), ())
    (folder.path / "cameras.json").write_text("{", encoding="utf-8")
    wait_until(lambda: bool(listed.newest().problem), "the damage was not seen", 15)
    assert list(listed.newest().cameras) == ["C-1"]
    assert "cameras.json" in listed.newest().problem
    (folder.path / "cameras.json").unlink()
    wait_until(lambda: not listed.newest().problem, "the repair was not seen", 15)
    assert not listed.newest().cameras


def test_that_the_watch_outlives_a_step_that_broke(
    folder: Installation, listed: FolderCameraList, caplog: pytest.LogCaptureFixture
) -> None:
    breaks = [True]

    def look(_cameras: Iterable[Camera]) -> None:
        if breaks:
            breaks.clear()
            raise KeyError("a slip")

    listed.start(site_of(folder, None), (look,))
    _import(folder, ROWS.format(user="kim"))
    wait_until(lambda: bool(listed.newest().problem), "the slip was not told", 15)
    assert "KeyError" in listed.newest().problem
    assert "could not be taken in" in caplog.text
    _import(folder, ROWS.format(user="lee"))
    wait_until(lambda: "C-1" in listed.newest().cameras, "the watch is gone", 15)
    assert not listed.newest().problem


def test_that_another_district_is_no_list_of_cameras(
    folder: Installation, listed: FolderCameraList
) -> None:
    listed.start(site_of(folder, None), ())
    (folder.path / "site.json").unlink()  # the built-in district then
    wait_until(lambda: bool(listed.newest().problem), "the other district was not seen", 15)
    assert "start the console again" in listed.newest().problem
    assert not listed.newest().cameras


def test_that_a_camera_that_went_away_is_no_longer_turned() -> None:
    def camera(address: str) -> Camera:
        return Camera("PTZ", "", "", Place(37.5, 127.0), turnable=True, onvif=address)

    first = camera("http://127.0.0.1:9/onvif")
    with closing(OnvifCameraControl([first], lambda _name: None)) as control:
        control.follow_list([])
        assert control.cameras() == ()
        assert control.state(first).state == "absent"  # and no camera is asked
        control.follow_list([camera("http://127.0.0.1:10/onvif")])
        assert control.cameras() == ("PTZ",)


def test_that_cameras_imported_as_a_map_are_told_to_console_and_engine(
    folder: Installation, listed: FolderCameraList
) -> None:
    listed.start(site_of(folder, None), ())
    told: list[Mapping[str, Place]] = []
    engine = SiteCameras(folder.path / "site.json", folder.path / "cameras.json", told.append)
    assert engine() == ()
    assert told == [{}]
    point = {"type": "Point", "coordinates": [127.04, 37.55]}
    row = {"type": "Feature", "properties": {"id": "M-1"}, "geometry": point}
    rows = folder.path / "cameras.geojson"
    rows.write_text(json.dumps({"type": "FeatureCollection", "features": [row]}), encoding="utf-8")
    words = ["map", "import", str(rows), "--as", "camera", "--id", "id", "--data", str(folder.path)]
    assert program.main(words) == 0
    wait_until(lambda: "M-1" in listed.newest().cameras, "the map was not seen", 15)
    assert engine() == ()
    assert [list(each) for each in told] == [[], ["M-1"]]
    assert told[1]["M-1"].lat == pytest.approx(37.55)


BORDER = (((127.03, 37.54), (127.05, 37.54), (127.05, 37.56), (127.03, 37.56)),)
INSIDE = (127.04, 37.55)


def test_that_facilities_and_borders_are_told_to_console_and_engine(
    folder: Installation, listed: FolderCameraList
) -> None:
    """And what cannot be read any more leaves both with what they know, and is said."""
    room = MapRoom(folder.path, district=None)
    listed.start(site_of(folder, None), ())
    bells: list[Mapping[str, Place]] = []
    site, imported = folder.path / "site.json", folder.path / "cameras.json"
    engine = SiteCameras(site, imported, lambda _cameras: None, bells.append)
    assert engine() == ()
    named = {"id": "B-1", "name": "Bell"}
    room.take(collection(folder.path / "b.json", point(*INSIDE), properties=[named]), "bell")
    room.take(collection(folder.path / "d.json", polygon(*BORDER)), "dong")

    def is_told() -> bool:
        newest = listed.newest()
        return bool(newest.facilities) and bool(newest.layers)

    wait_until(is_told, "the map was not seen", 15)
    newest = listed.newest()
    assert [(each.kind, each.id) for each in newest.facilities or ()] == [("bell", "B-1")]
    assert [each.kind for each in newest.layers or ()] == ["dong"]
    assert newest.centre is not None
    assert newest.centre.lat == pytest.approx(37.55)
    assert engine() == ()
    assert [list(each) for each in bells] == [[], ["B-1"]]
    next((folder.path / "map").glob("bell*")).write_bytes(b"broken")
    os.utime(folder.path / "map" / "map.json")
    wait_until(lambda: bool(listed.newest().problem), "the damage was not seen", 15)
    assert listed.newest().facilities == newest.facilities
    (incident,) = engine()
    assert incident.subject == "site"
    assert [list(each) for each in bells] == [[], ["B-1"]]
