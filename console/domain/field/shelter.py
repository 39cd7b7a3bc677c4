"""A shelter store: a shop where people at risk may flee to, and what happens there. Pure.

Its button and its lifted receiver call the police by themselves; the room sees that too, and rings
the shop. Staff who do not answer within a minute are taken for people who cannot.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.alerts.dispatch import walking_time
from console.domain.alerts.lifecycle import TEXT_MAX, Refused
from console.domain.field.opening_hours import UNTOLD, Hours, checked
from console.domain.places.geo import Place, distance_m

ANSWER_WITHIN = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(hours=12)
PHONE_MAX = 20
NAME_MAX = 80
MOST_RINGS = 20
_OF_PHONES = frozenset("0123456789-+ ()")


@dataclass(frozen=True, slots=True)
class Rung:
    """Somebody of the room rang the shop."""

    at: datetime
    by: str
    answered: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Panic:
    """What goes on in a shop since its button was pressed or its receiver lifted.

    `police_at` is when the device told that its own call to 112 went out.
    `answer_by` is when silence counts as an answer; None when it is settled.
    """

    began: datetime
    button_at: datetime | None = None
    offhook_at: datetime | None = None
    police_at: datetime | None = None
    alerts: tuple[int, ...] = ()
    rings: tuple[Rung, ...] = ()
    answer_by: datetime | None = None
    silent_since: datetime | None = None
    drill: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the staff spoke since."""
        return any(each.answered for each in self.rings)


@dataclass(frozen=True, slots=True)
class Shelter:
    """One store. `phone` is the shop's own; nobody's name is kept. `enlisted`: it takes part."""

    name_ko: str = ""
    name_en: str = ""
    phone: str = ""
    place: Place | None = None
    hours: Hours = UNTOLD
    enlisted: bool = True
    panic: Panic | None = None
    last_panic: datetime | None = None
    panics: int = 0

    def name(self, language: str) -> str:
        """The name in "ko" or "en"; the other where one is missing."""
        return (
            (self.name_ko or self.name_en) if language == "ko" else (self.name_en or self.name_ko)
        )


def entered(shelter: Shelter, standing: Shelter | None = None) -> Shelter | Refused:
    """What an operator filled in; what goes on in the shop is not touched by it."""
    hours = checked(shelter.hours)
    if isinstance(hours, Refused):
        return hours
    phone = shelter.phone.strip()
    if len(phone) > PHONE_MAX or set(phone) - _OF_PHONES:
        return Refused("A telephone number has digits, spaces, dashes and +, at most 20.")
    if shelter.place is not None and not shelter.place.is_plausible:
        return Refused("That place lies nowhere on the earth; check latitude and longitude.")
    before = standing or Shelter()
    return replace(
        shelter, phone=phone, panic=before.panic,
        last_panic=before.last_panic, panics=before.panics,
        name_ko=shelter.name_ko.strip()[:NAME_MAX], name_en=shelter.name_en.strip()[:NAME_MAX],
    )  # fmt: skip


def pressed(shelter: Shelter, at: datetime, alert: int | None) -> Shelter:
    """The button. A second press is another call for help: the minute begins anew."""
    panic = _panic_of(shelter, at, alert)
    return _with(shelter, replace(panic, button_at=panic.button_at or at))


def lifted(shelter: Shelter, at: datetime, alert: int | None) -> Shelter:
    """The receiver is off the hook: the shop's telephone is calling 112."""
    panic = _panic_of(shelter, at, alert)
    return _with(shelter, replace(panic, offhook_at=panic.offhook_at or at))


def called_police(shelter: Shelter, at: datetime) -> Shelter:
    """The device told that its automatic call went out."""
    panic = shelter.panic
    if panic is None or panic.police_at is not None:
        return shelter
    return _with(shelter, replace(panic, police_at=at))


def rung(shelter: Shelter, one: Rung) -> Shelter | Refused:
    """The room rang: an answer settles the silence, none leaves the minute running."""
    panic = shelter.panic
    if panic is None:
        return Refused("Nothing goes on in this shop.")
    one = replace(one, words=one.words.strip()[:TEXT_MAX])
    rings = (*panic.rings, one)[-MOST_RINGS:]
    if one.answered:
        return _with(shelter, replace(panic, rings=rings, answer_by=None, silent_since=None))
    return _with(shelter, replace(panic, rings=rings))


def silent(shelter: Shelter, now: datetime) -> Shelter:
    """A minute without an answer."""
    if shelter.panic is None or shelter.panic.answer_by is None:
        return shelter
    return _with(shelter, replace(shelter.panic, answer_by=None, silent_since=now))


def settled(shelter: Shelter) -> Shelter | Refused:
    """It is over in this shop."""
    if shelter.panic is None:
        return Refused("Nothing goes on in this shop.")
    return replace(shelter, panic=None)


def next_deadline(shelter: Shelter) -> datetime | None:
    """When time does something: the minute of the staff, or a card that everybody forgot."""
    panic = shelter.panic
    if panic is None:
        return None
    return panic.answer_by or panic.began + FORGOTTEN_AFTER


@dataclass(frozen=True, slots=True)
class Refuge:
    """A shelter one could walk to: how far (m, straight) and how long."""

    id: str
    distance_m: float
    walk: timedelta


def nearest(place: Place, shelters: Iterable[tuple[str, Place]], most: int) -> list[Refuge]:
    """The nearest ones first; equal distances by name, so that two seats show one order."""
    found = sorted(
        ((distance_m(place, at), name, at) for name, at in shelters), key=lambda each: each[:2]
    )
    return [Refuge(name, far, walking_time(place, at)) for far, name, at in found[:most]]


def _panic_of(shelter: Shelter, at: datetime, alert: int | None) -> Panic:
    panic = shelter.panic or Panic(at)
    known = alert is None or alert in panic.alerts
    alerts = panic.alerts if known else (*panic.alerts, alert or 0)
    return replace(panic, alerts=alerts[-MOST_RINGS:], answer_by=at + ANSWER_WITHIN)


def _with(shelter: Shelter, panic: Panic) -> Shelter:
    begins = shelter.panic is None
    return replace(
        shelter, panic=panic, panics=shelter.panics + begins,
        last_panic=panic.began if begins else shelter.last_panic,
    )  # fmt: skip
