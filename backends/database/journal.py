"""Appends to the chained journal inside a write transaction, and erases payloads on the record.

The head is read inside that transaction, so several processes may append. Never changes a line.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.connection import Database
from console.domain.journal_chain import (
    SALT_BYTES,
    Head,
    JournalLine,
    LineFields,
    Words,
    continued_fields,
)

PayloadFields = tuple[int, bytearray, str]
"""line, salt, payload."""

_LINES = t.journal.insert()
_PAYLOADS = t.journal_payload.insert()
_HEAD = sa.select(t.journal.c.id, t.journal.c.hash).order_by(t.journal.c.id.desc()).limit(1)
_PAGE = 5000


def append(connection: sa.Connection, words: Sequence[Words], at: int) -> None:
    """Write one line per element of `words`, in order; `at` in microseconds, UTC."""
    if not words:
        return
    lines, payloads = sealed(connection, words, at)
    connection.execute(_LINES, [_named(t.journal, line) for line in lines])
    connection.execute(_PAYLOADS, [_named(t.journal_payload, each) for each in payloads])


def sealed(
    connection: sa.Connection, words: Sequence[Words], at: int
) -> tuple[list[LineFields], list[PayloadFields]]:
    """Rows of `journal` and `journal_payload` after the newest line; `at` in microseconds, UTC."""
    drawn = secrets.token_bytes(SALT_BYTES * len(words))
    salts = [drawn[i : i + SALT_BYTES] for i in range(0, len(drawn), SALT_BYTES)]
    lines = list(continued_fields(head(connection), words, salts, at))
    # SQLite's driver takes a bytearray as it is, but looks for an adapter for bytes.
    payloads = [
        (line[0], bytearray(salt), four[3])
        for line, salt, four in zip(lines, salts, words, strict=True)
    ]
    return lines, payloads


def head(connection: sa.Connection) -> Head:
    """The newest line."""
    row = connection.execute(_HEAD).first()
    return Head(row.id, row.hash) if row else Head()


def erase(database: Database, lines: Sequence[int], *, by: str, reason: str, at: int) -> int:
    """Erase the payloads of these lines for good; each erasure is a line itself (R-LOG-04).

    Returns how many payloads there were. The chain verifies afterwards.
    """
    with database.write() as connection:
        return erase_in(connection, lines, by=by, reason=reason, at=at)


def erase_in(
    connection: sa.Connection, lines: Sequence[int], *, by: str, reason: str, at: int
) -> int:
    """`erase` inside a transaction that is open already."""
    erased = 0
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
            page = page_after(connection, last)
        if not page:
            return
        yield from page
        last = page[-1].id


def page_after(connection: sa.Connection, last: int) -> list[JournalLine]:
    """Some lines behind one, in the view of this connection; none at the end."""
    return [JournalLine(*row) for row in connection.execute(_page_query(), {"last": last})]


def payloads(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """What stands under these lines, where it was not erased."""
    c = t.journal_payload.c
    found = connection.execute(sa.select(c.line, c.payload).where(c.line.in_(numbers)))
    return {row.line: row.payload for row in found}


def _page_query() -> sa.Select[Any]:
    line, payload = t.journal, t.journal_payload
    return (
        sa.select(*line.c, payload.c.salt, payload.c.payload)
        .select_from(line.outerjoin(payload, payload.c.line == line.c.id))
        .where(line.c.id > sa.bindparam("last"))
        .order_by(line.c.id)
        .limit(_PAGE)
    )


def _named(table: sa.Table, fields: Sequence[object]) -> dict[str, object]:
    return dict(zip(table.columns.keys(), fields, strict=True))
