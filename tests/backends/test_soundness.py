"""A database after a crash, and a disk that runs full: told before anything is lost."""

from pathlib import Path

import pytest

from backends.database.soundness import OpenMark
from backends.system.disk_space import DiskSpace
from console.domain.errors import EnvironmentFault
from tests.backends.store_values import KEY, NOW, burst, database_in, store_in


def test_that_an_orderly_end_leaves_no_mark_and_a_crash_leaves_one(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    mark = tmp_path / "sunra.db.open"
    assert mark.exists()
    store.close()
    assert not mark.exists()


def test_that_a_database_damaged_in_a_crash_is_refused_with_its_remedy(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 400), NOW)
    store.close()
    file = tmp_path / "sunra.db"
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    file.write_bytes(content)
    (tmp_path / "sunra.db.open").touch()
    with pytest.raises(EnvironmentFault, match="damaged") as refusal:
        store_in(tmp_path)
    assert "backup" in str(refusal.value.remedy)


def test_that_a_sound_database_is_used_after_a_crash(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 10), NOW)
    store.close()
    (tmp_path / "sunra.db.open").touch()
    assert len(store_in(tmp_path).restore().alerts) == 10


def test_that_the_check_of_a_large_file_does_not_hold_the_opening_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_in(tmp_path).close()
    (tmp_path / "sunra.db.open").touch()
    monkeypatch.setattr("backends.database.soundness.CHECKED_AT_ONCE_BYTES", 0)
    database = database_in(tmp_path)
    mark = OpenMark(database)
    mark.check()
    assert mark.damage == ""
    assert KEY


def test_that_a_disk_that_runs_full_is_told_and_a_roomy_one_is_not(tmp_path: Path) -> None:
    assert DiskSpace(tmp_path, low_bytes=0)() == ()
    (told,) = DiskSpace(tmp_path, low_bytes=2**60)()
    assert (told.kind, told.subject, told.count) == ("device.fault", "disk", 0)
    (lost,) = DiskSpace(tmp_path / "gone")()
    assert "cannot be read" in lost.text
