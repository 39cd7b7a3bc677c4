"""What the store says when key, file, folder or disk are not as they must be; and what survives."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from backends.database.connection import Database, Durability, durability
from backends.database.readers import open_reader
from backends.database.store import open_store
from console.domain.errors import EnvironmentFault
from tests.backends.store_values import KEY, NOW, SteppedClock, burst, database_in, store_in

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and signals")
ROOT = Path(__file__).parents[2]


def writer(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "tests.backends.store_writer", str(folder), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def said_until(child: "subprocess.Popen[str]", lines: int) -> list[str]:
    assert child.stdout is not None
    return [line.strip() for _, line in zip(range(lines), child.stdout, strict=False)]


@POSIX
def test_that_a_killed_writer_loses_nothing_it_reported_and_doubles_nothing(tmp_path: Path) -> None:
    """R-MSG-03: SIGKILL in mid-burst, five rounds on one file."""
    reported = 0
    for round_ in range(5):
        child = writer(tmp_path, "bell-1")
        assert child.stdout is not None
        said = said_until(child, 4 + round_ * 3)
        child.kill()
        said += [line.strip() for line in child.stdout]
        child.wait(20)
        child.stdout.close()
        reported = int(said[-1])
        reader = open_reader(tmp_path / "sunra.db", KEY)
        held = [row["sequence"] for row in reader.events()]
        alerts = [row["number"] for row in reader.alerts()]
        reader.close()
        assert held == list(range(1, len(held) + 1))
        assert len(held) >= reported > 0
        assert len(held) % 20 == 0
        assert alerts == held


@POSIX
def test_that_a_full_disk_is_told_and_what_was_reported_is_kept(tmp_path: Path) -> None:
    """R-DB-05, by a limit on the size of the child's files."""
    child = writer(tmp_path, "bell-1", "700000")
    out, _ = child.communicate(timeout=60)
    said = out.split("\n")
    assert said[-2].startswith("fault: "), said
    assert "sunra.db" in said[-2]
    reported = int(said[-3])
    store = store_in(tmp_path)
    assert store.restore().sessions[0].stored >= reported
    assert store.commit(burst(90_000, 1), NOW).revision > 0


def test_that_a_full_database_stores_nothing_and_recovers_without_a_restart(tmp_path: Path) -> None:
    """R-DB-05, by SQLite's own page limit on the open connection."""
    database = database_in(tmp_path)
    store = open_store(tmp_path / "sunra.db", KEY, SteppedClock())
    store.commit(burst(1, 1), NOW)
    with store._database.write() as connection:
        pages = connection.scalar(sa.text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(EnvironmentFault, match="disk is full"):
        store.commit(burst(2, 200), NOW)
    assert store.restore().sessions[0].stored == 1
    assert store.commit(burst(2, 200), NOW).revision == 2
    assert store.restore().sessions[0].stored == 201
    database.close()


def test_that_a_wrong_key_is_told(tmp_path: Path) -> None:
    store_in(tmp_path).close()
    for opened in (open_store, lambda path, key, _: open_reader(path, key)):
        with pytest.raises(EnvironmentFault, match=r"key is wrong.*sunra\.db.*restore the key"):
            opened(tmp_path / "sunra.db", bytes(32), SteppedClock())


def test_that_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 5), NOW)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert "도와주세요".encode() not in content
        assert b"bell.pressed" not in content
        assert not content.startswith(b"SQLite format 3")


def test_that_a_foreign_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "sunra.db"
    path.write_bytes(b"a letter to the district office" * 400)
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault, match="not a Sunra database"):
        store_in(tmp_path)
    assert path.read_bytes() == before


def test_that_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "sunra.db").mkdir()
    with pytest.raises(EnvironmentFault, match=r"sunra\.db"):
        store_in(tmp_path)


@POSIX
def test_that_file_and_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    """R-SEC-05."""
    store = store_in(tmp_path / "new")
    store.commit(burst(1, 1), NOW)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()} == {0o600}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="needs another user")
def test_that_a_read_only_folder_is_told(open_folder: Path) -> None:
    """As another user, for root may write anywhere."""
    out, _ = writer(open_folder, "bell-1", "nobody").communicate(timeout=60)
    assert "fault: " in out
    assert "Permission denied" in out
    store_in(open_folder).close()
    (open_folder / "sunra.db").chmod(0o644)
    out, _ = writer(open_folder, "bell-1", "nobody").communicate(timeout=60)
    assert out.startswith("fault: ")
    assert str(open_folder) in out


@POSIX
def test_that_a_file_removed_in_use_is_noticed_before_a_write_is_lost(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 1), NOW)
    (tmp_path / "sunra.db").rename(tmp_path / "moved.db")
    with pytest.raises(EnvironmentFault, match="removed or replaced"):
        store.commit(burst(2, 1), NOW)
    (tmp_path / "moved.db").rename(tmp_path / "sunra.db")
    assert store.commit(burst(2, 1), NOW).revision == 2


def test_that_a_damaged_page_is_told_and_never_read_as_true(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 300), NOW)
    store.close()
    path = tmp_path / "sunra.db"
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault):
        list(open_reader(path, KEY).events())


def test_that_every_connection_has_the_durable_settings(tmp_path: Path) -> None:
    """R-DB-02."""
    database = Database(tmp_path / "a.db", KEY)
    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
    with database.write() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert found == ["wal", 2, 1, 1, 5000]
    with database.read() as connection, pytest.raises(sa.exc.OperationalError, match="readonly"):
        connection.exec_driver_sql("CREATE TABLE x (a)")
    database.close()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 52, 0)])
def test_that_an_unsafe_library_gets_the_slower_journal(version: tuple[int, ...]) -> None:
    """R-DB-01."""
    assert durability(version) == Durability("delete", "EXTRA")


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 1), (3, 53, 4)])
def test_that_a_safe_library_gets_the_write_ahead_log(version: tuple[int, ...]) -> None:
    assert durability(version) == Durability("wal", "FULL")


def test_that_the_slower_journal_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "backends.database.connection.durability", lambda _: Durability("delete", "EXTRA")
    )
    store = store_in(tmp_path)
    assert store.commit(burst(1, 2), NOW).revision == 1
    assert not (tmp_path / "sunra.db-wal").exists()


def test_that_a_lock_held_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backends.database.connection._BUSY_MS", 50)
    store, other = store_in(tmp_path), database_in(tmp_path)
    with other.write(), pytest.raises(EnvironmentFault, match="locked"):
        store.commit(burst(1, 1), NOW)
    assert store.commit(burst(1, 1), NOW).revision == 1
