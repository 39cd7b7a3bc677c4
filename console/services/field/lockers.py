"""The rules of parcel lockers for the field's frame. Engine thread only; no I/O.

The device's own fault and tamper alerts are raised as for every device; here is what lies in the
boxes, and one alert per parcel whose two free days are over, unless the locker told of it itself.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from typing_extensions import override

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Refused
from console.domain.field import locker as rules
from console.domain.field.locker import FREE, Locker, Use
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.guard_room import read_form
from console.services.field.places_forms import LOCKER, BoxForm, LockerForm
from console.services.field.shelters import refuse_id

OVERDUE, FAULT, TAMPER = "locker.overdue", "locker.fault", "locker.tamper"
STORED, COLLECTED = "locker.stored", "locker.collected"
OLDEST_WORD = timedelta(days=60)
AHEAD = timedelta(minutes=2)
NAME_MAX = 64
# The locker's own word comes first where it has one: then the parcel has one alert, not two.
PATIENCE = timedelta(minutes=10)
_ON_BEHALF: dict[str, tuple[Callable[[Locker, str, datetime], Locker | Refused], str]] = {
    "collect": (rules.collected, "collected"),
    "break": (rules.out_of_order, "box_out_of_order"),
    "repair": (rules.repaired, "box_repaired"),
}


class Lockers(FieldKind[Locker]):
    """Parcel lockers, by the id of their device."""

    name = LOCKER
    value = Locker
    events = frozenset({OVERDUE, FAULT, TAMPER, STORED, COLLECTED})

    @override
    def state(self, value: Locker) -> str:
        if value.fault_since is not None:
            return "faulty"
        return "full" if value.total and not value.count(Use.FREE) else "working"

    @override
    def is_open(self, value: Locker) -> bool:
        return True

    @override
    def deadline(self, value: Locker) -> datetime | None:
        due = rules.next_deadline(value)
        return due + PATIENCE if due is not None else None

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        known = room.get(LOCKER, act.id)
        standing = known if isinstance(known, Locker) else None
        if act.act == "enter":
            return _enter(act, standing, room)
        if standing is None:
            return Refused("There is no such locker.")
        if act.act == "seen":
            after: Locker | Refused = replace(standing, tampered_at=None)
            action = "tamper_looked_at"
        elif act.act in _ON_BEHALF:
            form = read_form(act, BoxForm, room.now)
            if isinstance(form, Refused):
                return form
            change, action = _ON_BEHALF[act.act]
            after = change(standing, form.box.strip(), room.now)
        else:
            return Refused("A locker knows no such act.")
        if isinstance(after, Refused):
            return after
        _put(act.id, standing, after, room, action, act.by, act.words)
        return ""

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        known = room.get(LOCKER, event.source)
        before = known if isinstance(known, Locker) else Locker(place=event.place)
        after = _after(before, event, room.now)
        if isinstance(after, Refused):
            room.count("locker_words_unplaced")
            return
        if after != known:
            action = event.type.removeprefix("locker.")
            _put(event.source, before, after, room, action, event.source)

    @override
    def expire(self, record: str, value: Locker, room: FieldRoom) -> None:
        after, fresh = rules.told(value, room.now)
        for box in fresh:
            text = f"Box {box.id}: the 48 free hours are over; KRW 1,000 for each day begun since."
            room.report(OVERDUE, f"{record}/{box.id}", "active", text, place=value.place)
        room.put(LOCKER, record, after, "overdue", ENGINE)


def _enter(act: FieldAct, standing: Locker | None, room: FieldRoom) -> Refused | str:
    form = read_form(act, LockerForm, room.now)
    if isinstance(form, Refused):
        return form
    if refused := refuse_id(act.id):
        return refused
    if not (form.name_ko.strip() or form.name_en.strip()):
        return Refused("A locker needs a name.")
    wish = Locker(form.name_ko, form.name_en, form.place, form.size, hours=form.hours)
    made = rules.entered(wish, standing)
    if isinstance(made, Refused):
        return made
    if made != standing:
        room.put(LOCKER, act.id, made, "entered", act.by, act.words)
    return ""


def _after(locker: Locker, event: FieldEvent, now: datetime) -> Locker | Refused:
    box = _name(event.content.get("box")) or _name(event.subject)
    is_recent = now - OLDEST_WORD <= event.occurred <= now + AHEAD
    at = min(event.occurred, now) if is_recent else now
    cleared = event.condition == "cleared"
    match event.type:
        case "locker.stored" if not cleared:
            return rules.stored(locker, box, _name(event.content.get("parcel")), at)
        case "locker.stored" | "locker.collected":
            return rules.collected(locker, box, at)
        case "locker.fault":
            return _faulty(locker, box, event, at)
        case "locker.tamper":
            return locker if cleared else replace(locker, tampered_at=at)
        case _:
            return rules.collected(locker, box, at) if cleared else _told(locker, box, at)


def _faulty(locker: Locker, box: str, event: FieldEvent, at: datetime) -> Locker | Refused:
    if not box:
        return rules.faulty(locker, event.text or "-", None if _is_over(event) else at)
    return (rules.repaired if _is_over(event) else rules.out_of_order)(locker, box, at)


def _told(locker: Locker, box: str, at: datetime) -> Locker | Refused:
    """The locker itself told that a parcel is overdue."""
    known = rules.box_of(locker, box)
    if known.use is not Use.TAKEN:
        made = rules.stored(locker, box, "", at - FREE)
        if isinstance(made, Refused):
            return made
        locker = made
    boxes = tuple(replace(each, told=True) if each.id == box else each for each in locker.boxes)
    return replace(locker, boxes=boxes)


def _is_over(event: FieldEvent) -> bool:
    return event.condition == "cleared"


def _name(value: object) -> str:
    """The name of a box or a parcel; many lockers only number them."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip()[:NAME_MAX] if isinstance(value, str) else ""


def _put(
    record: str, before: Locker, after: Locker, room: FieldRoom, action: str, by: str,
    words: str = "",
) -> None:  # fmt: skip
    standing = {each.id for each in before.boxes if each.told and each.use is Use.TAKEN}
    for each in after.boxes:
        if each.id in standing and not (each.told and each.use is Use.TAKEN):
            room.report(OVERDUE, f"{record}/{each.id}", "cleared")
    room.put(LOCKER, record, after, action, by, words)
