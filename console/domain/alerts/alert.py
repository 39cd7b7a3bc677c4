"""What an alert is: something that asks for an operator, the row in the alert queue.

Its state is four independent durable facts (design law 3, R-ALM-01): condition, attention, work and
visibility. Nothing here changes an alert; `lifecycle` is the only code that does.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.alerts.handling import UNHANDLED, Handling
from console.domain.frozen import cheaply_made
from console.domain.places.geo import Place

ENGINE = "engine"
"""The source of what the engine itself found out, and who it was in the journal."""


class Condition(StrEnum):
    """Does what was reported still hold? A point event is born cleared."""

    ACTIVE = "active"
    CLEARED = "cleared"


class Attention(StrEnum):
    """Has a person taken note of every fact of this alert?"""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"


class Work(StrEnum):
    """How far the handling has come."""

    NEW = "new"
    CLAIMED = "claimed"
    DISPATCHED = "dispatched"
    ON_SCENE = "on_scene"
    CLOSED = "closed"


class Visibility(StrEnum):
    """Is the alert in the ordinary queue, and if not, why?"""

    NORMAL = "normal"
    SHELVED = "shelved"
    SUPPRESSED = "suppressed"
    OUT_OF_SERVICE = "out_of_service"


class AlertClass(StrEnum):
    """The class of an event type (edge protocol, section 5). `LIFE` is exempt from noise rules."""

    LIFE = "life"
    ANALYTICS = "analytics"
    FIELD = "field"
    TECHNICAL = "technical"
    UNCLASSIFIED = "unclassified"


class Disposition(StrEnum):
    """How an alert was closed."""

    TRUE = "true"
    FALSE_NUISANCE = "false_nuisance"
    FALSE_MALICIOUS = "false_malicious"
    TEST = "test"
    DUPLICATE = "duplicate"
    UNABLE_TO_VERIFY = "unable_to_verify"


@dataclass(frozen=True, slots=True)
class Box:
    """What an analytic saw, in parts (0..1) of the picture of the alert's first camera."""

    x: float
    y: float
    w: float
    h: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words an operator added."""

    at: datetime
    by: str
    text: str


Counts = tuple[tuple[str, int], ...]
"""Names of times and their steady counts in milliseconds (see `counts`)."""


@cheaply_made
@dataclass(frozen=True, slots=True)
class Alert:
    """One row of the alert queue.

    `number` is unique and rising within one database; `key` is the condition's identity
    (source, type, subject). Times are aware and in UTC. `facts` counts the facts reported by the
    world (raised, repeated, re-activated, cleared, first-hand text): an acknowledgement covers the
    facts up to `acknowledged_facts`, and any newer one re-opens attention.

    `escalation` is how often nobody answered a life-safety alert in time: 0, 1 (after 30 s), 2
    (after 60 s, or by hand: the supervisor's). `unacknowledged_since` begins its clock.
    `held_until` and `acknowledged_until` are the deadlines of a claim and of an acknowledgement.
    `incident` is the number of the alert that founded the incident, `first_out` marks the one of
    its alerts that occurred first.
    `steady` holds, beside the times, counts that no setting of a clock moves (see `counts`).
    """

    number: int
    type: str
    alert_class: AlertClass
    priority: int
    source: str
    subject: str | None
    condition: Condition
    attention: Attention
    work: Work
    visibility: Visibility
    raised: datetime
    occurred: datetime
    updated: datetime
    place: Place | None = None
    cameras: tuple[str, ...] = ()
    unit: str | None = None
    text: str = ""
    category: str | None = None
    confidence: float | None = None
    drill: bool = False
    delayed: bool = False
    count: int = 1
    facts: int = 1
    acknowledged_facts: int = 0
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None
    disposition: Disposition | None = None
    notes: tuple[Note, ...] = ()
    boxes: tuple[Box, ...] = ()
    escalation: int = 0
    incident: int | None = None
    first_out: bool = False
    unacknowledged_since: datetime | None = None
    held_until: datetime | None = None
    acknowledged_until: datetime | None = None
    first_claimed_at: datetime | None = None
    first_acknowledged_at: datetime | None = None
    cleared_at: datetime | None = None
    handling: Handling = UNHANDLED
    steady: Counts = ()

    @property
    def key(self) -> tuple[str, str, str | None]:
        """The identity of the condition this alert stands for."""
        return (self.source, self.type, self.subject)

    @property
    def is_open(self) -> bool:
        """Whether the alert still belongs in the queue."""
        return self.work is not Work.CLOSED
