"""The escorts, teams and check-ins a seat was told of. Values only; GUI thread; asks nobody."""

from collections.abc import Iterator, Set
from datetime import datetime, timedelta

from typing_extensions import override

from console.domain.field.check_in import CheckIn
from console.domain.field.escort import UNDER_WAY, Escort, Step
from console.domain.field.record import FieldRecord
from console.domain.field.scouts import Capacity, Engagement, Offer, ScoutTeam, capacity, offers
from console.domain.unit import UnitPosition
from widgets.escorts.follow import seen_at
from widgets.field.book import RecordBook

RECENT = timedelta(hours=2)
FRESH = timedelta(seconds=120)


class EscortBook(RecordBook):
    """Escorts, teams and check-ins; whether the engine's clock was set."""

    def __init__(self) -> None:
        super().__init__()
        self.escorts = self.table("escort", Escort)
        self.teams = self.table("scout_team", ScoutTeam)
        self.checks = self.table("check_in", CheckIn)
        self.clock_is_set = False

    @override
    def put(self, record: FieldRecord) -> bool:
        if record.kind != "clock":
            return super().put(record)
        self.clock_is_set = record.state == "set"
        return True

    # --- asked by the panel ------------------------------------------------------------------

    def board(self, now: datetime) -> list[tuple[str, Escort]]:
        """Open escorts, those with an alert first, then by time; then what ended lately."""
        shown = [
            (key, each)
            for key, each in self.escorts.items()
            if each.is_open or (each.ended_at is not None and now - each.ended_at < RECENT)
        ]
        return sorted(shown, key=_order)

    def on_duty(self) -> list[tuple[str, ScoutTeam]]:
        """Teams on duty, by name."""
        return sorted(
            ((key, team) for key, team in self.teams.items() if team.is_open), key=_name_of
        )

    def watched(self) -> list[CheckIn]:
        """Units that check in: the missing first, then the soonest due."""
        return sorted((each for each in self.checks.values() if each.is_open), key=_check_order)

    def engagements(self) -> list[Engagement]:
        """What teams are promised to."""
        found = (escort.engagement(key) for key, escort in self.escorts.items())
        return [each for each in found if each is not None]

    def team_name(self, key: str) -> str:
        """A team's name; its number when it is not known here."""
        team = self.teams.get(key)
        return team.name if team is not None else key

    def offers_for(self, key: str, now: datetime) -> tuple[Offer, ...]:
        """The teams that could take an escort, the best first, as far as this seat knows."""
        escort = self.escorts[key]
        fresh = (fix for fix in self.positions.values() if now - seen_at(fix) < FRESH)
        places = {fix.unit: fix.place for fix in fresh}
        bound, wanted = self.engagements(), escort.wanted(key, now)
        return offers(self.on_duty(), wanted, escort.area, bound, escort.meet, places)

    def capacities(self, now: datetime) -> list[Capacity]:
        """Each area with a team or a request: who is free for a walk in half an hour."""
        open_escorts = [each for each in self.escorts.values() if each.is_open]
        areas = {area for _, team in self.on_duty() for area in team.areas}
        areas |= {each.area for each in open_escorts}
        bound = self.engagements()
        return [
            capacity(
                area,
                self.on_duty(),
                bound,
                sum(e.area == area and e.step is Step.REQUESTED for e in open_escorts),
                now + timedelta(minutes=30),
                timedelta(minutes=20),
            )
            for area in sorted(areas)
        ]

    def walkers(self, moved: Set[str] | None = None) -> Iterator[tuple[str, Escort, UnitPosition]]:
        """Escorts under way with the newest fix of each; of all, or where these units moved."""
        for key, escort in self.escorts.items():
            units = {escort.unit, escort.walker}
            if escort.step in UNDER_WAY and (moved is None or units & moved):
                fix = self.walker_of(escort)
                if fix is not None:
                    yield key, escort, fix

    def walker_of(self, escort: Escort) -> UnitPosition | None:
        """The newest fix of the walk: the team's own, else the citizen's."""
        found = [
            self.positions[unit] for unit in (escort.unit, escort.walker) if unit in self.positions
        ]
        return max(found, key=seen_at) if found else None


def _order(found: tuple[str, Escort]) -> tuple[bool, bool, datetime, str]:
    key, escort = found
    return (not escort.is_open, not escort.told, escort.meet_at, key)


def _name_of(found: tuple[str, ScoutTeam]) -> str:
    return found[1].name


def _check_order(check: CheckIn) -> tuple[int, datetime, str]:
    return (-check.missed, check.due, check.unit)
