"""The supervisor's figures from the alert table: answer times by shift, and how alerts ended.

Reads only, on any connection; everything is counted by the database, so that a year of alerts
never passes through this program row by row.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.moments import micros
from backends.database.rule_rows import rule_content
from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.ledger import Entry, ledger
from console.domain.alerts.rulebook import Rules, Shipped, rules_of
from console.domain.alerts.sla_figures import SlaFigure, Span, by_profile, figure, spans
from console.ports.clock import BootClock

_MOST_S = 100_000
_SECOND = 1_000_000


def rules_in_force(connection: sa.Connection, shipped: Shipped) -> Rules:
    """The shipped rules with the site's changes, without them when they cannot stand."""
    try:
        return rules_of(shipped, rule_content(connection))
    except CatalogueFault:
        return rules_of(shipped)


def sla_figures(
    connection: sa.Connection, rules: Rules, now: datetime, count_ms: int | None = None
) -> tuple[SlaFigure, ...]:
    """Every promise in every span, profiles without any alert left out.

    Answer times are differences of steady counts where an alert has them, else of wall times.
    `count_ms` is the count of `now` (see `count_now`): what still waits is measured by it.
    """
    found = []
    for span in spans(now, rules.pace):
        answers = by_profile(rules.catalogue, _counts(connection, span, now, count_ms))
        found += [
            figure(rules.catalogue.profiles[name], answers[name], span) for name in sorted(answers)
        ]
    return tuple(found)


def ledger_entries(
    connection: sa.Connection, rules: Rules, now: datetime, days: float
) -> list[Entry]:
    """How the alerts of each device and type ended within so many days, the worst first."""
    life = {name for name, kind in rules.catalogue.types.items() if kind.is_life}
    return ledger(closings(connection, now - timedelta(days=days), life))


def closings(
    connection: sa.Connection, since: datetime, life: Collection[str]
) -> list[tuple[str, str, bool, str, int]]:
    """Device, type, whether it is of `life`, disposition and count of alerts closed since.

    What the engine itself reported counts for whom it is about. Drills are left out.
    """
    a = t.alert.c
    device = sa.case((a.source == "engine", sa.func.coalesce(a.subject, a.source)), else_=a.source)
    which = (a.closed_at >= micros(since), a.disposition.is_not(None), a.drill.is_(sa.false()))
    query = (
        sa.select(device.label("device"), a.type, a.disposition, sa.func.count())
        .where(*which)
        .group_by("device", a.type, a.disposition)
    )
    rows = connection.execute(query).all()
    return [(name, kind, kind in life, ended, count) for name, kind, ended, count in rows]


def count_now(connection: sa.Connection, clock: BootClock | None) -> int | None:
    """The steady count of this moment, by the engine's record of its clock.

    None without a clock, and when the engine has not run since the computer was started.
    """
    f, boot = t.field_record.c, clock.boot() if clock else ""
    kept = connection.scalar(sa.select(f.content).where(f.kind == "clock", f.id == "engine"))
    anchor = json.loads(kept or "{}")
    if clock is None or not boot or anchor.get("boot") != boot or anchor.get("base_ms") is None:
        return None
    return int(anchor["base_ms"]) + clock.mono_ms()


def _counts(
    connection: sa.Connection, span: Span, now: datetime, count_ms: int | None
) -> list[tuple[str, bool, int, int]]:
    """(type, answered, whole seconds rounded up, how many) of alerts raised in the span."""
    a = t.alert.c
    claimed, acknowledged = a.first_claimed_at, a.first_acknowledged_at
    answer = sa.case(
        (claimed.is_(None), acknowledged),
        (acknowledged.is_(None), claimed),
        (claimed < acknowledged, claimed),
        else_=acknowledged,
    )
    is_answered = answer.is_not(None)
    by_times = sa.func.coalesce(answer, micros(now)) - a.raised
    answered = sa.case((is_answered, a.answered_steady), else_=count_ms or 0)
    has_counts = sa.and_(a.received_steady > 0, answered > 0)
    waited = sa.case((has_counts, (answered - a.received_steady) * 1_000), else_=by_times)
    seconds = (waited + _SECOND - 1) // _SECOND
    bounded = sa.case((seconds < 0, 0), (seconds > _MOST_S, _MOST_S), else_=seconds)
    inside = (a.raised >= micros(span.since), a.raised < micros(span.until))
    query = (
        sa.select(a.type, is_answered.label("answered"), bounded.label("s"), sa.func.count())
        .where(*inside, a.drill.is_(sa.false()), a.delayed.is_(sa.false()))
        .group_by(a.type, "answered", "s")
    )
    rows = connection.execute(query).all()
    return [(kind, bool(done), int(found), count) for kind, done, found, count in rows]
