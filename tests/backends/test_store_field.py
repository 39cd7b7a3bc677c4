"""The work in the field on a real SQLCipher file: rows, journal, people apart, restart (law 4)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backends.audit.verify import verify
from backends.database import journal
from backends.database.field_erasure import erase_record
from console.domain.errors import EnvironmentFault
from console.domain.field.record import FieldRecord
from console.ports.messages import Decision, FieldChanged
from tests.backends.store_values import NOW, database_in, store_in

RECORD = FieldRecord("escort", "7", "matched", True, NOW, '{"a":1}', NOW + timedelta(minutes=5))
PEOPLE = '{"name":"가나다","phone":"02-000-0000"}'


def put(folder: Path, *changes: FieldChanged) -> None:
    store = store_in(folder)
    store.commit(Decision(changes), NOW)
    store.close()


def changed(action: str = "matched", personal: str | None = None, **more: object) -> FieldChanged:
    record = replace(RECORD, **more)  # type: ignore[arg-type]
    return FieldChanged(record, action, "kim", NOW, "말", personal)


def test_that_records_deadlines_numbers_and_people_are_there_after_a_restart(
    tmp_path: Path,
) -> None:
    put(tmp_path, changed(personal=PEOPLE), changed(id="9", is_open=False, deadline=None))
    put(tmp_path, changed(state="met"), changed(id="locker-a"))
    store = store_in(tmp_path)
    found = store.restore()
    store.close()
    assert {each.id: each.state for each in found.fields} == {
        "7": "met", "9": "matched", "locker-a": "matched",
    }  # fmt: skip
    assert next(each for each in found.fields if each.id == "7").deadline == RECORD.deadline
    assert found.personals == {("escort", "7"): PEOPLE}
    assert found.field_numbers == {"escort": 9}


def test_that_people_are_erased_and_the_chain_still_verifies_r_log_04(tmp_path: Path) -> None:
    put(tmp_path, changed(personal=PEOPLE))
    put(tmp_path, changed("closed", personal="", is_open=False))
    database = database_in(tmp_path)
    lines = list(journal.lines(database))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM field_person").scalar() == 0
    database.close()
    assert [line.kind for line in lines] == ["field_escort_matched", "field_escort_closed"]
    assert [line.subject for line in lines] == ["field:escort:7"] * 2
    assert not any("가나다" in (line.payload or "") for line in lines)
    assert '"personal_sha256":"erased"' in (lines[1].payload or "")
    assert verify(lines).ok


def test_that_a_record_and_its_line_are_one_transaction(tmp_path: Path) -> None:
    put(tmp_path, changed(), changed("met", state="met"))
    database = database_in(tmp_path)
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT state, number FROM field_record").all()
    lines = list(journal.lines(database))
    database.close()
    assert [tuple(row) for row in rows] == [("met", 7)]
    assert len(lines) == 2


def test_that_a_closed_record_is_erased_from_the_journal_and_an_open_one_is_not(
    tmp_path: Path,
) -> None:
    put(tmp_path, changed(personal=PEOPLE), changed(id="8"))
    put(tmp_path, changed("closed", is_open=False))
    database = database_in(tmp_path)
    at = int(NOW.timestamp() * 1_000_000)
    bare = replace(RECORD, state="closed", is_open=False)
    with pytest.raises(EnvironmentFault, match="has ended"):
        erase_record(database, replace(bare, id="8"), None, by="kim", reason="asked", at=at)
    with pytest.raises(EnvironmentFault, match="has ended"):
        erase_record(database, replace(bare, id="99"), None, by="kim", reason="asked", at=at)
    assert erase_record(database, replace(bare, id="7"), None, by="kim", reason="asked", at=at) == 2
    assert erase_record(database, replace(bare, id="7"), None, by="kim", reason="asked", at=at) == 0
    lines = list(journal.lines(database))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM field_person").scalar() == 0
    database.close()
    assert verify(lines).ok
    kept = [line.subject for line in lines if line.payload and line.kind.startswith("field_")]
    assert kept == ["field:escort:8"]
