"""How the desk answers an operator's command: once per id, by the rules of the lifecycle."""

from dataclasses import replace
from datetime import datetime
from typing import get_args

from console.domain.alerts import acts, lifecycle
from console.domain.alerts.alert import Alert, Attention
from console.domain.alerts.lifecycle import Refused
from console.domain.alerts.timers import paced
from console.domain.roles import refuse_act
from console.ports.messages import Command, CommandAnswered, CommandResult
from console.services.desk import quiets as desk_quiets
from console.services.desk import rules as desk_rules
from console.services.desk.acts import action_of, outcome_of_act, regroup, text_of_act
from console.services.desk.draft import Draft
from console.services.field.desk import outcome_of_field, tell_personal
from console.wire.seat import SeatMalformed
from console.wire.seat_values import CameraCommandKind, FieldCommandKind, SeatCommandKind

UNREAD = "The engine cannot read this act and changed nothing"
_CAMERA_KINDS = frozenset(get_args(CameraCommandKind))
_SEAT_KINDS = frozenset(get_args(SeatCommandKind))
_FIELD_KINDS = frozenset(get_args(FieldCommandKind))
_QUIETS = {
    "out_of_service": desk_quiets.take_out,
    "return": desk_quiets.take_back,
    "suppress": desk_quiets.propose,
    "approve": desk_quiets.approve,
    "lift": desk_quiets.lift,
    "change_rules": desk_rules.change_rules,
    "restore_rules": desk_rules.restore_rules,
}
_GROUPS = {
    "shelve": desk_quiets.shelve,
    "unshelve": desk_quiets.unshelve,
    "split": regroup,
    "merge": regroup,
}
# Words alone are no work: an acknowledgement runs out all the same.
_NO_WORK = frozenset({"note", "acknowledge", "escalate"})
_ACTIONS = {
    "claim": "claimed",
    "release": "released",
    "acknowledge": "acknowledged",
    "note": "noted",
    "close": "closed",
}


def unread_command(fault: SeatMalformed, seat: str, now: datetime) -> Command:
    """What stands in the place of an act that could not be read: it is refused, and on record.

    Of its words nothing is kept here: the seat's own journal has them.
    """
    return Command(fault.command, seat, fault.operator or seat, "unreadable", 0, now, fault.reason)


def take_command(draft: Draft, command: Command, now: datetime) -> None:
    """Answer a command, and change its alert when it is granted. A repeat gets the same answer."""
    known = draft.memory.results.get(command.id)
    if known is not None:
        draft.count("commands_repeated")
        draft.answer(CommandResult(command.id, command.seat, known.accepted, known.reason))
        if command.kind == "field_reveal" and known.accepted:
            tell_personal(draft, command)
        return
    draft.count("commands")
    if refused := _refuse_at_once(draft, command):
        _settle(draft, command, now, refused)
        return
    if command.kind in _FIELD_KINDS:
        _act_in_field(draft, command, now)
        return
    if command.kind in _CAMERA_KINDS:
        reason = _fault_of_camera_act(command)
        _answer(draft, command, now, accepted=not reason, reason=reason)
        return
    if command.kind in _SEAT_KINDS:
        # The seat is its key: nobody makes a note of another seat's silence.
        _answer(draft, replace(command, subject=command.seat), now, accepted=True, reason="")
        return
    if command.kind in _QUIETS:
        _settle(draft, command, now, _QUIETS[command.kind](draft, command, now))
        return
    alert = draft.memory.alerts.get(command.alert) or draft.memory.closed.get(command.alert)
    if alert is None:
        _settle(draft, command, now, Refused(f"There is no open alert {command.alert}."))
    elif command.kind in _GROUPS:
        refused = lifecycle.refuse_closed(alert)
        _settle(draft, command, now, refused or _GROUPS[command.kind](draft, command, alert, now))
    else:
        _act(draft, command, alert, now)


def _refuse_at_once(draft: Draft, command: Command) -> Refused | None:
    if command.kind == "unreadable":
        draft.count("commands_unread")
        return Refused(f"{UNREAD}: {command.text}")
    return refuse_act(draft.senses.people, command.seat, command.operator, command.kind)


def _settle(draft: Draft, command: Command, now: datetime, refused: Refused | None) -> None:
    reason = refused.reason if refused else ""
    _answer(draft, command, now, accepted=refused is None, reason=reason)


def _act_in_field(draft: Draft, command: Command, now: datetime) -> None:
    outcome = outcome_of_field(draft, command)
    refused = isinstance(outcome, Refused)
    reason = outcome.reason if isinstance(outcome, Refused) else outcome
    # What was filled in may name people: it stands with the record, and can be erased there.
    bare = replace(command, content="")
    _answer(draft, bare, now, accepted=not refused, reason=reason)


def _act(draft: Draft, command: Command, alert: Alert, now: datetime) -> None:
    outcome = _outcome(draft, command, alert, now)
    if isinstance(outcome, Refused):
        _settle(draft, command, now, outcome)
        return
    if outcome != alert:
        is_work = command.kind not in _NO_WORK
        after = lifecycle.renewed(outcome, command.operator, now, is_work=is_work)
        after = paced(after, now, draft.pace)
        action = _ACTIONS.get(command.kind) or action_of(command)
        draft.alert_changed(after, action, command.operator, now, _words(command))
    _answer(draft, command, now, accepted=True, reason=_remark(command, outcome))


def _words(command: Command) -> str:
    if command.kind == "close":
        return command.disposition or ""
    return command.text if command.kind in _ACTIONS else text_of_act(command)


def _outcome(draft: Draft, command: Command, alert: Alert, now: datetime) -> Alert | Refused:
    by = command.operator
    match command.kind:
        case "claim" | "release":
            act = lifecycle.claim if command.kind == "claim" else lifecycle.release
            return act(alert, by, now)
        case "acknowledge":
            return lifecycle.acknowledge(alert, by, now, _seen(command))
        case "note":
            return lifecycle.note(alert, by, now, command.text)
        case "close":
            return _closed(alert, command, now, _seen(command))
        case _:
            return outcome_of_act(draft, command, alert, now)


def _fault_of_camera_act(command: Command) -> str:
    """Why an act on a camera is not put on record; empty when it is."""
    if not command.subject:
        return "The camera was not named."
    if command.kind in {"lift_mask", "export_clip"} and not command.text.strip():
        return "A purpose is needed."
    return ""


def _seen(command: Command) -> int:
    """How many facts the operator had in view; without his word, that the alert was raised.

    No clock answers it: a seat's may be wrong, and the engine's knows not when he looked.
    """
    return command.facts if command.facts is not None else 1


def _closed(alert: Alert, command: Command, now: datetime, seen: int) -> Alert | Refused:
    by = command.operator
    if command.text.strip():
        noted = lifecycle.note(alert, by, now, command.text)
        if isinstance(noted, Refused):
            return noted
        alert = noted
    closed = lifecycle.close(alert, by, now, command.disposition, seen)
    return closed if isinstance(closed, Refused) else acts.judged(closed)


def _remark(command: Command, alert: Alert) -> str:
    if command.kind == "acknowledge" and alert.attention is Attention.UNACKNOWLEDGED:
        return f"Something new was reported for alert {alert.number} meanwhile."
    return ""


def _answer(draft: Draft, command: Command, now: datetime, *, accepted: bool, reason: str) -> None:
    result = CommandResult(command.id, command.seat, accepted, reason)
    draft.memory.results.put(command.id, result)
    draft.change(CommandAnswered(command, accepted, reason, now))
    draft.answer(result)
