"""Puts on record when an alert was on disk and first shown, announced, opened. Engine thread."""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.ports.messages import Tick
from console.services.desk.draft import Draft
from console.services.desk.first_looks import earliest
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


def _noted(alert: Alert, seen: AlertSeen, durable: datetime | None) -> Alert:
    known = alert.handling
    handling = replace(
        known,
        displayed_at=earliest(known.displayed_at, seen.displayed),
        annunciated_at=earliest(known.annunciated_at, seen.annunciated),
        opened_at=earliest(known.opened_at, seen.opened),
        durable_at=known.durable_at or durable,
    )
    return alert if handling == known else replace(alert, handling=handling)
