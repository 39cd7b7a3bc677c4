"""Files put in place whole: the old one or the new one, whatever happens in between."""

import subprocess
import sys
from pathlib import Path

import pytest

from backends.files.whole import replacing

KILLED = """
import os, pathlib, sys
from backends.files.whole import replacing
with replacing(pathlib.Path(sys.argv[1]), durable=True) as part:
    part.write_text("half of the n")
    os._exit(9)
"""


@pytest.mark.parametrize("durable", [False, True])
def test_that_a_file_is_replaced_and_nothing_stays_beside_it(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "list.json"
    for text in ("old", "new"):
        with replacing(path, durable=durable) as part:
            part.write_text(text)
            assert not path.exists() or path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_that_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError), replacing(path, durable=True) as part:
        part.write_text("신", encoding="ascii")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_process_that_dies_in_between_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("old")
    died = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, timeout=60)
    assert died.returncode == 9
    assert path.read_text() == "old"


def test_that_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "list.json"
    with pytest.raises(FileNotFoundError), replacing(path) as part:
        part.write_text("new")
