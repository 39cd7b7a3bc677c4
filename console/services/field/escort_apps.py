"""What apps say about escorts, citizens' and scouts': SEP1 events become acts. Engine thread.

A request is never lost: what can be read of it stands, what cannot is left out and said so on the
escort, and an operator asks back. Everything else fits an escort or is counted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from console.domain.alerts.lifecycle import Refused
from console.domain.field import escort_acts as acts
from console.domain.field.escort import AHEAD, Escort, Mark, Step
from console.domain.field.escort_forms import (
    MOST_PEOPLE,
    NAME_MAX,
    WORDS_MAX,
    BookingForm,
    Personal,
    place_of,
)
from console.domain.field.record import field_key
from console.services.field.book import FieldEvent, FieldRoom
from console.services.field.scouts import ESCORT
from console.wire.field_codec import field_text, field_value

UNKNOWN = "?"
UNREAD: Final = "unread"
"""What stands among the marks of an escort whose request could be read in part only."""
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
            outcome = acts.arrive(escort, _count_in(event), by, now, event.text)
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
    made = _made(form, event.source, room.now)
    if made is None:
        return None
    if _is_unread(event.content, asked, made):
        note = Mark(room.now, UNREAD, event.source)
        made = replace(made, marks=(note, *made.marks))
    people = Personal(*(each[:WORDS_MAX] for each in (asked.name, asked.phone, asked.address)))
    personal = None if people.is_empty else field_text(people)
    return room.new_id(ESCORT), replace(made, origin=origin), personal


def _made(form: BookingForm, by: str, now: datetime) -> Escort | None:
    """The escort of a request: as it was asked, else without what cannot stand."""
    for each in _less_and_less(form, now):
        made = acts.request(each, by, now, from_app=True)
        if isinstance(made, Escort):
            return made
    return None


def _less_and_less(form: BookingForm, now: datetime) -> Iterator[BookingForm]:
    soon = now + AHEAD
    yield form
    yield replace(form, meet_at=soon)
    yield replace(form, home=None)
    yield replace(form, meet_at=soon, home=None)
    yield BookingForm(UNKNOWN, soon, UNKNOWN, walker=form.walker[:NAME_MAX], channel="app")


def _asked(content: Mapping[str, Any]) -> _Asked:
    """Each member for itself: one that cannot be read takes no other with it."""
    asked = _Asked()
    for name in (each.name for each in fields(_Asked)):
        if name in content:
            read = field_value(field_text({name: content[name]}), _Asked)
            if isinstance(read, _Asked):
                asked = replace(asked, **{name: getattr(read, name)})
    return asked


def _is_unread(content: Mapping[str, Any], asked: _Asked, made: Escort) -> bool:
    """Whether the app said something of the walk that does not stand in the escort."""
    lost = {
        "meet_at": made.meet_at != asked.meet_at,
        "area": made.area == UNKNOWN,
        "meet_name": not asked.meet_name.strip(),
        "home": made.home is None,
        "people": content.get("people") != made.people,
    }
    return any(is_lost and name in content for name, is_lost in lost.items())


def _form(event: FieldEvent, asked: _Asked, now: datetime) -> BookingForm:
    home = asked.home or {}
    place, has_home = event.place, {"lat", "lon"} <= home.keys()
    goal = place_of((home["lat"], home["lon"])) if has_home else None
    when = asked.meet_at
    return BookingForm(
        area=asked.area.strip()[:NAME_MAX] or UNKNOWN,
        meet_at=when if when is not None and when.tzinfo is not None else now + AHEAD,
        meet_name=(asked.meet_name or event.text).strip()[:NAME_MAX] or UNKNOWN,
        meet=(place.lat, place.lon) if place is not None else None,
        home=(goal.lat, goal.lon) if goal is not None else None,
        people=asked.people if 1 <= asked.people <= MOST_PEOPLE else 1,
        walker=event.unit or event.source,
        channel="app",
    )


def _count_in(event: FieldEvent) -> int | None:
    """How many arrived, where the app said a number of people."""
    said = event.content.get("count")
    # What is no number must not reach the record: it could not be read again after a restart.
    if not isinstance(said, int) or isinstance(said, bool):
        return None
    return said if 0 <= said <= MOST_PEOPLE else None


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
