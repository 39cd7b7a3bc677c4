"""The end of the journal, for whoever seals it: a connection of its own beside the engine's.

One thread, not the engine's. Reads; its only word of its own is that sealing began.
"""

from datetime import datetime

import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.moments import micros
from console.domain.journal_chain import Head

_HASH = sa.select(t.journal.c.hash).where(t.journal.c.id == sa.bindparam("line"))


class JournalEnd:
    """Implements `backends.audit.keeper.Journal` on a database that has the newest schema."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> Head:
        """The newest line. Raises EnvironmentFault."""
        with self._database.read() as connection:
            return journal.head(connection)

    def hash_of(self, line: int) -> str | None:
        """The hash of a line, None when there is no such line. Raises EnvironmentFault."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(_HASH, {"line": line})
        return found

    def note(self, kind: str, subject: str, by: str, words: str, at: datetime) -> None:
        """Write a line; `words` is JSON. Raises EnvironmentFault."""
        with self._database.write() as connection:
            journal.append(connection, [(kind, subject, by, words)], micros(at))

    def close(self) -> None:
        """Give the file back."""
        self._database.close()
