"""Erases what is kept of one closed record of the field work, on the record (R-LOG-04).

The journal's lines stay with their salted hashes, so the chain verifies. What apps said of the
record is erased in the stored events: who said what kind of thing when stays, the words go. May
run beside the engine, or in its own transaction.
"""

import json

import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.field_rows import field_row, forget_persons
from backends.database.moments import micros
from console.domain.errors import EnvironmentFault
from console.domain.field.record import FieldKey, FieldRecord, field_subject
from console.ports.messages import ToldOf

ERASED = {"erased": True}


def erase_record(
    database: Database, bare: FieldRecord, told: ToldOf | None, *, by: str, reason: str, at: int
) -> int:
    """Erase the journal's payloads about a record, its people, and what events told of it.

    `bare` is the record as it stays, `at` in microseconds, UTC. Returns how many payloads there
    were; doing it again erases none. Raises EnvironmentFault for a record that is open or was
    never there.
    """
    c = t.field_record.c
    which = (c.kind == bare.kind, c.id == bare.id)
    with database.read() as connection:
        is_open = connection.scalar(sa.select(c.is_open).where(*which))
    if is_open is None or is_open:
        raise EnvironmentFault(
            "Only the record of work that has ended can be erased",
            where=field_subject(*bare.key),
            remedy="close it first, or look at its number",
        )
    with database.write() as connection:
        connection.execute(sa.update(t.field_record).where(*which).values(field_row(bare)))
        return erase_told(connection, bare.key, told, by=by, reason=reason, at=at)


def erase_told(
    connection: sa.Connection, key: FieldKey, told: ToldOf | None, *, by: str, reason: str, at: int
) -> int:
    """The same inside a transaction that is open already; the record itself is its owner's."""
    about = t.journal.c.subject == f"field:{field_subject(*key)}"
    lines = list(connection.scalars(sa.select(t.journal.c.id).where(about)))
    forget_persons(connection, [key])
    if told is not None:
        _erase_events(connection, told)
    return journal.erase_in(connection, lines, by=by, reason=reason, at=at)


def _erase_events(connection: sa.Connection, told: ToldOf) -> None:
    c = t.event.c
    when = c.received.between(micros(told.since), micros(told.until))
    query = sa.select(c.row, c.id, c.envelope).where(c.source.in_(told.sources), when)
    for row in connection.execute(query).all():
        bare = _bare(row.id, row.envelope, told.names)
        if bare is not None:
            changed = sa.update(t.event).where(c.row == row.row).values(envelope=bare)
            connection.execute(changed)


def _bare(name: str, envelope: str, names: tuple[str, ...]) -> str | None:
    """The envelope without its words; None when it is about something else, or bare already."""
    try:
        fields = json.loads(envelope)
    except ValueError:
        return None
    if not isinstance(fields, dict) or fields.get("data") == ERASED:
        return None
    if name not in names and fields.get("subject") not in names:
        return None
    return json.dumps({**fields, "data": ERASED}, ensure_ascii=False, separators=(",", ":"))
