"""What the journal tells of points that spoke of late: for the list of the noisy ones. Reads only.

Repetitions in a row share one line, which names each event: their times are those of the events.
Bounded: the newest 20,000 lines, and of them the newest 5,000 facts. An erased line tells nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
import sqlalchemy as sa

from backends.database import tables as t
from backends.database.moments import moment
from console.domain.alerts.alert import AlertClass, Condition, Disposition
from console.domain.alerts.noise import Spoken

MOST_LINES = 20_000
MOST_FACTS = 5_000
_AT_ONCE = 500
_PREFIX = "alert_"
_KINDS = tuple(
    f"{_PREFIX}{action}"
    for action in ("raised", "repeated", "reactivated", "condition_cleared", "closed")
)


class _Event(msgspec.Struct):
    row: int


class _About(msgspec.Struct):
    source: str
    type: str
    subject: str | None
    alert_class: AlertClass
    condition: Condition
    disposition: Disposition | None = None
    drill: bool = False


class _Told(msgspec.Struct):
    at: datetime
    alert: _About
    stored: _Event | list[_Event] | None = None

    def rows(self) -> list[int]:
        """The events of a line that several share."""
        return [each.row for each in self.stored] if isinstance(self.stored, list) else []


_READER = msgspec.json.Decoder(_Told)


def spoken(connection: sa.Connection) -> tuple[Spoken, ...]:
    """The newest facts about alerts and their ends, oldest first."""
    told = list(_lines(connection))
    received = _received(connection, [row for _, each in told for row in each.rows()])
    found = [fact for kind, each in told for fact in _facts(kind, each, received)]
    return tuple(found[-MOST_FACTS:])


def _lines(connection: sa.Connection) -> Iterator[tuple[str, _Told]]:
    line, payload = t.journal.c, t.journal_payload.c
    newest = connection.scalar(sa.select(sa.func.max(line.id))) or 0
    query = (
        sa.select(line.kind, payload.payload)
        .join_from(t.journal, t.journal_payload, payload.line == line.id)
        .where(line.id > newest - MOST_LINES, line.kind.in_(_KINDS))
        .order_by(line.id.desc())
        .limit(MOST_FACTS)
    )
    for kind, text in reversed(connection.execute(query).all()):
        try:
            told = _READER.decode(text)
        except msgspec.MsgspecError:
            continue  # of an older program, perhaps: one fact less on a list for people
        if not told.alert.drill:
            yield kind, told


def _received(connection: sa.Connection, rows: list[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    e, newest = t.event.c, rows[-MOST_FACTS:]
    for start in range(0, len(newest), _AT_ONCE):
        query = sa.select(e.row, e.received).where(e.row.in_(newest[start : start + _AT_ONCE]))
        for row, at in connection.execute(query):
            found[row] = moment(at)
    return found


def _facts(kind: str, told: _Told, received: dict[int, datetime]) -> Iterable[Spoken]:
    about = told.alert
    times = [received[row] for row in told.rows() if row in received] or [told.at]
    for at in times:
        yield Spoken(
            (about.source, about.type, about.subject),
            about.alert_class,
            about.condition,
            about.disposition,
            kind.removeprefix(_PREFIX),
            at,
        )
