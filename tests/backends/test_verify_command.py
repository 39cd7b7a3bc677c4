"""`sunra verify` on a real folder: file, chain, seals and tables, and what a person is told."""

import json
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import main as program
from backends.commands.parts import keys_in
from backends.commands.sealing import keep_seals
from backends.database.connection import Database
from backends.database.store import open_store
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from console.settings import Settings
from tests.backends.store_values import NOW, burst

GONE = "DELETE FROM journal_payload WHERE line"
Said = tuple[int, dict[str, Any], str]
Verify = Callable[..., Said]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose engine stored twenty events, an alert each, and ended in order."""
    folder = tmp_path_factory.mktemp("made") / "data"
    worked(folder, 1)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "data")


def worked(data: Path, first: int) -> None:
    """One run of an engine: twenty events from this number on."""
    home, keys = Installation(data), keys_in(data / "keys")
    with ExitStack() as stack:
        store = open_store(home.database, keys.secret("database"), SystemClock())
        stack.callback(store.close)
        keep_seals(stack, home, Settings(), keys)
        store.commit(burst(first, 20), NOW)


def changed(data: Path, *statements: str) -> None:
    """What somebody with the key of the database can do."""
    database = Database(data / "sunra.db", keys_in(data / "keys").secret("database"))
    with database.write() as connection:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'j%'"
        for name in connection.exec_driver_sql(guards).scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.exec_driver_sql(statement)
    database.close()


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    def run(data: Path, *words: str) -> Said:
        capsys.readouterr()
        code = program.main(["verify", "--data", str(data), *words])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    return run


def test_that_an_untouched_installation_is_right_and_sealed_to_its_end(
    folder: Path, verify: Verify
) -> None:
    """R-LOG-02, R-LOG-03."""
    code, verdict, words = verify(folder)
    assert (code, words) == (0, "")
    assert verdict["lines"] == verdict["sealed_to"] > 20


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"{GONE} = 5; DELETE FROM journal WHERE id = 5", "line 5 is missing"),
        ("UPDATE journal SET at = at + 1 WHERE id = 6", "line 6 was edited"),
        (f"{GONE} > 9; DELETE FROM journal WHERE id > 9", "ends at line 9"),
        ("UPDATE journal_payload SET payload = '{}' WHERE line = 7", "the payload of line 7"),
        ("UPDATE journal SET subject = 'alert:x' WHERE id = 8", "line 8 was edited"),
        ("DELETE FROM alert WHERE number = 3", "alert 3 is gone"),
        ("UPDATE alert SET work = 'closed' WHERE number = 4", "work was changed"),
        ("UPDATE alert SET priority = 4 WHERE number = 4", "priority was changed"),
        ("DELETE FROM event WHERE sequence = 9", "event 9 is gone"),
        ("UPDATE event SET envelope = '{}' WHERE sequence = 9", "event 9 is not as it was stored"),
        (
            'UPDATE event SET envelope = \'{"data":{"erased":true}}\' WHERE sequence = 9',
            "event 9 is not as it was stored",
        ),
    ],
)
def test_that_each_change_by_hand_is_told_with_what_where_and_what_to_do(
    folder: Path, verify: Verify, statement: str, words: str
) -> None:
    changed(folder, *statement.split("; "))
    code, verdict, said = verify(folder)
    assert code == 1
    assert words in verdict["problem"]
    assert verdict["where"]
    assert verdict["remedy"] in said


def test_that_a_bit_that_fell_over_in_the_file_is_told(folder: Path, verify: Verify) -> None:
    path = folder / "sunra.db"
    content = bytearray(path.read_bytes())
    content[-2_000] ^= 1
    path.write_bytes(content)
    code, verdict, said = verify(folder)
    assert code == 1
    assert "damaged" in verdict["problem"]
    assert "backup" in said


def test_that_an_older_database_is_told_until_a_person_accepts_it(
    folder: Path, verify: Verify
) -> None:
    older = (folder / "sunra.db").read_bytes()
    worked(folder, 21)
    assert verify(folder)[0] == 0
    (folder / "sunra.db").write_bytes(older)
    code, verdict, _ = verify(folder)
    assert (code, verdict["is_of_seals"]) == (1, True)
    assert "older copy" in verdict["problem"]
    code, verdict, said = verify(folder, "--accept", "the disk was replaced", "--by", "chief")
    assert (code, verdict["accepted"]) == (0, 1)
    assert "1 times" in said
    worked(folder, 21)
    assert verify(folder)[0] == 0
    assert list(folder.glob("*-seals.jsonl"))


def test_that_an_older_state_of_the_whole_folder_is_told(folder: Path, verify: Verify) -> None:
    older = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    worked(folder, 21)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    for path, content in older.items():
        path.write_bytes(content)
    code, verdict, said = verify(folder)
    assert code == 1
    assert "older state of the whole folder" in verdict["problem"]
    assert "seals" in said


def test_that_a_broken_line_cannot_be_accepted(folder: Path, verify: Verify) -> None:
    changed(folder, "UPDATE journal SET at = at + 1 WHERE id = 6")
    code, _, said = verify(folder, "--accept", "never mind", "--by", "chief")
    assert code == 2
    assert "line 6" in said


def test_that_accepting_needs_a_name_and_a_problem(folder: Path, verify: Verify) -> None:
    assert verify(folder, "--accept", "why not", "--by", "chief")[0] == 2
    (folder / "seals.newest.json").unlink()
    assert verify(folder, "--accept", "why not")[0] == 2
    assert verify(folder, "--accept", "lost with a disk", "--by", "chief")[0] == 0


def test_that_a_missing_key_of_the_database_is_told_and_none_is_made(
    folder: Path, verify: Verify
) -> None:
    (folder / "keys" / "database.key").unlink()
    code, _, said = verify(folder)
    assert code == 2
    assert "key of the database is gone" in said
    assert not (folder / "keys" / "database.key").exists()
