"""The work in the field: values to rows and back, and what is kept about people. Never decides."""

import hashlib
import secrets
from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.moments import maybe_micros, maybe_moment, micros, moment
from console.domain.field.record import FieldKey, FieldRecord
from console.domain.journal_chain import SALT_BYTES
from console.ports.messages import FieldChanged

Row = dict[str, Any]
CLOSED = 500
"""How many of the newest closed records the desk gets back."""

_DOMAIN = b"sunra/field-person/1\n"


def field_row(record: FieldRecord) -> Row:
    """One row of `field_record`."""
    is_number = record.id.isascii() and record.id.isdecimal() and len(record.id) < 16
    return {
        "kind": record.kind,
        "id": record.id,
        "number": int(record.id) if is_number else 0,
        "state": record.state,
        "is_open": record.is_open,
        "updated": micros(record.updated),
        "deadline": maybe_micros(record.deadline),
        "content": record.content,
    }


def person_row(change: FieldChanged) -> Row:
    """One row of `field_person`, with a salt of its own."""
    kind, record = change.record.key
    salt = secrets.token_bytes(SALT_BYTES)
    return {"kind": kind, "id": record, "salt": salt, "personal": change.personal}


def person_hash(row: Row) -> str:
    """What stands for it in the journal; without the salt it says nothing."""
    return hashlib.sha256(_DOMAIN + row["salt"] + row["personal"].encode()).hexdigest()


def forget_persons(connection: sa.Connection, keys: list[FieldKey]) -> None:
    """Erase what is kept about the people of these records."""
    for kind, record in keys:
        which = (t.field_person.c.kind == kind, t.field_person.c.id == record)
        connection.execute(t.field_person.delete().where(*which))


def fields(connection: sa.Connection) -> tuple[FieldRecord, ...]:
    """Open records and the newest closed ones, the longest unchanged first."""
    c = t.field_record.c
    standing = connection.execute(sa.select(t.field_record).where(c.is_open.is_(True))).all()
    closed = sa.select(t.field_record).where(c.is_open.is_(False)).order_by(c.updated.desc())
    rows = [*standing, *connection.execute(closed.limit(CLOSED)).all()]
    return tuple(_record(row) for row in sorted(rows, key=_age))


def all_fields(connection: sa.Connection, *, closed_too: bool) -> tuple[FieldRecord, ...]:
    """Records by kind and number; the open ones only, or all there ever were."""
    c = t.field_record.c
    query = sa.select(t.field_record).order_by(c.kind, c.number, c.id)
    if not closed_too:
        query = query.where(c.is_open.is_(True))
    return tuple(_record(row) for row in connection.execute(query))


def _age(row: sa.Row[Any]) -> tuple[int, str, int, str]:
    return (row.updated, row.kind, row.number, row.id)


def _record(row: sa.Row[Any]) -> FieldRecord:
    return FieldRecord(
        kind=row.kind,
        id=row.id,
        state=row.state,
        is_open=bool(row.is_open),
        updated=moment(row.updated),
        content=row.content,
        deadline=maybe_moment(row.deadline),
    )


def personals(connection: sa.Connection) -> dict[FieldKey, str]:
    """What is kept about people, by record."""
    c = t.field_person.c
    rows = connection.execute(sa.select(c.kind, c.id, c.personal))
    return {(row.kind, row.id): row.personal for row in rows}


def field_numbers(connection: sa.Connection) -> dict[str, int]:
    """The highest number of each kind."""
    c = t.field_record.c
    query = sa.select(c.kind, sa.func.max(c.number).label("highest")).group_by(c.kind)
    return {row.kind: row.highest for row in connection.execute(query)}
