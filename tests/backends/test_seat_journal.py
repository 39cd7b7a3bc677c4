"""The seat's journal on a real encrypted file."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.seat_journal import SqlSeatJournal
from console.domain.errors import EnvironmentFault
from console.ports.messages import Command
from console.ports.seat_journal import SeatJournal
from tests.backends.store_values import KEY, NOW

_SCHEMA_ONE = """
CREATE TABLE seat_meta (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE action (
    sequence INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, seat TEXT NOT NULL,
    operator TEXT NOT NULL, kind TEXT NOT NULL, alert BIGINT NOT NULL, issued BIGINT NOT NULL,
    text TEXT NOT NULL, disposition TEXT, accepted BOOLEAN, reason TEXT NOT NULL
);
CREATE INDEX ix_action_accepted ON action (accepted);
INSERT INTO seat_meta VALUES ('schema', 1);
"""


def command(number: int) -> Command:
    return Command(
        f"c-{number}", "desk-1", "kim", "close", number, NOW, text="오작동", disposition="test"
    )


def opened(folder: Path) -> SqlSeatJournal:
    return SqlSeatJournal(folder / "seat.db", KEY)


def test_that_unconfirmed_actions_survive_in_order(tmp_path: Path) -> None:
    journal: SeatJournal = opened(tmp_path)
    for number in (3, 1, 2):
        journal.append(command(number))
    journal.confirm("c-1", accepted=False, reason="already closed")
    again = opened(tmp_path)
    assert list(again.unconfirmed()) == [command(3), command(2)]


def test_that_the_facts_in_view_survive_a_restart(tmp_path: Path) -> None:
    shown = replace(command(1), kind="acknowledge", facts=3)
    unknown = replace(command(2), kind="acknowledge", facts=None)
    journal = opened(tmp_path)
    journal.append(shown)
    journal.append(unknown)
    journal.close()
    assert list(opened(tmp_path).unconfirmed()) == [shown, unknown]


def test_that_a_file_of_schema_one_is_brought_forward_with_its_actions(tmp_path: Path) -> None:
    _write_schema_one(tmp_path / "seat.db")
    for _ in range(2):
        journal = opened(tmp_path)
        journal.append(replace(command(8), facts=5))
        assert list(journal.unconfirmed()) == [command(7), replace(command(8), facts=5)]
        journal.close()
    with Database(tmp_path / "seat.db", KEY).read() as connection:
        assert connection.exec_driver_sql("SELECT value FROM seat_meta").scalars().all() == [5]


def _write_schema_one(path: Path) -> None:
    """A file as the first version made it, with one action that has no answer yet."""
    old = command(7)
    row = (1, old.id, old.seat, old.operator, old.kind, 7, micros(NOW), old.text, old.disposition)
    database = Database(path, KEY)
    with database.write() as connection:
        for statement in _SCHEMA_ONE.split(";"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '')", row
        )
    database.close()


def test_that_the_same_action_is_kept_once(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.append(command(1))
    journal.append(replace(command(1), text="otherwise"))
    assert list(journal.unconfirmed()) == [command(1)]
    journal.confirm("c-1", accepted=True, reason="")
    journal.append(command(1))
    assert list(journal.unconfirmed()) == []


def test_that_the_first_answer_stands_and_an_unknown_one_is_left_alone(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.append(command(1))
    journal.confirm("c-9", accepted=True, reason="")
    journal.confirm("c-1", accepted=True, reason="first")
    journal.confirm("c-1", accepted=False, reason="second")
    journal.close()
    with Database(tmp_path / "seat.db", KEY).read() as connection:
        row = connection.exec_driver_sql("SELECT accepted, reason, sequence FROM action").one()
    assert tuple(row) == (1, "first", 1)


def test_that_the_sequence_is_contiguous(tmp_path: Path) -> None:
    for number in range(1, 6):
        journal = opened(tmp_path)
        journal.append(command(number))
        journal.append(command(number))
        journal.close()
    with Database(tmp_path / "seat.db", KEY).read() as connection:
        found = connection.exec_driver_sql("SELECT sequence FROM action ORDER BY 1").scalars()
        assert list(found) == [1, 2, 3, 4, 5]


def test_that_a_wrong_key_and_a_newer_file_are_told(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(EnvironmentFault, match="key is wrong"):
        SqlSeatJournal(tmp_path / "seat.db", bytes(32))
    with Database(tmp_path / "seat.db", KEY).write() as connection:
        connection.execute(sa.text("UPDATE seat_meta SET value = 7"))
    with pytest.raises(EnvironmentFault, match="newer Sunra"):
        opened(tmp_path)


def test_that_a_full_disk_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    with journal._database.write() as connection:
        pages = connection.scalar(sa.text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EnvironmentFault, match="disk is full"):
        journal.append(replace(command(1), text="x" * 50_000))
    assert list(journal.unconfirmed()) == []
