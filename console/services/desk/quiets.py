"""Shelves, rules and devices out of service: made, ended, and what they hide (R-ALM-05..07).

Engine thread only; no I/O. The rules are `console.domain.alerts.quieting`'s. A rule of the room is
proposed by one operator and stands only from the word of another. Ends are looked for at each tick,
from the stored ends, so they survive a restart.
"""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts import quieting
from console.domain.alerts.alert import ENGINE, Alert, Visibility
from console.domain.alerts.lifecycle import Refused
from console.domain.alerts.quieting import OutOfService, Quiet, Shelf, Suppression
from console.domain.roles import refuse_ending
from console.ports.messages import Command, QuietChanged, Tick
from console.services.desk.draft import Draft
from console.services.desk.veil import standing, veiled

_WORDS = {
    Visibility.SHELVED: "shelved",
    Visibility.SUPPRESSED: "suppressed",
    Visibility.OUT_OF_SERVICE: "taken_out_of_service",
    Visibility.NORMAL: "shown_again",
}


def shelve(draft: Draft, command: Command, alert: Alert, now: datetime) -> Refused | None:
    """Put the condition of an alert aside; a new shelf of it takes the place of the old one."""
    if command.until is None:
        return Refused("Shelving needs an end.")
    kind = draft.catalogue.type_of(alert.type)
    by, until = command.operator, command.until
    longest = draft.pace.longest_shelf
    made = quieting.shelf(command.id, alert, kind, command.text, by, now, until, longest)
    if isinstance(made, Refused):
        return made
    for each in _shelves_of(draft, alert):
        end_quiet(draft, each, by, now)
    _begin(draft, made, "made", by, now)
    return None


def unshelve(draft: Draft, command: Command, alert: Alert, now: datetime) -> Refused | None:
    """End every shelf of the alert's condition."""
    found = _shelves_of(draft, alert)
    if not found:
        return Refused(f"Alert {alert.number} is not shelved.")
    for each in found:
        end_quiet(draft, each, command.operator, now)
    show_again(draft, command.operator, now)
    return None


def take_out(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """Take a device out of service: `subject` with owner `choice`, a reason and a day of review."""
    if not command.subject:
        return Refused("The device was not named.")
    if command.until is None:
        return Refused("A device out of service needs a day of review.")
    words = (command.text.strip(), command.choice, command.operator)
    made = quieting.out_of_service(
        OutOfService(command.id, command.subject, *words, now, command.until, command.seat)
    )
    if isinstance(made, Refused):
        return made
    for each in _out(draft, made.source):
        end_quiet(draft, each, command.operator, now)
    _begin(draft, made, "made", command.operator, now)
    return None


def take_back(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """A device is in service again."""
    found = _out(draft, command.subject)
    if not found:
        return Refused(f"{command.subject or 'The device'} is not out of service.")
    for each in found:
        if refused := _refuse_ending(draft, command, each):
            return refused
    for each in found:
        end_quiet(draft, each, command.operator, now)
    show_again(draft, command.operator, now)
    return None


def propose(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """Write a rule: type `subject`, of source `choice` or of all. It waits for another's word."""
    if command.until is None:
        return Refused("A rule needs an end.")
    people = (command.operator, "")
    rule = Suppression(
        command.id,
        command.subject,
        command.choice or None,
        command.text.strip(),
        *people,
        now,
        command.until,
        command.seat,
    )
    # The same checks as at its approval, so that nobody is asked to approve what cannot stand.
    checked = quieting.suppression(replace(rule, approver="?"), draft.catalogue)
    if isinstance(checked, Refused):
        return checked
    draft.memory.quiets.put(rule.id, rule)
    draft.change(QuietChanged(rule, "proposed", command.operator, now))
    return None


def approve(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """Another operator's word for the rule `subject`: from now on it stands."""
    rule = draft.memory.quiets.get(command.subject)
    if not isinstance(rule, Suppression):
        return Refused("There is no such rule.")
    if rule.approver:
        return Refused(f"The rule was approved by {rule.approver}.")
    if now >= rule.until:
        return Refused("The end lies in the past.")
    approved = quieting.suppression(replace(rule, approver=command.operator), draft.catalogue)
    if isinstance(approved, Refused):
        return approved
    _begin(draft, approved, "approved", command.operator, now)
    return None


def lift(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """End the rule `subject`, approved or not."""
    rule = draft.memory.quiets.get(command.subject)
    if not isinstance(rule, Suppression):
        return Refused("There is no such rule.")
    if refused := _refuse_ending(draft, command, rule):
        return refused
    end_quiet(draft, rule, command.operator, now)
    show_again(draft, command.operator, now)
    return None


def watch_quiets(draft: Draft, tick: Tick) -> None:
    """End what is over: alerts return by themselves."""
    over = quieting.ended((quiet for _, quiet in draft.memory.quiets.items()), tick.now)
    for each in over:
        end_quiet(draft, each, ENGINE, tick.now)
    if over:
        show_again(draft, ENGINE, tick.now)


def _begin(draft: Draft, quiet: Quiet, action: str, by: str, now: datetime) -> None:
    draft.memory.quiets.put(quiet.id, quiet)
    draft.change(QuietChanged(quiet, action, by, now))
    show_again(draft, by, now)


def end_quiet(draft: Draft, quiet: Quiet, by: str, now: datetime) -> None:
    """Its end is put on record; what it hid is shown by `show_again`."""
    draft.memory.quiets.put(quiet.id, None)
    draft.change(QuietChanged(quiet, "ended", by, now))


def show_again(draft: Draft, by: str, now: datetime) -> None:
    """Every open alert where it stands now."""
    quiets = standing(draft.memory)
    for number in sorted(draft.memory.alerts.keys()):
        alert = draft.memory.alerts.get(number)
        if alert is None:
            continue
        kind = draft.catalogue.type_of(alert.type)
        after = veiled(alert, kind, quiets, now)
        if after != alert:
            text = after.handling.quieted.reason if after.handling.quieted else ""
            draft.alert_changed(after, _WORDS[after.visibility], by, now, text)


def _refuse_ending(draft: Draft, command: Command, quiet: Quiet) -> Refused | None:
    return refuse_ending(draft.senses.people, command.seat, command.operator, quiet)


def _shelves_of(draft: Draft, alert: Alert) -> list[Shelf]:
    quiets = standing(draft.memory)
    return [each for each in quiets if isinstance(each, Shelf) and each.covers(alert)]


def _out(draft: Draft, source: str) -> list[OutOfService]:
    quiets = standing(draft.memory)
    return [each for each in quiets if isinstance(each, OutOfService) and each.source == source]
