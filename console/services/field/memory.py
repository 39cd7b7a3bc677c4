"""What the desk holds of one field record, and what it may forget. Engine thread only; no I/O."""

from dataclasses import dataclass, field
from datetime import datetime

from console.domain.field.record import FieldKey, FieldRecord
from console.services.field.clock import SteadyTime
from console.services.field.deadlines import FieldDeadlines

MOST_OPEN = 20_000
MOST_CLOSED = 500
MOST_SHOWN_CLOSED = 500


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A record, and its content as the value of its kind."""

    record: FieldRecord
    value: object


@dataclass(slots=True)
class FieldSenses:
    """Time as the field counts it, and when to look at which record.

    `boot` names this start of the computer; empty where that cannot be told. `held` are records
    whose deadline did not move, and when to look at them again.
    """

    boot: str = ""
    held: dict[FieldKey, datetime] = field(default_factory=dict)
    clock: SteadyTime = field(default_factory=SteadyTime)
    deadlines: FieldDeadlines = field(default_factory=FieldDeadlines)
