"""What was done about an alert beside its four facts: values only, pure.

Whoever reads an alert finds here the verdict, the ticked steps of the checklist, who was sent or
told, what the seats saw of it, and why it is out of the ordinary queue. `acts` and `dispatch` make
these values, `timers` and the desk keep them up to date.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """How far a dispatch has come."""

    SENT = "sent"
    ACCEPTED = "accepted"
    ON_SCENE = "on_scene"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One team sent or one agency told about one alert. Times are aware, UTC, machine-made.

    `to` is a unit's id or an agency's name; `code` is the 112 code the operator chose and
    `suggested` the one the alert's type proposed. `words` is what was said or over which channel.
    `verdict` is what stood at that moment, empty for a dispatch on nobody's word.
    `sent_ms`, `accepted_ms` and `on_scene_ms` are steady counts (see `counts`), None of old.
    """

    id: str
    alert: int
    to: str
    is_agency: bool
    by: str
    sent: datetime
    code: str = ""
    suggested: str = ""
    words: str = ""
    step: Step = Step.SENT
    accepted: datetime | None = None
    on_scene: datetime | None = None
    ended: datetime | None = None
    withdrawn: datetime | None = None
    verdict: str = ""
    sent_ms: int | None = None
    accepted_ms: int | None = None
    on_scene_ms: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to accept, come or end it."""
        return self.step not in {Step.ENDED, Step.WITHDRAWN}


class Verdict(StrEnum):
    """What a look or a call said about an alert, best before anybody was sent."""

    VERIFIED = "verified"
    FALSE = "false"
    UNABLE = "unable"


@dataclass(frozen=True, slots=True)
class Verified:
    """A verdict, by whom, when, and on what it rests (picture, call-back, patrol)."""

    verdict: Verdict
    by: str
    at: datetime
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """One step of the checklist, counted from 1. `reason` says why it was skipped."""

    step: int
    at: datetime
    by: str
    skipped: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quieted:
    """Why an alert is out of the ordinary queue, by whose word, and until when."""

    by: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Handling:
    """Everything above about one alert.

    `sent_at` is when the device says it handed its first report to the line, `durable_at` when that
    was on disk. `displayed_at`, `annunciated_at` and `opened_at` are the earliest that any seat
    reported, by the seat's clock. `escalated_by` is the operator who escalated by hand.
    `merged_from` is the incident the alert belonged to before an operator merged it into another;
    `first_until` the incident whose merging into another, or into its own, left it first no more.
    `placed_by` is the camera or facility whose place the alert has, empty when a place was brought.
    """

    verified: Verified | None = None
    ticks: tuple[Ticked, ...] = ()
    dispatches: tuple[Dispatch, ...] = ()
    displayed_at: datetime | None = None
    annunciated_at: datetime | None = None
    opened_at: datetime | None = None
    escalated_by: str | None = None
    quieted: Quieted | None = None
    merged_from: int | None = None
    first_until: int | None = None
    sent_at: datetime | None = None
    durable_at: datetime | None = None
    placed_by: str = ""


UNHANDLED = Handling()
