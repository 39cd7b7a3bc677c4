"""Scout teams of two, and which of them is free for an escort. Pure; time enters as arguments."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.alerts.lifecycle import Refused
from console.domain.places.geo import Place, distance_m

BETWEEN = timedelta(minutes=10)
"""What a team needs from one home to the next meeting place."""

OVERTIME = timedelta(minutes=30)
"""A shift that nobody ended is over by itself so long after its time."""

AGAIN = timedelta(minutes=10)
MOST_AREAS = 16
NAME_MAX = 128


@dataclass(frozen=True, slots=True)
class ScoutTeam:
    """One team on duty. `unit` is the device that tells where it is; `members` are two.

    `look` is when its end is looked at again, because it was still bound at the last look.
    """

    name: str
    areas: tuple[str, ...]
    unit: str
    members: int
    on_from: datetime
    on_until: datetime
    off_at: datetime | None = None
    look: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the team's shift is on."""
        return self.off_at is None


@dataclass(frozen=True, slots=True)
class Engagement:
    """When a team is bound, and to which escort."""

    escort: str
    team: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A team that could take an escort. `metres` is None without a fresh fix."""

    team: str
    in_area: bool
    metres: float | None
    booked: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """Teams of one area: on duty, free for a walk beginning then, and requests without a team."""

    area: str
    on_duty: int
    free: int
    unmatched: int


def go_on_duty(team: ScoutTeam) -> ScoutTeam | Refused:
    """A team's shift begins, when it is a team."""
    if not team.name.strip() or not team.unit.strip():
        return Refused("A team needs a name and a unit that tells where it is.")
    if max(len(each) for each in (team.name, team.unit, *team.areas, "")) > NAME_MAX:
        return Refused(f"A name has at most {NAME_MAX} characters.")
    if not team.areas or len(team.areas) > MOST_AREAS or not all(a.strip() for a in team.areas):
        return Refused(f"A team has 1 to {MOST_AREAS} areas.")
    if team.members < 2:
        return Refused("A scout team is two people: nobody walks alone.")
    if not team.on_from < team.on_until <= team.on_from + timedelta(hours=14):
        return Refused("A shift ends after it begins, within 14 hours.")
    return team


def go_off_duty(team: ScoutTeam, now: datetime, bound: Iterable[Engagement]) -> ScoutTeam | Refused:
    """A team's shift ends; not while it walks with somebody or is promised."""
    if not team.is_open:
        return Refused(f"Team {team.name} is off duty already.")
    if any(True for _ in bound):
        return Refused(f"Team {team.name} has an escort; give it to another team first.")
    return replace(team, off_at=now)


def ends_itself(team: ScoutTeam) -> datetime | None:
    """When the shift is over though nobody said so; nobody's place is shown for ever."""
    return (team.look or team.on_until + OVERTIME) if team.is_open else None


def at_its_end(team: ScoutTeam, now: datetime, bound: Iterable[Engagement]) -> ScoutTeam:
    """The team after that: off duty, or looked at again while it walks with somebody."""
    off = go_off_duty(team, now, bound)
    return replace(team, look=now + AGAIN) if isinstance(off, Refused) else off


def is_free(team: ScoutTeam, wanted: Engagement, bound: Iterable[Engagement]) -> bool:
    """Whether the team is on duty all along and promised to nobody else then."""
    if not team.is_open or wanted.start < team.on_from or wanted.end > team.on_until + BETWEEN:
        return False
    return not any(_clash(wanted, each) for each in bound if each.escort != wanted.escort)


def _clash(a: Engagement, b: Engagement) -> bool:
    return a.start < b.end + BETWEEN and b.start < a.end + BETWEEN


def offers(
    teams: Iterable[tuple[str, ScoutTeam]],
    wanted: Engagement,
    area: str,
    bound: Iterable[Engagement],
    meet: Place | None,
    fixes: dict[str, Place],
) -> tuple[Offer, ...]:
    """Teams that are free, those of the area first, then the nearest, then the least booked."""
    of_team: dict[str, list[Engagement]] = {}
    for each in bound:
        of_team.setdefault(each.team, []).append(each)
    found = []
    for team_id, team in teams:
        theirs = of_team.get(team_id, [])
        if is_free(team, wanted, theirs):
            fix = fixes.get(team.unit)
            metres = distance_m(fix, meet) if fix is not None and meet is not None else None
            found.append(Offer(team_id, area in team.areas, metres, len(theirs)))
    return tuple(sorted(found, key=_rank))


def _rank(offer: Offer) -> tuple[bool, float, int, str]:
    far = float("inf") if offer.metres is None else offer.metres
    return (not offer.in_area, far, offer.booked, offer.team)


def capacity(
    area: str,
    teams: Iterable[tuple[str, ScoutTeam]],
    bound: Iterable[Engagement],
    unmatched: int,
    start: datetime,
    length: timedelta,
) -> Capacity:
    """What an area can do for a walk that begins at `start`."""
    engaged = list(bound)
    there = [(name, team) for name, team in teams if team.is_open and area in team.areas]
    wanted = Engagement("", "", start, start + length)
    free = sum(
        is_free(team, wanted, [each for each in engaged if each.team == name])
        for name, team in there
    )
    return Capacity(area, len(there), free, unmatched)
