"""What the detail panel says about an alert, as lines of words. Pure."""

from datetime import datetime

from console.domain.alert import Alert, Attention, Condition
from widgets.detail.fact_table import Fact
from widgets.words import (
    attention_word,
    clock_text,
    condition_word,
    disposition_word,
    local,
    translate,
    visibility_word,
    work_word,
)


def facts_of(alert: Alert, place: str) -> list[Fact]:
    """What was reported; a line only where there is something to say."""
    lines = [
        Fact(translate("Detail", "Place"), place),
        Fact(translate("Detail", "Source"), alert.source),
        Fact(translate("Detail", "Subject"), alert.subject or ""),
        Fact(translate("Detail", "Position"), _position(alert)),
        Fact(translate("Detail", "Unit"), alert.unit or ""),
        Fact(translate("Detail", "Category"), alert.category or ""),
        Fact(translate("Detail", "Confidence"), _confidence(alert)),
        Fact(translate("Detail", "Reports"), str(alert.count)),
        Fact(translate("Detail", "Said"), alert.text),
        Fact(translate("Detail", "Marks"), _marks(alert), "warning"),
    ]
    return [line for line in lines if line.value]


def states_of(alert: Alert) -> list[Fact]:
    """The four independent facts in words (R-ALM-01)."""
    active = alert.condition is Condition.ACTIVE
    waiting = alert.attention is Attention.UNACKNOWLEDGED
    work = work_word(alert.work)
    if alert.claimed_by and alert.is_open:
        work = f"{work} · {alert.claimed_by}"
    attention = attention_word(alert.attention)
    if waiting and alert.acknowledged_facts:
        attention = translate("Detail", "{state}: new since the last acknowledgement").format(
            state=attention
        )
    return [
        Fact(
            translate("Detail", "Condition"),
            condition_word(alert.condition),
            "warning" if active else "",
        ),
        Fact(translate("Detail", "Attention"), attention, "warning" if waiting else ""),
        Fact(translate("Detail", "Work"), work),
        Fact(translate("Detail", "Visibility"), visibility_word(alert.visibility)),
    ]


def timeline_of(alert: Alert) -> list[Fact]:
    """When what happened and by whom, oldest first."""
    steps: list[tuple[datetime | None, str, str]] = [
        (alert.occurred, translate("Detail", "Occurred"), ""),
        (alert.raised, translate("Detail", "Received"), ""),
        (alert.claimed_at, translate("Detail", "Claimed"), alert.claimed_by or ""),
        (alert.acknowledged_at, translate("Detail", "Acknowledged"), alert.acknowledged_by or ""),
        (alert.closed_at, translate("Detail", "Closed"), _closing(alert)),
    ]
    known = sorted((s for s in steps if s[0] is not None), key=_moment)
    return [Fact(_stamp(at), f"{what} · {by}" if by else what) for at, what, by in known if at]


def notes_of(alert: Alert) -> list[Fact]:
    """What operators wrote, newest first."""
    return [Fact(_stamp(n.at), f"{n.by}: {n.text}") for n in reversed(alert.notes)]


def _moment(step: tuple[datetime | None, str, str]) -> float:
    return step[0].timestamp() if step[0] else 0.0


def _stamp(moment: datetime) -> str:
    today = local(datetime.now().astimezone()).date()
    if local(moment).date() == today:
        return clock_text(moment)
    return f"{local(moment):%m-%d} {clock_text(moment)}"


def _closing(alert: Alert) -> str:
    words = [alert.closed_by or ""]
    if alert.disposition is not None:
        words.append(disposition_word(alert.disposition))
    return " · ".join(word for word in words if word)


def _position(alert: Alert) -> str:
    if alert.place is None:
        return ""
    text = f"{alert.place.lat:.5f}, {alert.place.lon:.5f}"
    metres = alert.place.accuracy_m
    return text if metres is None else f"{text} (±{metres:.0f} m)"


def _confidence(alert: Alert) -> str:
    return "" if alert.confidence is None else f"{alert.confidence * 100:.0f} %"


def _marks(alert: Alert) -> str:
    marks = []
    if alert.drill:
        marks.append(translate("Detail", "Drill: not counted, not forwarded"))
    if alert.delayed:
        marks.append(translate("Detail", "Delayed: arrived more than 10 min late"))
    return "\n".join(marks)
