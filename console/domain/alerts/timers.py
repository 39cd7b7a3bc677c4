"""What time alone does to an alert (R-ALM-14, R-ALM-18). Pure: deadlines are fields of the alert.

- A claim whose holder did nothing for 15 min gives the alert back to the room.
- An acknowledgement after which the work did not change for 15 min counts no more.
- A life-safety alert that nobody acknowledges is escalated after 30 s and again after 60 s.

A site may set other intervals (`pace`).

Escalation is no fact and leaves `updated` alone: it must not look like news of the world.
"""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts.alert import Alert, AlertClass, Attention
from console.domain.alerts.lifecycle import ACKNOWLEDGEMENT, LEASE, let_go
from console.domain.pace import USUAL, Pace


def next_deadline(alert: Alert, pace: Pace = USUAL) -> datetime | None:
    """When time does something to the alert next; None when it never does."""
    is_life = alert.alert_class is AlertClass.LIFE
    if not is_life and alert.claimed_by is None and alert.acknowledged_until is None:
        return None
    if not alert.is_open:
        return None
    due = (_lease_end(alert), _acknowledgement_end(alert), _escalation_at(alert, pace))
    return min((each for each in due if each is not None), default=None)


def expire(alert: Alert, now: datetime, pace: Pace = USUAL) -> tuple[Alert, str, str] | None:
    """The first thing that is due: the alert after it, the journal's word and its text."""
    if not alert.is_open:
        return None
    if _is_over(_lease_end(alert), now):
        return (
            let_go(alert, now),
            "claim_ended",
            f"{alert.claimed_by} did nothing for {_minutes(pace)}.",
        )
    if _is_over(_acknowledgement_end(alert), now):
        by = alert.acknowledged_by
        return _unacknowledged(alert, now), "acknowledgement_ended", f"It was that of {by}."
    if _is_over(_escalation_at(alert, pace), now):
        higher = alert.escalation + 1
        return replace(alert, escalation=higher), "escalated", f"Step {higher}: no answer."
    return None


def paced(alert: Alert, at: datetime, pace: Pace) -> Alert:
    """The deadlines an act set just now (`at`), by the site's intervals instead of the usual."""
    if pace.lease == LEASE and pace.acknowledgement == ACKNOWLEDGEMENT:
        return alert
    held, acknowledged = alert.held_until, alert.acknowledged_until
    if held == at + LEASE:
        held = at + pace.lease
    if acknowledged == at + ACKNOWLEDGEMENT:
        acknowledged = at + pace.acknowledgement
    return replace(alert, held_until=held, acknowledged_until=acknowledged)


def _minutes(pace: Pace) -> str:
    minutes, seconds = divmod(pace.lease_s, 60)
    return f"{minutes} min" + (f" {seconds} s" if seconds else "")


def _unacknowledged(alert: Alert, now: datetime) -> Alert:
    # No fact is covered any longer: the next acknowledgement covers them all again.
    return replace(
        alert,
        attention=Attention.UNACKNOWLEDGED,
        acknowledged_facts=0,
        acknowledged_until=None,
        unacknowledged_since=now,
        escalation=0,
        updated=now,
    )


def _lease_end(alert: Alert) -> datetime | None:
    return alert.held_until if alert.claimed_by is not None else None


def _acknowledgement_end(alert: Alert) -> datetime | None:
    return alert.acknowledged_until if alert.attention is Attention.ACKNOWLEDGED else None


def _escalation_at(alert: Alert, pace: Pace) -> datetime | None:
    if alert.alert_class is not AlertClass.LIFE or alert.attention is Attention.ACKNOWLEDGED:
        return None
    if alert.escalation >= len(pace.escalation):
        return None
    since = alert.unacknowledged_since or alert.raised
    return since + pace.escalation[alert.escalation]


def _is_over(deadline: datetime | None, now: datetime) -> bool:
    return deadline is not None and now >= deadline
