"""What the detail panel says about an alert, as lines of words. Pure."""

from datetime import datetime

from console.domain.alerts.alert import ENGINE, Alert, Attention, Condition
from console.domain.alerts.lifecycle import UNBEGUN
from widgets.detail.fact_table import Fact
from widgets.detail.time_line import moment_text
from widgets.words.devices import device_text
from widgets.words.engine import engine_text
from widgets.words.words import (
    age_text,
    attention_word,
    condition_word,
    quiet_text,
    translate,
    visibility_word,
    work_word,
)


def facts_of(alert: Alert, place: str) -> list[Fact]:
    """What was reported; a line only where there is something to say."""
    lines = [
        Fact(translate("Detail", "Place"), place),
        Fact(translate("Detail", "Source"), _source(alert)),
        Fact(translate("Detail", "Subject"), "" if alert.subject == place else alert.subject or ""),
        Fact(translate("Detail", "Position"), _position(alert)),
        Fact(translate("Detail", "Unit"), alert.unit or ""),
        Fact(translate("Detail", "Category"), alert.category or ""),
        Fact(translate("Detail", "Confidence"), _confidence(alert)),
        Fact(translate("Detail", "Reports"), str(alert.count)),
        Fact(translate("Detail", "Said"), _said(alert)),
        Fact(translate("Detail", "Marks"), _marks(alert), "warning"),
    ]
    return [line for line in lines if line.value]


def states_of(alert: Alert, now: datetime) -> list[Fact]:
    """The four independent facts in words (R-ALM-01), and what will run out (R-ALM-14)."""
    active = alert.condition is Condition.ACTIVE
    waiting = alert.attention is Attention.UNACKNOWLEDGED
    shown = quiet_text(alert) or visibility_word(alert.visibility)
    lines = [
        Fact(
            translate("Detail", "Condition"),
            condition_word(alert.condition),
            "warning" if active else "",
        ),
        Fact(
            translate("Detail", "Attention"), _attention(alert, now), "warning" if waiting else ""
        ),
        Fact(translate("Detail", "Work"), _work(alert, now)),
        Fact(translate("Detail", "Visibility"), shown),
    ]
    if alert.escalation:
        lines.append(Fact(translate("Detail", "Escalation"), _escalation(alert), "fault"))
    return lines


def _attention(alert: Alert, now: datetime) -> str:
    said = attention_word(alert.attention)
    if alert.attention is Attention.UNACKNOWLEDGED:
        if not alert.acknowledged_facts:
            return said
        text = translate("Detail", "{state}: new since the last acknowledgement")
        return text.format(state=said)
    if alert.acknowledged_until is None:
        return f"{said} · {alert.acknowledged_by}"
    text = translate("Detail", "{state} · {by}, runs out in {left}")
    left = age_text(now, alert.acknowledged_until)
    return text.format(state=said, by=alert.acknowledged_by, left=left)


def _work(alert: Alert, now: datetime) -> str:
    said = work_word(alert.work)
    if not alert.claimed_by or not alert.is_open:
        return said
    if alert.held_until is None:
        return f"{said} · {alert.claimed_by}"
    text = translate("Detail", "{state} · {by}, held for {left} more")
    return text.format(state=said, by=alert.claimed_by, left=age_text(now, alert.held_until))


def _escalation(alert: Alert) -> str:
    by = alert.handling.escalated_by
    if by:
        return translate("Detail", "With the supervisor, asked by {by}").format(by=by)
    if alert.escalation == 1:
        return translate("Detail", "Nobody acknowledged in time")
    return translate("Detail", "With the supervisor: nobody acknowledged")


def notes_of(alert: Alert) -> list[Fact]:
    """What operators wrote, newest first."""
    return [Fact(moment_text(n.at), f"{n.by}: {n.text}") for n in reversed(alert.notes)]


def _source(alert: Alert) -> str:
    return translate("Detail", "the engine itself") if alert.source == ENGINE else alert.source


def _position(alert: Alert) -> str:
    if alert.place is None:
        return ""
    text = f"{alert.place.lat:.5f}, {alert.place.lon:.5f}"
    metres = alert.place.accuracy_m
    text = text if metres is None else f"{text} (±{metres:.0f} m)"
    camera = alert.handling.placed_by
    if not camera:
        return text
    told = translate("Detail", "{place}\nNo position was reported: this is where {camera} stands")
    return told.format(place=text, camera=camera)


def _confidence(alert: Alert) -> str:
    return "" if alert.confidence is None else f"{alert.confidence * 100:.0f} %"


def _marks(alert: Alert) -> str:
    marks = []
    if alert.drill:
        marks.append(translate("Detail", "Drill: not counted, not forwarded"))
    if alert.delayed:
        marks.append(translate("Detail", "Delayed: arrived more than 10 min late"))
    return "\n".join(marks)


def _said(alert: Alert) -> str:
    """Their own words, and those of this program in the language of the moment."""
    ours = alert.source == "engine" or alert.text == UNBEGUN
    return engine_text(alert.text) if ours else device_text(alert.text)
