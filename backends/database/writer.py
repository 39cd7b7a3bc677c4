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
from backends.database.field_erasure import erase_told
from backends.database.field_rows import forget_persons
from backends.database.prepared import Prepared
from backends.database.rows import REPEAT_COLUMNS, Row, alert_row, note_rows, repeat_fields

_INSERTS: dict[str, Callable[[sa.Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
_STATES = (
    t.alert, t.session, t.link, t.meta, t.quiet, t.flood, t.field_record, t.field_person,
)  # fmt: skip
_REPORTED = "alert reported again"
_REPEATED = "alert repeated"
_METER = sa.select(t.meta.c.name, t.meta.c.value)


class Writer:
    """The statements of one dialect, made at the first use."""

    def __init__(self) -> None:
        self._statements: dict[str, Prepared] = {}

    def write(self, connection: sa.Connection, batch: Batch, revision: int) -> None:
        """Execute the batch. Raises IntegrityError when part of it is already there."""
        if not self._statements:
            self._statements = _statements(connection.dialect)
        words = batch.lines
        alerts = batch.alerts.values()
        repeated = [alert for alert in alerts if alert.number not in batch.turned]
        turned = [alert_row(batch.alerts[number], batch.stored) for number in batch.turned]
        rows: dict[str, list[Row]] = {
            "alert": [row for row in turned if row["number"] in batch.worked],
            _REPORTED: [row for row in turned if row["number"] not in batch.worked],
            "alert_note": [row for alert in alerts if alert.notes for row in note_rows(alert)],
            "attachment": list(batch.contents.values()),
            "event_attachment": batch.links_to_contents,
            "quarantine": batch.quarantined,
            "command": batch.commands,
            "session": list(batch.sessions.values()),
            "link": list(batch.links.values()),
            "quiet": list(batch.quiets.values()),
            "flood": list(batch.floods.values()),
            "rule_version": batch.rules,
            "field_record": list(batch.fields.values()),
            "field_person": [row for row in batch.persons.values() if row is not None],
            "meta": _counters(revision, batch.row),
        }
        self._statements["event"].run_fields(connection, batch.events)
        for name, written in rows.items():
            self._statements[name].run(connection, written)
        self._statements[_REPEATED].run_fields(connection, [*map(repeat_fields, repeated)])
        forget_persons(connection, [key for key, row in batch.persons.items() if row is None])
        for erasure in batch.erasures:
            erase_told(
                connection, erasure.record.key, erasure.erases,
                by=erasure.by, reason=erasure.text, at=batch.stored,
            )  # fmt: skip
        if words:
            lines, payloads = journal.sealed(connection, words, batch.stored)
            self._statements["journal"].run_fields(connection, lines)
            self._statements["journal_payload"].run_fields(connection, payloads)


def _statements(dialect: sa.Dialect) -> dict[str, Prepared]:
    insert = _INSERTS[dialect.name]
    plain = (
        t.event, t.event_attachment, t.quarantine, t.command, t.journal, t.journal_payload,
        t.rule_version,
    )  # fmt: skip
    made = {table.name: (table.insert(), table) for table in plain}
    made |= {
        table.name: (insert(table).on_conflict_do_nothing(), table)
        for table in (t.attachment, t.alert_note)
    }
    made |= {table.name: (_upsert(insert, table), table) for table in _STATES}
    made[_REPORTED] = (_upsert(insert, t.alert, frozenset({t.alert.c.work})), t.alert)
    prepared = {name: Prepared(one, [*of.columns], dialect) for name, (one, of) in made.items()}
    changed = [t.alert.c[name] for name in REPEAT_COLUMNS]
    prepared[_REPEATED] = Prepared(sa.update(t.alert), changed, dialect, t.alert.c.number)
    return prepared


def counters(connection: sa.Connection) -> tuple[int, int]:
    """The revision of the last commit and the last row number given."""
    found = {row.name: row.value for row in connection.execute(_METER)}
    return found.get("revision", 0), found.get("row", 0)


def _counters(revision: int, row: int) -> list[dict[str, Any]]:
    return [{"name": "revision", "value": revision}, {"name": "row", "value": row}]


def _upsert(
    insert: Callable[[sa.Table], Any],
    table: sa.Table,
    left: frozenset[sa.Column[Any]] = frozenset(),
) -> sa.Insert:
    statement = insert(table)
    keys = list(table.primary_key.columns)
    # When an alert was first stored is no part of its state; when it was raised never changes, and
    # its index would be written anew.
    once = {t.alert.c.stored, t.alert.c.raised, *left}
    rest = {
        c.name: statement.excluded[c.name]
        for c in table.columns
        if not c.primary_key and c not in once
    }
    made: sa.Insert = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    return made
