"""What is new of an alert since somebody took note of it, in one line (R-ALM-01). Pure.

Told from the alert itself, which survives every restart; where this seat remembers the alert as it
was acknowledged, what changed is named exactly.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from console.domain.alerts.alert import Alert, Attention, Condition
from console.domain.places.geo import distance_m
from widgets.words.words import clock_text, condition_word, translate

MOST = 5_000
_MOVED_M = 20.0


class Acknowledged:
    """The alerts as they were when they were last acknowledged; the newest `MOST`."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Alert] = OrderedDict()

    def take(self, alerts: Iterable[Alert]) -> None:
        """Newer states of alerts."""
        for alert in alerts:
            if not alert.is_open:
                self._known.pop(alert.number, None)
            elif alert.attention is Attention.ACKNOWLEDGED:
                self._known[alert.number] = alert
                self._known.move_to_end(alert.number)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def of(self, number: int) -> Alert | None:
        """How it was, where this seat saw it."""
        return self._known.get(number)


def difference(alert: Alert, before: Alert | None) -> str:
    """The line; empty when nothing is new or nobody ever took note."""
    newer = alert.facts - alert.acknowledged_facts
    if alert.attention is Attention.ACKNOWLEDGED or not alert.acknowledged_facts or newer <= 0:
        return ""
    if before is not None and before.facts != alert.acknowledged_facts:
        before = None
    said = "; ".join(_changes(alert, before, newer))
    at = clock_text(alert.acknowledged_at) if alert.acknowledged_at else "?"
    text = translate("Detail", "New since {by} acknowledged at {time}: {changes}")
    return text.format(by=alert.acknowledged_by or "?", time=at, changes=said)


def _changes(alert: Alert, before: Alert | None, newer: int) -> Iterator[str]:
    yield translate("Detail", "{count} more reports").format(count=newer)
    cleared = alert.cleared_at is not None and (
        alert.acknowledged_at is None or alert.cleared_at > alert.acknowledged_at
    )
    if before is None:
        if cleared and alert.condition is Condition.CLEARED:
            yield condition_word(alert.condition)
        return
    if alert.condition is not before.condition:
        yield condition_word(alert.condition)
    if alert.text != before.text:
        yield translate("Detail", "now says: {text}").format(text=alert.text[:80])
    if alert.category != before.category and alert.category:
        yield alert.category
    moved = _moved(alert, before)
    if moved > _MOVED_M:
        yield translate("Detail", "moved {metres} m").format(metres=round(moved))


def _moved(alert: Alert, before: Alert) -> float:
    if alert.place is None or before.place is None:
        return 0.0
    return distance_m(alert.place, before.place)
