"""Doors, store and clock in memory, for the engine's tests only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from console.domain.alerts.flood import Flood
from console.domain.alerts.quieting import Quiet
from console.domain.errors import EnvironmentFault
from console.domain.roles import Person
from console.ports.door import Frames, Incident
from console.ports.messages import (
    AlertChanged,
    Command,
    CommandAnswered,
    CommandResult,
    Committed,
    Decision,
    EventStored,
    FloodChanged,
    LinkChanged,
    MessageArrived,
    MessageQuarantined,
    Peer,
    QuietChanged,
    RulesChanged,
)
from console.ports.store import Device, Restored, SessionRow
from console.wire.codec import decode_engine, encode_device
from console.wire.malformed import Malformed
from console.wire.seat import SeatMalformed
from console.wire.seat import decode_engine as decode_news
from console.wire.seat_values import EngineNews
from console.wire.sep1 import DeviceMessage, EngineMessage, Event

START = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)


class SetClock:
    """A clock the test moves."""

    def __init__(self) -> None:
        self.ms = 1_000

    def now(self) -> datetime:
        return START + timedelta(milliseconds=self.ms)

    def mono_ms(self) -> int:
        return self.ms


class MemoryDoor:
    """A ROUTER without a network."""

    def __init__(self) -> None:
        self.inward: list[Frames] = []
        self.outward: list[tuple[bytes, tuple[bytes, ...]]] = []
        self.deaf: set[bytes] = set()

    def receive(self, most: int) -> Sequence[Frames]:
        taken, self.inward = self.inward[:most], self.inward[most:]
        return taken

    def send(self, routing: bytes, frames: Iterable[bytes]) -> bool:
        if routing in self.deaf:
            return False
        self.outward.append((routing, tuple(frames)))
        return True

    def take_engine_messages(self) -> list[EngineMessage]:
        taken, self.outward = self.outward, []
        found = [decode_engine(frames) for _, frames in taken]
        return [each for each in found if not isinstance(each, Malformed)]

    def take_news(self, routing: bytes) -> list[EngineNews]:
        taken, self.outward = self.outward, []
        found = [decode_news(frames) for to, frames in taken if to == routing]
        return [each for each in found if not isinstance(each, SeatMalformed)]


class MemoryDoors:
    """Both doors; waiting moves the clock instead of the wall's."""

    def __init__(self, clock: SetClock) -> None:
        self._clock = clock
        self.edge = MemoryDoor()
        self.seats = MemoryDoor()
        self.trouble: list[Incident] = []

    def incidents(self) -> Sequence[Incident]:
        taken, self.trouble = self.trouble, []
        return taken

    def counters(self) -> dict[str, int]:
        return {}

    def wait(self, timeout_ms: int) -> None:
        if not self.edge.inward and not self.seats.inward:
            self._clock.ms += timeout_ms

    def rest(self, timeout_ms: int) -> None:
        if not self.seats.inward:
            self._clock.ms += timeout_ms


@dataclass
class MemoryStore:
    """Remembers like a database: only what was committed, without a second row."""

    registry: list[Device] = field(default_factory=list)
    fault: Exception | None = None
    decisions: list[Decision] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)

    def devices(self) -> Sequence[Device]:
        return list(self.registry)

    def seats(self) -> dict[str, str]:
        return {}

    def people(self) -> Sequence[Person]:
        return self.persons

    def stored_id(self, device: str, boot: int, sequence: int) -> str | None:
        number = (device, boot, sequence)
        for each in self.events():
            if (each.event.source, each.event.boot, each.event.sequence) == number:
                return each.event.id
        return None

    def commit(
        self, decision: Decision, at: datetime, meanwhile: Callable[[], bool] | None = None
    ) -> Committed:
        del meanwhile  # memory is at once: there is no while
        if self.fault is not None:
            raise self.fault
        self.decisions.append(decision)
        return Committed(decision, len(self.decisions), at)

    def changes(self) -> list[object]:
        return [change for decision in self.decisions for change in decision.changes]

    def events(self) -> list[EventStored]:
        return [change for change in self.changes() if isinstance(change, EventStored)]

    def quarantined(self) -> list[MessageQuarantined]:
        return [change for change in self.changes() if isinstance(change, MessageQuarantined)]

    def restore(self) -> Restored:
        changes = self.changes()
        alerts = {c.alert.number: c.alert for c in changes if isinstance(c, AlertChanged)}
        links = {c.link.device: c.link for c in changes if isinstance(c, LinkChanged)}
        results = {
            c.command.id: CommandResult(c.command.id, c.command.seat, c.accepted, c.reason)
            for c in changes
            if isinstance(c, CommandAnswered)
        }
        return Restored(
            len(self.decisions),
            max(alerts, default=0) + 1,
            tuple(alert for alert in alerts.values() if alert.is_open),
            self._sessions(),
            tuple(links.values()),
            results,
            *self._quiets_and_floods(),
            rules=tuple(c.version for c in changes if isinstance(c, RulesChanged)),
        )

    def _quiets_and_floods(self) -> tuple[tuple[Quiet, ...], Flood | None, tuple[datetime, ...]]:
        changes = self.changes()
        quiets = {c.quiet.id: c for c in changes if isinstance(c, QuietChanged)}
        floods = [c.flood for c in changes if isinstance(c, FloodChanged)]
        alerts = [c for c in changes if isinstance(c, AlertChanged) and c.action == "raised"]
        standing = tuple(c.quiet for c in quiets.values() if c.action != "ended")
        return standing, floods[-1] if floods else None, tuple(c.at for c in alerts)

    def _sessions(self) -> tuple[SessionRow, ...]:
        numbers: dict[tuple[str, int], set[int]] = {}
        for row in self.events():
            numbers.setdefault((row.device, row.event.boot), set()).add(row.event.sequence)
        for bad in self.quarantined():
            if bad.boot is not None and bad.sequence is not None:
                numbers.setdefault((bad.device, bad.boot), set()).add(bad.sequence)
        return tuple(_row(*key, found) for key, found in numbers.items())


def _row(device: str, boot: int, numbers: set[int]) -> SessionRow:
    stored = 0
    while stored + 1 in numbers:
        stored += 1
    return SessionRow(device, boot, stored, tuple(sorted(n for n in numbers if n > stored)))


STORE_FAULT = EnvironmentFault("The disk is full", where="sunra.db", remedy="free some space")


def device(name: str = "bell-1", **more: object) -> Device:
    return Device(name, "bell", "key-" + name, **more)  # type: ignore[arg-type]


def event(sequence: int, *, source: str = "bell-1", boot: int = 1, **more: object) -> Event:
    fields: dict[str, object] = {
        "id": f"{source}-{boot}-{sequence}",
        "type": "bell.pressed",
        "time": START,
        "mono_ms": sequence,
    }
    return Event(source=source, boot=boot, sequence=sequence, **{**fields, **more})  # type: ignore[arg-type]


def frames(message: DeviceMessage, name: str = "bell-1") -> Frames:
    return Frames(b"r-" + name.encode(), name, encode_device(message))


def arrived(message: DeviceMessage | None, ms: int = 0, name: str = "bell-1") -> MessageArrived:
    at = START + timedelta(milliseconds=ms)
    return MessageArrived(Peer(b"r-" + name.encode(), name), message, b"{}", at, ms)


def command(number: int, alert: int, kind: str, **more: object) -> Command:
    fields: dict[str, object] = {"seat": "A", "operator": "kim", "issued": LATER, **more}
    return Command(id=f"c{number}", kind=kind, alert=alert, **fields)  # type: ignore[arg-type]
