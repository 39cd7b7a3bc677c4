"""A patrol: one shift of one team of two, its route, checkpoints and company. Pure.

Planned, due (a quarter of an hour before it begins), out, ended; or cancelled, or never held. Where
a team walks is seen only while it is due or out, and both end by themselves (R-PRV-07). Time does
what operators forget: `due` says what is over at a moment, each thing once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused
from console.domain.field.check_in import LEAST_EVERY_S, MOST_EVERY_S
from console.domain.field.roster import Joined
from console.domain.places.geo import Place

Line = tuple[tuple[float, float], ...]
"""Latitude, longitude; degrees."""

CALLED_BEFORE = timedelta(minutes=15)
LATE_AFTER = timedelta(minutes=10)
OVERTIME_AFTER = timedelta(minutes=30)
ENDS_ITSELF_AFTER = timedelta(hours=2)
SILENT_AFTER = timedelta(minutes=3)
LONGEST = timedelta(hours=12)
PLANNED_AHEAD = timedelta(days=31)
EXTENDED_BY = timedelta(hours=2)
MOST_CHECKPOINTS = 60
MOST_POINTS = 4_000
MOST_INCIDENTS = 50
CODE_MAX = 64


class Stage(StrEnum):
    """How far a patrol is."""

    PLANNED = "planned"
    DUE = "due"
    OUT = "out"
    ENDED = "ended"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"


OPEN = frozenset({Stage.PLANNED, Stage.DUE, Stage.OUT})


class Reached(StrEnum):
    """How it is known that a checkpoint was passed."""

    TRACK = "track"
    DEVICE = "device"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place to pass; `due` by when, where it matters."""

    id: str
    name_ko: str
    name_en: str
    place: Place
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """One checkpoint passed; `off_m` is how far away the device said it was, where it said so."""

    checkpoint: str
    at: datetime
    how: Reached
    by: str
    off_m: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the route was walked: a bit for each sample, as hexadecimal text.

    `fixes` were believed, `left_out` were not (too vague, or a leap). Kept now and then, and so may
    be a minute behind after a crash of the engine.
    """

    covered: str = ""
    samples: int = 0
    fixes: int = 0
    left_out: int = 0

    @property
    def percent(self) -> float | None:
        """0 to 100; None where there is no route to walk, or nothing was heard at all."""
        if not self.samples or not (self.fixes or self.left_out):
            return None
        return 100.0 * int(self.covered or "0", 16).bit_count() / self.samples


@dataclass(frozen=True, slots=True)
class Patrol:
    """One shift. Times are UTC. `members` are the two devices; `told` what was reported once.

    `check_in_s` is how often the team has to say that it is well (0: not at all).
    `listened_at` is when one of them was last heard, or since when the engine has listened.
    """

    team: str
    area: str
    members: tuple[str, ...]
    begins: datetime
    ends: datetime
    route_name: str = ""
    route: tuple[Line, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    check_in_s: int = 0
    stage: Stage = Stage.PLANNED
    planned_by: str = ""
    planned_at: datetime | None = None
    started_at: datetime | None = None
    started_by: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    words: str = ""
    joined: tuple[Joined, ...] = ()
    passed: tuple[Passed, ...] = ()
    progress: Progress = Progress()
    listened_at: datetime | None = None
    incidents: tuple[int, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen to it."""
        return self.stage in OPEN

    @property
    def missing(self) -> tuple[Checkpoint, ...]:
        """The checkpoints nobody has passed, in their order."""
        done = {each.checkpoint for each in self.passed}
        return tuple(each for each in self.checkpoints if each.id not in done)


def planned(patrol: Patrol, now: datetime) -> Patrol | Refused:
    """A patrol as it may stand on the board, or why not."""
    codes = (patrol.team.strip(), patrol.area.strip(), *(each.strip() for each in patrol.members))
    if not all(0 < len(each) <= CODE_MAX for each in codes):
        return Refused("A patrol needs a team, an area and the devices of two members.")
    if len(patrol.members) != 2 or codes[2] == codes[3]:
        return Refused("A team is two people with a device each.")
    if fault := _fault_of_times(patrol, now) or _fault_of_way(patrol):
        return Refused(fault)
    return replace(
        patrol, team=codes[0], area=codes[1], members=codes[2:], stage=Stage.PLANNED,
        planned_at=now, started_at=None, ended_at=None, passed=(), progress=Progress(), told=(),
        incidents=(),
    )  # fmt: skip


def _fault_of_times(patrol: Patrol, now: datetime) -> str:
    if patrol.begins.tzinfo is None or patrol.ends.tzinfo is None:
        return "The times of a shift need their offset from UTC."
    if not timedelta(0) < patrol.ends - patrol.begins <= LONGEST:
        return "A shift ends after it begins, within 12 hours."
    if patrol.ends <= now:
        return "This shift is over already."
    if patrol.begins > now + PLANNED_AHEAD:
        return "A shift is planned at most 31 days ahead."
    if patrol.check_in_s and not LEAST_EVERY_S <= patrol.check_in_s <= MOST_EVERY_S:
        return "A unit checks in every 1 minute to 12 hours."
    return ""


def _fault_of_way(patrol: Patrol) -> str:
    names = [each.id for each in patrol.checkpoints]
    if len(names) > MOST_CHECKPOINTS or sum(map(len, patrol.route)) > MOST_POINTS:
        return f"A route has at most {MOST_CHECKPOINTS} checkpoints and {MOST_POINTS:,} points."
    if len(set(names)) != len(names) or not all(0 < len(each) <= CODE_MAX for each in names):
        return "Each checkpoint needs a code of its own."
    places = [each.place for each in patrol.checkpoints]
    places += [Place(lat, lon) for line in patrol.route for lat, lon in line]
    for each in patrol.checkpoints:
        if each.due is not None and (each.due.tzinfo is None or not _is_within(each.due, patrol)):
            return "A checkpoint falls due within the shift, at a time with its offset from UTC."
    if not all(place.is_plausible for place in places):
        return "A point of the route lies nowhere on the earth; check latitude and longitude."
    return ""


def _is_within(moment: datetime, patrol: Patrol) -> bool:
    return patrol.begins <= moment <= patrol.ends


def clash(patrol: Patrol, other: Patrol) -> str:
    """The member who would be in two patrols at once; empty when nobody is."""
    if not other.is_open or patrol.begins >= other.ends or other.begins >= patrol.ends:
        return ""
    return next((each for each in patrol.members if each in other.members), "")


def started(patrol: Patrol, by: str, now: datetime) -> Patrol | Refused:
    """The team is out."""
    if refused := _refuse_over(patrol):
        return refused
    if patrol.stage is Stage.OUT:
        return patrol
    if patrol.begins - now > timedelta(hours=1):
        return Refused("This shift begins in more than an hour; plan another one for now.")
    return replace(patrol, stage=Stage.OUT, started_at=now, started_by=by, listened_at=now)


def ended(patrol: Patrol, by: str, now: datetime, words: str = "") -> Patrol | Refused:
    """The team is back. Checkpoints that were not passed need words."""
    if refused := _refuse_over(patrol):
        return refused
    if patrol.stage is not Stage.OUT:
        return Refused("This patrol has not begun; cancel it instead.")
    if patrol.missing and not words.strip():
        return Refused(f"{len(patrol.missing)} checkpoints were not passed: say why.")
    return replace(patrol, stage=Stage.ENDED, ended_at=now, ended_by=by, words=words.strip())


def cancelled(patrol: Patrol, by: str, now: datetime, words: str) -> Patrol | Refused:
    """It is not held, for a reason."""
    if refused := _refuse_over(patrol):
        return refused
    if patrol.stage is Stage.OUT:
        return Refused("The team is out; end the shift instead.")
    if not words.strip():
        return Refused("Cancelling a patrol needs a reason.")
    return replace(patrol, stage=Stage.CANCELLED, ended_at=now, ended_by=by, words=words.strip())


def extended(patrol: Patrol, until: datetime, now: datetime) -> Patrol | Refused:
    """The shift goes on until another time, at most two hours from its end or from now."""
    if refused := _refuse_over(patrol):
        return refused
    if patrol.stage is not Stage.OUT:
        return Refused("Only a patrol that is out can be extended.")
    if not patrol.ends < until <= max(patrol.ends, now) + EXTENDED_BY:
        return Refused("A shift is extended by at most two hours.")
    return replace(patrol, ends=until, told=tuple(each for each in patrol.told if each != "over"))


def passed(patrol: Patrol, one: Passed) -> Patrol | Refused:
    """A checkpoint was passed; the first time stands."""
    if refused := _refuse_over(patrol):
        return refused
    if patrol.stage is not Stage.OUT:
        return Refused("This patrol has not begun.")
    if one.checkpoint not in {each.id for each in patrol.checkpoints}:
        return Refused(f"This patrol has no checkpoint {one.checkpoint}.")
    if any(each.checkpoint == one.checkpoint for each in patrol.passed):
        return patrol
    return replace(patrol, passed=(*patrol.passed, one))


def met_incident(patrol: Patrol, alert: int) -> Patrol:
    """The team met something; the alert of it is kept with the patrol."""
    if alert in patrol.incidents or len(patrol.incidents) >= MOST_INCIDENTS:
        return patrol
    return replace(patrol, incidents=(*patrol.incidents, alert))


def _refuse_over(patrol: Patrol) -> Refused | None:
    if patrol.is_open:
        return None
    return Refused(f"This patrol is {patrol.stage.value.replace('_', ' ')}.")
