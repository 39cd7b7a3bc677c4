"""The kind `check_in`: one record per unit, named by the unit. Engine thread; no I/O.

A unit that is silent beyond its grace is a call for help until somebody has heard it.
"""

from datetime import datetime

from typing_extensions import override

from console.domain.alerts.lifecycle import Refused
from console.domain.field.check_in import (
    MOST_STEPS,
    CheckIn,
    begin,
    end,
    heard,
    next_look,
    on_behalf,
)
from console.domain.field.check_in import overdue as after_time
from console.domain.field.escort_forms import CheckInForm
from console.domain.field.record import field_subject
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.wire.field_codec import FieldMalformed, field_value

CHECK_IN = "check_in"
MISSED = "checkin.missed"
MADE = "checkin.made"


def start_check_in(room: FieldRoom, watch: CheckIn, by: str) -> None:
    """A unit begins to check in."""
    room.put(CHECK_IN, watch.unit, watch, "begun", by)


def stop_check_in(room: FieldRoom, unit: str, reason: str, by: str) -> Refused | None:
    """A unit's check-ins are over, when it has any; a missing one needs a reason of its own."""
    found = room.get(CHECK_IN, unit)
    if not isinstance(found, CheckIn) or not found.is_open:
        return None
    if found.is_missing and reason == "shift over":
        return Refused(f"Unit {unit} is missing: say why its check-ins end.")
    done = end(found, reason, room.now)
    if isinstance(done, Refused):
        return done
    _put(room, found, done, "ended", by, reason)
    return None


def _put(
    room: FieldRoom, before: CheckIn, after: CheckIn, action: str, by: str, words: str = ""
) -> None:
    room.put(CHECK_IN, after.unit, after, action, by, words)
    subject = field_subject(CHECK_IN, after.unit)
    fix = room.position(after.unit)
    place = fix.place if fix is not None else None
    if after.is_missing and after.is_open:
        # Each step is a new fact: it opens attention again, whoever has acknowledged the last.
        due = after.due.isoformat(timespec="minutes")
        text = f"Unit {after.unit} was due at {due} (step {after.missed})."
        room.report(MISSED, subject, "active", text, place=place, unit=after.unit)
    elif before.is_missing:
        room.report(MISSED, subject, "cleared", place=place, unit=after.unit)


class CheckInKind(FieldKind[CheckIn]):
    """Acts: `begin` (`CheckInForm`), `heard` (on behalf, with channel and words), `end`."""

    name = CHECK_IN
    value = CheckIn
    events = frozenset({MADE})

    @override
    def state(self, value: CheckIn) -> str:
        if not value.is_open:
            return "ended"
        return f"missed_{min(value.missed, MOST_STEPS)}" if value.is_missing else "well"

    @override
    def is_open(self, value: CheckIn) -> bool:
        return value.is_open

    @override
    def deadline(self, value: CheckIn) -> datetime | None:
        return next_look(value)

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        form = field_value(act.content or "{}", CheckInForm)
        if isinstance(form, FieldMalformed):
            return Refused(form.reason)
        if act.act == "begin":
            return self._begin(act, form, room)
        found = room.get(CHECK_IN, act.id)
        if not isinstance(found, CheckIn):
            return Refused(f"Unit {act.id} does not check in.")
        match act.act:
            case "heard":
                after = on_behalf(found, act.by, form.channel, act.words, room.now)
            case "end":
                after = end(found, act.words, room.now)
            case _:
                return Refused(f"A check-in knows no {act.act}.")
        if isinstance(after, Refused):
            return after
        action = "heard_on_behalf" if act.act == "heard" else "ended"
        _put(room, found, after, action, act.by, act.words)
        return ""

    def _begin(self, act: FieldAct, form: CheckInForm, room: FieldRoom) -> Refused | str:
        found = room.get(CHECK_IN, act.id)
        if isinstance(found, CheckIn) and found.is_open:
            return Refused(f"Unit {act.id} checks in already.")
        watch = begin(act.id, form.every_s, form.grace_s, act.by, room.now)
        if isinstance(watch, Refused):
            return watch
        start_check_in(room, watch, act.by)
        return ""

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        unit = event.unit or event.subject or event.source
        found = room.get(CHECK_IN, unit)
        if not isinstance(found, CheckIn) or not found.is_open:
            room.count("check_ins_unfitting")
            return
        after = heard(found, event.source, "app", event.text, room.now)
        if isinstance(after, CheckIn):
            _put(room, found, after, "heard", event.source)

    @override
    def expire(self, record: str, value: CheckIn, room: FieldRoom) -> None:
        _put(room, value, after_time(value, room.now), "missed", "engine")
