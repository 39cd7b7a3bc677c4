"""The order of the alert queue. Pure.

1. life-safety that nobody acknowledged, before everything;
2. then by priority, 1 first;
3. unacknowledged before acknowledged;
4. within that the longest waiting first: it is the one that was failed longest;
5. the number breaks ties, so the order is total and never flickers.
"""

from console.domain.alerts.alert import Alert, AlertClass, Attention

SortKey = tuple[float, ...]


def sort_key(alert: Alert) -> SortKey:
    """The place of an alert in the queue; smaller is higher."""
    waiting = alert.attention is Attention.UNACKNOWLEDGED
    life = alert.alert_class is AlertClass.LIFE and waiting
    moment = alert.raised.timestamp()
    return (0 if life else 1, alert.priority, 0 if waiting else 1, moment, alert.number)
