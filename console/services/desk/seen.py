"""Puts on record when an alert was on disk and first shown, announced, opened. Engine thread."""

from dataclasses import replace

from console.domain.alerts.alert import Alert, Counts
from console.ports.messages import Tick
from console.services.desk.draft import Draft
from console.services.desk.first_looks import Durable, earliest
from console.wire.seat_values import AlertSeen

MOST_AT_ONCE = 200


def watch_looks(draft: Draft, tick: Tick) -> None:
    """Note what is earlier than what is known; closed alerts never change again."""
    for seen in draft.senses.looks.take(MOST_AT_ONCE):
        alert = draft.memory.alerts.get(seen.alert)
        if alert is None:
            continue
        after = _noted(alert, seen, draft.senses.looks.durable(seen.alert))
        if after != alert:
            draft.alert_changed(after, "seen", "seats", tick.now, "")


def _noted(alert: Alert, seen: AlertSeen, durable: Durable | None) -> Alert:
    known = alert.handling
    handling = replace(
        known,
        displayed_at=earliest(known.displayed_at, seen.displayed),
        annunciated_at=earliest(known.annunciated_at, seen.annunciated),
        opened_at=earliest(known.opened_at, seen.opened),
        durable_at=known.durable_at or (durable.at if durable else None),
    )
    steady = _counted(alert, seen, durable)
    if (handling, steady) == (known, alert.steady):
        return alert
    return replace(alert, handling=handling, steady=steady)


def _counted(alert: Alert, seen: AlertSeen, durable: Durable | None) -> Counts:
    known = dict(alert.steady)
    said = {
        "displayed": seen.displayed_ms,
        "annunciated": seen.annunciated_ms,
        "opened": seen.opened_ms,
        "durable": durable.count_ms if durable and alert.handling.durable_at is None else None,
    }
    for name, count in said.items():
        first = earliest(known.get(name), count)
        if first is not None:
            known[name] = first
    return tuple(known.items())
