"""What the rules of guard details look up in the field, and how they read a form.

Forms come from a console: what does not fit is refused with a sentence, never raised.
"""

from datetime import date, datetime, timedelta
from typing import TypeVar

from console.domain.alerts.lifecycle import Refused
from console.domain.field.guard import Case, Guard
from console.domain.field.guard_acts import Rota
from console.domain.field.post import Leave
from console.services.field.book import FieldAct, FieldRoom
from console.services.field.guard_forms import GUARD, GUARD_CASE
from console.wire.field_codec import FieldMalformed, field_value

_F = TypeVar("_F")
FARTHEST = timedelta(days=400)


def cases_of(room: FieldRoom) -> list[tuple[str, Case]]:
    """Number and value of every open case."""
    found = room.open_of(GUARD_CASE)
    return [(number, case) for number, case in found if isinstance(case, Case)]


def guards_of(room: FieldRoom) -> list[Guard]:
    """Everybody on the roll."""
    return [guard for _, guard in room.open_of(GUARD) if isinstance(guard, Guard)]


def leaves_of(room: FieldRoom) -> tuple[Leave, ...]:
    """All leave there is."""
    return tuple(leave for guard in guards_of(room) for leave in guard.leaves)


def units_of(room: FieldRoom) -> dict[str, str]:
    """The device of each guard, by call sign."""
    return {guard.sign: guard.unit for guard in guards_of(room)}


def rota_of(room: FieldRoom, but: str) -> Rota:
    """What a new post of the case `but` must not collide with."""
    posts = (post for number, case in cases_of(room) if number != but for post in case.posts)
    return Rota(tuple(posts), leaves_of(room))


def read_form(act: FieldAct, wanted: type[_F], now: datetime) -> _F | Refused:
    """What was filled in: times with an offset, no day more than about a year away."""
    form = field_value(act.content, wanted)
    if isinstance(form, FieldMalformed):
        return Refused(form.reason)
    names = getattr(wanted, "__dataclass_fields__", {})
    for each in (getattr(form, name) for name in names):
        if isinstance(each, datetime) and each.tzinfo is None:
            return Refused("A time that was filled in has no offset.")
        if isinstance(each, date) and _is_far(each, now):
            return Refused("A day that was filled in is more than a year away.")
    return form


def _is_far(each: date, now: datetime) -> bool:
    day = each.date() if isinstance(each, datetime) else each
    return abs(day - now.date()) > FARTHEST
