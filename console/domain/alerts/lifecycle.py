"""The only code that changes an alert (R-ALM-01, R-ALM-02). Pure: a new value or a refusal.

Rules that are not obvious from the names:

- A *fact* is what the world reports: raised, repeated, re-activated, cleared. A person's act is
  none. An acknowledgement covers the facts its operator had in view; one newer fact re-opens
  attention, whatever work has been done.
- Claiming is not acknowledging: two facts, two acts. Closing needs a disposition and, as its
  operator has then seen the alert, acknowledges it in the same act; it is refused when a fact came
  that he cannot have seen, and to everyone but the holder of a claimed alert.
- A closed alert never changes again. A later fact of the same condition raises a new alert.
- A life-safety alert is never merged: each point event, and each activation of a condition that is
  not active now, raises its own. Repeats of a condition that *is* active are facts of its alert.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Box,
    Condition,
    Counts,
    Disposition,
    Note,
    Visibility,
    Work,
)
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.handling import UNHANDLED, Dispatch, Handling, Step
from console.domain.frozen import cheaply_made, open_twin
from console.domain.places.geo import Place

TEXT_MAX = 4_000
UNBEGUN = "Its end was reported, its beginning never came."
LEASE = timedelta(minutes=15)
"""A claim without an act of its holder ends after this (see `timers`)."""
ACKNOWLEDGEMENT = timedelta(minutes=15)
"""An acknowledgement without a change of the work ends after this (R-ALM-14)."""
_PLACES = {field.name: place for place, field in enumerate(fields(Alert))}
_VALUES = attrgetter(*_PLACES)
_OpenAlert = open_twin(Alert)


@dataclass(frozen=True, slots=True)
class Refused:
    """A wish that cannot be granted; `reason` is a sentence for the operator."""

    reason: str


@cheaply_made
@dataclass(frozen=True, slots=True)
class Report:
    """One fact of the world about one condition. Times are aware; `at` is the engine's, UTC.

    `placed_by` is the camera that `place` was taken from, empty for a place that was brought.
    """

    type: str
    kind: AlertType
    source: str
    subject: str | None
    condition: str
    occurred: datetime
    at: datetime
    place: Place | None = None
    cameras: tuple[str, ...] = ()
    unit: str | None = None
    text: str = ""
    category: str | None = None
    confidence: float | None = None
    drill: bool = False
    delayed: bool = False
    boxes: tuple[Box, ...] = ()
    sent: datetime | None = None
    placed_by: str = ""
    steady: Counts = ()

    @property
    def key(self) -> tuple[str, str, str | None, bool]:
        """The condition it is about. A drill never joins the real thing."""
        return (self.source, self.type, self.subject, self.drill)


def raise_alert(number: int, report: Report) -> Alert:
    """A new alert, an incident of its own. A point event is born cleared."""
    active = report.condition == "active"
    return Alert(
        number=number,
        type=report.type,
        alert_class=report.kind.alert_class,
        priority=report.kind.priority,
        source=report.source,
        subject=report.subject,
        condition=Condition.ACTIVE if active else Condition.CLEARED,
        attention=Attention.UNACKNOWLEDGED,
        work=Work.NEW,
        visibility=Visibility.NORMAL,
        raised=report.at,
        occurred=report.occurred,
        updated=report.at,
        place=report.place,
        cameras=report.cameras,
        unit=report.unit,
        text=report.text,
        category=report.category,
        confidence=report.confidence,
        drill=report.drill,
        delayed=report.delayed,
        boxes=report.boxes,
        unacknowledged_since=report.at,
        incident=number,
        first_out=True,
        handling=_handling(report),
        steady=report.steady,
    )


def _handling(report: Report) -> Handling:
    if report.sent is None and not report.placed_by:
        return UNHANDLED
    return Handling(sent_at=report.sent, placed_by=report.placed_by)


def joins(alert: Alert, report: Report) -> bool:
    """Whether a report is a fact of this alert, rather than the start of a new one."""
    if alert.work is Work.CLOSED or alert.drill != report.drill:
        return False
    if report.source != alert.source or report.type != alert.type:
        return False
    if report.subject != alert.subject:
        return False
    if alert.alert_class is not AlertClass.LIFE:
        # A type may be life-safety by a newer rule: then only the end belongs to the old alert.
        return not report.kind.is_life or report.condition == "cleared"
    return alert.condition is Condition.ACTIVE and report.condition != "point"


def report_again(alert: Alert, report: Report) -> tuple[Alert, str] | None:
    """The alert with one more fact, and the journal's word for it; None when nothing is new.

    Nothing is new in a second "cleared". The report must join the alert (see `joins`).
    """
    if report.condition == "cleared":
        if alert.condition is Condition.CLEARED:
            return None
        return _with_facts(alert, (report,), condition=Condition.CLEARED), "condition_cleared"
    was_cleared = alert.condition is Condition.CLEARED
    activates = report.condition == "active"
    again = _with_facts(
        alert,
        (report,),
        count=alert.count + 1,
        condition=Condition.ACTIVE if activates else alert.condition,
        delayed=alert.delayed and report.delayed,
    )
    return again, "reactivated" if activates and was_cleared else "repeated"


def repeated(alert: Alert, reports: Sequence[Report]) -> Alert:
    """The alert after point events in a row: what `report_again` makes of each, at once."""
    delayed = alert.delayed and all(report.delayed for report in reports)
    return _with_facts(alert, reports, count=alert.count + len(reports), delayed=delayed)


def _with_facts(alert: Alert, reports: Sequence[Report], **changes: object) -> Alert:
    """Reports of one kind, all of which change the condition in the same way or not at all."""
    first, last = reports[0], reports[-1]
    changes["facts"] = alert.facts + len(reports)
    changes["updated"] = last.at
    changes["acknowledged_until"] = None
    if alert.attention is Attention.ACKNOWLEDGED:
        changes["attention"] = Attention.UNACKNOWLEDGED
        changes["escalation"] = 0
        changes["unacknowledged_since"] = first.at
    if last.condition != "point":
        changes["cleared_at"] = last.at if last.condition == "cleared" else None
    for report in reports:
        _add_news(changes, alert, report)
    return _altered(alert, changes)


def _add_news(changes: dict[str, Any], alert: Alert, report: Report) -> None:
    """What a report says; of what it leaves out the alert keeps what it knew."""
    if report.boxes or alert.boxes or "boxes" in changes:
        known: tuple[Box, ...] = changes.get("boxes", alert.boxes)
        changes["boxes"] = _boxes(known, changes.get("cameras", alert.cameras), report)
    if report.place is not None:
        _add_place(changes, alert, report)
    if report.cameras:
        changes["cameras"] = report.cameras
    if report.unit:
        changes["unit"] = report.unit
    if report.text:
        changes["text"] = report.text
    if report.category:
        changes["category"] = report.category
    if report.confidence is not None:
        changes["confidence"] = report.confidence


def _add_place(changes: dict[str, Any], alert: Alert, report: Report) -> None:
    """A camera's place is better than none, and never better than one that was brought."""
    handling: Handling = changes.get("handling", alert.handling)
    is_bare = alert.place is None and "place" not in changes
    if report.placed_by and not handling.placed_by and not is_bare:
        return
    changes["place"] = report.place
    if report.placed_by != handling.placed_by:
        changes["handling"] = replace(handling, placed_by=report.placed_by)


def altered(alert: Alert, **changes: object) -> Alert:
    """`dataclasses.replace` at a third of its cost: every event of every device comes by here."""
    return _altered(alert, changes)


def _altered(alert: Alert, changes: dict[str, object]) -> Alert:
    values: list[Any] = list(_VALUES(alert))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    made = _OpenAlert(*values)
    made.__class__ = Alert
    return made


def _boxes(known: tuple[Box, ...], cameras: tuple[str, ...], report: Report) -> tuple[Box, ...]:
    # Boxes belong to the picture of one camera: on another's they would point at nothing.
    same_picture = report.cameras[:1] in ((), cameras[:1])
    return report.boxes or (known if same_picture else ())


def claim(alert: Alert, by: str, at: datetime) -> Alert | Refused:
    """Take the alert in hand. A second claim of its holder changes nothing."""
    if refused := refuse_closed(alert) or refuse_other(alert, by):
        return refused
    if alert.claimed_by == by:
        return alert
    work = Work.CLAIMED if alert.work is Work.NEW else alert.work
    return replace(
        alert,
        work=work,
        claimed_by=by,
        claimed_at=at,
        first_claimed_at=alert.first_claimed_at or at,
        held_until=at + LEASE,
        updated=at,
    )


def release(alert: Alert, by: str, at: datetime) -> Alert | Refused:
    """Give a claimed alert back to the room. Only its holder can."""
    if refused := refuse_closed(alert) or refuse_other(alert, by):
        return refused
    if alert.claimed_by is None:
        return Refused(f"Alert {alert.number} is not claimed by anyone.")
    return let_go(alert, at)


def let_go(alert: Alert, at: datetime) -> Alert:
    """Back to the room. Whoever was sent stays sent."""
    work = Work.NEW if alert.work is Work.CLAIMED else alert.work
    return replace(alert, work=work, claimed_by=None, claimed_at=None, held_until=None, updated=at)


def acknowledge(alert: Alert, by: str, at: datetime, seen: int | None = None) -> Alert | Refused:
    """Take note of the facts up to `seen` (all when None). A newer fact stays unacknowledged."""
    if refused := refuse_closed(alert):
        return refused
    covered = alert.facts if seen is None else max(0, min(seen, alert.facts))
    if covered <= alert.acknowledged_facts:
        return _nothing_to_acknowledge(alert)
    return replace(_acknowledged(alert, by, at, covered), updated=at)


def _acknowledged(alert: Alert, by: str, at: datetime, covered: int) -> Alert:
    whole = covered == alert.facts
    # Who asks for the supervisor by hand does not end that by his own acknowledgement.
    escalation = alert.escalation if alert.handling.escalated_by == by or not whole else 0
    return replace(
        alert,
        attention=Attention.ACKNOWLEDGED if whole else Attention.UNACKNOWLEDGED,
        acknowledged_facts=covered,
        acknowledged_by=by,
        acknowledged_at=at,
        first_acknowledged_at=alert.first_acknowledged_at or at,
        acknowledged_until=at + ACKNOWLEDGEMENT if whole else None,
        unacknowledged_since=None if whole else alert.unacknowledged_since,
        escalation=escalation,
    )


def renewed(alert: Alert, by: str, at: datetime, *, is_work: bool) -> Alert:
    """The deadlines after an act: its holder's claim, and by an act of work the acknowledgement."""
    held = at + LEASE if alert.claimed_by == by else alert.held_until
    acknowledged = alert.acknowledged_until
    if is_work and alert.attention is Attention.ACKNOWLEDGED and alert.is_open:
        acknowledged = at + ACKNOWLEDGEMENT
    if not alert.is_open:
        held = acknowledged = None
    return replace(alert, held_until=held, acknowledged_until=acknowledged)


def _nothing_to_acknowledge(alert: Alert) -> Alert | Refused:
    if alert.attention is Attention.ACKNOWLEDGED:
        return alert
    return Refused(f"Something new was reported for alert {alert.number}: look at it first.")


def note(alert: Alert, by: str, at: datetime, text: str) -> Alert | Refused:
    """Add an operator's words, 1 to 4,000 characters."""
    if refused := refuse_closed(alert):
        return refused
    words = text.strip()
    if not words:
        return Refused("A note needs words.")
    if len(words) > TEXT_MAX:
        return Refused(f"A note has at most {TEXT_MAX} characters.")
    return replace(alert, notes=(*alert.notes, Note(at, by, words)), updated=at)


def close(
    alert: Alert, by: str, at: datetime, disposition: str | None, seen: int | None = None
) -> Alert | Refused:
    """End the handling with a disposition; acknowledges in the same act (see the rules above)."""
    if refused := refuse_closed(alert) or refuse_other(alert, by):
        return refused
    if disposition not in list(Disposition):
        return Refused(f"Closing needs one of: {', '.join(Disposition)}.")
    if seen is not None and seen < alert.facts:
        return Refused(f"Something new was reported for alert {alert.number}: look at it first.")
    noted = alert
    if alert.attention is Attention.UNACKNOWLEDGED:
        noted = _acknowledged(alert, by, at, alert.facts)
    ended = tuple(_over(each, at) for each in alert.handling.dispatches)
    return replace(
        noted,
        work=Work.CLOSED,
        closed_by=by,
        closed_at=at,
        disposition=Disposition(str(disposition)),
        updated=at,
        escalation=0,
        held_until=None,
        acknowledged_until=None,
        handling=replace(alert.handling, dispatches=ended),
    )


def _over(dispatch: Dispatch, at: datetime) -> Dispatch:
    return replace(dispatch, step=Step.ENDED, ended=at) if dispatch.is_open else dispatch


def refuse_closed(alert: Alert) -> Refused | None:
    """No act changes a closed alert."""
    if alert.is_open:
        return None
    return Refused(f"Alert {alert.number} was closed by {alert.closed_by}.")


def refuse_other(alert: Alert, by: str) -> Refused | None:
    """What is left to the holder of a claimed alert."""
    if alert.claimed_by in (None, by):
        return None
    return Refused(f"Alert {alert.number} is claimed by {alert.claimed_by}.")
