"""Site files from the disk: what is right is read, what is wrong is named with its key."""

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest

from backends.map_data.site_file import builtin_site, read_site
from console.domain.errors import EnvironmentFault
from resources.locator import resource

SECRET = "rtsp://admin:s3cret@127.0.0.1:8554/SD-0001"


def _write(folder: Path, content: object) -> Path:
    path = folder / "site.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _good() -> dict[str, object]:
    return {
        "id": "demo",
        "pack": "builtin:seongdong",
        "streams": [{"camera": "SD-0001", "sub": SECRET + "/sub", "main": SECRET + "/main"}],
        "wall": ["SD-0001", "SD-0002"],
    }


def test_that_a_site_file_gives_cameras_their_streams_and_the_wall(tmp_path: Path) -> None:
    site = read_site(_write(tmp_path, _good()))
    assert site.id == "demo"
    assert site.wall == ("SD-0001", "SD-0002")
    streams = site.cameras["SD-0001"].streams
    assert streams is not None
    assert streams.main.endswith("/main")
    assert site.cameras["SD-0002"].streams is None
    assert len(site.cameras) == 4191


def test_that_measured_presets_of_a_turnable_camera_are_read(tmp_path: Path) -> None:
    good = _good()
    kept = [{"name": "gate", "heading": 270, "view": 40}, {"name": "road", "heading": 10}]
    good["cameras"] = [{"id": "SD-0001", "turnable": True, "presets": kept}]
    first, second = read_site(_write(tmp_path, good)).cameras["SD-0001"].presets
    assert (first.name, first.heading_deg, first.view_deg) == ("gate", 270.0, 40.0)
    assert (second.name, second.reach_m) == ("road", 40.0)


def test_that_a_preset_without_a_direction_is_named(tmp_path: Path) -> None:
    bad = _good()
    bad["cameras"] = [
        {"id": "SD-0001", "presets": [{"name": "gate"}, {"heading": 1}, 7]},
        {"id": "SD-0002", "presets": "gate"},
    ]
    with pytest.raises(EnvironmentFault) as told:
        read_site(_write(tmp_path, bad))
    for part in ("presets[0].heading", "presets[1].name", "presets[2]", "cameras[1].presets"):
        assert part in str(told.value)


def test_that_a_relative_folder_is_taken_from_beside_the_site_file(tmp_path: Path) -> None:
    shutil.copytree(resource("demo", "seongdong"), tmp_path / "mine")
    site = read_site(_write(tmp_path, {"id": "mine", "pack": "mine"}))
    assert len(site.layers) == 10
    assert site.wall == builtin_site("seongdong").wall


def test_that_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_text(json.dumps(_good()), encoding="utf-8-sig")
    assert read_site(path).id == "demo"


def test_that_all_problems_are_told_at_once_with_their_keys(tmp_path: Path) -> None:
    bad = _good() | {
        "id": "",
        "streams": [
            {"camera": "SD-9999", "sub": SECRET, "main": SECRET},
            {"camera": "SD-0002", "sub": "ftp://127.0.0.1/x"},
            "SD-0003",
        ],
        "wall": ["SD-0001", "SD-0001", 7],
    }
    path = _write(tmp_path, bad)
    with pytest.raises(EnvironmentFault) as caught:
        read_site(path)
    sentence = str(caught.value)
    for part in (
        str(path), "id: is empty", "streams[0].camera: 'SD-9999' is not a camera",
        "streams[1].sub: must be an rtsp://", "streams[1].main: is missing",
        "streams[2]: must be an object", "wall[1]: 'SD-0001' is named twice", "wall[2]: 7",
    ):  # fmt: skip
        assert part in sentence
    assert "s3cret" not in sentence


def test_that_a_wrong_stream_address_is_named_without_its_login(tmp_path: Path) -> None:
    bad = _good() | {
        "streams": [{"camera": "SD-0001", "sub": "rtsp://u:s3cret@[::1", "main": "rtsp://"}]
    }
    with pytest.raises(EnvironmentFault) as caught:
        read_site(_write(tmp_path, bad))
    assert "streams[0].sub" in str(caught.value)
    assert "streams[0].main" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"{not json", "not JSON"),
        (b"", "not JSON"),
        ('{"id": "성동"}'.encode("cp949"), "not UTF-8"),
        (b"[1, 2]", "must be an object"),
        (b"null", "must be an object"),
        (b'{"id": "x"}', "pack: is missing"),
        (b'{"id": 3, "pack": []}', "pack: must be a text, not a list"),
        (b'{"id": "x", "pack": "builtin:atlantis"}', "no built-in district 'atlantis'"),
        (b'{"id": "x", "pack": "builtin:../../etc"}', "no built-in district"),
        (b'{"id": "x", "pack": "nowhere"}', "does not exist"),
        (b'{"id": "x", "pack": "builtin:seongdong", "wall": {}}', "wall: must be a list"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_that_a_bad_site_file_gives_one_clear_fault(
    tmp_path: Path, content: bytes, part: str
) -> None:
    path = tmp_path / "site.json"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault) as caught:
        read_site(path)
    assert part in str(caught.value)
    assert "site.json" in str(caught.value)


def test_that_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="does not exist"):
        read_site(tmp_path / "absent.json")
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        read_site(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_that_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, _good())
    path.chmod(0)
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        read_site(path)


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip at all",
        gzip.compress(b"{}"),
        gzip.compress(b'{"format": "sunra-district/1"}'),
        gzip.compress(resource("demo", "seongdong", "LICENSE.md").read_bytes()),
        resource("demo", "seongdong", "district.json.gz").read_bytes()[:5000],
    ],
)
def test_that_a_damaged_pack_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "district.json.gz").write_bytes(content)
    with pytest.raises(EnvironmentFault, match=r"district\.json\.gz"):
        read_site(_write(tmp_path, {"id": "x", "pack": "pack"}))


def test_that_a_pack_with_a_wrong_value_is_damaged_not_a_crash(tmp_path: Path) -> None:
    raw = json.loads(
        gzip.decompress(resource("demo", "seongdong", "district.json.gz").read_bytes())
    )
    raw["cameras"]["lon"][3] = "east"
    (tmp_path / "pack").mkdir()
    packed = gzip.compress(json.dumps(raw).encode())
    (tmp_path / "pack" / "district.json.gz").write_bytes(packed)
    with pytest.raises(EnvironmentFault, match="damaged"):
        read_site(_write(tmp_path, {"id": "x", "pack": "pack"}))
