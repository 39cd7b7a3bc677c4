"""Acts an evening of field work at a real engine: carried devices, and a seat that books.

Everybody acts on what they were told, as people do: the scouts meet whom they were given, the seat
closes what has arrived. So it goes on whatever an operator at another seat does meanwhile. One
process, one thread; without an engine it waits.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from math import cos, radians, sin
from threading import Event as Flag
from typing import Protocol

from backends.simulated.evenings.field_booth import Booth, Chain, Chore
from backends.simulated.evenings.field_cast import Mobile
from backends.simulated.evenings.field_errand import Errand
from backends.simulated.evenings.field_plan import CASE, FieldPlan, GuardPlan, PatrolPlan, TeamPlan
from backends.simulated.scenario.units_walk import WALKING_MPS, shifted
from console.domain.field.escort_forms import DutyForm
from console.domain.field.guard import Basis, Risk
from console.domain.field.patrol import Checkpoint
from console.domain.places.geo import Place
from console.ports.clock import Clock
from console.services.field.guard_forms import GuardForm, OpenForm, RosterForm, SessionForm
from console.services.field.patrol_forms import PlanForm
from console.services.field.places_forms import LockerForm, ShelterForm

KST = timezone(timedelta(hours=9))
SHIFT = timedelta(hours=4)
DETAIL = timedelta(hours=10)
NIGHTS = 14
MOST_PACE_MPS = 12.0
BESIDE_M = 4.0
GRACE_MS = 5_000
TURN_MS = 40


class Waiting(Protocol):
    """What the play sleeps on between two turns."""

    def wait(self, timeout_ms: int) -> None:
        """Sleep until something happens, or the time is over."""
        ...


class FieldPlay:
    """The evening and its clock. `mobiles` are the devices of the plan by id."""

    def __init__(
        self, plan: FieldPlan, booth: Booth, mobiles: Mapping[str, Mobile], clock: Clock,
        speed: float, pace_mps: float | None = None,
    ) -> None:  # fmt: skip
        """`speed` divides seconds of the play into real ones, and people walk as much faster.

        They never walk faster than `MOST_PACE_MPS`, unless `pace_mps` says so.
        """
        self._plan, self._booth, self._mobiles = plan, booth, mobiles
        self._clock, self._speed = clock, speed
        self.pace_mps = pace_mps or min(WALKING_MPS * speed, MOST_PACE_MPS)
        self._opened_ms = clock.mono_ms()
        self._begun_ms: int | None = None
        self._chains: list[Chain] = []
        self._detail: Chain | None = None
        self._behind: set[str] = set()
        self.errands = [
            Errand(each, booth, mobiles, clock, self.pace_mps) for each in plan.bookings
        ]

    @property
    def over(self) -> bool:
        """Whether everything that was to be done is done."""
        return self.settled and all(errand.done for errand in self.errands)

    @property
    def settled(self) -> bool:
        """Whether the evening is planned: teams on duty, patrols out, guards rostered."""
        return self._begun_ms is not None and all(chain.done for chain in self._chains)

    @property
    def refusals(self) -> list[str]:
        """What the engine did not grant while the evening was planned."""
        return [reason for chain in self._chains for reason in chain.refusals]

    def turn(self) -> None:
        """One round over everybody."""
        self._booth.turn()
        for mobile in self._mobiles.values():
            mobile.turn()
        if not self._begins():
            return
        for chain in self._chains:
            chain.turn()
        self._post_guards()
        elapsed_s = self._elapsed_s()
        for patrol in self._plan.patrols:
            self._part(patrol, elapsed_s)
        # A booking comes when somebody is there to walk with.
        if self.settled:
            for errand in self.errands:
                errand.turn(elapsed_s)

    def stop(self) -> None:
        """Every device says BYE."""
        for mobile in self._mobiles.values():
            mobile.stop()

    def _begins(self) -> bool:
        if self._begun_ms is not None:
            return True
        now_ms = self._clock.mono_ms()
        is_full = all(mobile.welcomed for mobile in self._mobiles.values())
        if not self._booth.linked or not (is_full or now_ms - self._opened_ms > GRACE_MS):
            return False
        self._begun_ms = now_ms
        self._open()
        return True

    def _elapsed_s(self) -> float:
        begun_ms = self._begun_ms if self._begun_ms is not None else self._clock.mono_ms()
        return (self._clock.mono_ms() - begun_ms) / 1_000 * self._speed

    def _open(self) -> None:
        now, plan = self._clock.now(), self._plan
        chores = [[_on_duty(team, now)] for team in plan.teams]
        chores += [[each for patrol in plan.patrols for each in _patrol(patrol, now)]]
        chores += [[_store(*each)] for each in plan.shelters]
        chores += [[_locker(*each)] for each in plan.lockers]
        self._chains = [Chain(self._booth, each) for each in chores]
        for patrol in plan.patrols:
            for number, unit in enumerate(patrol.units):
                line = _aside(patrol.route, BESIDE_M * number)
                self._mobiles[unit].go(line, WALKING_MPS, to_and_fro=True)
        if plan.guards:
            self._detail = Chain(self._booth, _detail(plan.guards, now))
            self._chains.append(self._detail)

    def _post_guards(self) -> None:
        if self._detail is not None and self._detail.done:
            self._detail = None
            for guard in self._plan.guards:
                self._mobiles[guard.unit].say("detail.on_post", CASE)

    def _part(self, patrol: PatrolPlan, elapsed_s: float) -> None:
        """The second member stays where they are, and walks again beside the first later."""
        first, second = (self._mobiles[unit] for unit in patrol.units)
        stays = patrol.behind_s[0] <= elapsed_s < patrol.behind_s[1]
        if stays and patrol.team not in self._behind:
            self._behind.add(patrol.team)
            second.go([second.place], 0.0)
        elif not stays and patrol.team in self._behind:
            self._behind.discard(patrol.team)
            second.go([second.place, first.place], WALKING_MPS * 2)


def run_field(play: FieldPlay, network: Waiting, stop: Flag) -> None:
    """Play until `stop`; blocks. The network and the seat's link are their owner's."""
    try:
        while not stop.is_set():
            network.wait(TURN_MS)
            play.turn()
    finally:
        play.stop()


def _on_duty(team: TeamPlan, now: datetime) -> Chore:
    form = DutyForm(team.name, team.areas, team.unit, 2, now + SHIFT)
    return "scout_team:", "on", form, ""


def _patrol(patrol: PatrolPlan, now: datetime) -> list[Chore]:
    line = tuple((each.lat, each.lon) for each in patrol.route)
    step = max(1, len(patrol.route) // 4)
    points = tuple(
        Checkpoint(f"CP-{at:02d}", f"{patrol.area} {at}", f"{patrol.area} {at}", place)
        for at, place in enumerate(patrol.route[::step][:5], start=1)
    )
    form = PlanForm(
        patrol.team, patrol.area, patrol.units, now, now + SHIFT, patrol.area, (line,), points
    )
    return [("patrol:", "plan", form, ""), ("patrol:{}", "start", None, "")]


def _detail(guards: tuple[GuardPlan, ...], now: datetime) -> list[Chore]:
    start = now.astimezone(KST).replace(second=0, microsecond=0)
    roll: list[Chore] = [
        ("guard:", "enlist", GuardForm(each.sign, each.unit, "시연 경호"), "") for each in guards
    ]
    session = SessionForm(
        Basis.VERY_HIGH_RISK, start.date(), NIGHTS, start.time(), guards=len(guards)
    )
    roster = RosterForm(tuple(each.sign for each in guards), start, start + DETAIL, NIGHTS)
    case: list[Chore] = [
        ("guard_case:", "open", OpenForm(CASE, Risk.VERY_HIGH, "성동"), ""),
        # The guards first: hours granted before anybody is rostered for them are a gap.
        ("guard_case:{}", "roster", roster, ""),
        ("guard_case:{}", "session", session, ""),
    ]
    return [*roll, *case]


def _store(name: str, words: str, place: Place) -> Chore:
    return f"shelter:{name}", "enter", ShelterForm(words, "Safe store", "02-000-0112", place), ""


def _locker(name: str, words: str, place: Place) -> Chore:
    return f"locker:{name}", "enter", LockerForm(words, "Parcel locker", place, 20), ""


def _aside(line: tuple[Place, ...], metres: float) -> tuple[Place, ...]:
    turn = radians(45.0)
    return tuple(shifted(each, metres * sin(turn), metres * cos(turn)) for each in line)
