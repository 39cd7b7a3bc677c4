"""Reads what was typed into the forms of escorts: times, points, ways, stops. Pure; GUI thread.

Nothing is guessed: what does not fit raises `WrongField` with the field's name and an example.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from console.domain.field.escort_forms import StopForm
from console.domain.places.geo import Place
from console.domain.wall_clock import in_district
from widgets.field.form import WrongField

Values = Mapping[str, str]
Point = tuple[float, float]
POINT = "37.5610, 127.0350"
STOP = "07:50 정문 5 @ 37.5610, 127.0350"
_STOP = re.compile(r"(?P<at>\d{1,2}:?\d{2})\s+(?P<name>.*\S)\s*@\s*(?P<place>[^@]+)")
_COUNT = re.compile(r"(?P<name>.+?)\s+(?P<count>\d{1,2})")
_EVERY = timedelta(minutes=5)


def next_time(text: str, now: datetime, field: str = "meet_at") -> datetime:
    """`22:30` or `2230` as the next such time, UTC; an hour that passed is tomorrow's."""
    digits = text.replace(":", "").strip()
    if not (digits.isascii() and digits.isdecimal() and 3 <= len(digits) <= 4):
        raise WrongField(field, "22:30")
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if hour > 23 or minute > 59:
        raise WrongField(field, "22:30")
    local = in_district(now)
    found = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if found < local - timedelta(hours=1):
        found += timedelta(days=1)
    return found.astimezone(UTC)


def point_of(text: str, field: str = "meet") -> Point:
    """`37.56, 127.03` as latitude and longitude."""
    parts = text.replace(",", " ").split()
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise WrongField(field, POINT) from None
    if not Place(lat, lon).is_plausible:
        raise WrongField(field, POINT)
    return lat, lon


def way_of(text: str, field: str = "way") -> list[Point]:
    """`37.56, 127.03; 37.57, 127.04` as points in order; empty for none."""
    return [point_of(part, field) for part in text.split(";") if part.strip()]


def stops_of(text: str, start: datetime, field: str = "stops") -> list[StopForm]:
    """`07:50 name 5 @ 37.56, 127.03; …` as stops, each at the next such time from `start`."""
    return [_stop(part.strip(), start, field) for part in text.split(";") if part.strip()]


def _stop(text: str, start: datetime, field: str) -> StopForm:
    found = _STOP.fullmatch(text)
    if found is None:
        raise WrongField(field, STOP)
    counted = _COUNT.fullmatch(found["name"])
    name, count = (counted["name"], int(counted["count"])) if counted else (found["name"], 0)
    at = next_time(found["at"], start, field)
    return StopForm(name, *point_of(found["place"], field), at, count)


def stop_text(values: Values, number: int, place: Place, now: datetime) -> str:
    """A stop that was pressed on the map, to be named: five minutes after the one before it."""
    meet = next_time(values.get("meet_at", ""), now)
    at = in_district(meet + _EVERY * number)
    return f"{at:%H:%M} {number}. 0 @ {point_text(place)}"


def point_text(place: Place) -> str:
    """A point as it stands in a field."""
    return f"{place.lat:.6f}, {place.lon:.6f}"


def needed(values: Values, name: str) -> str:
    """A text that must be there."""
    if not values[name]:
        raise WrongField(name)
    return values[name]


def number_of(values: Values, name: str, example: str = "1") -> int:
    """A whole number as it was typed."""
    text = values[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise WrongField(name, example)
    return int(text)


def typed_places(points: Sequence[Point]) -> tuple[Place, ...]:
    """Points as places."""
    return tuple(Place(*point) for point in points)
