"""The journal's chain on a real file: what cannot be done to it, and what is noticed."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from backends.audit.verify import verify
from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.readers import open_reader
from console.domain.journal_chain import GENESIS, JournalLine, line_hash
from tests.backends.store_values import KEY, NOW, burst, database_in, store_in

Lines = list[JournalLine]


def written(folder: Path, events: int = 60) -> Lines:
    store_in(folder).commit(burst(1, events), NOW)
    return list(open_reader(folder / "sunra.db", KEY).journal_lines())


def edited(lines: Lines, at: int) -> tuple[Lines, int]:
    field = random.Random(at).choice(["at", "kind", "subject", "by", "payload_hash", "hash"])
    old = getattr(lines[at], field)
    new = old + 1 if field == "at" else old[:-1] + ("0" if old[-1] != "0" else "1")
    return [*lines[:at], replace(lines[at], **{field: new}), *lines[at + 1 :]], at + 1


def edited_with_a_right_hash(lines: Lines, at: int) -> tuple[Lines, int]:
    bad = replace(lines[at], by="mallory")
    bad = replace(bad, hash=line_hash(bad))
    return [*lines[:at], bad, *lines[at + 1 :]], at + 1


def deleted(lines: Lines, at: int) -> tuple[Lines, int]:
    return lines[:at] + lines[at + 1 :], at + 1


def inserted(lines: Lines, at: int) -> tuple[Lines, int]:
    return [*lines[: at + 1], replace(lines[at], by="mallory"), *lines[at + 1 :]], at + 1


def reordered(lines: Lines, at: int) -> tuple[Lines, int]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]], at + 1


def with_another_payload(lines: Lines, at: int) -> tuple[Lines, int]:
    return [*lines[:at], replace(lines[at], payload="{}"), *lines[at + 1 :]], at + 1


@pytest.mark.parametrize(
    "mutate",
    [edited, edited_with_a_right_hash, deleted, inserted, reordered, with_another_payload],
)
def test_that_each_of_a_hundred_changes_is_named(
    tmp_path: Path, mutate: Callable[[Lines, int], tuple[Lines, int]]
) -> None:
    """R-LOG-01."""
    lines = written(tmp_path)
    assert verify(lines).ok
    for at in random.Random(7).sample(range(len(lines) - 1), 100):
        mutated, bad = mutate(lines, at)
        verdict = verify(mutated)
        assert verdict.first_bad == bad, (at, verdict)
        assert verdict.problem


def test_that_an_untouched_journal_verifies_from_the_first_line(tmp_path: Path) -> None:
    lines = written(tmp_path)
    verdict = verify(lines)
    assert (verdict.ok, verdict.lines, verdict.erased) == (True, 120, 0)
    assert verdict.head == lines[-1].hash
    assert (lines[0].id, lines[0].previous) == (1, GENESIS)
    assert verify([]).ok
    assert verify(lines[1:]).first_bad == 1


def test_that_an_erased_payload_leaves_the_chain_whole_and_is_on_record(tmp_path: Path) -> None:
    """R-LOG-04."""
    written(tmp_path)
    database = database_in(tmp_path)
    wish = {"by": "kim", "reason": "30 days are over", "at": micros(NOW)}
    assert journal.erase(database, [3, 4, 999], **wish) == 2  # type: ignore[arg-type]
    lines = list(open_reader(tmp_path / "sunra.db", KEY).journal_lines())
    assert [line.id for line in lines if line.payload is None] == [3, 4]
    assert lines[2].salt is None
    verdict = verify(lines)
    assert (verdict.ok, verdict.erased, verdict.lines) == (True, 2, 122)


def test_that_a_payload_that_vanished_without_a_record_is_named(tmp_path: Path) -> None:
    lines = written(tmp_path)
    lines[9] = replace(lines[9], salt=None, payload=None)
    assert verify(lines).first_bad == 10


_COPY = "1, at, kind, subject, 'mallory', payload_hash, previous, hash FROM journal WHERE id = 1"
_FIELDS = 'journal (id, at, kind, subject, "by", payload_hash, previous, hash)'


def execute(database: Database, statement: str, recursive: str) -> None:
    with database.write() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA recursive_triggers = {recursive}")
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET kind = 'x' WHERE id = 2",
        "DELETE FROM journal WHERE id = 2",
        f"INSERT OR REPLACE INTO {_FIELDS} SELECT {_COPY}",
        f"REPLACE INTO {_FIELDS} SELECT {_COPY}",
        f"INSERT INTO {_FIELDS} SELECT {_COPY} ON CONFLICT (id) DO UPDATE SET kind = 'x'",
        "UPDATE OR REPLACE journal SET id = 3 WHERE id = 2",
        f"INSERT INTO {_FIELDS} SELECT 500{_COPY[1:]}",
        "UPDATE journal_payload SET payload = 'x' WHERE line = 2",
        "REPLACE INTO journal_payload (line, salt, payload) VALUES (2, x'00', 'x')",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_that_the_journal_can_only_be_appended_to(
    tmp_path: Path, statement: str, recursive: str
) -> None:
    """R-LOG-05, whatever the connection's pragma says."""
    before = written(tmp_path, 4)
    database = database_in(tmp_path)
    with pytest.raises(sa.exc.IntegrityError, match="append-only"):
        execute(database, statement, recursive)
    database.close()
    assert list(open_reader(tmp_path / "sunra.db", KEY).journal_lines()) == before


def test_that_the_chain_holds_no_personal_word(tmp_path: Path) -> None:
    lines = written(tmp_path, 3)
    with database_in(tmp_path).read() as connection:
        kept = connection.execute(sa.select(t.journal)).all()
    assert "도와주세요" not in str(kept)
    assert "도와주세요" in (lines[1].payload or "")
