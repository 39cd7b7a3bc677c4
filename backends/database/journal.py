"""Appends to the chained journal inside a write transaction, and erases payloads on the record.

The head is read inside that transaction, so several processes may append. Never changes a line.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.connection import Database
from console.domain.journal_chain import SALT_BYTES, Head, JournalEntry, JournalLine, continued

Words = tuple[str, str, str, str]
"""kind, subject, by, payload: what a caller wants on the record."""

_LINES = t.journal.insert()
_PAYLOADS = t.journal_payload.insert()
_PAGE = 5000


def append(connection: sa.Connection, words: Sequence[Words], at: int) -> None:
    """Write one line per element of `words`, in order; `at` in microseconds, UTC."""
    if not words:
        return
    lines = sealed(connection, words, at)
    connection.execute(_LINES, [line_row(line) for line in lines])
    connection.execute(_PAYLOADS, [payload_row(line) for line in lines])


def sealed(connection: sa.Connection, words: Sequence[Words], at: int) -> list[JournalLine]:
    """The lines that follow the newest one, still to be written; `at` in microseconds, UTC."""
    salts = secrets.token_bytes(SALT_BYTES * len(words))
    entries = [
        JournalEntry(*four, salts[i * SALT_BYTES : (i + 1) * SALT_BYTES])
        for i, four in enumerate(words)
    ]
    return list(continued(head(connection), entries, at))


def head(connection: sa.Connection) -> Head:
    """The newest line."""
    query = sa.select(t.journal.c.id, t.journal.c.hash).order_by(t.journal.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(row.id, row.hash) if row else Head()


def erase(database: Database, lines: Sequence[int], *, by: str, reason: str, at: int) -> int:
    """Erase the payloads of these lines for good; each erasure is a line itself (R-LOG-04).

    Returns how many payloads there were. The chain verifies afterwards.
    """
    erased = 0
    with database.write() as connection:
        for number in lines:
            gone = t.journal_payload.delete().where(t.journal_payload.c.line == number)
            if connection.execute(gone).rowcount:
                erased += 1
                append(connection, [("payload_erased", f"journal:{number}", by, reason)], at)
    return erased


def lines(database: Database) -> Iterator[JournalLine]:
    """Every line with its payload, in the order of the numbers; reads page by page."""
    last = -1
    while True:
        with database.read() as connection:
            page = connection.execute(_page_query(), {"last": last}).all()
        for row in page:
            yield JournalLine(*row)
        if len(page) < _PAGE:
            return
        last = page[-1][0]


def _page_query() -> sa.Select[Any]:
    line, payload = t.journal, t.journal_payload
    return (
        sa.select(*line.c, payload.c.salt, payload.c.payload)
        .select_from(line.outerjoin(payload, payload.c.line == line.c.id))
        .where(line.c.id > sa.bindparam("last"))
        .order_by(line.c.id)
        .limit(_PAGE)
    )


def line_row(line: JournalLine) -> dict[str, object]:
    """One row of `journal`."""
    return {
        "id": line.id,
        "at": line.at,
        "kind": line.kind,
        "subject": line.subject,
        "by": line.by,
        "payload_hash": line.payload_hash,
        "previous": line.previous,
        "hash": line.hash,
    }


def payload_row(line: JournalLine) -> dict[str, object]:
    """One row of `journal_payload`."""
    # SQLite's driver takes a bytearray as it is, but looks for an adapter for bytes.
    return {"line": line.id, "salt": bytearray(line.salt or b""), "payload": line.payload}
