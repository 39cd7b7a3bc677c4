"""The words of the seat link: what a console asks of the engine, and what it shows.

Values only; `console.wire.seat` turns them into frames and back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from console.domain.alerts.alert import Alert
from console.domain.field.record import FieldRecord
from console.domain.unit import DeviceLink, UnitPosition
from console.wire.room_values import FiguresPage, FiguresWanted, RoomView, RulesView

AlertCommandKind = Literal[
    "claim", "release", "acknowledge", "note", "close",
    "reassign", "verify", "step", "escalate",
    "dispatch", "refer", "advance", "undo",
    "shelve", "unshelve", "split", "merge",
]  # fmt: skip
# Acts on what is kept quiet in this room: devices out of service, and rules with two people's word.
QuietCommandKind = Literal["out_of_service", "return", "suppress", "approve", "lift"]
# Acts of supervisors on the rules of the room.
RuleCommandKind = Literal["change_rules", "restore_rules"]
# Acts on a camera: nothing changes in the queue, but who did it when and why is on record.
CameraCommandKind = Literal[
    "lift_mask", "restore_mask", "take_snapshot", "export_clip", "move_camera", "watch_replay"
]
# Acts on the seat itself: who made it silent, and who ended that.
SeatCommandKind = Literal["silence", "sound_on"]
# Acts on the work in the field: on a record of any kind, and showing what is kept about people.
FieldCommandKind = Literal["field", "field_reveal"]
# Never sent: the engine's own name for an act of a seat that it could not read.
UnreadCommandKind = Literal["unreadable"]
CommandKind = (
    AlertCommandKind
    | QuietCommandKind
    | RuleCommandKind
    | CameraCommandKind
    | SeatCommandKind
    | FieldCommandKind
    | UnreadCommandKind
)


@dataclass(frozen=True, slots=True)
class Command:
    """An operator's wish, idempotent by `id` (unique for ever, made by the seat's journal).

    `facts` is the `Alert.facts` the operator had in view: an acknowledgement covers those and no
    newer one. None says only that the alert was raised (1): `issued` is a seat's clock, and covers
    nothing. For an act on a camera or a seat `alert` is 0, `subject` the camera's or the seat's id
    and `text` the purpose or the detail.

    What else the kinds need (`text` is always the words or the reason):

    - reassign: `subject` the other operator. verify: `choice` verified or false, `text` the basis.
    - step: `subject` its number from 1, `choice` done or skipped. escalate: nothing.
    - dispatch: `subject` the unit. refer: `subject` the agency, `choice` its code (112 only).
    - advance: `subject` the dispatch's id, `choice` accepted, on_scene, ended or withdrawn.
    - undo: `subject` the dispatch's id. split: nothing. merge: `subject` another alert's number.
    - shelve: `until`. unshelve: nothing.
    - out_of_service (`alert` 0): `subject` the device, `choice` the owner, `until` the review.
      return: `subject` the device.
    - suppress (`alert` 0): `subject` the type, `choice` one source or empty, `until`; it stands
      when another operator sends approve with the rule's id (that of the command) as `subject`.
      lift: `subject` the rule's id.
    - change_rules (`alert` 0): `subject` the path (see `domain.alerts.rulebook`), `content` its
      new value as JSON text (null: as shipped), `choice` the version it was begun on, `text` why.
      restore_rules: `subject` the version to go back to (0: as shipped), `text` why.
    - field (`alert` 0): `subject` the record as `kind:id` (`kind:` for a new one), `choice` the
      act, `content` what was filled in, as JSON text of the kind's own form.
      field_reveal: `subject` the record, `text` the purpose.
    """

    id: str
    seat: str
    operator: str
    kind: CommandKind
    alert: int
    issued: datetime
    text: str = ""
    disposition: str | None = None
    facts: int | None = None
    subject: str = ""
    choice: str = ""
    until: datetime | None = None
    content: str = ""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The answer to one seat's command."""

    command: str
    seat: str
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FieldPersonal:
    """What is kept about the people of one record, for the one seat that asked, until `until`.

    `personal` is the kind's own JSON text. It is in no snapshot and no delta (R-PRV-07).
    """

    command: str
    seat: str
    kind: str
    id: str
    personal: str
    until: datetime


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """Everything a seat shows, at one revision."""

    revision: int
    engine: str
    time: datetime
    alerts: tuple[Alert, ...] = ()
    positions: tuple[UnitPosition, ...] = ()
    links: tuple[DeviceLink, ...] = ()
    counters: dict[str, int] = field(default_factory=dict)
    fields: tuple[FieldRecord, ...] = ()
    room: RoomView | None = None
    rules: RulesView | None = None


@dataclass(frozen=True, slots=True)
class QueueDelta:
    """What changed from revision `previous` to `revision`. What closed comes as an upsert too.

    `gone_units` are citizens' devices that may not be seen any longer (R-PRV-07). `room` and
    `rules` are whole, None when nothing in them changed.
    """

    previous: int
    revision: int
    time: datetime
    alerts: tuple[Alert, ...] = ()
    positions: tuple[UnitPosition, ...] = ()
    links: tuple[DeviceLink, ...] = ()
    counters: dict[str, int] = field(default_factory=dict)
    fields: tuple[FieldRecord, ...] = ()
    gone_units: tuple[str, ...] = ()
    room: RoomView | None = None
    rules: RulesView | None = None


@dataclass(frozen=True, slots=True)
class SeatHello:
    """First message of a console on each connection. The engine takes the seat from the key."""

    seat: str
    operator: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class SnapshotWanted:
    """A gap is open: send everything again."""


@dataclass(frozen=True, slots=True)
class PicturesLost:
    """The cameras whose pictures this seat wants and has not had for 30 s. Newest list wins.

    Refreshable like a device's STATE: sent at each change and with each new connection.
    """

    cameras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatFaults:
    """What is wrong at this seat now, a sentence each, none when all is well. Newest list wins.

    Refreshable as `PicturesLost` is. The engine keeps one technical alert for each seat.
    """

    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryWord:
    """One word looked for: as it begins a word of an alert, or by what the seat knows it names.

    The seat knows names in both languages: `types` and `sources` are what the word names there.
    """

    text: str
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryWanted:
    """A page of all alerts ever, the newest first; every field that is not empty must fit.

    `before` is the number of the last alert of the page before, `limit` at most 200. `request`
    comes back with the page.
    """

    request: int
    words: tuple[HistoryWord, ...] = ()
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    operator: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The answer: alerts from newest to oldest, whether there are `more`, or the `fault`."""

    request: int
    alerts: tuple[Alert, ...] = ()
    more: bool = False
    fault: str = ""
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class AlertSeen:
    """When a seat first showed an alert, first announced it, first opened it; by its clock.

    Shown: in the queue's rows. Opened: its details on the screen, by whosever choice. The members
    in `_ms` are the same moments by a monotonic clock, the seat's on the wire (see `AlertsSeen`).
    """

    alert: int
    displayed: datetime | None = None
    annunciated: datetime | None = None
    opened: datetime | None = None
    displayed_ms: int | None = None
    annunciated_ms: int | None = None
    opened_ms: int | None = None


@dataclass(frozen=True, slots=True)
class AlertsSeen:
    """What a seat did with alerts since it last said so, one element for each alert.

    `mono_ms` is the seat's monotonic clock when it says so, against which its members count.
    """

    seen: tuple[AlertSeen, ...] = ()
    mono_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SeatPing:
    """Liveness probe of the link, by the seat's monotonic clock (milliseconds)."""

    mono_ms: int


@dataclass(frozen=True, slots=True)
class SeatWelcome:
    """Answer to a hello; a snapshot follows. `revision` is the engine's newest."""

    engine: str
    seat: str
    revision: int


@dataclass(frozen=True, slots=True)
class SeatPong:
    """Answer to a ping: its `mono_ms`, and the engine's wall clock."""

    mono_ms: int
    time: datetime


@dataclass(frozen=True, slots=True)
class SeatRefused:
    """The engine could not read a message of the seat; `reason` is a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """A picture that came with an event, by its sha256 (lower-case hex)."""

    request: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PicturePage:
    """The answer: the file as the device sent it (JPEG or PNG), or the `fault`."""

    request: int
    sha256: str = ""
    media_type: str = ""
    content: bytes = b""
    fault: str = ""


SeatMessage = (
    SeatHello
    | SnapshotWanted
    | Command
    | PicturesLost
    | SeatFaults
    | AlertsSeen
    | HistoryWanted
    | FiguresWanted
    | PictureWanted
    | SeatPing
)
EngineNews = (
    SeatWelcome
    | QueueSnapshot
    | QueueDelta
    | CommandResult
    | FieldPersonal
    | HistoryPage
    | FiguresPage
    | PicturePage
    | SeatPong
    | SeatRefused
)
