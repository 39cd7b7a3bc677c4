"""Erases what the journal holds of one closed record of the field work, on the record (R-LOG-04).

The lines stay with their salted hashes, so the chain verifies. May run beside the engine.
"""

import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.field_rows import forget_persons
from console.domain.errors import EnvironmentFault
from console.domain.field.record import FieldKey, field_subject


def erase_record(database: Database, key: FieldKey, *, by: str, reason: str, at: int) -> int:
    """Erase the journal's payloads about a record, and what is kept about its people.

    `at` in microseconds, UTC. Returns how many payloads there were; doing it again erases none.
    Raises EnvironmentFault for a record that is open or was never there.
    """
    subject = field_subject(*key)
    with database.read() as connection:
        which = (t.field_record.c.kind == key[0], t.field_record.c.id == key[1])
        is_open = connection.scalar(sa.select(t.field_record.c.is_open).where(*which))
        about = t.journal.c.subject == f"field:{subject}"
        lines = list(connection.scalars(sa.select(t.journal.c.id).where(about)))
    if is_open is None or is_open:
        raise EnvironmentFault(
            "Only the record of work that has ended can be erased",
            where=subject,
            remedy="close it first, or look at its number",
        )
    with database.write() as connection:
        forget_persons(connection, [key])
    return journal.erase(database, lines, by=by, reason=reason, at=at)
