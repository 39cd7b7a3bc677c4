"""What is kept quiet, and floods: values to rows and back. Reads; never writes or decides."""

from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.moments import maybe_micros, maybe_moment, micros, moment
from console.domain.alerts.flood import Flood
from console.domain.alerts.quieting import OutOfService, Quiet, Shelf, Suppression
from console.ports.messages import QuietChanged

Row = dict[str, Any]
SHELF, SUPPRESSION, OUT_OF_SERVICE = "shelf", "suppression", "out_of_service"


def quiet_row(change: QuietChanged) -> Row:
    """One row of `quiet`."""
    quiet = change.quiet
    has_ended = change.action == "ended"
    return {
        "id": quiet.id,
        "subject": None,
        "type": None,
        "approver": "",
        "owner": "",
        "seat": "",
        **_own(quiet),
        "source": quiet.source,
        "reason": quiet.reason,
        "at": micros(quiet.at),
        "until": micros(quiet.until),
        "ended_at": micros(change.at) if has_ended else None,
        "ended_by": change.by if has_ended else None,
    }


def _own(quiet: Quiet) -> Row:
    match quiet:
        case Shelf():
            own = {"kind": SHELF, "type": quiet.type, "subject": quiet.subject}
            return {**own, "by": quiet.by}
        case Suppression():
            own = {"kind": SUPPRESSION, "type": quiet.type, "approver": quiet.approver}
            return {**own, "by": quiet.author, "seat": quiet.seat}
        case OutOfService():
            own = {"kind": OUT_OF_SERVICE, "by": quiet.by, "owner": quiet.owner}
            return {**own, "seat": quiet.seat}


def quiet_from(row: sa.Row[Any]) -> Quiet:
    """The quiet a row stands for."""
    at, until = moment(row.at), moment(row.until)
    if row.kind == SHELF:
        condition = (row.source, row.type, row.subject)
        return Shelf(row.id, *condition, row.reason, row.by, at, until)
    if row.kind == SUPPRESSION:
        people = (row.by, row.approver)
        return Suppression(row.id, row.type, row.source, row.reason, *people, at, until, row.seat)
    words = (row.reason, row.owner, row.by)
    return OutOfService(row.id, row.source, *words, at, until, row.seat)


def quiets(connection: sa.Connection) -> tuple[Quiet, ...]:
    """Those that nobody has ended, in the order they were made."""
    query = sa.select(t.quiet).where(t.quiet.c.ended_at.is_(None))
    rows = connection.execute(query.order_by(t.quiet.c.at, t.quiet.c.id))
    return tuple(quiet_from(row) for row in rows)


def flood_row(flood: Flood) -> Row:
    """One row of `flood`."""
    return {
        "number": flood.number,
        "began": micros(flood.began),
        "alerts": flood.alerts,
        "peak": flood.peak,
        "ended": maybe_micros(flood.ended),
    }


def last_flood(connection: sa.Connection) -> Flood | None:
    """The newest flood, ended or not."""
    query = sa.select(t.flood).order_by(t.flood.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    ended = maybe_moment(row.ended)
    return Flood(row.number, moment(row.began), row.alerts, row.peak, ended)
