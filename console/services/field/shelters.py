"""The rules of shelter stores and of the holidays they keep, for the field's frame. Engine thread.

A button or a lifted receiver opens the store's card; a minute without an answer to the room's call
is a missed check-in of its own, at once with a sound, until somebody answers or it is settled.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from typing_extensions import override

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Refused
from console.domain.field import shelter as rules
from console.domain.field.shelter import Panic, Rung, Shelter
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.guard_room import read_form
from console.services.field.places_forms import (
    CALENDAR,
    HOLIDAYS,
    SHELTER,
    HolidaysForm,
    RingForm,
    ShelterForm,
)

BUTTON, OFFHOOK = "shelter.button", "shelter.offhook"
SILENCE = "checkin.missed"
SILENT_WORDS = (
    "No answer from the store for 60 s: take it as real. Confirm that 112 has the call and send "
    "the nearest team."
)
MOST_HOLIDAYS = 60
OLD = timedelta(days=400)
ID_MAX = 64


class Shelters(FieldKind[Shelter]):
    """Shelter stores, by the id of their device."""

    name = SHELTER
    value = Shelter
    events = frozenset({BUTTON, OFFHOOK})

    @override
    def state(self, value: Shelter) -> str:
        if value.panic is None:
            return "calm" if value.enlisted else "withdrawn"
        return "silent" if value.panic.silent_since is not None else "panic"

    @override
    def is_open(self, value: Shelter) -> bool:
        return True

    @override
    def deadline(self, value: Shelter) -> datetime | None:
        return rules.next_deadline(value)

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        known = room.get(SHELTER, act.id)
        standing = known if isinstance(known, Shelter) else None
        if act.act == "enter":
            return _enter(act, standing, room)
        if standing is None:
            return Refused("There is no such shelter.")
        if act.act == "ring":
            return self._ring(act, standing, room)
        if act.act == "settle":
            return self._settle(act, standing, room)
        return Refused("A shelter knows no such act.")

    def _ring(self, act: FieldAct, standing: Shelter, room: FieldRoom) -> Refused | str:
        form = read_form(act, RingForm, room.now)
        if isinstance(form, Refused):
            return form
        after = rules.rung(standing, Rung(room.now, act.by, form.answered, act.words))
        if isinstance(after, Refused):
            return after
        action = "answered" if form.answered else "rang_in_vain"
        _put(act.id, standing, after, room, action, act.by, act.words)
        return ""

    def _settle(self, act: FieldAct, standing: Shelter, room: FieldRoom) -> Refused | str:
        after = rules.settled(standing)
        if isinstance(after, Refused):
            return after
        answered = standing.panic is not None and standing.panic.is_answered
        if not answered and not act.words:
            return Refused(
                "Nobody in the store has answered: say on what it rests that it is over."
            )
        _put(act.id, standing, after, room, "settled", act.by, act.words)
        return ""

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        if event.condition == "cleared":
            return
        known = room.get(SHELTER, event.source)
        standing = known if isinstance(known, Shelter) else Shelter(place=event.place)
        change, action = (
            (rules.pressed, "pressed") if event.type == BUTTON else (rules.lifted, "lifted")
        )
        after = change(standing, room.now, event.alert)
        if event.content.get("hotline_called") is True:
            after = rules.called_police(after, room.now)
        _put(event.source, standing, after, room, action, event.source)

    @override
    def expire(self, record: str, value: Shelter, room: FieldRoom) -> None:
        panic = value.panic
        if panic is None or panic.answer_by is None:
            _put(record, value, replace(value, panic=None), room, "forgotten", ENGINE)
            return
        room.report(SILENCE, record, "active", SILENT_WORDS, place=value.place)
        room.put(SHELTER, record, rules.silent(value, room.now), "silent", ENGINE)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays that no law fixes to a date."""

    days: tuple[date, ...] = ()


class Calendar(FieldKind[Holidays]):
    """One record: the holidays of this district."""

    name = CALENDAR
    value = Holidays

    @override
    def state(self, value: Holidays) -> str:
        return "standing"

    @override
    def is_open(self, value: Holidays) -> bool:
        return True

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act != "enter":
            return Refused("The calendar knows no such act.")
        form = read_form(act, HolidaysForm, room.now)
        if isinstance(form, Refused):
            return form
        if len(form.days) > MOST_HOLIDAYS:
            return Refused(f"At most {MOST_HOLIDAYS} holidays are kept.")
        oldest = room.now.date() - OLD
        days = tuple(sorted({day for day in form.days if day >= oldest}))
        room.put(CALENDAR, HOLIDAYS, Holidays(days), "entered", act.by, act.words)
        return ""


def _enter(act: FieldAct, standing: Shelter | None, room: FieldRoom) -> Refused | str:
    form = read_form(act, ShelterForm, room.now)
    if isinstance(form, Refused):
        return form
    if refused := refuse_id(act.id):
        return refused
    if not (form.name_ko.strip() or form.name_en.strip()):
        return Refused("A store needs a name.")
    wish = Shelter(form.name_ko, form.name_en, form.phone, form.place, form.hours, form.enlisted)
    made = rules.entered(wish, standing)
    if isinstance(made, Refused):
        return made
    if made != standing:
        room.put(SHELTER, act.id, made, "entered", act.by, act.words)
    return ""


def refuse_id(record: str) -> Refused | None:
    """An id that cannot be a device's."""
    if 0 < len(record) <= ID_MAX and record.isprintable() and ":" not in record:
        return None
    return Refused("It is named by the id of its device: 1 to 64 characters, no colon.")


def _put(
    record: str, before: Shelter, after: Shelter, room: FieldRoom, action: str, by: str,
    words: str = "",
) -> None:  # fmt: skip
    if _is_silent(before.panic) and not _is_silent(after.panic):
        room.report(SILENCE, record, "cleared")
    room.put(SHELTER, record, after, action, by, words)


def _is_silent(panic: Panic | None) -> bool:
    return panic is not None and panic.silent_since is not None
