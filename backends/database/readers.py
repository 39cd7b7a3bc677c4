"""Reads the engine's database for the command line, beside a running engine. Any process.

Yields plain values page by page, each page its own short view: a slow reader never holds the
engine's log back. Never creates, changes or upgrades anything.
"""

import base64
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.agreement import Agreement
from backends.database.faults import os_fault
from backends.database.figures import count_now, ledger_entries, rules_in_force, sla_figures
from backends.database.moments import iso, maybe_moment
from backends.database.restore import open_alerts, with_notes
from backends.database.schema import require_current
from backends.database.untouched import Opened, open_to_read
from console.domain.alerts.alert import Alert
from console.domain.alerts.counts import counts_of
from console.domain.alerts.ledger import Entry
from console.domain.alerts.rulebook import Rules, Shipped
from console.domain.alerts.sla_figures import SlaFigure
from console.domain.alerts.stamps import out_of_order, stamps_of, times_of
from console.domain.errors import EnvironmentFault
from console.domain.journal_chain import JournalLine
from console.ports.clock import BootClock

_PAGE = 1000


class HistoryReader:
    """Events, alerts and journal lines of one database."""

    def __init__(self, opened: Opened) -> None:
        self._database, self._close = opened.database, opened.close
        self.note = opened.note
        """What is not seen, in words; mostly nothing."""

    def events(self, since: int = 0) -> Iterator[dict[str, Any]]:
        """Stored events and quarantined messages with a `row` above `since`, in rising order.

        The sender's fields, overruled by ours: `row`, `received`, `stored`, `alert`, `quarantined`
        and `reason`. A quarantined message also has `device`, `code` and, when it is no JSON
        object, `raw` (base64).
        """
        last = since
        while True:
            with self._database.read() as connection:
                page = connection.execute(_intake(), {"last": last}).all()
            for row in page:
                yield _refused(row) if row.code is not None else _event(row)
            if len(page) < _PAGE:
                return
            last = page[-1].row

    def alerts(self) -> Iterator[dict[str, Any]]:
        """Every alert by number, closed ones included; `owner` is who claimed it.

        `stamps` are its fifteen times (R-ARC-01), `out_of_order` the pairs that contradict.
        """
        last = 0
        while True:
            query = sa.select(t.alert).where(t.alert.c.number > last)
            with self._database.read() as connection:
                rows = connection.execute(query.order_by(t.alert.c.number).limit(_PAGE)).all()
                page = with_notes(connection, rows)
            for alert, row in zip(page, rows, strict=True):
                yield _told(alert, maybe_moment(row.stored))
            if len(page) < _PAGE:
                return
            last = page[-1].number

    def quiets(self) -> Iterator[dict[str, Any]]:
        """Every shelf, rule and device out of service there ever was, ended ones too."""
        query = sa.select(t.quiet).order_by(t.quiet.c.at, t.quiet.c.id)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            times = {name: iso(getattr(row, name)) for name in ("at", "until", "ended_at")}
            yield {**row._mapping, **times}  # noqa: SLF001

    def ledger(self, shipped: Shipped, now: datetime, days: float) -> list[Entry]:
        """How the alerts of each device and type ended, the worst first."""
        with self._database.read() as connection:
            rules = rules_in_force(connection, shipped)
            return ledger_entries(connection, rules, now, days)

    def sla(
        self, shipped: Shipped, now: datetime, clock: BootClock | None = None
    ) -> Sequence[SlaFigure]:
        """Answer times against what was promised, by shift and over longer times.

        With the clock of the engine's computer, alerts that still wait are measured by its count.
        """
        with self._database.read() as connection:
            count = count_now(connection, clock)
            return sla_figures(connection, rules_in_force(connection, shipped), now, count)

    def rules(self, shipped: Shipped) -> Rules:
        """What the room works by now."""
        with self._database.read() as connection:
            return rules_in_force(connection, shipped)

    def chosen(self, numbers: Collection[int]) -> tuple[Alert, ...]:
        """The alerts of these numbers; every open one when there is no number."""
        with self._database.read() as connection:
            if not numbers:
                return open_alerts(connection)
            query = sa.select(t.alert).where(t.alert.c.number.in_(numbers))
            rows = connection.execute(query.order_by(t.alert.c.number)).all()
            return with_notes(connection, rows)

    def spoilt_pages(self) -> str:
        """Read the file through: what is damaged, empty when nothing is."""
        return self._database.spoilt_pages()

    def agreement(self) -> Agreement:
        """To hold the tables against the journal's lines."""
        return Agreement(self._database)

    def journal_lines(self) -> Iterator[JournalLine]:
        """Every line of the journal with its payload, for `backends.audit.verify`."""
        return journal.lines(self._database)

    def close(self) -> None:
        """Give the file back."""
        self._close()


def open_reader(path: Path, key: bytes) -> HistoryReader:
    """A reader of the database at `path`; raises EnvironmentFault when there is none to read."""
    require_there(path)
    opened = open_to_read(path, key)
    try:
        require_current(opened.database)
    except BaseException:  # an interrupt too: nobody else would close it; raised again
        opened.close()
        raise
    return HistoryReader(opened)


def require_there(path: Path) -> None:
    """Raise EnvironmentFault where there is no database, or none that this user can see."""
    try:
        is_there = path.exists()
    except OSError as error:
        raise os_fault(error, path) from error
    if not is_there:
        raise EnvironmentFault(
            "There is no database here", where=str(path), remedy="start the engine once"
        )


def _told(alert: Alert, durable: datetime | None) -> dict[str, Any]:
    stamps, counts = stamps_of(alert, durable), counts_of(alert)
    return {
        **msgspec.to_builtins(alert),
        "owner": alert.claimed_by,
        "stamps": msgspec.to_builtins(stamps),
        "out_of_order": [list(pair) for pair in out_of_order(times_of(alert, durable), counts)],
    }


def _intake() -> sa.Select[Any]:
    e, q = t.event.c, t.quarantine.c
    nothing, no_bytes = sa.cast(sa.null(), sa.Text), sa.cast(sa.null(), sa.LargeBinary)
    no_number = sa.cast(sa.null(), sa.BigInteger)
    stored = sa.select(
        *(e.row, e.source, e.boot, e.sequence, e.received, e.stored, e.alert, e.envelope),
        no_bytes.label("raw"),
        nothing.label("code"),
        nothing.label("reason"),
        e.id_reused,
    ).where(e.row > sa.bindparam("last"))
    refused = sa.select(
        *(q.row, q.device, q.boot, q.sequence, q.received, q.stored, no_number, nothing),
        *(q.raw, q.code, q.reason, sa.false()),
    ).where(q.row > sa.bindparam("last"))
    both = sa.union_all(stored, refused).subquery()
    return sa.select(both).order_by(both.c.row).limit(_PAGE)


def _event(row: sa.Row[Any]) -> dict[str, Any]:
    fields = _object(row.envelope.encode())
    if fields is None:
        fields = {"source": row.source, "raw": row.envelope}
    ours = {"quarantined": False, "reason": ""}
    if row.id_reused:
        ours["reason"] = "another event of this source has the same id"
    return {**fields, **_stamps(row), **ours}


def _refused(row: sa.Row[Any]) -> dict[str, Any]:
    fields = _object(row.raw)
    if fields is None:
        fields = {"raw": base64.b64encode(row.raw).decode()}
    fields.setdefault("source", row.source)
    fields.setdefault("boot", row.boot)
    fields.setdefault("sequence", row.sequence)
    ours = {"device": row.source, "quarantined": True, "code": row.code, "reason": row.reason}
    return {**fields, **_stamps(row), **ours}


def _stamps(row: sa.Row[Any]) -> dict[str, Any]:
    return {
        "row": row.row,
        "received": iso(row.received),
        "stored": iso(row.stored),
        "alert": row.alert,
    }


def _object(text: bytes) -> dict[str, Any] | None:
    """The JSON object in `text`, or None: foreign bytes may be anything."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
