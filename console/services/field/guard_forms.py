"""What operators fill in for guard details: one form for each act. Values only.

Read with `console.wire.field_codec.field_value`. Times are aware, days are Korean.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from console.domain.field.guard import Basis, Feeling, Happening, Outcome, Risk

GUARD_CASE = "guard_case"
GUARD = "guard"


@dataclass(frozen=True, slots=True)
class OpenForm:
    """open: a new case. `entries` are personal and kept apart."""

    code: str
    risk: Risk
    station: str = ""
    watches: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()
    entries: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """change: what is left out (None) stays."""

    risk: Risk | None = None
    station: str | None = None
    watches: tuple[str, ...] | None = None
    cameras: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SessionForm:
    """session: guards for `days` from `first_day`, daily from `begins` for `minutes`."""

    basis: Basis
    first_day: date
    days: int
    begins: time
    minutes: int = 600
    guards: int = 2


@dataclass(frozen=True, slots=True)
class ExtendForm:
    """extend: by `days`, once."""

    days: int


@dataclass(frozen=True, slots=True)
class RosterForm:
    """roster: a post for each guard on each of `days` days, the first from `start` to `end`."""

    guards: tuple[str, ...]
    start: datetime
    end: datetime
    days: int = 1


@dataclass(frozen=True, slots=True)
class PostForm:
    """remove: the post."""

    post: str


@dataclass(frozen=True, slots=True)
class ExchangeForm:
    """exchange: another guard from `since` on, at once without it."""

    post: str
    guard: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PresenceForm:
    """on_post, off_post: on a guard's behalf; `channel` says how it was told, `at` when it was."""

    guard: str
    channel: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HappenedForm:
    """happened: a line of the timeline, perhaps of an alert."""

    kind: Happening
    alert: int | None = None


@dataclass(frozen=True, slots=True)
class PersonalForm:
    """personal: entries to write; what is left out stays, `-` takes one away."""

    entries: dict[str, str]


@dataclass(frozen=True, slots=True)
class CloseForm:
    """close: how it ended and what the person answered."""

    outcome: Outcome
    feeling: Feeling = Feeling.NOT_ASKED
    survey: str = ""


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """survey: what the person answered after the case was closed."""

    feeling: Feeling
    survey: str = ""


@dataclass(frozen=True, slots=True)
class GuardForm:
    """enlist: a guard of the roll; again to change unit and company."""

    sign: str
    unit: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """leave, back: a guard cannot come from `start` to `end`; `back` ends what is left of it."""

    start: datetime
    end: datetime
