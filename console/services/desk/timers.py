"""What the desk does when an alert's time is up (R-ALM-14). Engine thread only; no I/O."""

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.timers import expire
from console.ports.messages import Tick
from console.services.desk.draft import Draft

MOST_AT_ONCE = 200
"""A tick stays short in the worst of storms; the rest follows at the next, oldest first."""


def watch_deadlines(draft: Draft, tick: Tick) -> None:
    """End leases and acknowledgements that are over, and escalate what nobody answers."""
    deadlines = draft.senses.deadlines
    for number in deadlines.take(tick.now, MOST_AT_ONCE):
        alert = draft.memory.alerts.get(number)
        while alert is not None and (due := expire(alert, tick.now, draft.pace)) is not None:
            alert, action, text = due
            draft.count(action)
            draft.alert_changed(alert, action, ENGINE, tick.now, text)
        if alert is not None:
            deadlines.arm(alert)
