"""What of a decision is already stored: the careful second look after a key clashed.

Normally the desk knows a repeat and none arrives here. When one does all the same (a commit whose
answer was lost, two engines), no second row is written and nothing new is dropped.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.rows import alert_from
from console.domain.alerts.alert import Alert
from console.ports.messages import (
    AlertChanged,
    Change,
    CommandAnswered,
    EventStored,
    MessageQuarantined,
)


@dataclass(frozen=True, slots=True)
class Unseen:
    """The changes still to write, and the events among them whose id another event has taken."""

    changes: Sequence[Change]
    reused: frozenset[tuple[str, int, int]]


def without_repeats(connection: sa.Connection, changes: Iterable[Change]) -> Unseen:
    """Leave out what the tables already hold, and repeats within `changes` itself."""
    everything = list(changes)
    settled = _settled_alerts(connection, everything)
    kept: list[Change] = []
    keys: set[object] = set()
    ids: set[tuple[str, str]] = set()
    reused: set[tuple[str, int, int]] = set()
    for change in everything:
        key = _key(change)
        if key is not None:
            if key in keys or _is_stored(connection, change):
                continue
            keys.add(key)
        if isinstance(change, AlertChanged) and change.alert.number in settled:
            continue
        if isinstance(change, EventStored):
            name = (change.event.source, change.event.id)
            if name in ids or _id_taken(connection, *name):
                reused.add(_event_key(change))
            ids.add(name)
        kept.append(change)
    return Unseen(kept, frozenset(reused))


def _event_key(change: EventStored) -> tuple[str, int, int]:
    return (change.event.source, change.event.boot, change.event.sequence)


def _key(change: Change) -> object:
    match change:
        case EventStored():
            return _event_key(change)
        case MessageQuarantined() if change.boot is not None and change.sequence is not None:
            return (change.device, change.boot, change.sequence, change.raw)
        case CommandAnswered():
            return change.command.id
        case _:
            return None


def _is_stored(connection: sa.Connection, change: Change) -> bool:
    which: tuple[sa.ColumnElement[bool], ...]
    match change:
        case EventStored():
            event, e = change.event, t.event.c
            which = (e.source == event.source, e.boot == event.boot, e.sequence == event.sequence)
        case MessageQuarantined():
            digest, q = hashlib.sha256(change.raw).hexdigest(), t.quarantine.c
            place = (q.device == change.device, q.boot == change.boot)
            which = (*place, q.sequence == change.sequence, q.sha256 == digest)
        case CommandAnswered():
            which = (t.command.c.id == change.command.id,)
        case _:
            return False
    return connection.scalar(sa.select(sa.exists().where(*which))) is True


def _id_taken(connection: sa.Connection, source: str, event_id: str) -> bool:
    return connection.scalar(id_taken(source, event_id)) is True


def id_taken(source: str, event_id: str) -> sa.Select[bool]:
    """Asks whether a device has used an id.

    By its first use: the index knows no others, and without it every event of the device is read.
    """
    e = t.event.c
    which = (e.source == source, e.id == event_id, e.id_reused.is_(sa.false()))
    return sa.select(sa.exists().where(*which))


def _settled_alerts(connection: sa.Connection, changes: Iterable[Change]) -> set[int]:
    """Alerts whose stored state is already the last one of `changes`."""
    last = {c.alert.number: c.alert for c in changes if isinstance(c, AlertChanged)}
    return {number for number, alert in last.items() if stored_alert(connection, number) == alert}


def stored_alert(connection: sa.Connection, number: int) -> Alert | None:
    """One alert as the tables hold it."""
    row = connection.execute(sa.select(t.alert).where(t.alert.c.number == number)).first()
    if row is None:
        return None
    notes = sa.select(t.alert_note).where(t.alert_note.c.alert == number)
    return alert_from(row, connection.execute(notes.order_by(t.alert_note.c.position)).all())
