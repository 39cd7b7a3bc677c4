"""What apps say about escorts, citizens' and scouts': SEP1 events become acts. Engine thread.

A request is never lost: what cannot be read of it becomes an escort all the same, to be met as soon
as possible, and an operator asks back. Everything else fits an escort or is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from console.domain.alerts.lifecycle import Refused
from console.domain.field import escort_acts as acts
from console.domain.field.escort import AHEAD, Escort, Step
from console.domain.field.escort_forms import WORDS_MAX, BookingForm, Personal
from console.domain.field.record import field_key
from console.services.field.book import FieldEvent, FieldRoom
from console.services.field.scouts import ESCORT
from console.wire.field_codec import FieldMalformed, field_text, field_value

UNKNOWN = "?"
ANSWERS = frozenset({"escort.accepted", "escort.declined"})
Heard = tuple[str, Escort, str | None]
"""Record, the escort after it, and what is to be kept about people."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an app may add to the `data` of `escort.requested` (additive in SEP1)."""

    meet_at: datetime | None = None
    area: str = ""
    meet_name: str = ""
    home: Mapping[str, float] | None = None
    people: int = 1
    name: str = ""
    phone: str = ""
    address: str = ""


def hear_app(event: FieldEvent, room: FieldRoom) -> Heard | None:
    """The escort an event leads to; None when it fits none."""
    if event.type == "escort.requested":
        return _requested(event, room)
    is_answer = event.type in ANSWERS
    found = _answered(event, room) if is_answer else _meant(event, room)
    if found is None:
        return None
    record, escort = found
    by, now = event.source, room.now
    match event.type:
        case "escort.met":
            outcome = acts.meet(escort, by, now, event.text)
        case "escort.arrived":
            outcome = acts.arrive(escort, event.content.get("count"), by, now, event.text)
        case "escort.accepted":
            outcome = acts.accepted(escort, event.text or by, by, now)
        case "escort.declined":
            outcome = acts.declined(escort, by, now, event.text)
        case "escort.no_show":
            outcome = acts.end(escort, Step.NO_SHOW, by, now, event.text)
        case _:
            outcome = acts.end(escort, Step.CANCELLED, by, now, event.text)
    return None if isinstance(outcome, Refused) else (record, outcome, None)


def _answered(event: FieldEvent, room: FieldRoom) -> tuple[str, Escort] | None:
    """The escort a neighbour answers about: only the district that was asked may."""
    escort = room.get(ESCORT, event.subject or "")
    if not isinstance(escort, Escort) or escort.hand_over is None:
        return None
    return (event.subject or "", escort) if escort.hand_over.to == event.source else None


def _requested(event: FieldEvent, room: FieldRoom) -> Heard | None:
    origin = event.subject or event.id
    if _of_origin(event.source, origin, room) is not None:
        return None
    asked = _asked(event.content)
    form = _form(event, asked, room.now)
    made = acts.request(form, event.source, room.now, from_app=True)
    if isinstance(made, Refused):
        bare = BookingForm(UNKNOWN, room.now + AHEAD, UNKNOWN, channel="app")
        made = acts.request(bare, event.source, room.now, from_app=True)
    if isinstance(made, Refused):
        return None
    people = Personal(*(each[:WORDS_MAX] for each in (asked.name, asked.phone, asked.address)))
    personal = None if people.is_empty else field_text(people)
    return room.new_id(ESCORT), replace(made, origin=origin), personal


def _asked(content: Mapping[str, Any]) -> _Asked:
    read = field_value(field_text(dict(content)), _Asked)
    return _Asked() if isinstance(read, FieldMalformed) else read


def _form(event: FieldEvent, asked: _Asked, now: datetime) -> BookingForm:
    home = asked.home or {}
    place = event.place
    has_home = {"lat", "lon"} <= home.keys()
    when = asked.meet_at
    return BookingForm(
        area=asked.area or UNKNOWN,
        meet_at=when if when is not None and when.tzinfo is not None else now + AHEAD,
        meet_name=asked.meet_name or event.text[:128] or UNKNOWN,
        meet=(place.lat, place.lon) if place is not None else None,
        home=(home["lat"], home["lon"]) if has_home else None,
        people=asked.people,
        walker=event.unit or event.source,
        channel="app",
    )


def _meant(event: FieldEvent, room: FieldRoom) -> tuple[str, Escort] | None:
    """The open escort an event is about: by its number, by the app's own name, by its unit."""
    if event.subject:
        key = field_key(event.subject)
        record = key[1] if key is not None else event.subject
        found = room.get(ESCORT, record)
        if isinstance(found, Escort) and found.is_open and _may_speak(event, found):
            return record, found
        return _of_origin(event.source, event.subject, room)
    unit = event.unit or event.source
    fitting = [(record, each) for record, each in _open(room) if unit in {each.unit, each.walker}]
    return min(fitting, key=_soonest) if fitting else None


def _may_speak(event: FieldEvent, escort: Escort) -> bool:
    """A device speaks for the escort it walks or that it asked for, and for no other."""
    speakers = {escort.unit, escort.walker, escort.asked_by} - {""}
    return bool({event.unit, event.source} & speakers)


def _of_origin(source: str, origin: str, room: FieldRoom) -> tuple[str, Escort] | None:
    for record, each in _open(room):
        if each.asked_by == source and each.origin == origin:
            return record, each
    return None


def _open(room: FieldRoom) -> list[tuple[str, Escort]]:
    return [(key, each) for key, each in room.open_of(ESCORT) if isinstance(each, Escort)]


def _soonest(found: tuple[str, Escort]) -> tuple[bool, datetime]:
    escort = found[1]
    return (escort.step in {Step.REQUESTED, Step.ARRIVED}, escort.meet_at)
