"""What the desk needs to go on after a restart, read from the tables. Reads only.

What is stored of a session is counted from the event and quarantine rows themselves, so a receipt
can never promise more than there is.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.field_rows import field_numbers, fields, personals
from backends.database.moments import moment
from backends.database.noise_rows import spoken
from backends.database.quiet_rows import last_flood, quiets
from backends.database.rows import alert_from, link_from
from backends.database.rule_rows import rule_versions
from backends.database.writer import counters
from console.domain.alerts.alert import Alert, Work
from console.domain.unit import DeviceLink
from console.ports.messages import CommandResult
from console.ports.store import Restored, SessionRow

RESULTS = 10_000
"""How many of the newest command results the desk gets back."""

RAISED = 2_000
"""How many of the newest alerts count for the flood watch after a restart."""

BOOTS = 1024
"""How many of a device's newest boots it gets back: as many as the desk tells apart."""

Key = tuple[str, int]


def restored(connection: sa.Connection) -> Restored:
    """Everything, in one consistent view."""
    revision, _ = counters(connection)
    newest = connection.scalar(sa.select(sa.func.max(t.alert.c.number)))
    return Restored(
        revision=revision,
        next_alert=(newest or 0) + 1,
        alerts=open_alerts(connection),
        sessions=sessions(connection),
        links=links(connection),
        results=_results(connection),
        quiets=quiets(connection),
        flood=last_flood(connection),
        raised=_raised(connection),
        rules=rule_versions(connection),
        fields=fields(connection),
        personals=personals(connection),
        field_numbers=field_numbers(connection),
        spoken=spoken(connection),
    )


def open_alerts(connection: sa.Connection) -> tuple[Alert, ...]:
    """Alerts still in the queue, by number."""
    query = sa.select(t.alert).where(t.alert.c.work != Work.CLOSED.value)
    return with_notes(connection, connection.execute(query.order_by(t.alert.c.number)).all())


def with_notes(connection: sa.Connection, rows: Iterable[sa.Row[Any]]) -> tuple[Alert, ...]:
    """Alert rows as alerts."""
    found = list(rows)
    if not found:
        return ()
    numbers = [row.number for row in found]
    query = sa.select(t.alert_note).where(t.alert_note.c.alert.between(min(numbers), max(numbers)))
    notes = defaultdict(list)
    for note in connection.execute(query.order_by(t.alert_note.c.alert, t.alert_note.c.position)):
        notes[note.alert].append(note)
    return tuple(alert_from(row, notes[row.number]) for row in found)


def _raised(connection: sa.Connection) -> tuple[datetime, ...]:
    real = sa.select(t.alert.c.raised).where(t.alert.c.drill.is_(sa.false()))
    query = real.order_by(t.alert.c.number.desc()).limit(RAISED)
    return tuple(sorted(moment(each) for each in connection.scalars(query)))


def links(connection: sa.Connection) -> tuple[DeviceLink, ...]:
    """The last known link of every device."""
    rows = connection.execute(sa.select(t.link).order_by(t.link.c.device))
    return tuple(link_from(row) for row in rows)


def sessions(connection: sa.Connection) -> tuple[SessionRow, ...]:
    """The newest boots of each device, in order of device and boot."""
    gapless, broken = _counted(connection)
    known = {(row.device, row.boot): 0 for row in connection.execute(sa.select(t.session))}
    boots: dict[str, list[int]] = defaultdict(list)
    for device, boot in known | dict.fromkeys(gapless) | dict.fromkeys(broken):
        boots[device].append(boot)
    rows = []
    for device in sorted(boots):
        for boot in sorted(boots[device])[-BOOTS:]:
            key = (device, boot)
            if key in broken:
                rows.append(_with_gaps(connection, key))
            else:
                rows.append(SessionRow(device, boot, gapless.get(key, 0)))
    return tuple(rows)


def _counted(connection: sa.Connection) -> tuple[dict[Key, int], set[Key]]:
    """Sessions stored without a gap, with their highest sequence; and those to look at closely."""
    e = t.event.c
    query = sa.select(e.source, e.boot, sa.func.count(), sa.func.max(e.sequence))
    gapless: dict[Key, int] = {}
    broken: set[Key] = set()
    for source, boot, count, highest in connection.execute(query.group_by(e.source, e.boot)):
        if count == highest:
            gapless[source, boot] = highest
        else:
            broken.add((source, boot))
    q = t.quarantine.c
    numbered = (q.boot.is_not(None), q.sequence.is_not(None))
    refused = sa.select(q.device, q.boot).where(*numbered).distinct()
    broken |= {(device, boot) for device, boot in connection.execute(refused)}
    return gapless, broken


def _with_gaps(connection: sa.Connection, key: Key) -> SessionRow:
    device, boot = key
    e, q = t.event.c, t.quarantine.c
    events = sa.select(e.sequence).where(e.source == device, e.boot == boot)
    refused = sa.select(q.sequence).where(
        q.device == device, q.boot == boot, q.sequence.is_not(None)
    )
    held = {number for number in connection.scalars(events.union(refused)) if number > 0}
    stored = 0
    while stored + 1 in held:
        stored += 1
    return SessionRow(device, boot, stored, tuple(sorted(n for n in held if n > stored)))


def _results(connection: sa.Connection) -> dict[str, CommandResult]:
    c = t.command.c
    query = sa.select(c.id, c.seat, c.accepted, c.reason).order_by(c.answered.desc()).limit(RESULTS)
    newest = [CommandResult(*row) for row in connection.execute(query)]
    return {result.command: result for result in reversed(newest)}
