"""One escort: somebody asks to be walked home, two scouts come, all walk, all arrive. Values, pure.

Times are aware, UTC, of the clock the field counts by. Names, telephones and addresses are no part
of it (they are kept apart and can be erased); the home and the way are forgotten when it closes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.field.scouts import Engagement
from console.domain.field.walk import Way, grace_of, walk_time
from console.domain.places.geo import Place

AHEAD = timedelta(minutes=30)
UNMATCHED_BEFORE = timedelta(minutes=10)
NOT_MET_AFTER = timedelta(minutes=3)
SETS_OFF_AFTER = timedelta(minutes=2)
ANSWER_WITHIN = timedelta(minutes=2)
STOP_GRACE = timedelta(minutes=5)
UNHEARD = timedelta(minutes=3)
ALONE_WALK = timedelta(minutes=20)
"""How long a walk is taken to be when no home was named."""

MOST_MARKS = 40


class Step(StrEnum):
    """How far an escort has come."""

    REQUESTED = "requested"
    MATCHED = "matched"
    MET = "met"
    WALKING = "walking"
    ARRIVED = "arrived"
    CLOSED = "closed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"


ENDS = frozenset({Step.CLOSED, Step.NO_SHOW, Step.CANCELLED, Step.HANDED_OVER})
UNDER_WAY = frozenset({Step.MET, Step.WALKING})
BEFORE_MEETING = frozenset({Step.REQUESTED, Step.MATCHED})


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a walking school bus: planned time, children expected, children who joined."""

    name: str
    place: Place
    at: datetime
    expected: int = 0
    boarded: int | None = None
    served: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """An offer to a neighbouring district. The escort is ours until `accepted`."""

    to: str
    by: str
    offered: datetime
    answer_by: datetime
    rung: int = 0
    accepted: datetime | None = None
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened, for the panel; the journal has the whole of it."""

    at: datetime
    what: str
    by: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Escort:
    """`told` names the alerts that stand for it now, so that each is raised once.

    `people` are those to be walked; `counted` how many arrived. `unit` is the team's device,
    `walker` the citizen's own. `crossing` is where the way leaves the district for `neighbour`.
    `origin` is the name an app gave its request. `look` is when somebody asks whether the walk
    was heard; None while it is known to be silent.
    """

    step: Step
    area: str
    meet_at: datetime
    meet_name: str
    asked_at: datetime
    channel: str
    asked_by: str
    updated: datetime
    meet: Place | None = None
    home: Place | None = None
    way: tuple[Place, ...] = ()
    stops: tuple[Stop, ...] = ()
    people: int = 1
    counted: int | None = None
    short_notice: bool = False
    team: str = ""
    unit: str = ""
    walker: str = ""
    matched_at: datetime | None = None
    met_at: datetime | None = None
    walking_at: datetime | None = None
    arrived_at: datetime | None = None
    ended_at: datetime | None = None
    due: datetime | None = None
    crossing: Place | None = None
    neighbour: str = ""
    origin: str = ""
    hand_over: HandOver | None = None
    look: datetime | None = None
    told: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen to it."""
        return self.step not in ENDS

    @property
    def is_group(self) -> bool:
        """Whether it is a walking school bus: a group on a fixed way with stops."""
        return bool(self.stops)

    @property
    def is_asking(self) -> bool:
        """Whether a neighbour has been offered it and has not answered, while that matters."""
        is_over = not self.is_open or self.step is Step.ARRIVED
        return not is_over and self.hand_over is not None and self.hand_over.accepted is None

    def way_of(self) -> Way | None:
        """The way to walk: as planned, along the stops, or the direct line home."""
        if len(self.way) >= 2:
            return Way(self.way, is_exact=True)
        if self.meet is not None and self.home is not None and self.meet != self.home:
            return Way((self.meet, self.home), is_exact=False)
        return None

    def walk(self) -> timedelta:
        """How long the walk takes."""
        if self.stops:
            planned = self.stops[-1].at - self.meet_at
            return max(planned, timedelta(minutes=1))
        way = self.way_of()
        return walk_time(way.length_m) if way is not None else ALONE_WALK

    def engagement(self, escort: str) -> Engagement | None:
        """When its team is bound; None without a team or after the end."""
        if not self.team or not self.is_open:
            return None
        start = self.walking_at or self.met_at or self.meet_at
        return Engagement(escort, self.team, start, self.due or start + self.walk())

    def wanted(self, escort: str, now: datetime, team: str = "") -> Engagement:
        """The time a team would be bound for it: from now on where people wait already."""
        start = max(self.meet_at, now)
        return Engagement(escort, team, start, start + self.walk())


def due_of(escort: Escort, set_off: datetime) -> datetime:
    """When somebody asks why they have not arrived."""
    walk = escort.walk()
    return set_off + walk + grace_of(walk)


def next_look(escort: Escort) -> datetime | None:
    """When time does something to it next; each once."""
    if not escort.is_open:
        return None
    looks = [_of_step(escort)]
    if escort.is_asking and escort.hand_over is not None:
        looks.append(escort.hand_over.answer_by)
    if escort.step is Step.WALKING:
        looks += [_of_stops(escort), escort.look]
    return min((each for each in looks if each is not None), default=None)


def _of_step(escort: Escort) -> datetime | None:
    look: datetime | None = None
    match escort.step:
        case Step.REQUESTED:
            unmatched, not_met = "escort.unmatched", "escort.not_met"
            if unmatched not in escort.told:
                look = escort.meet_at - UNMATCHED_BEFORE
            elif not_met not in escort.told:
                look = escort.meet_at + NOT_MET_AFTER
        case Step.MATCHED if "escort.not_met" not in escort.told:
            look = escort.meet_at + NOT_MET_AFTER
        case Step.MET if escort.met_at is not None:
            look = escort.met_at + SETS_OFF_AFTER
        case Step.WALKING if "escort.overdue" not in escort.told:
            look = escort.due
        case _:
            pass
    return look


def _of_stops(escort: Escort) -> datetime | None:
    if "escort.stop_late" in escort.told:
        return None
    waiting = next((stop for stop in escort.stops if stop.served is None), None)
    return waiting.at + STOP_GRACE if waiting is not None else None


def marked(escort: Escort, what: str, by: str, now: datetime, words: str = "") -> Escort:
    """The escort with one more line of what happened."""
    marks = (*escort.marks, Mark(now, what, by, words))[-MOST_MARKS:]
    return replace(escort, marks=marks, updated=now)


def forgotten(escort: Escort) -> Escort:
    """Without what tells where somebody lives and which way they went."""
    # Where children wait is a public place, but the way of a group is nobody's business later.
    stops = tuple(replace(stop, place=Place(0.0, 0.0)) for stop in escort.stops)
    return replace(escort, home=None, way=(), stops=stops, crossing=None)


def without_words(escort: Escort) -> Escort:
    """Without what people wrote; which devices took part stays, so that they stay hidden."""
    marks = tuple(replace(mark, words="") for mark in escort.marks)
    return replace(forgotten(escort), meet=None, meet_name="", marks=marks)
