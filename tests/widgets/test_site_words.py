"""What is wrong with the files of a site, as an operator reads it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backends.cameras.book import FILE_NAME
from backends.commands.parts import camera_list_of, site_of
from backends.map_data.pack_folder import PackFolder
from backends.system.installation import Installation
from console.domain.errors import EnvironmentFault
from tests.support.map_files import INSIDE, MapRoom, collection, point
from widgets.language import Language
from widgets.words.site import site_text

SITE = '{"id": "gu", "pack": "imported"}'


def _layer(data: Path) -> None:
    next((data / "map").glob("bell*.npz")).write_bytes(b"nothing")


def _missing(data: Path) -> None:
    listed = PackFolder(data).list_path
    content = json.loads(listed.read_text("utf-8"))
    content["imports"][0]["files"] = {}
    listed.write_text(json.dumps(content), "utf-8")


def _list(data: Path) -> None:
    PackFolder(data).list_path.write_text("{}", "utf-8")


def _cameras(data: Path) -> None:
    (data / FILE_NAME).write_text("[]", "utf-8")


def _site(data: Path) -> None:
    (data / "site.json").write_text('{"id": 7, "pack": "imported"}', "utf-8")


def _json(data: Path) -> None:
    (data / "site.json").write_text("{", "utf-8")


@pytest.fixture
def korean(qapp: object) -> Iterator[Language]:
    made = Language("ko")
    yield made
    made.close()


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("spoil", [_layer, _missing, _list, _cameras, _site, _json])
def test_that_every_damage_is_told_in_korean_without_the_words_of_a_library(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    room, folder = MapRoom(tmp_path), Installation(tmp_path)
    folder.path.joinpath("site.json").write_text(SITE, "utf-8")
    room.take(collection(tmp_path / "b.json", point(*INSIDE), properties=[{"id": "B"}]), "bell")
    spoil(tmp_path)
    with pytest.raises(EnvironmentFault) as fault:
        site_of(folder, None, strict=True)
    said = site_text(fault.value.sentence)
    assert said != fault.value.sentence
    assert any("가" <= letter <= "힣" for letter in said)
    assert "pickle" not in fault.value.sentence
    assert str(tmp_path) not in said


@pytest.mark.usefixtures("korean")
def test_that_another_district_is_told_in_korean(tmp_path: Path) -> None:
    folder = Installation(tmp_path)
    (tmp_path / "site.json").write_text(SITE, "utf-8")
    listed = camera_list_of(folder, None)
    listed.start(site_of(folder, None), ())
    listed.close()
    (tmp_path / "site.json").unlink()
    listed._look()
    assert "gu" in site_text(listed.newest().problem)
    assert site_text(listed.newest().problem) != listed.newest().problem


def test_that_an_unknown_sentence_stays_as_it_came(qapp: object) -> None:
    assert site_text("Something else.") == "Something else."
