"""Deadlines move with a wall clock that is set (R-ALM-14). Engine thread only; no I/O.

The deadlines of a claim, an acknowledgement, an escalation and of whatever is kept quiet are
wall-clock times. When somebody sets the computer's clock, what was due in ten seconds is still due
in ten seconds: neither an hour late nor all at once, and no shelf hides anything a year longer than
its author said. Each moved alert, shelf and rule is a line of the journal.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from console.domain.alerts.alert import ENGINE, Alert
from console.domain.alerts.timers import next_deadline
from console.ports.messages import QuietChanged, Tick
from console.services.desk.draft import Draft
from console.services.desk.quiets import show_again

MOVED = "deadlines_moved"


def watch_clock_jumps(draft: Draft, tick: Tick) -> None:
    """Move every deadline of an open alert by as much as the clock was set."""
    jump = draft.senses.steady.jump(tick.now, tick.mono_ms)
    if not jump:
        return
    _move_quiets(draft, jump, tick.now)
    text = f"The engine's computer clock was set by {jump.total_seconds():+.0f} s."
    open_alerts = [alert for _, alert in draft.memory.alerts.items()]
    for alert in open_alerts:
        if next_deadline(alert, draft.pace) is not None:
            draft.alert_changed(_moved(alert, jump), MOVED, ENGINE, tick.now, text)


def _move_quiets(draft: Draft, jump: timedelta, now: datetime) -> None:
    found = draft.memory.quiets.items()
    for number, quiet in found:
        moved = replace(quiet, until=quiet.until + jump)
        draft.memory.quiets.put(number, moved)
        draft.change(QuietChanged(moved, "moved", ENGINE, now))
    if found:
        show_again(draft, ENGINE, now)


def _moved(alert: Alert, jump: timedelta) -> Alert:
    return replace(
        alert,
        unacknowledged_since=_by(alert.unacknowledged_since, jump),
        held_until=_by(alert.held_until, jump),
        acknowledged_until=_by(alert.acknowledged_until, jump),
    )


def _by(at: datetime | None, jump: timedelta) -> datetime | None:
    return None if at is None else at + jump
