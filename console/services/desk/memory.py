"""What the desk knows, in two kinds. Engine thread only; no I/O.

`Memory` is durable knowledge (alerts, sequences, links, answered commands). A batch works on a
`Draft` of it, which is merged only after its transaction is on disk and is thrown away otherwise:
values are frozen, so a draft is a few small dictionaries.

`Senses` is what may be lost at any moment: when a device was last heard, clock samples, positions.
A device was heard whether or not a transaction succeeds, so senses change at once.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from console.domain.alerts.alert import Alert
from console.domain.alerts.flood import Flood
from console.domain.alerts.quieting import Quiet
from console.domain.field.record import FieldKey
from console.domain.roles import People
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import CommandResult, Peer
from console.ports.store import Device
from console.services.desk.camera_places import CameraPlaces
from console.services.desk.deadlines import Deadlines
from console.services.desk.first_looks import FirstLooks
from console.services.desk.missed import MissedPictures
from console.services.desk.noise import NoisyPoints
from console.services.desk.rulebook import Rulebook
from console.services.desk.seats import SeatWords
from console.services.desk.steady import SteadyCount
from console.services.desk.troubles import Troubles
from console.services.desk.window import RaisedWindow
from console.services.engine.quarantine_quota import QuarantineQuota
from console.services.field.clock import ClockAnchor
from console.services.field.memory import MOST_CLOSED as MOST_CLOSED_FIELDS
from console.services.field.memory import FieldEntry, FieldSenses
from console.wire.device_session import DeviceSession

MOST_RESULTS = 10_000
MOST_CLOSED = 1_000
MOST_UNITS = 10_000
MOST_ORDERS = 20_000
MOST_REFUSED = 4_096
MOST_TRACES = 20_000

_K = TypeVar("_K")
_V = TypeVar("_V")

AlertKey = tuple[str, str, str | None, bool]
"""Source, type, subject, drill."""

Past = Callable[[str, int, int], str | None]
"""The id of the event that is stored under a device, boot and sequence, None when none is."""
UNTOLD = ""
"""What `Past` says when it cannot tell."""

Trace = tuple[str, str, int, int, bool]
"""A name, a device or a cell of the map, and whether it is of a drill (see `desk.incidents`)."""


class Table(Generic[_K, _V]):
    """A dictionary with one draft on top. With `most`, the oldest entries are forgotten."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._kept: OrderedDict[_K, _V] = OrderedDict()
        self._drafted: dict[_K, _V | None] = {}

    def get(self, key: _K) -> _V | None:
        """The newest value, drafted or kept."""
        if key in self._drafted:
            return self._drafted[key]
        return self._kept.get(key)

    def put(self, key: _K, value: _V | None) -> None:
        """Draft a value; None removes."""
        self._drafted[key] = value

    def keys(self) -> frozenset[_K]:
        """Every key, the draft on top."""
        if not self._drafted:
            return frozenset(self._kept)
        return frozenset(key for key, _ in self.items())

    def kept(self) -> dict[_K, _V]:
        """What is durable, without the draft."""
        return dict(self._kept)

    def items(self) -> list[tuple[_K, _V]]:
        """Everything, the draft on top."""
        merged: dict[_K, _V | None] = {**self._kept, **self._drafted}
        return [(key, value) for key, value in merged.items() if value is not None]

    def keep(self) -> None:
        """The draft happened."""
        for key, value in self._drafted.items():
            self._kept.pop(key, None)
            if value is not None:
                self._kept[key] = value
        self._drafted.clear()
        while self._most is not None and len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self) -> None:
        """The draft never was."""
        self._drafted.clear()


class Memory:
    """The durable knowledge, with one draft."""

    def __init__(self) -> None:
        self.alerts: Table[int, Alert] = Table()
        self.closed: Table[int, Alert] = Table(MOST_CLOSED)
        self.by_key: Table[AlertKey, int] = Table()
        # The newest (boot, sequence) a condition was reported with: order within a device is by
        # sequence, so an older report that comes late must not undo a newer one.
        self.orders: Table[AlertKey, tuple[int, int]] = Table(MOST_ORDERS)
        self.sessions: Table[str, DeviceSession] = Table()
        self.gapped: Table[str, bool] = Table()
        self.links: Table[str, DeviceLink] = Table()
        self.lost_cameras: Table[str, bool] = Table()
        self.faulty_seats: Table[str, str] = Table()
        self.results: Table[str, CommandResult] = Table(MOST_RESULTS)
        self.complaints: Table[tuple[str, str], int] = Table(MOST_CLOSED)
        self.refused: Table[tuple[str, str], bool] = Table(MOST_REFUSED)
        self.quiets: Table[str, Quiet] = Table()
        self.floods: Table[str, Flood] = Table()
        self.rules: Table[str, Rulebook] = Table()
        # By name and by map cell: the newest alert of each incident seen there.
        self.traces: Table[Trace, tuple[int, ...]] = Table(MOST_TRACES)
        self.firsts: Table[int, int] = Table(MOST_TRACES)
        # The work in the field: open, closed a short time ago, of kinds this program does not know.
        self.fields: Table[FieldKey, FieldEntry] = Table()
        self.closed_fields: Table[FieldKey, FieldEntry] = Table(MOST_CLOSED_FIELDS)
        self.foreign_fields: Table[FieldKey, FieldEntry] = Table()
        self.personals: Table[FieldKey, str] = Table()
        # Until when a look at personal words may be repeated, by its command; lost on purpose.
        self.reveals: Table[str, datetime] = Table(MOST_CLOSED)
        self.field_numbers: Table[str, int] = Table()
        self.field_units: Table[str, frozenset[FieldKey]] = Table()
        self.clock_anchors: Table[str, ClockAnchor] = Table()
        self.private_units: Table[str, bool] = Table(MOST_UNITS)
        self.counts: Counter[str] = Counter()
        self.drafted_counts: Counter[str] = Counter()
        self.next_alert = 1
        self.drafted_next = 1

    def _tables(self) -> tuple[Table[int, Alert] | Table[str, DeviceLink], ...]:
        tables = [value for value in vars(self).values() if isinstance(value, Table)]
        return tuple(tables)

    def keep(self) -> None:
        """The draft is durable."""
        for table in self._tables():
            table.keep()
        self.counts.update(self.drafted_counts)
        self.drafted_counts.clear()
        self.next_alert = self.drafted_next

    def drop(self) -> None:
        """The draft never was."""
        for table in self._tables():
            table.drop()
        self.drafted_counts.clear()
        self.drafted_next = self.next_alert

    def new_number(self) -> int:
        """The next free alert number."""
        number = self.drafted_next
        self.drafted_next += 1
        return number


@dataclass(slots=True)
class ClockSample:
    """The newest differences seen, engine time minus device time in seconds, delay included."""

    newest: deque[float]

    @property
    def smallest_s(self) -> float:
        """The difference with the least delay in it."""
        return min(self.newest)


@dataclass(slots=True)
class Senses:
    """Knowledge that may be lost. `heard_ms` is monotonic, `heard_at` wall clock in UTC."""

    devices: dict[str, Device] = field(default_factory=dict)
    heard_ms: dict[str, int] = field(default_factory=dict)
    heard_at: dict[str, datetime] = field(default_factory=dict)
    peers: dict[str, Peer] = field(default_factory=dict)
    skews: dict[str, ClockSample] = field(default_factory=dict)
    clocks_due: set[str] = field(default_factory=set)
    shown_skews: dict[str, float] = field(default_factory=dict)
    positions: dict[str, UnitPosition] = field(default_factory=dict)
    missed: MissedPictures = field(default_factory=MissedPictures)
    seats: SeatWords = field(default_factory=SeatWords)
    deadlines: Deadlines = field(default_factory=Deadlines)
    in_field: FieldSenses = field(default_factory=FieldSenses)
    window: RaisedWindow = field(default_factory=RaisedWindow)
    steady: SteadyCount = field(default_factory=SteadyCount)
    noise: NoisyPoints = field(default_factory=NoisyPoints)
    people: People = field(default_factory=People)
    looks: FirstLooks = field(default_factory=FirstLooks)
    troubles: Troubles = field(default_factory=Troubles)
    quota: QuarantineQuota = field(default_factory=QuarantineQuota)
    counts: Counter[str] = field(default_factory=Counter)
    past: Past | None = None
    cameras: CameraPlaces = field(default_factory=CameraPlaces)

    def settle(self, *, happened: bool) -> None:
        """The open decision is durable, or never was."""
        for each in (self.deadlines, self.looks, self.in_field.deadlines, self.steady):
            if happened:
                each.keep()
            else:
                each.drop()
