"""Executes a batch on one connection, one statement per table. The writer's thread.

Statements are those both SQLite and PostgreSQL have. Never begins or ends a transaction.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from backends.database import journal
from backends.database import tables as t
from backends.database.batch import Batch
from backends.database.rows import alert_row, note_rows

_INSERTS: dict[str, Callable[[sa.Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Writer:
    """The statements of one dialect, made once."""

    def __init__(self, dialect: str = "sqlite") -> None:
        insert = _INSERTS[dialect]
        self._events = t.event.insert()
        self._quarantine = t.quarantine.insert()
        self._contents = insert(t.attachment).on_conflict_do_nothing()
        self._content_links = t.event_attachment.insert()
        self._notes = insert(t.alert_note).on_conflict_do_nothing()
        self._commands = t.command.insert()
        self._alerts = _upsert(insert, t.alert)
        self._sessions = _upsert(insert, t.session)
        self._links = _upsert(insert, t.link)
        self._counters = _upsert(insert, t.meta)

    def write(self, connection: sa.Connection, batch: Batch, revision: int) -> None:
        """Execute the batch. Raises IntegrityError when part of it is already there."""
        alerts = batch.alerts.values()
        steps: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
            (self._alerts, [alert_row(alert) for alert in alerts]),
            (self._notes, [row for alert in alerts if alert.notes for row in note_rows(alert)]),
            (self._events, batch.events),
            (self._contents, list(batch.contents.values())),
            (self._content_links, batch.links_to_contents),
            (self._quarantine, batch.quarantined),
            (self._commands, batch.commands),
            (self._sessions, list(batch.sessions.values())),
            (self._links, list(batch.links.values())),
            (self._counters, _counters(revision, batch.row)),
        )
        for statement, rows in steps:
            if rows:
                connection.execute(statement, rows)
        journal.append(connection, batch.lines, batch.stored)


def counters(connection: sa.Connection) -> tuple[int, int]:
    """The revision of the last commit and the last row number given."""
    rows = connection.execute(sa.select(t.meta.c.name, t.meta.c.value))
    found = {row.name: row.value for row in rows}
    return found.get("revision", 0), found.get("row", 0)


def _counters(revision: int, row: int) -> list[dict[str, Any]]:
    return [{"name": "revision", "value": revision}, {"name": "row", "value": row}]


def _upsert(insert: Callable[[sa.Table], Any], table: sa.Table) -> sa.Insert:
    statement = insert(table)
    keys = list(table.primary_key.columns)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
    made: sa.Insert = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    return made
