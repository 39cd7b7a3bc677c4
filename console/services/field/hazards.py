"""The rules of hazards and of the roster of organisations for the field's frame. Engine thread.

A hazard comes from a device's `patrol.hazard` or from an operator. Its own alert is soon closed;
the hazard stays open until an office mended it, and speaks up once a day when its time is over.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Refused
from console.domain.field import hazard as rules
from console.domain.field import roster
from console.domain.field.hazard import Hazard, State
from console.domain.field.patrol import Patrol
from console.domain.field.roster import Organisation
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.guard_room import read_form
from console.services.field.patrol_forms import (
    HAZARD,
    ORGANISATION,
    PATROL,
    AcceptForm,
    HazardForm,
    OrganisationForm,
    ReferForm,
)
from console.services.field.patrol_words import patrol_of, place_of

FOUND = "patrol.hazard"
LOOK = "look"
MOST_PHOTOS = 3
_DONE = {
    "refer": "referred",
    "accept": "accepted",
    "fix": "fixed",
    "dismiss": "dismissed",
}
Outcome = Hazard | Refused


class Hazards(FieldKind[Hazard]):
    """Hazards, by number."""

    name = HAZARD
    value = Hazard
    events = frozenset({FOUND})

    @override
    def state(self, value: Hazard) -> str:
        return value.state.value

    @override
    def is_open(self, value: Hazard) -> bool:
        return value.is_open

    @override
    def deadline(self, value: Hazard) -> datetime | None:
        return value.due

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "report":
            return _report(act, room)
        known = room.get(HAZARD, act.id)
        if not isinstance(known, Hazard):
            return Refused("There is no such hazard.")
        if act.act == LOOK:
            return ""  # the journal has who looked at which picture, and where
        if act.act not in _DONE:
            return Refused("A hazard knows no such act.")
        outcome = _ACTS[act.act](known, act, room)
        if isinstance(outcome, Refused):
            return outcome
        _put(act.id, known, outcome, room, _DONE[act.act], act.by, act.words)
        return ""

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        known = _known(event, room)
        if event.condition == "cleared":
            if known is not None:
                words = f"{event.source} told that it is gone."
                after = rules.fixed(known[1], event.source, room.now, words)
                if isinstance(after, Hazard):
                    _put(known[0], known[1], after, room, "fixed", event.source)
            return
        if known is None:
            _found(event, room)

    @override
    def expire(self, record: str, value: Hazard, room: FieldRoom) -> None:
        what = "passed to an office" if value.state is State.REPORTED else "mended"
        text = f"It has not been {what} in time; found by {value.reported_by}."
        room.report(FOUND, _subject(record), "active", text, place=value.place)
        room.put(HAZARD, record, rules.reminded(value, room.now), "reminded", ENGINE)


class Roster(FieldKind[Organisation]):
    """The organisations of joint patrols, by code."""

    name = ORGANISATION
    value = Organisation

    @override
    def state(self, value: Organisation) -> str:
        return "active" if value.active else "inactive"

    @override
    def is_open(self, value: Organisation) -> bool:
        # One that takes part no more stays in the roster: past patrols name it.
        return True

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act != "enter":
            return Refused("The roster knows no such act.")
        form = read_form(act, OrganisationForm, room.now)
        if isinstance(form, Refused):
            return form
        made = roster.entered(
            Organisation(
                form.code, form.kind, form.name_ko, form.name_en, form.members, form.active
            )
        )
        if isinstance(made, Refused):
            return made
        if act.id and act.id != made.code:
            return Refused("The code of an organisation does not change.")
        if room.get(ORGANISATION, made.code) != made:
            room.put(ORGANISATION, made.code, made, "entered", act.by, act.words)
        return ""


def _report(act: FieldAct, room: FieldRoom) -> Refused | str:
    form = read_form(act, HazardForm, room.now)
    if isinstance(form, Refused):
        return form
    patrol = room.get(PATROL, form.patrol) if form.patrol else None
    place = form.place
    if place is None and isinstance(patrol, Patrol):
        place = place_of(patrol, room)
    made = rules.reported(
        Hazard(form.category, room.now, act.by, place, act.words, form.unit[:64], form.patrol[:64])
    )
    if isinstance(made, Refused):
        return made
    number = room.new_id(HAZARD)
    room.put(HAZARD, number, made, "reported", act.by, act.words)
    return number


def _found(event: FieldEvent, room: FieldRoom) -> None:
    walking = patrol_of(event, room)
    place = event.place or (place_of(walking[1], room) if walking else None)
    hazard = Hazard(
        rules.category_of(event.content.get("category")), room.now, event.source, place,
        event.text or "-", event.unit or "", walking[0] if walking else "",
        event=_key(event), alert=event.alert, photos=event.photos[:MOST_PHOTOS],
    )  # fmt: skip
    made = rules.reported(hazard)
    if isinstance(made, Refused):
        made = rules.reported(replace(hazard, place=None))
    if isinstance(made, Hazard):
        room.put(HAZARD, room.new_id(HAZARD), made, "reported", event.source)


def _key(event: FieldEvent) -> str:
    """A condition is one hazard however often it is told; a point event is one of its own."""
    name = event.subject if event.subject and event.condition != "point" else event.id
    return f"{event.source}/{name}"


def _known(event: FieldEvent, room: FieldRoom) -> tuple[str, Hazard] | None:
    key = f"{event.source}/{event.subject}" if event.subject else _key(event)
    for number, hazard in room.open_of(HAZARD):
        if isinstance(hazard, Hazard) and hazard.event in {key, _key(event)}:
            return number, hazard
    return None


def _put(
    record: str,
    before: Hazard,
    after: Hazard,
    room: FieldRoom,
    action: str,
    by: str,
    words: str = "",
) -> None:
    if after == before:
        return
    if (before.reminders and not after.reminders) or not after.is_open:
        room.report(FOUND, _subject(record), "cleared")
    room.put(HAZARD, record, after, action, by, words)


def _subject(record: str) -> str:
    return f"hazard {record}"


def _refer(hazard: Hazard, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, ReferForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.referred(hazard, form.office, act.by, room.now, form.reference)


def _accept(hazard: Hazard, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, AcceptForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.accepted(hazard, room.now, form.reference, form.promised)


def _fix(hazard: Hazard, act: FieldAct, room: FieldRoom) -> Outcome:
    return rules.fixed(hazard, act.by, room.now, act.words)


def _dismiss(hazard: Hazard, act: FieldAct, room: FieldRoom) -> Outcome:
    return rules.dismissed(hazard, act.by, room.now, act.words)


_ACTS: dict[str, Callable[[Hazard, FieldAct, FieldRoom], Outcome]] = {
    "refer": _refer,
    "accept": _accept,
    "fix": _fix,
    "dismiss": _dismiss,
}
