"""The desk's answers to acts beyond claim, acknowledge, note and close. Engine thread; no I/O.

What each kind of command carries stands at `Command`; the rules are `domain.alerts.acts`'s and
`console.domain.alerts.dispatch`'s. The journal's words for what was granted:
reassigned, verified, step_done, step_skipped, escalated_by_hand, dispatched, referred, accepted,
arrived, dispatch_ended, withdrawn, undone, split, merged.
"""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts import acts, lifecycle
from console.domain.alerts import dispatch as sending
from console.domain.alerts.alert import Alert
from console.domain.alerts.handling import Dispatch, Step
from console.domain.alerts.lifecycle import Refused
from console.ports.messages import Command
from console.services.desk import incidents as desk_incidents
from console.services.desk.draft import Draft

_PLAIN = {
    "reassign": "reassigned",
    "verify": "verified",
    "escalate": "escalated_by_hand",
    "dispatch": "dispatched",
    "refer": "referred",
    "undo": "undone",
    "split": "split",
    "merge": "merged",
}
_STEPS = {
    Step.ACCEPTED.value: "accepted",
    Step.ON_SCENE.value: "arrived",
    Step.ENDED.value: "dispatch_ended",
    Step.WITHDRAWN.value: "withdrawn",
}


def outcome_of_act(draft: Draft, command: Command, alert: Alert, now: datetime) -> Alert | Refused:
    """The alert after the act, or why it cannot be."""
    if command.kind in {"dispatch", "refer", "advance", "undo"}:
        return _outcome_of_sending(draft, command, alert, now)
    by = command.operator
    match command.kind:
        case "reassign":
            return acts.reassign(alert, command.subject, by, now, command.text)
        case "verify":
            return acts.verify(alert, command.choice, by, now, command.text)
        case "step":
            kind, skipped = draft.catalogue.type_of(alert.type), command.choice == "skipped"
            number, reason = command.subject, command.text
            return acts.tick(alert, kind, number, by, now, skipped=skipped, reason=reason)
        case "escalate":
            return acts.escalate(alert, by, now)
        case _:
            return Refused(f"An alert knows no {command.kind}.")


def _outcome_of_sending(
    draft: Draft, command: Command, alert: Alert, now: datetime
) -> Alert | Refused:
    by, which = command.operator, command.subject
    match command.kind:
        case "advance":
            return acts.advance(alert, which, command.choice, by, now)
        case "undo":
            return acts.undo(alert, which, by, now)
        case _:
            kind = draft.catalogue.type_of(alert.type)
            return acts.send(alert, _sent(draft, command, alert, now), kind, by)


def _sent(draft: Draft, command: Command, alert: Alert, now: datetime) -> Dispatch | Refused:
    number, to, by = command.id, command.subject.strip(), command.operator
    if command.kind == "refer":
        return sending.refer(number, alert, to, by, now, command.choice, command.text)
    if not to:
        return Refused("The team was not named.")
    made = sending.send_team(number, alert, to, by, now, _standing(draft))
    return made if isinstance(made, Refused) else replace(made, words=command.text.strip())


def _standing(draft: Draft) -> list[Dispatch]:
    open_alerts = (alert for _, alert in draft.memory.alerts.items())
    return [each for alert in open_alerts for each in alert.handling.dispatches if each.is_open]


def regroup(draft: Draft, command: Command, alert: Alert, now: datetime) -> Refused | None:
    """Split an alert off its incident, or merge its incident with that of another alert."""
    if refused := lifecycle.refuse_closed(alert):
        return refused
    if command.kind == "split":
        changed = desk_incidents.split(draft.memory, alert)
    else:
        other = draft.memory.alerts.get(_number(command.subject))
        if other is None:
            return Refused(f"There is no open alert {command.subject}.")
        changed = desk_incidents.merge(draft.memory, alert, other)
    if isinstance(changed, Refused):
        return changed
    for each in changed:
        draft.alert_changed(each, action_of(command), command.operator, now, command.text)
        desk_incidents.recalled(draft.memory, each)
    return None


def action_of(command: Command) -> str:
    """The journal's word for a granted act."""
    if command.kind == "step":
        return "step_skipped" if command.choice == "skipped" else "step_done"
    if command.kind == "advance":
        return _STEPS.get(command.choice, "advanced")
    return _PLAIN[command.kind]


def text_of_act(command: Command) -> str:
    """What the journal says of it beside the alert: whom, what, and the operator's words."""
    return " ".join(each for each in (command.subject, command.choice, command.text) if each)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
