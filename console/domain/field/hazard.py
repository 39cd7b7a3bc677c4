"""A danger found on the street, and the office that has to see to it. Pure.

Reported, referred, accepted, fixed; or dismissed. A hazard is nobody's alert for weeks: it is a
debt. It is open until the office mends it, it is reminded of when its time is over, and again each
day, and its age is always told.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.alerts.lifecycle import TEXT_MAX, Refused
from console.domain.places.geo import Place


class Category(StrEnum):
    """What is dangerous (edge protocol, section 5)."""

    GAS = "gas"
    STRUCTURE = "structure"
    ELECTRIC = "electric"
    PAVEMENT = "pavement"
    LIGHTING = "lighting"
    OTHER = "other"


class Office(StrEnum):
    """Who mends it."""

    FIRE = "fire"
    GAS = "gas_safety"
    BUILDINGS = "buildings"
    ELECTRICITY = "electricity"
    ROADS = "roads"
    LIGHTING = "street_lighting"
    PARKS = "parks"
    DISTRICT = "district_office"


class State(StrEnum):
    """How far it is."""

    REPORTED = "reported"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    FIXED = "fixed"
    DISMISSED = "dismissed"


OFFICE_OF: dict[Category, Office] = {
    Category.GAS: Office.FIRE,
    Category.STRUCTURE: Office.BUILDINGS,
    Category.ELECTRIC: Office.ELECTRICITY,
    Category.PAVEMENT: Office.ROADS,
    Category.LIGHTING: Office.LIGHTING,
    Category.OTHER: Office.DISTRICT,
}
"""Who is proposed; the operator chooses."""

REFER_WITHIN: dict[Category, timedelta] = {
    Category.GAS: timedelta(minutes=5),
    Category.STRUCTURE: timedelta(minutes=15),
    Category.ELECTRIC: timedelta(minutes=15),
    Category.PAVEMENT: timedelta(minutes=60),
    Category.LIGHTING: timedelta(hours=4),
    Category.OTHER: timedelta(hours=4),
}
MEND_WITHIN: dict[Category, timedelta] = {
    Category.GAS: timedelta(hours=1),
    Category.STRUCTURE: timedelta(hours=24),
    Category.ELECTRIC: timedelta(hours=4),
    Category.PAVEMENT: timedelta(days=3),
    Category.LIGHTING: timedelta(days=3),
    Category.OTHER: timedelta(days=7),
}
"""Times of this house, to be reminded by; an office may have others in its own rules."""

REMIND_EVERY = timedelta(days=1)
LONGEST_DUE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Hazard:
    """One danger. `photos` are the sha256 of pictures the device sent; `due` the next reminder."""

    category: Category
    reported_at: datetime
    reported_by: str
    place: Place | None = None
    text: str = ""
    unit: str = ""
    patrol: str = ""
    event: str = ""
    alert: int | None = None
    photos: tuple[str, ...] = ()
    state: State = State.REPORTED
    office: Office | None = None
    reference: str = ""
    referred_at: datetime | None = None
    referred_by: str = ""
    accepted_at: datetime | None = None
    promised: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    outcome: str = ""
    due: datetime | None = None
    reminders: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still dangerous, as far as is known."""
        return self.state not in {State.FIXED, State.DISMISSED}

    def age(self, now: datetime) -> timedelta:
        """For how long it was, or has been, there since it was reported."""
        return max(timedelta(0), (self.closed_at or now) - self.reported_at)

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time to be referred or mended is over."""
        return self.is_open and (self.reminders > 0 or (self.due is not None and now >= self.due))


def category_of(word: str | None) -> Category:
    """A category by its name, however it is written; what nobody knows is "other"."""
    plain = (word or "").strip().casefold()
    return Category(plain) if plain in list(Category) else Category.OTHER


def reported(hazard: Hazard) -> Hazard | Refused:
    """A danger somebody found; it has to be referred in time."""
    if hazard.place is None and not hazard.text.strip():
        return Refused("A hazard needs a place on the map or words that say where it is.")
    if hazard.place is not None and not hazard.place.is_plausible:
        return Refused("That place lies nowhere on the earth; check latitude and longitude.")
    due = hazard.reported_at + REFER_WITHIN[hazard.category]
    text = hazard.text.strip()[:TEXT_MAX]
    return replace(hazard, text=text, state=State.REPORTED, due=due, reminders=0)


def referred(
    hazard: Hazard, office: str, by: str, at: datetime, reference: str
) -> Hazard | Refused:
    """An office was told. Telling another one is a new referral: the newest stands."""
    if refused := _refuse_closed(hazard):
        return refused
    if office not in list(Office):
        return Refused("Choose one of the offices.")
    return replace(
        hazard, state=State.REFERRED, office=Office(office), referred_at=at, referred_by=by,
        reference=reference.strip()[:100], accepted_at=None, promised=None,
        due=at + MEND_WITHIN[hazard.category], reminders=0,
    )  # fmt: skip


def accepted(
    hazard: Hazard, at: datetime, reference: str = "", promised: datetime | None = None
) -> Hazard | Refused:
    """The office took it, perhaps with a day it promises."""
    if refused := _refuse_closed(hazard):
        return refused
    if hazard.state is State.REPORTED:
        return Refused("No office was told of this hazard yet; refer it first.")
    if promised is not None and not at < promised <= at + LONGEST_DUE:
        return Refused("A promised day lies ahead, within a year.")
    due = promised or hazard.due
    return replace(
        hazard, state=State.ACCEPTED, accepted_at=at, promised=promised or hazard.promised,
        reference=reference.strip()[:100] or hazard.reference, due=due,
        reminders=0 if promised else hazard.reminders,
    )  # fmt: skip


def fixed(hazard: Hazard, by: str, at: datetime, words: str) -> Hazard | Refused:
    """It is mended, by whose word."""
    if not words.strip():
        return Refused("Say who mended it, or who saw that it is mended.")
    return _closed(hazard, State.FIXED, by, at, words)


def dismissed(hazard: Hazard, by: str, at: datetime, words: str) -> Hazard | Refused:
    """It was none, or is on record already."""
    if not words.strip():
        return Refused("Dismissing a hazard needs a reason.")
    return _closed(hazard, State.DISMISSED, by, at, words)


def reminded(hazard: Hazard, now: datetime) -> Hazard:
    """Its time is over: once now, and again each day; days the engine was away are one."""
    due = hazard.due or now
    missed = max(0, (now - due) // REMIND_EVERY)
    return replace(hazard, due=due + (missed + 1) * REMIND_EVERY, reminders=hazard.reminders + 1)


def _closed(hazard: Hazard, state: State, by: str, at: datetime, words: str) -> Hazard | Refused:
    if refused := _refuse_closed(hazard):
        return refused
    outcome = words.strip()[:TEXT_MAX]
    return replace(
        hazard, state=state, closed_at=at, closed_by=by, outcome=outcome, due=None
    )  # fmt: skip


def _refuse_closed(hazard: Hazard) -> Refused | None:
    if hazard.is_open:
        return None
    return Refused(f"This hazard was {hazard.state.value} by {hazard.closed_by}.")
