"""What a console says of imports that happened after it began (a real folder, a real watch)."""

from pathlib import Path

import pytest

from backends.map_data.pack import FolderMapPack
from tests.support.processes import wait_until
from widgets.window.pack_notice import PackNotice


@pytest.mark.usefixtures("qapp")
def test_that_an_import_of_cameras_is_told_as_one_for_the_next_start(tmp_path: Path) -> None:
    pack = FolderMapPack(tmp_path, look_s=0.02)
    try:
        notice = PackNotice(pack)
        assert notice.text() == ""
        (tmp_path / "cameras.json").write_text("{}", encoding="utf-8")
        wait_until(lambda: bool(pack.cards().cameras), "the list of cameras was not seen")
        assert "next start" in notice.text()
        assert PackNotice(pack).text() == ""  # a console that began with them has nothing to say
    finally:
        pack.close()
