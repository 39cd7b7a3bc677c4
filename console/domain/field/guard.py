"""What a guard detail is: a protected person by code, sessions, roster, timeline, end. Values only.

No name, address, number or face is in here: the case knows the person by its code, and only says
which personal entries are on file (`reveal` tells how they are looked at). `guard_acts` and
`guard_looks` are the only code that changes a case, `post` and `roster_cover` say what its roster
means.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from console.domain.field.post import KST, Leave, Post, Span
from console.domain.field.roster_cover import Need

# The ministry's figures: two guards, ten hours a day, fourteen days, extended once.
GUARDS = 2
DAILY = timedelta(hours=10)
LONGEST_DAYS = 14
MOST_TIMELINE = 400


class Risk(StrEnum):
    """The risk the police gave the person."""

    ELEVATED = "elevated"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Basis(StrEnum):
    """Why guards were granted."""

    VERY_HIGH_RISK = "very_high_risk"
    RELEASE = "release"
    REFUSED_WARRANT = "refused_warrant"


class Happening(StrEnum):
    """What can happen in a case, beside what operators do to its roster."""

    OPENED = "opened"
    SESSION = "session"
    EXTENDED = "extended"
    ENDED = "ended"
    ON_POST = "on_post"
    OFF_POST = "off_post"
    ROSTER = "roster"
    WATCH_SOS = "watch_sos"
    ORDER_VIOLATION = "order_violation"
    APPROACH = "approach"
    RESTRAINT = "restraint"
    ARREST = "arrest"
    DETENTION = "detention"
    INTERIM_MEASURE = "interim_measure"
    NOTE = "note"
    GAP = "gap"
    COVERED = "covered"
    ENDING = "ending"
    REVEALED = "revealed"
    ERASED = "erased"
    SURVEYED = "surveyed"
    CLOSED = "closed"


# What an operator may put on the timeline by hand; the rest is written by what happens.
BY_HAND = frozenset(
    {
        Happening.APPROACH,
        Happening.RESTRAINT,
        Happening.ARREST,
        Happening.DETENTION,
        Happening.INTERIM_MEASURE,
        Happening.NOTE,
    }
)


# Lines with words that somebody wrote, and so may name people all the same.
WRITTEN = BY_HAND | {
    Happening.EXTENDED,
    Happening.ENDED,
    Happening.ON_POST,
    Happening.OFF_POST,
    Happening.REVEALED,
}


class Outcome(StrEnum):
    """How a case ended, the gravest that holds."""

    NO_HARM = "no_harm"
    STOPPED = "stopped"
    ARREST = "arrest"
    DETENTION = "detention"
    INTERIM_MEASURE = "interim_measure"
    HARM = "harm"
    WITHDRAWN = "withdrawn"


class Feeling(StrEnum):
    """The question asked at the end: how safe did you feel?"""

    VERY_SAFE = "very_safe"
    SAFE = "safe"
    NEITHER = "neither"
    UNSAFE = "unsafe"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `alert` is the alert it belongs to; `text` names no person."""

    at: datetime
    kind: Happening
    by: str
    text: str = ""
    alert: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Guards for so many days, daily from `begins` (Korean time) for `minutes`.

    A day's window may run past midnight and belongs to the day it begins. `extra_days` is the one
    extension; `ended` cuts the session short.
    """

    number: int
    basis: Basis
    first_day: date
    days: int
    begins: time
    minutes: int = 600
    guards: int = GUARDS
    extra_days: int = 0
    ended: datetime | None = None

    @property
    def start(self) -> datetime:
        """The first minute of the first day."""
        return self._window(0).start

    @property
    def end(self) -> datetime:
        """The end of the last day, or of what was cut short."""
        last = self._window(self.days + self.extra_days - 1).end
        return last if self.ended is None else min(last, self.ended)

    def windows(self) -> tuple[Span, ...]:
        """Each day's window, cut at the end."""
        whole, end = [self._window(day) for day in range(self.days + self.extra_days)], self.end
        return tuple(Span(span.start, min(span.end, end)) for span in whole if span.start < end)

    def needs(self) -> tuple[Need, ...]:
        """How many guards have to be there, and when."""
        return tuple(Need(span, self.guards) for span in self.windows())

    def is_running(self, now: datetime) -> bool:
        """Whether guards are due in these days; R-PRV-07 rests on it."""
        return self.start <= now < self.end

    def _window(self, day: int) -> Span:
        first = datetime.combine(self.first_day, self.begins, tzinfo=KST).astimezone(UTC)
        start = first + timedelta(days=day)  # no summer time: a day is 24 hours
        return Span(start, start + timedelta(minutes=self.minutes))


@dataclass(frozen=True, slots=True)
class Case:
    """One guard detail.

    `watches` are the ids of the person's smartwatches, `cameras` the intelligent cameras at the
    home, `station` the police station in charge, `personal` the names of the entries on file.
    `told_gaps` is what the room was told last: start, missing, and the end when it is known.
    `told_missing` is how many guards it was told are missing now. `told_ending` is the end the room
    was warned of; `due` is when time has to look again.

    Of the guards' `units` and the watches only `seen_units` may be seen now (R-PRV-07): those of
    guards on post, and the watches while a guard is, or until `seen_until` after a call for help.
    """

    code: str
    risk: Risk
    opened: datetime
    by: str
    station: str = ""
    watches: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    posts: tuple[Post, ...] = ()
    timeline: tuple[Entry, ...] = ()
    personal: tuple[str, ...] = ()
    told_gaps: tuple[tuple[datetime, int, datetime | None], ...] = ()
    told_missing: int = 0
    told_ending: datetime | None = None
    outcome: Outcome | None = None
    feeling: Feeling | None = None
    survey: str = ""
    closed: datetime | None = None
    closed_by: str = ""
    erased: datetime | None = None
    due: datetime | None = None
    units: tuple[str, ...] = ()
    seen_units: tuple[str, ...] = ()
    seen_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen in it."""
        return self.closed is None

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return self.sessions[-1] if self.sessions else None

    def needs(self) -> tuple[Need, ...]:
        """The needs of every session."""
        return tuple(need for session in self.sessions for need in session.needs())

    def is_running(self, now: datetime) -> bool:
        """Whether a session runs now."""
        return any(each.is_running(now) for each in self.sessions)

    def post(self, post_id: str) -> Post | None:
        """One of its posts."""
        return next((each for each in self.posts if each.id == post_id), None)


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard of the roll, by call sign; `unit` is the device that tells where the guard is."""

    sign: str
    by: str
    unit: str = ""
    company: str = ""
    leaves: tuple[Leave, ...] = ()
    retired: datetime | None = None
