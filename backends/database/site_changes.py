"""Changes of the installation that are no row of the database, noted in its journal.

Works beside a running engine (another process): each note is one short write transaction.
"""

from collections.abc import Mapping

from backends.database import journal
from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.rows import text_of
from console.ports.clock import Clock


class SiteChanges:
    """Notes of what `by` (an operator's login, or "installer") has changed."""

    def __init__(self, database: Database, clock: Clock, by: str) -> None:
        self._database = database
        self._clock = clock
        self._by = by

    def note(self, kind: str, subject: str, facts: Mapping[str, object]) -> None:
        """One line of the journal. Raises the faults of the database."""
        line = (kind, subject, self._by, text_of(dict(facts)))
        with self._database.write() as connection:
            journal.append(connection, [line], micros(self._clock.now()))
