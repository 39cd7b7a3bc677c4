"""What operators do with an alert beyond claim, acknowledge, note and close (R-ARC-01). Pure.

Like `lifecycle`: a new value or a refusal. The work state follows what was sent: as long as a team
or an agency is on its way the alert is dispatched, once somebody stands there it is on scene, and
when all of them are done or taken back it is again its holder's, or new.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from console.domain.alerts import dispatch as sending
from console.domain.alerts.alert import Alert, AlertClass, Disposition, Work
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.handling import Dispatch, Step, Ticked, Verdict, Verified
from console.domain.alerts.lifecycle import (
    LEASE,
    TEXT_MAX,
    Refused,
    claim,
    refuse_closed,
    refuse_other,
)

HIGHEST_ESCALATION = 2
_SAID_BY_OUTCOME = {
    Disposition.TRUE: Verdict.VERIFIED,
    Disposition.FALSE_NUISANCE: Verdict.FALSE,
    Disposition.FALSE_MALICIOUS: Verdict.FALSE,
    Disposition.TEST: Verdict.FALSE,
    Disposition.DUPLICATE: Verdict.UNABLE,
    Disposition.UNABLE_TO_VERIFY: Verdict.UNABLE,
}


def reassign(alert: Alert, to: str, by: str, at: datetime, words: str) -> Alert | Refused:
    """Give the alert to another operator: its holder may, anybody else says why."""
    if refused := refuse_closed(alert):
        return refused
    name = to.strip()
    if not name:
        return Refused("Reassigning needs the name of an operator.")
    if alert.claimed_by == name:
        return alert
    if alert.claimed_by != by and not words.strip():
        return Refused("Reassigning what you do not hold needs words.")
    work = Work.CLAIMED if alert.work is Work.NEW else alert.work
    return replace(
        alert,
        work=work,
        claimed_by=name,
        claimed_at=at,
        first_claimed_at=alert.first_claimed_at or at,
        held_until=at + LEASE,
        updated=at,
    )


def verify(alert: Alert, verdict: str, by: str, at: datetime, basis: str) -> Alert | Refused:
    """Put on record what a look or a call said (see `Verdict`). The newest word stands."""
    if refused := refuse_closed(alert):
        return refused
    if verdict not in list(Verdict):
        return Refused(f"A verdict is one of: {', '.join(Verdict)}.")
    said = Verified(Verdict(verdict), by, at, basis.strip()[:TEXT_MAX])
    return replace(alert, handling=replace(alert.handling, verified=said), updated=at)


def judged(alert: Alert) -> Alert:
    """A closed life-safety alert always has a verdict: failing another, that of its outcome."""
    if alert.alert_class is not AlertClass.LIFE or alert.handling.verified is not None:
        return alert
    if alert.disposition is None or alert.closed_at is None:
        return alert
    verdict, by = _SAID_BY_OUTCOME[alert.disposition], alert.closed_by or ""
    said = Verified(verdict, by, alert.closed_at, f"outcome: {alert.disposition.value}")
    return replace(alert, handling=replace(alert.handling, verified=said))


def tick(
    alert: Alert, kind: AlertType, step: str, by: str, at: datetime, *, skipped: bool, reason: str
) -> Alert | Refused:
    """Tick or skip one step of the checklist, counted from 1 (R-CAD-04)."""
    if refused := refuse_closed(alert):
        return refused
    known = len(kind.steps)
    number = int(step) if step.isascii() and step.isdecimal() and len(step) < 4 else 0
    if not 1 <= number <= known:
        return Refused(f"The checklist of this alert has the steps 1 to {known}.")
    if skipped and alert.priority == 1 and not reason.strip():
        return Refused("Skipping a step at priority 1 needs a reason.")
    done = alert.handling.ticks
    before = [each for each in done if each.step == number]
    if before and (skipped or not before[-1].skipped):
        return alert
    made = Ticked(number, at, by, skipped, reason.strip()[:TEXT_MAX] if skipped else "")
    return replace(alert, handling=replace(alert.handling, ticks=(*done, made)), updated=at)


def escalate(alert: Alert, by: str, at: datetime) -> Alert | Refused:
    """Ask for the supervisor by hand. Ends when another operator acknowledges the alert."""
    if refused := refuse_closed(alert):
        return refused
    if alert.escalation == HIGHEST_ESCALATION and alert.handling.escalated_by:
        return alert
    handling = replace(alert.handling, escalated_by=by)
    return replace(alert, escalation=HIGHEST_ESCALATION, handling=handling, updated=at)


def send(alert: Alert, made: Dispatch | Refused, kind: AlertType, by: str) -> Alert | Refused:
    """Put a team that is sent or an agency that is told on the alert, which is claimed with it.

    The code the alert's type proposes is kept beside the chosen one (R-ARC-05), and so is the
    verdict of the moment: who sends Code 0 on nobody's word has that on record.
    """
    if isinstance(made, Refused):
        return made
    if refused := refuse_other(alert, by):
        return refused
    held = claim(alert, by, made.sent)
    if isinstance(held, Refused):
        return held
    proposed = kind.agency.code if made.is_agency and kind.agency else ""
    said = alert.handling.verified
    sent = replace(made, suggested=proposed, verdict=said.verdict.value if said else "")
    return _with(held, (*held.handling.dispatches, sent), made.sent)


def advance(alert: Alert, which: str, step: str, by: str, at: datetime) -> Alert | Refused:
    """Somebody accepted, came, is done, or is taken back. Taking back is left to the holder."""
    if step == Step.WITHDRAWN and (refused := refuse_other(alert, by)):
        return refused
    if step not in list(Step):
        return Refused(f"A dispatch knows no step {step}.")
    return _moved(alert, which, at, lambda each: sending.advance(each, Step(step), at))


def undo(alert: Alert, which: str, by: str, at: datetime) -> Alert | Refused:
    """Take back what was sent within the last ten seconds, by whoever sent it."""

    def taken_back(each: Dispatch) -> Dispatch | Refused:
        if each.by != by:
            return Refused(f"{each.to} was sent by {each.by}.")
        if not sending.can_undo(each, at):
            return Refused("It is too late to undo this: withdraw it instead.")
        return sending.advance(each, Step.WITHDRAWN, at)

    return _moved(alert, which, at, taken_back)


def _moved(
    alert: Alert, which: str, at: datetime, move: Callable[[Dispatch], Dispatch | Refused]
) -> Alert | Refused:
    if refused := refuse_closed(alert):
        return refused
    found = [each for each in alert.handling.dispatches if each.id == which]
    if not found:
        return Refused(f"Alert {alert.number} has no such dispatch.")
    moved = move(found[0])
    if isinstance(moved, Refused):
        return moved
    every = tuple(moved if each.id == which else each for each in alert.handling.dispatches)
    return _with(alert, every, at)


def _with(alert: Alert, dispatches: tuple[Dispatch, ...], at: datetime) -> Alert:
    handling = replace(alert.handling, dispatches=dispatches)
    work = _work_of(dispatches, held=alert.claimed_by is not None)
    return replace(alert, handling=handling, work=work, updated=at)


def _work_of(dispatches: tuple[Dispatch, ...], *, held: bool) -> Work:
    standing = {each.step for each in dispatches if each.is_open}
    if Step.ON_SCENE in standing:
        return Work.ON_SCENE
    if standing:
        return Work.DISPATCHED
    return Work.CLAIMED if held else Work.NEW
