"""What each seat has been told (design law 5): one snapshot, then deltas without a hole.

Engine thread only. A seat that does not read gets no queue of its own: it is marked, and gets a
new snapshot at its next ping. Positions alone leave at most five times a second.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.domain.field.record import FieldKey, FieldRecord
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.door import Door
from console.ports.messages import (
    AlertChanged,
    CommandResult,
    Decision,
    FieldChanged,
    FieldPersonal,
    FloodChanged,
    QueueDelta,
    QueueSnapshot,
    QuietChanged,
    RulesChanged,
)
from console.services.desk.desk import Desk
from console.wire.room_values import RoomView, RulesView
from console.wire.seat import encode_engine
from console.wire.seat_values import SeatPong, SeatRefused, SeatWelcome

LIGHT_EVERY_MS = 200
COUNTERS_EVERY_MS = 1_000
SNAPSHOT_RETRY_MS = 500
MOST_SEATS = 64

_log = logging.getLogger("desk")


@dataclass(slots=True)
class _Seat:
    """One connection of a seat."""

    name: str
    is_current: bool = False
    retry_ms: int = 0


class Outbox:
    """Revisions, and the seats that follow them. `counters` gives the figures of now."""

    def __init__(
        self, door: Door, desk: Desk, engine: str, counters: Callable[[], dict[str, int]]
    ) -> None:
        self._door = door
        self._desk = desk
        self._engine = engine
        self._counters = counters
        self._revision = 0
        self._seats: dict[bytes, _Seat] = {}
        self._alerts: dict[int, Alert] = {}
        self._positions: dict[str, UnitPosition] = {}
        self._links: dict[str, DeviceLink] = {}
        self._fields: dict[FieldKey, FieldRecord] = {}
        self._gone: set[str] = set()
        self._sent_counters: dict[str, int] = {}
        self._room: RoomView | None = None
        self._rules: RulesView | None = None
        self._sent_room = RoomView()
        self._room_changed, self._room_ms = False, 0
        self._light_ms = 0
        self._counters_ms = 0

    @property
    def revision(self) -> int:
        """The newest revision published."""
        return self._revision

    def start_from(self, revision: int) -> None:
        """Count on from a restored revision."""
        self._revision = revision

    def welcome(self, routing: bytes, seat: str, now: datetime, mono_ms: int) -> None:
        """A seat said hello: it gets a welcome and everything."""
        self._make_room(seat)
        self._seats[routing] = _Seat(seat)
        self._send(routing, SeatWelcome(self._engine, seat, self._revision))
        self.snapshot(routing, now, mono_ms)

    def snapshot(self, routing: bytes, now: datetime, mono_ms: int) -> None:
        """Send everything, at a revision that includes all that waits."""
        seat = self._seats.get(routing)
        if seat is None:
            self._send(routing, SeatRefused("Say hello first."))
            return
        self.flush(now, mono_ms)
        self._send_snapshot(routing, seat, now, mono_ms)

    def _send_snapshot(self, routing: bytes, seat: _Seat, now: datetime, mono_ms: int) -> None:
        whole = QueueSnapshot(
            self._revision,
            self._engine,
            now,
            self._desk.alerts(),
            self._desk.positions(),
            self._desk.links(),
            self._counters(),
            self._desk.fields(),
            self._desk.room(),
            self._desk.rules_view(),
        )
        seat.is_current = self._send(routing, whole)
        seat.retry_ms = mono_ms + SNAPSHOT_RETRY_MS

    def tell(self, personal: FieldPersonal) -> None:
        """Show every connection of the seat what it asked to see about people, and no other."""
        for routing, seat in list(self._seats.items()):
            if seat.name == personal.seat:
                self._send(routing, personal)

    def answer(self, result: CommandResult) -> None:
        """Tell every connection of the seat what became of its command."""
        for routing, seat in list(self._seats.items()):
            if seat.name == result.seat:
                self._send(routing, result)

    def pong(self, routing: bytes, probe_ms: int, now: datetime, mono_ms: int) -> None:
        """Answer a seat's ping. A ping also shows that a seat which fell behind reads again."""
        self._send(routing, SeatPong(probe_ms, now))
        seat = self._seats.get(routing)
        if seat is None:
            self._send(routing, SeatRefused("Say hello first."))
        elif not seat.is_current and mono_ms >= seat.retry_ms:
            self.flush(now, mono_ms)
            self._send_snapshot(routing, seat, now, mono_ms)

    def refuse(self, routing: bytes, reason: str) -> None:
        """Tell a seat that its message could not be read."""
        self._send(routing, SeatRefused(reason))

    def take(self, decision: Decision) -> None:
        """Note the news of a decision that happened."""
        for change in decision.changes:
            if isinstance(change, AlertChanged):
                self._alerts[change.alert.number] = change.alert
            elif isinstance(change, FieldChanged):
                self._fields[change.record.key] = change.record
            elif isinstance(change, QuietChanged | FloodChanged):
                self._room_changed = True
            elif isinstance(change, RulesChanged):
                self._rules = self._desk.rules_view()
        self.take_links(decision.links)
        self.take_positions(decision.positions)
        for unit in decision.gone_units:
            self._positions.pop(unit, None)
            self._gone.add(unit)

    def take_positions(self, positions: Iterable[UnitPosition]) -> None:
        """Note newer positions."""
        for each in positions:
            self._positions[each.unit] = each
            self._gone.discard(each.unit)

    def take_links(self, links: Iterable[DeviceLink]) -> None:
        """Note newer links."""
        self._links.update((each.device, each) for each in links)

    def publish(self, now: datetime, mono_ms: int) -> None:
        """Send what waits: alerts and links at once, positions and counters at their own pace."""
        light_due = bool(self._positions) and mono_ms - self._light_ms >= LIGHT_EVERY_MS
        self._look_at_room(mono_ms)
        waits = self._alerts or self._links or self._fields or self._room or self._rules
        if waits or self._gone or light_due or self._counters_due(mono_ms):
            self.flush(now, mono_ms)

    def _counters_due(self, mono_ms: int) -> bool:
        if mono_ms - self._counters_ms < COUNTERS_EVERY_MS:
            return False
        self._counters_ms = mono_ms
        return self._counters() != self._sent_counters

    def _look_at_room(self, mono_ms: int) -> None:
        """The room as it is now, at once after a change in it and else once a second."""
        if not self._room_changed and mono_ms - self._room_ms < COUNTERS_EVERY_MS:
            return
        self._room_changed, self._room_ms = False, mono_ms
        room = self._desk.room()
        self._room = room if room != self._sent_room else None

    def flush(self, now: datetime, mono_ms: int) -> None:
        """Publish all that waits as one delta."""
        counters = self._counters()
        changed = {k: v for k, v in counters.items() if self._sent_counters.get(k) != v}
        waits = self._alerts or self._positions or self._links or self._fields or self._gone
        if not (waits or changed or self._room or self._rules):
            return
        delta = QueueDelta(
            self._revision,
            self._revision + 1,
            now,
            tuple(self._alerts.values()),
            tuple(self._positions.values()),
            tuple(self._links.values()),
            counters,
            tuple(self._fields.values()),
            tuple(sorted(self._gone)),
            room=self._room,
            rules=self._rules,
        )
        self._forget(counters, mono_ms)
        readers = [(routing, seat) for routing, seat in self._seats.items() if seat.is_current]
        frames = encode_engine(delta) if readers else ()
        for routing, seat in readers:
            if not self._door.send(routing, frames):
                self._lag(seat, mono_ms)

    def _forget(self, counters: dict[str, int], mono_ms: int) -> None:
        self._revision += 1
        self._sent_counters = counters
        self._light_ms = mono_ms
        self._alerts, self._positions, self._links, self._fields = {}, {}, {}, {}
        self._gone = set()
        self._sent_room = self._room or self._sent_room
        self._room = self._rules = None

    def _lag(self, seat: _Seat, mono_ms: int) -> None:
        _log.info("Seat %s is gone or does not read; a new snapshot is kept for it.", seat.name)
        seat.is_current = False
        seat.retry_ms = mono_ms + SNAPSHOT_RETRY_MS

    def _make_room(self, name: str) -> None:
        # A connection that went away is known only by not reading, or by its seat's next hello.
        gone = [key for key, seat in self._seats.items() if not seat.is_current]
        for routing in gone:
            if self._seats[routing].name == name or len(self._seats) >= MOST_SEATS:
                del self._seats[routing]
        while len(self._seats) >= MOST_SEATS:
            del self._seats[next(iter(self._seats))]

    def _send(
        self,
        routing: bytes,
        news: SeatWelcome | QueueSnapshot | CommandResult | FieldPersonal | SeatPong | SeatRefused,
    ) -> bool:
        return self._door.send(routing, encode_engine(news))
