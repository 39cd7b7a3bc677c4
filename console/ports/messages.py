"""The vocabulary between desk, engine loop, store and seats, in one file.

Inputs come to the desk; a decision goes out: changes to commit, replies that may leave only after
the commit, and news for the seats. All values are frozen. Those that also cross the seat link are
defined with it, in `console.wire.seat_values`, and named here for the rooms that speak of them.
"""

from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.domain.alerts.flood import Flood
from console.domain.alerts.quieting import Quiet
from console.domain.alerts.rulebook import RuleVersion
from console.domain.field.record import FieldRecord
from console.domain.frozen import cheaply_made
from console.domain.unit import DeviceLink, UnitPosition
from console.wire.seat_values import (
    Command,
    CommandKind,
    CommandResult,
    FieldPersonal,
    QueueDelta,
    QueueSnapshot,
)
from console.wire.sep1 import DeviceMessage, EngineMessage, Event

__all__ = [
    "AlertChanged",
    "Change",
    "Command",
    "CommandAnswered",
    "CommandKind",
    "CommandResult",
    "Committed",
    "Decision",
    "EventStored",
    "FieldChanged",
    "FieldPersonal",
    "FloodChanged",
    "LinkChanged",
    "MessageArrived",
    "MessageQuarantined",
    "Peer",
    "QueueDelta",
    "QueueSnapshot",
    "QuietChanged",
    "Reply",
    "RulesChanged",
    "SessionChanged",
    "Tick",
    "ToldOf",
]

# --- what comes to the desk ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peer:
    """One connection at the door: its routing id for replies and the device its key belongs to."""

    routing: bytes
    device: str


@cheaply_made
@dataclass(frozen=True, slots=True)
class MessageArrived:
    """A message of a device, decoded, or `None` with the reason and code when it was not SEP1.

    `boot` and `sequence` are what could still be read of a refused event.
    """

    peer: Peer
    message: DeviceMessage | None
    raw: bytes
    received: datetime
    mono_ms: int
    code: str = ""
    reason: str = ""
    attachments: tuple[bytes, ...] = ()
    boot: int | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Time, as an input: wall clock in UTC and a monotonic clock in milliseconds."""

    now: datetime
    mono_ms: int


# --- what the desk decides ----------------------------------------------------------------------


@cheaply_made
@dataclass(frozen=True, slots=True)
class EventStored:
    """An event to keep, with the alert it raised or touched (None for a bare log event)."""

    event: Event
    device: str
    received: datetime
    alert: int | None
    attachments: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageQuarantined:
    """A refused message: kept with its bytes, counted, rejected, never lost and never looping."""

    device: str
    raw: bytes
    received: datetime
    code: str
    reason: str
    boot: int | None = None
    sequence: int | None = None


@cheaply_made
@dataclass(frozen=True, slots=True)
class AlertChanged:
    """The new state of an alert, and the journal's words for why it changed.

    `action` is a past participle in snake case: raised, repeated, reactivated, condition_cleared,
    claimed, released, acknowledged, noted, closed, reopened, and those of acts and of time (see
    `services.desk.acts` and `domain.alerts.timers`). `by` is an operator or "engine". `earlier` are
    the moments of repetitions just before this one that the change tells of too.
    """

    alert: Alert
    action: str
    by: str
    at: datetime
    text: str = ""
    earlier: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandAnswered:
    """The durable outcome of a command; a repeat of the id is answered from here."""

    command: Command
    accepted: bool
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """The durable part of a device's session: its newest boot and contiguous stored sequence."""

    device: str
    boot: int
    stored: int


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """A device's link state changed: up, silent, stopped."""

    link: DeviceLink
    at: datetime


@dataclass(frozen=True, slots=True)
class QuietChanged:
    """A shelf, a rule or a device out of service.

    `action`: made, proposed, approved, moved (with the clock), ended.
    """

    quiet: Quiet
    action: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FloodChanged:
    """A flood began or ended."""

    flood: Flood
    action: str


@dataclass(frozen=True, slots=True)
class ToldOf:
    """Which stored events told of a record: from `sources`, about one of `names`, between times.

    A name is an event's subject or id. Erasing a record erases what these events said.
    """

    sources: tuple[str, ...]
    names: tuple[str, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A record of the field work has a new state; the journal's kind is `field_<kind>_<action>`.

    `personal` is what is kept about people beside the record: None leaves it, "" erases it.
    `erases` also erases what the journal holds of the record, and what those events said.
    """

    record: FieldRecord
    action: str
    by: str
    at: datetime
    text: str = ""
    personal: str | None = None
    erases: ToldOf | None = None


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """A new version of the site's rules: types, promises, contacts, intervals."""

    version: RuleVersion


Change = (
    EventStored
    | MessageQuarantined
    | AlertChanged
    | CommandAnswered
    | SessionChanged
    | LinkChanged
    | QuietChanged
    | FloodChanged
    | RulesChanged
    | FieldChanged
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A message for one device; sent after the commit of the decision it came with."""

    peer: Peer
    message: EngineMessage


@dataclass(frozen=True, slots=True)
class Decision:
    """What one batch of inputs leads to. Nothing in it has happened until the store committed."""

    changes: tuple[Change, ...] = ()
    replies: tuple[Reply, ...] = ()
    results: tuple[CommandResult, ...] = ()
    positions: tuple[UnitPosition, ...] = ()
    links: tuple[DeviceLink, ...] = ()
    personals: tuple[FieldPersonal, ...] = ()
    gone_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Committed:
    """Proof of a durable transaction: only the store makes one, only from one are replies sent."""

    decision: Decision
    revision: int
    at: datetime
