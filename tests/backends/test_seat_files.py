"""The files of a seat: an order that comes back, exports that never overwrite."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.system.seat_files import FolderSeatFiles
from console.domain.pictures.wall_layout import Arrangement

AT = datetime(2026, 11, 21, 14, 3, 20, tzinfo=UTC)


def test_that_what_is_kept_of_the_queue_is_there_again(tmp_path: Path) -> None:
    files = FolderSeatFiles(tmp_path, "seat-1")
    assert files.queue() == {}
    files.keep_queue({"views": [{"lowest": 2}], "still": True})
    files.close()
    again = FolderSeatFiles(tmp_path, "seat-1")
    assert again.queue() == {"views": [{"lowest": 2}], "still": True}
    again.close()
    (tmp_path / "queue-seat-1.json").write_text("not json")
    broken = FolderSeatFiles(tmp_path, "seat-1")
    assert broken.queue() == {}
    broken.close()


def test_that_the_newest_order_comes_back_at_the_next_start(tmp_path: Path) -> None:
    files = FolderSeatFiles(tmp_path, "seat-1")
    assert files.arrangement() is None
    for number in range(50):
        files.keep(Arrangement((f"C{number}", "A"), frozenset({"A"})))
    files.close()
    again = FolderSeatFiles(tmp_path, "seat-1")
    assert again.arrangement() == Arrangement(("C49", "A"), frozenset({"A"}))
    again.close()
    other = FolderSeatFiles(tmp_path, "seat-2")
    assert other.arrangement() is None
    other.close()


@pytest.mark.parametrize("content", ["", "[]", '{"order": 3}', '{"order": [1], "pinned": []}'])
def test_that_a_broken_order_counts_as_none_and_is_said(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "wall-seat-1.json").write_text(content, encoding="utf-8")
    files = FolderSeatFiles(tmp_path, "seat-1")
    assert files.arrangement() is None
    files.close()
    assert "made anew" in caplog.text


def test_that_an_export_never_takes_a_name_that_is_taken(tmp_path: Path) -> None:
    files = FolderSeatFiles(tmp_path, "seat-1")
    first = files.export_path("../SD 1", AT, "png")
    assert first == tmp_path / "exports" / "_SD_1-20261121-230320-KST.png"
    second = files.export_path("../SD 1", AT, "png")
    assert second.name == "_SD_1-20261121-230320-KST-2.png"
    second.touch()
    files.close()
    again = FolderSeatFiles(tmp_path, "seat-1")
    assert again.export_path("../SD 1", AT, "png") == first
    assert again.export_path("../SD 1", AT, "png").name.endswith("-3.png")
    again.close()


def test_that_a_note_keeps_what_stands_in_the_manifest(tmp_path: Path) -> None:
    files = FolderSeatFiles(tmp_path, "seat-1")
    path = files.export_path("C1", AT, "mp4")
    beside = path.with_name(f"{path.name}.json")
    beside.write_text('{"packets": 9, "sha256": "old"}', encoding="utf-8")
    files.write_note(path, {"sha256": "new", "operator": "OP-1"})
    files.close()
    assert json.loads(beside.read_text("utf-8")) == {
        "packets": 9, "sha256": "new", "operator": "OP-1",
    }  # fmt: skip


def test_that_a_folder_that_cannot_be_written_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = FolderSeatFiles(tmp_path / "absent", "seat-1")
    files.keep(Arrangement(("A",)))
    files.close()
    assert "cannot be written" in caplog.text
