"""What operators fill in about escorts, and what an app may say of one. Values; read as JSON."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from console.domain.alerts.lifecycle import Refused
from console.domain.places.geo import Place, distance_m

MOST_PEOPLE = 60
MOST_WAY = 500
MOST_STOPS = 30
NAME_MAX = 128
WORDS_MAX = 500
MOST_LENGTH_M = 20_000.0
MOST_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StopForm:
    """A stop of a walking school bus."""

    name: str
    lat: float
    lon: float
    at: datetime
    expected: int = 0


@dataclass(frozen=True, slots=True)
class BookingForm:
    """A request. Times have an offset; `way` is (lat, lon) in order, from the meeting to the home.

    `urgent` accepts what is asked for less than 30 minutes ahead. `name`, `phone`, `address` and
    `remarks` are kept apart from the record.
    """

    area: str
    meet_at: datetime
    meet_name: str
    meet: tuple[float, float] | None = None
    home: tuple[float, float] | None = None
    way: tuple[tuple[float, float], ...] = ()
    stops: tuple[StopForm, ...] = ()
    people: int = 1
    walker: str = ""
    urgent: bool = False
    channel: str = "telephone"
    neighbour: str = ""
    crossing: tuple[float, float] | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Personal:
    """What is kept apart about the people of one escort."""

    name: str = ""
    phone: str = ""
    address: str = ""
    remarks: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not (self.name or self.phone or self.address or self.remarks)


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """A team chosen (its id), a district asked, a stop (from 1) with a count of children."""

    team: str = ""
    to: str = ""
    by: str = ""
    stop: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class DutyForm:
    """A scout team whose shift begins. Check-ins begin with it when `every_s` is not 0."""

    name: str
    areas: tuple[str, ...]
    unit: str
    members: int
    on_until: datetime
    every_s: int = 1_800
    grace_s: int = 300


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """A unit that begins to check in, or how it was heard."""

    every_s: int = 1_800
    grace_s: int = 300
    channel: str = ""


def place_of(pair: tuple[float, float] | None) -> Place | None:
    """(lat, lon) as a place, None when it is on no globe."""
    if pair is None:
        return None
    place = Place(*pair)
    return place if place.is_plausible else None


def fault_of(form: BookingForm, now: datetime) -> Refused | None:
    """Why a request cannot be taken as it is filled in."""
    for what, words, most in (
        ("area", form.area, NAME_MAX), ("meeting place", form.meet_name, NAME_MAX),
    ):  # fmt: skip
        if not words.strip() or len(words) > most:
            return Refused(f"The {what} is needed, in at most {most} characters.")
    if form.meet_at.tzinfo is None or any(stop.at.tzinfo is None for stop in form.stops):
        return Refused("A time has no offset from UTC.")
    latest = now + MOST_AHEAD
    if form.meet_at > latest or any(stop.at > latest for stop in form.stops):
        return Refused("An escort is asked for at most 7 days ahead.")
    if not 1 <= form.people <= MOST_PEOPLE:
        return Refused(f"Between 1 and {MOST_PEOPLE} people can be walked.")
    return _fault_of_ground(form) or _fault_of_words(form)


def _fault_of_ground(form: BookingForm) -> Refused | None:
    if len(form.way) > MOST_WAY or len(form.stops) > MOST_STOPS:
        return Refused(f"A way has at most {MOST_WAY} points and {MOST_STOPS} stops.")
    named = [pair for pair in (form.meet, form.home, form.crossing) if pair is not None]
    named += [*form.way, *((stop.lat, stop.lon) for stop in form.stops)]
    if any(place_of(pair) is None for pair in named):
        return Refused("A place is not on the globe: latitude first, then longitude.")
    if len(form.way) == 1:
        return Refused("A way needs two points at least.")
    if _length_m(form) > MOST_LENGTH_M:
        return Refused("Nobody is walked farther than 20 km: look at the points.")
    return _fault_of_stops(form)


def _fault_of_stops(form: BookingForm) -> Refused | None:
    times = [stop.at for stop in form.stops]
    if form.stops and (len(form.way) < 2 or times != sorted(times) or times[0] < form.meet_at):
        return Refused("A walking school bus needs its way, and stops in the order of their times.")
    if any(not 0 <= stop.expected <= MOST_PEOPLE for stop in form.stops):
        return Refused(f"A stop expects between 0 and {MOST_PEOPLE} children.")
    return None


def _length_m(form: BookingForm) -> float:
    ends = [pair for pair in (form.meet, form.home) if pair is not None]
    places = [Place(*pair) for pair in (form.way or ends)]
    return sum(distance_m(a, b) for a, b in pairwise(places))


def _fault_of_words(form: BookingForm) -> Refused | None:
    texts = [form.name, form.phone, form.address, form.remarks, form.walker, form.neighbour]
    texts += [form.channel, *(stop.name for stop in form.stops)]
    if any(len(each) > WORDS_MAX for each in texts):
        return Refused(f"A field is longer than {WORDS_MAX} characters.")
    return None
