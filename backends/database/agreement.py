"""Whether the tables say what the journal says: events one by one, alerts as they stand at last.

The journal is chained and sealed, the tables are not; a row that was changed or removed by hand is
found here. The caller's thread; reads page by page, so that a slow look never holds the engine's
log back. Judges no chain: that is `backends.audit`'s.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.field_erasure import ERASED
from backends.database.restore import with_notes
from console.domain.alerts.alert import Alert
from console.domain.journal_chain import JournalLine

_PAGE = 1_000
_ALERT = "alert:"
_COMPARED = (
    "type", "alert_class", "priority", "source", "subject", "condition", "attention", "work",
    "visibility", "raised", "occurred", "drill", "count", "facts", "acknowledged_facts",
    "claimed_by", "acknowledged_by", "closed_by", "closed_at", "disposition", "text",
)  # fmt: skip
"""What every version of the tables has told of an alert; a new member changes no judgement."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A row that is not as the journal has it: which, and by which line."""

    row: str
    line: int
    problem: str


class _Told(msgspec.Struct):
    """What a line tells of a stored event."""

    row: int | None = None
    envelope_sha256: str = ""


class _Payload(msgspec.Struct):
    """The parts of a line that name events."""

    row: int | None = None
    envelope_sha256: str = ""
    stored: _Told | list[_Told] | None = None


class _OfAlert(msgspec.Struct):
    alert: dict[str, object]


class Agreement:
    """Give it every line while they are read, then ask `check`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lines: dict[int, int] = {}
        self._last = 0
        self._erased = False
        self._row = 0
        self._events: Iterator[sa.Row[Any]] = iter(())
        self._found: Disagreement | None = None

    def watched(self, lines: Iterable[JournalLine]) -> Iterator[JournalLine]:
        """The same lines, looked at on their way."""
        for line in lines:
            self.take(line)
            yield line

    def take(self, line: JournalLine) -> None:
        """Note what a line says of events and alerts."""
        self._last = line.id
        subject = line.subject
        if subject.startswith(_ALERT):
            self._lines[int(subject[len(_ALERT) :])] = line.id
        elif line.kind != "event_stored":
            self._erased |= line.kind == "payload_erased"
            return
        if line.payload is None or self._found is not None:
            return
        for told in _told_of(line.payload):
            self._compare_event(told, line.id)

    def check(self) -> Disagreement | None:
        """The first row that is not as the journal has it, when every line was taken."""
        return self._found or self._compare_alerts()

    # --- events ----------------------------------------------------------------------------

    def _compare_event(self, told: _Told, line: int) -> None:
        if told.row is None or self._found is not None:
            return
        envelope = self._envelope(told.row)
        if envelope is None:
            self._found = Disagreement(
                f"event {told.row}", line, f"event {told.row} is gone; line {line} tells of it"
            )
        elif hashlib.sha256(envelope.encode()).hexdigest() != told.envelope_sha256 and not (
            self._erased_since(line, envelope)
        ):
            words = f"event {told.row} is not as it was stored; line {line} has its hash"
            self._found = Disagreement(f"event {told.row}", line, words)

    def _envelope(self, wanted: int) -> str | None:
        """Rows and lines rise together, so one pass over the events is enough."""
        while self._row < wanted:
            row = next(self._events, None)
            if row is None:
                self._events = iter(self._page())
                row = next(self._events, None)
            if row is None:
                return None
            self._row = row.row
            if row.row == wanted:
                return str(row.envelope)
        return None

    def _page(self) -> list[sa.Row[Any]]:
        c = t.event.c
        query = sa.select(c.row, c.envelope).where(c.row > self._row).order_by(c.row).limit(_PAGE)
        with self._database.read() as connection:
            return [*connection.execute(query)]

    def _erased_since(self, line: int, envelope: str) -> bool:
        """Whether its words went on the record: erasures stand later in the journal."""
        try:
            fields = msgspec.json.decode(envelope)
        except (msgspec.DecodeError, RecursionError):
            return False
        if not isinstance(fields, dict) or fields.get("data") != ERASED:
            return False
        query = sa.select(t.journal.c.id).where(
            t.journal.c.id > line, t.journal.c.kind == "payload_erased"
        )
        with self._database.read() as connection:
            return connection.scalar(query.limit(1)) is not None

    # --- alerts ----------------------------------------------------------------------------

    def _compare_alerts(self) -> Disagreement | None:
        last = 0
        while True:
            query = sa.select(t.alert).where(t.alert.c.number > last)
            with self._database.read() as connection:
                # In one view: what was stored since the lines were read belongs to the rows.
                for line in journal.lines_after(connection, self._last):
                    self.take(line)
                rows = connection.execute(query.order_by(t.alert.c.number).limit(_PAGE)).all()
                alerts = with_notes(connection, rows)
                numbers = [self._lines.get(each.number, 0) for each in alerts]
                payloads = journal.payloads(connection, numbers)
            upto = alerts[-1].number if len(alerts) == _PAGE else None
            if found := self._of_page(alerts, payloads, last, upto):
                return found
            if upto is None:
                return None
            last = upto

    def _of_page(
        self, alerts: tuple[Alert, ...], payloads: dict[int, str], last: int, upto: int | None
    ) -> Disagreement | None:
        there = {each.number for each in alerts}
        for number, line in self._lines.items():
            if number > last and (upto is None or number <= upto) and number not in there:
                words = f"alert {number} is gone; line {line} tells of it"
                return Disagreement(f"alert {number}", line, words)
        for each in alerts:
            line = self._lines.get(each.number, 0)
            if not line:
                words = f"alert {each.number} stands in the table, and no line tells of it"
                return Disagreement(f"alert {each.number}", 0, words)
            payload = payloads.get(line)
            if payload is not None and (name := _differs(each, payload)):
                words = f"alert {each.number} is not as line {line} left it: {name} was changed"
                return Disagreement(f"alert {each.number}", line, words)
        return None


def _told_of(payload: str) -> Iterable[_Told]:
    try:
        said = msgspec.json.decode(payload, type=_Payload)
    except (msgspec.DecodeError, RecursionError):
        return ()
    if said.stored is None:
        return (_Told(said.row, said.envelope_sha256),)
    return said.stored if isinstance(said.stored, list) else (said.stored,)


def _differs(alert: Alert, payload: str) -> str:
    """The first member that is not as the journal has it; empty when all are."""
    try:
        told = msgspec.json.decode(payload, type=_OfAlert).alert
    except (msgspec.DecodeError, RecursionError):
        return ""
    for name in _COMPARED:
        if name in told and msgspec.to_builtins(getattr(alert, name)) != told[name]:
            return name
    return ""
