"""When a shop is open: weekly hours, past midnight too, holidays and single days. Pure.

Hours are what hangs on the shop's door, in its own time zone: minutes from midnight of the day they
belong to, and an end beyond 24:00 (1,440) reaches into the next day. Nothing known is told as
unknown, never as closed or open.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused

DAY_MIN = 1_440
HOLIDAY = 7
"""The weekday number (0 is Monday) of hours that hold on public holidays."""
LOOK_AHEAD_DAYS = 8
MOST_SPANS = 40
# Days fixed by law in the Republic of Korea; those of the moon and substitutes are entered.
FIXED_HOLIDAYS = frozenset({(1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25)})


class Door(StrEnum):
    """Whether somebody is there to open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Open on a weekday (0..6, or `HOLIDAY`) from one minute to another."""

    weekday: int
    begin_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class SingleDay:
    """One date with hours of its own; none at all: closed that day."""

    day: date
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """All that is known of a shop's hours. `holidays_as_usual`: a holiday is a day like others."""

    week: tuple[Span, ...] = ()
    days: tuple[SingleDay, ...] = ()
    holidays_as_usual: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """How it stands at a moment, and until when; `until` is None when that does not end soon."""

    door: Door
    until: datetime | None = None


UNTOLD = Hours()
ALWAYS = Hours(tuple(Span(day, 0, DAY_MIN) for day in range(7)), holidays_as_usual=True)


def checked(hours: Hours) -> Hours | Refused:
    """Hours as they may be kept, or what is wrong with them."""
    spans = [(each.begin_min, each.end_min) for each in hours.week]
    spans += [each for day in hours.days for each in day.spans]
    if len(spans) > MOST_SPANS or len(hours.days) > MOST_SPANS:
        return Refused(f"At most {MOST_SPANS} spans of opening hours are kept.")
    if any(not 0 <= each.weekday <= HOLIDAY for each in hours.week):
        return Refused("A weekday is 0 (Monday) to 6, or 7 for holidays.")
    for begin, end in spans:
        if not (0 <= begin < DAY_MIN and begin < end <= begin + DAY_MIN):
            return Refused("Hours begin between 0:00 and 23:59 and last at most a day.")
    return hours


def is_holiday(day: date, entered: Collection[date] = ()) -> bool:
    """Whether a day is a public holiday, by law or as entered."""
    return (day.month, day.day) in FIXED_HOLIDAYS or day in entered


def opening(hours: Hours, now: datetime, holidays: Collection[date] = ()) -> Opening:
    """Whether it is open at `now`, which carries the shop's time zone.

    A shop of which only single days are known is unknown on all others.
    """
    assert now.tzinfo is not None
    if not hours.week and all(each.day != now.date() for each in hours.days):
        return _on_an_unknown_day(hours, now)
    first = now.date() - timedelta(days=1)
    spans = _merged(
        span
        for ahead in range(LOOK_AHEAD_DAYS + 1)
        for span in _spans_of(hours, first + timedelta(days=ahead), holidays, now.tzinfo)
    )
    horizon = now + timedelta(days=LOOK_AHEAD_DAYS - 2)
    for begins, ends in spans:
        if begins <= now < ends:
            return Opening(Door.OPEN, ends if ends < horizon else None)
        if now < begins:
            return Opening(Door.CLOSED, begins)
    return Opening(Door.CLOSED)


def _on_an_unknown_day(hours: Hours, now: datetime) -> Opening:
    """Open while what began the day before reaches past midnight, else nobody knows."""
    assert now.tzinfo is not None
    for _, ends in _spans_of(hours, now.date() - timedelta(days=1), (), now.tzinfo):
        if now < ends:
            return Opening(Door.OPEN, ends)
    return Opening(Door.UNKNOWN)


def _spans_of(
    hours: Hours, day: date, holidays: Collection[date], zone: tzinfo
) -> list[tuple[datetime, datetime]]:
    midnight = datetime.combine(day, time(), zone)
    return [
        (midnight + timedelta(minutes=begin), midnight + timedelta(minutes=end))
        for begin, end in _minutes_of(hours, day, holidays)
    ]


def _minutes_of(hours: Hours, day: date, holidays: Collection[date]) -> list[tuple[int, int]]:
    for single in hours.days:
        if single.day == day:
            return list(single.spans)
    is_free = is_holiday(day, holidays) and not hours.holidays_as_usual
    weekday = HOLIDAY if is_free else day.weekday()
    return [(each.begin_min, each.end_min) for each in hours.week if each.weekday == weekday]


def _merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found
