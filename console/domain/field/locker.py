"""A parcel locker: its boxes, what they cost after two days, and what is broken. Pure.

Two days are free, then each day that has begun costs KRW 1,000. A parcel is known by its number,
never by a name. What a locker said late is put in its order: a box has one state, the newest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused
from console.domain.field.opening_hours import UNTOLD, Hours, checked
from console.domain.places.geo import Place

FREE = timedelta(hours=48)
KRW_A_DAY = 1_000
DAY = timedelta(days=1)
MOST_BOXES = 400
NAME_MAX = 80


class Use(StrEnum):
    """What a box is doing."""

    FREE = "free"
    TAKEN = "taken"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True, slots=True)
class Box:
    """One compartment. `since` is when its state began; `told` that it was reported as overdue."""

    id: str
    use: Use = Use.FREE
    since: datetime | None = None
    parcel: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Locker:
    """One cabinet. `size` is how many boxes it has; `boxes` are those that were ever heard of.

    `hours` are those of the house it stands in; unknown where it stands in the street.
    """

    name_ko: str = ""
    name_en: str = ""
    place: Place | None = None
    size: int = 0
    boxes: tuple[Box, ...] = ()
    fault: str = ""
    fault_since: datetime | None = None
    tampered_at: datetime | None = None
    hours: Hours = UNTOLD

    def name(self, language: str) -> str:
        """The name in "ko" or "en"; the other where one is missing."""
        return (
            (self.name_ko or self.name_en) if language == "ko" else (self.name_en or self.name_ko)
        )

    @property
    def total(self) -> int:
        """How many boxes there are, as far as is known."""
        return max(self.size, len(self.boxes))

    def count(self, use: Use) -> int:
        """How many boxes are in a state; those never heard of are free."""
        known = sum(each.use is use for each in self.boxes)
        return known + (self.total - len(self.boxes) if use is Use.FREE else 0)


def entered(locker: Locker, standing: Locker | None = None) -> Locker | Refused:
    """What an operator filled in; what stands in the boxes is not touched by it."""
    if not 0 <= locker.size <= MOST_BOXES:
        return Refused(f"A locker has at most {MOST_BOXES} boxes.")
    if locker.place is not None and not locker.place.is_plausible:
        return Refused("That place lies nowhere on the earth; check latitude and longitude.")
    hours = checked(locker.hours)
    if isinstance(hours, Refused):
        return hours
    before = standing or Locker()
    return replace(
        before, hours=hours, size=locker.size, place=locker.place,
        name_ko=locker.name_ko.strip()[:NAME_MAX], name_en=locker.name_en.strip()[:NAME_MAX],
    )  # fmt: skip


def stored(locker: Locker, box: str, parcel: str, at: datetime) -> Locker | Refused:
    """A parcel was put into a box; the same parcel again changes nothing."""
    known = box_of(locker, box)
    if known.use is Use.TAKEN and known.parcel == parcel:
        return locker
    if known.since is not None and at < known.since:
        return Refused("Something newer is known of this box.")
    return _with(locker, Box(box, Use.TAKEN, at, parcel))


def collected(locker: Locker, box: str, at: datetime) -> Locker | Refused:
    """The box was emptied."""
    known = box_of(locker, box)
    if known.use is not Use.TAKEN:
        return Refused("Nothing lies in this box, as far as is known.")
    if known.since is not None and at < known.since:
        return Refused("Something newer is known of this box.")
    return _with(locker, Box(box, Use.FREE, at))


def out_of_order(locker: Locker, box: str, at: datetime) -> Locker | Refused:
    """A box is broken; what lies in it stays known."""
    known = box_of(locker, box)
    if known.use is Use.TAKEN:
        return Refused("A parcel lies in this box; collect it first.")
    return _with(locker, Box(box, Use.OUT_OF_ORDER, at))


def repaired(locker: Locker, box: str, at: datetime) -> Locker | Refused:
    """A box works again."""
    if box_of(locker, box).use is not Use.OUT_OF_ORDER:
        return Refused("This box is not out of order.")
    return _with(locker, Box(box, Use.FREE, at))


def faulty(locker: Locker, words: str, at: datetime | None) -> Locker:
    """The cabinet itself is broken since then; None: it works again."""
    if at is None:
        return replace(locker, fault="", fault_since=None)
    return replace(locker, fault=words.strip()[:200], fault_since=locker.fault_since or at)


def fee_krw(since: datetime, now: datetime) -> int:
    """What a parcel costs so far: nothing for 48 h, then KRW 1,000 for each day begun."""
    over = now - since - FREE
    if over <= timedelta(0):
        return 0
    return KRW_A_DAY * -(-over // DAY)


def overdue(locker: Locker, now: datetime) -> tuple[Box, ...]:
    """The boxes whose free time is over, the oldest first."""
    found = [
        each
        for each in locker.boxes
        if each.use is Use.TAKEN and each.since is not None and now >= each.since + FREE
    ]
    return tuple(sorted(found, key=lambda each: (each.since or now, each.id)))


def owed_krw(locker: Locker, now: datetime) -> int:
    """What all parcels of the cabinet cost together."""
    return sum(fee_krw(each.since, now) for each in overdue(locker, now) if each.since)


def next_deadline(locker: Locker) -> datetime | None:
    """When the free time of a parcel ends that nobody was told of yet."""
    return min((due for _, due in _untold(locker.boxes)), default=None)


def told(locker: Locker, now: datetime) -> tuple[Locker, tuple[Box, ...]]:
    """The locker with every overdue box marked, and those that were not marked before."""
    fresh = tuple(each for each, due in _untold(locker.boxes) if due <= now)
    names = {each.id for each in fresh}
    boxes = tuple(replace(each, told=True) if each.id in names else each for each in locker.boxes)
    return replace(locker, boxes=boxes), fresh


def box_of(locker: Locker, box: str) -> Box:
    """A box by its name; one never heard of is free."""
    return next((each for each in locker.boxes if each.id == box), Box(box))


def _untold(boxes: Iterable[Box]) -> list[tuple[Box, datetime]]:
    return [
        (each, each.since + FREE)
        for each in boxes
        if each.use is Use.TAKEN and each.since is not None and not each.told
    ]


def _with(locker: Locker, box: Box) -> Locker | Refused:
    if not box.id or len(box.id) > 32:
        return Refused("A box is named by at most 32 characters.")
    others = tuple(each for each in locker.boxes if each.id != box.id)
    if len(others) >= MOST_BOXES:
        return Refused(f"A locker has at most {MOST_BOXES} boxes.")
    boxes = sorted((*others, box), key=lambda each: (len(each.id), each.id))
    return replace(locker, boxes=tuple(boxes))
