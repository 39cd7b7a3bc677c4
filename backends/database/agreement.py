"""Whether the tables say what the journal says: events one by one, alerts as they stand at last.

The journal is chained and sealed, the tables are not; a row that was changed or removed by hand is
found here. The caller's thread; reads page by page, so that a slow look never holds the engine's
log back. Judges no chain: that is `backends.audit`'s.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.field_erasure import ERASED
from backends.database.moments import maybe_micros, micros
from console.domain.journal_chain import JournalLine

_PAGE = 1_000
_ALERT = "alert:"


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


class _Stand(msgspec.Struct):
    """What every version of the tables told of an alert: a newer member changes no judgement."""

    type: str
    alert_class: str
    priority: int
    source: str
    subject: str | None
    condition: str
    attention: str
    work: str
    visibility: str
    raised: datetime
    occurred: datetime
    drill: bool
    count: int
    facts: int
    acknowledged_facts: int
    claimed_by: str | None
    acknowledged_by: str | None
    closed_by: str | None
    closed_at: datetime | None
    disposition: str | None
    text: str

    def fields(self) -> tuple[object, ...]:
        """As a row of the table has them, in the order of `_COMPARED`."""
        at = micros(self.raised), micros(self.occurred)
        return (
            *(self.type, self.alert_class, self.priority, self.source, self.subject),
            *(self.condition, self.attention, self.work, self.visibility, *at, self.drill),
            *(self.count, self.facts, self.acknowledged_facts, self.claimed_by),
            *(self.acknowledged_by, self.closed_by, maybe_micros(self.closed_at)),
            *(self.disposition, self.text),
        )


class _Payload(msgspec.Struct):
    """The parts of a line that name events, or tell how an alert stands."""

    row: int | None = None
    envelope_sha256: str = ""
    stored: _Told | list[_Told] | None = None
    alert: _Stand | int | None = None


_COMPARED = tuple(each.name for each in msgspec.structs.fields(_Stand))
_COLUMNS = sa.select(t.alert.c.number, *(t.alert.c[name] for name in _COMPARED))
_ERASED_OR_FOREIGN = 0
"""No hash of a line that tells nothing that could be compared."""


class Agreement:
    """Give it every line while they are read, then ask `check`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # By the alert's number: the last line that tells of it, and the hash of what it tells.
        self._lines: dict[int, tuple[int, int]] = {}
        self._last = 0
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
        number = line.subject.removeprefix(_ALERT)
        is_of_alert = number != line.subject and number.isascii() and number.isdecimal()
        if not is_of_alert and line.kind != "event_stored":
            return
        said = _read(line.payload)
        if is_of_alert:
            stand = said.alert if isinstance(said.alert, _Stand) else None
            told = hash(stand.fields()) if stand is not None else _ERASED_OR_FOREIGN
            self._lines[int(number)] = (line.id, told)
        for told_event in _told_of(said):
            self._compare_event(told_event, line.id)

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
        last, query = 0, _COLUMNS.order_by(t.alert.c.number).limit(_PAGE)
        known = None
        # Ends with the table: each page begins behind the last number of the one before.
        while True:
            with self._database.read() as connection:
                # In one view: what was stored since the lines were read belongs to the rows.
                while page := journal.page_after(connection, self._last):
                    for line in page:
                        self.take(line)
                    known = None
                rows = connection.execute(query.where(t.alert.c.number > last)).all()
            known = known or sorted(self._lines)
            upto = rows[-1][0] if len(rows) == _PAGE else known[-1] if known else 0
            expected = known[bisect_right(known, last) : bisect_right(known, upto)]
            if found := self._of_page([tuple(row) for row in rows], expected):
                return found
            if len(rows) < _PAGE:
                return None
            last = upto

    def _of_page(
        self, rows: Sequence[tuple[Any, ...]], expected: Sequence[int]
    ) -> Disagreement | None:
        there = {row[0] for row in rows}
        for number in expected:
            if number not in there:
                line, _ = self._lines[number]
                words = f"alert {number} is gone; line {line} tells of it"
                return Disagreement(f"alert {number}", line, words)
        for number, *stand in rows:
            line, told = self._lines.get(number, (0, 0))
            if not line:
                words = f"alert {number} stands in the table, and no line tells of it"
                return Disagreement(f"alert {number}", 0, words)
            if told != _ERASED_OR_FOREIGN and hash(tuple(stand)) != told:
                words = f"alert {number} is not as line {line} left it: {self._what(line, stand)}"
                return Disagreement(f"alert {number}", line, words)
        return None

    def _what(self, line: int, stand: Sequence[object]) -> str:
        with self._database.read() as connection:
            payload = journal.payloads(connection, [line]).get(line)
        said = _read(payload).alert
        if not isinstance(said, _Stand):
            return "it was changed"
        pairs = zip(_COMPARED, stand, said.fields(), strict=True)
        changed = [name for name, ours, theirs in pairs if ours != theirs]
        return f"{', '.join(changed)} was changed"


def _read(payload: str | None) -> _Payload:
    """What is not erased, and of the form that is compared."""
    try:
        return msgspec.json.decode(payload or "{}", type=_Payload)
    except (msgspec.DecodeError, RecursionError):
        return _Payload()


def _told_of(said: _Payload) -> Iterable[_Told]:
    if said.stored is None:
        return () if said.row is None else (_Told(said.row, said.envelope_sha256),)
    return said.stored if isinstance(said.stored, list) else (said.stored,)
