"""The seat's own journal: every operator action is durable here before anything is sent.

Its own encrypted file, `synchronous=FULL`. Used by the seat link's thread only. Keeps no alerts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from backends.database.connection import Database
from backends.database.moments import maybe_micros, maybe_moment, micros, moment
from console.domain.errors import EnvironmentFault
from console.ports.messages import Command, CommandKind

_SCHEMA = 5
_METADATA = sa.MetaData()
_meta = sa.Table(
    "seat_meta",
    _METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
_action = sa.Table(
    "action",
    _METADATA,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("seat", sa.Text, nullable=False),
    sa.Column("operator", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("alert", sa.BigInteger, nullable=False),
    sa.Column("issued", sa.BigInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("disposition", sa.Text),
    sa.Column("accepted", sa.Boolean, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("facts", sa.BigInteger),
    sa.Column("subject", sa.Text, nullable=False, server_default=""),
    sa.Column("choice", sa.Text, nullable=False, server_default=""),
    sa.Column("until", sa.BigInteger),
    sa.Column("content", sa.Text, nullable=False, server_default=""),
)
# What brings a file of schema N to N + 1; steps only add, so an older row keeps its meaning.
_STEPS = {
    1: (sa.text("ALTER TABLE action ADD COLUMN facts BIGINT"),),
    2: (sa.text("ALTER TABLE action ADD COLUMN subject TEXT DEFAULT '' NOT NULL"),),
    3: (
        sa.text("ALTER TABLE action ADD COLUMN choice TEXT DEFAULT '' NOT NULL"),
        sa.text("ALTER TABLE action ADD COLUMN until BIGINT"),
    ),
    4: (sa.text("ALTER TABLE action ADD COLUMN content TEXT DEFAULT '' NOT NULL"),),
}


class SqlSeatJournal:
    """Implements `console.ports.seat_journal.SeatJournal`; opens the file at construction."""

    def __init__(self, path: Path, key: bytes) -> None:
        """`key` is the 32-byte "seat-journal" secret. Raises EnvironmentFault."""
        self._database = Database(path, key)
        try:
            self._prepare(path)
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._database.close()
            raise

    def append(self, command: Command) -> None:
        """Make the action durable; the same id again changes nothing."""
        with self._database.write() as connection:
            if connection.scalar(sa.select(_action.c.id).where(_action.c.id == command.id)):
                return
            last = connection.scalar(sa.select(sa.func.max(_action.c.sequence))) or 0
            connection.execute(_action.insert(), _row(command, last + 1))

    def unconfirmed(self) -> Sequence[Command]:
        """Actions without an answer of the engine, oldest first."""
        query = sa.select(_action).where(_action.c.accepted.is_(None))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(_action.c.sequence)).all()
        return [_command(row) for row in rows]

    def confirm(self, command_id: str, *, accepted: bool, reason: str) -> None:
        """Note the engine's answer; the first answer stands, an unknown id is left alone.

        What was filled in may name people: the engine keeps it, this seat need not any longer.
        """
        waiting = (_action.c.id == command_id, _action.c.accepted.is_(None))
        answer = (
            _action.update().where(*waiting).values(accepted=accepted, reason=reason, content="")
        )
        with self._database.write() as connection:
            connection.execute(answer)

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def _prepare(self, path: Path) -> None:
        schema = sa.select(_meta.c.value).where(_meta.c.name == "schema")
        with self._database.write() as connection:
            _METADATA.create_all(connection)
            found = connection.scalar(schema)
            if found is None:
                connection.execute(_meta.insert(), {"name": "schema", "value": _SCHEMA})
            elif found < _SCHEMA:
                _upgrade(connection, found)
        if found is not None and found > _SCHEMA:
            raise EnvironmentFault(
                f"The database {path.name} was written by a newer Sunra (schema {found})",
                where=str(path),
                remedy=f"install a Sunra that knows schema {found}",
            )


def _upgrade(connection: sa.Connection, found: int) -> None:
    """Within the caller's transaction: the file has the newest schema, or is as it was."""
    for schema in range(found, _SCHEMA):
        for step in _STEPS[schema]:
            connection.execute(step)
    newest = _meta.update().where(_meta.c.name == "schema").values(value=_SCHEMA)
    connection.execute(newest)


def _row(command: Command, sequence: int) -> dict[str, object]:
    return {
        "sequence": sequence,
        "id": command.id,
        "seat": command.seat,
        "operator": command.operator,
        "kind": command.kind,
        "alert": command.alert,
        "issued": micros(command.issued),
        "text": command.text,
        "disposition": command.disposition,
        "reason": "",
        "facts": command.facts,
        "subject": command.subject,
        "choice": command.choice,
        "until": maybe_micros(command.until),
        "content": command.content,
    }


def _command(row: sa.Row[Any]) -> Command:
    return Command(
        id=row.id,
        seat=row.seat,
        operator=row.operator,
        kind=cast("CommandKind", row.kind),
        alert=row.alert,
        issued=moment(row.issued),
        text=row.text,
        disposition=row.disposition,
        facts=row.facts,
        subject=row.subject,
        choice=row.choice,
        until=maybe_moment(row.until),
        content=row.content,
    )
