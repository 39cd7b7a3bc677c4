"""Alerts that stand open and unchanged for too long: the list a supervisor goes through (R-ALM-10).

Pure. Escalation is no change: it must not keep an alert off the list.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from console.domain.alerts.alert import Alert

TARGET_BELOW = 5
"""A room that is on top of its work has fewer."""


def stale(alerts: Iterable[Alert], now: datetime, after: timedelta) -> list[Alert]:
    """Open alerts that nobody and nothing changed for longer than `after`, the oldest first."""
    found = [each for each in alerts if each.is_open and now - each.updated > after]
    return sorted(found, key=lambda each: (each.updated, each.number))
