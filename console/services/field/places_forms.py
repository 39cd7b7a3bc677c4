"""What operators fill in for shelters, lockers and holidays: a form for each act. Values only.

Read with `console.wire.field_codec.field_value`. Times are aware; days are those of the shop.
"""

from dataclasses import dataclass
from datetime import date

from console.domain.field.opening_hours import UNTOLD, Hours
from console.domain.places.geo import Place

SHELTER = "shelter"
LOCKER = "locker"
CALENDAR = "calendar"
HOLIDAYS = "holidays"


@dataclass(frozen=True, slots=True)
class ShelterForm:
    """enter: a store, new or changed; its id is that of its device."""

    name_ko: str
    name_en: str = ""
    phone: str = ""
    place: Place | None = None
    hours: Hours = UNTOLD
    enlisted: bool = True


@dataclass(frozen=True, slots=True)
class RingForm:
    """ring: the room rang the shop."""

    answered: bool


@dataclass(frozen=True, slots=True)
class LockerForm:
    """enter: a cabinet, new or changed; its id is that of its device."""

    name_ko: str
    name_en: str = ""
    place: Place | None = None
    size: int = 0
    hours: Hours = UNTOLD


@dataclass(frozen=True, slots=True)
class BoxForm:
    """collect, break, repair: one box on behalf of the locker."""

    box: str


@dataclass(frozen=True, slots=True)
class HolidaysForm:
    """enter: the public holidays that follow the moon, and substitutes; all of them at once."""

    days: tuple[date, ...]
