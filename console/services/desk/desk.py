"""The desk decides: messages, commands and time in, a decision out. Engine thread; no I/O.

`handle` works on a draft. The engine then makes the decision durable and calls `committed`, or
calls `rollback`, after which the desk is as before (senses excepted, see `desk.memory`) and the
same inputs may be handled again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from console.domain.alerts.alert import ENGINE, Alert, AlertClass, Condition
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.counts import newest_count
from console.domain.alerts.rulebook import Rules, Shipped
from console.domain.errors import ProgrammingFault
from console.domain.field.record import FieldRecord
from console.domain.places.geo import Place
from console.domain.roles import People, Person
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.door import Incident
from console.ports.messages import (
    AlertChanged,
    Command,
    Decision,
    MessageArrived,
    RulesChanged,
    Tick,
)
from console.ports.store import Device, Restored
from console.services.desk.cameras import CAMERA_LOST, watch_cameras
from console.services.desk.clock_jumps import watch_clock_jumps
from console.services.desk.commands import take_command
from console.services.desk.door import watch_door
from console.services.desk.draft import Draft
from console.services.desk.events import refusal_of, take_event
from console.services.desk.faulty_seats import SEAT_FAULT, watch_seats
from console.services.desk.first_looks import on_our_count
from console.services.desk.flood import ROOM, watch_flood
from console.services.desk.flood import counted as counted_floods
from console.services.desk.flood import recalled as recalled_flood
from console.services.desk.incidents import recalled as recalled_place
from console.services.desk.links import hear, pass_time, take_bye, take_hello, take_ping
from console.services.desk.memory import Memory, Past, Senses
from console.services.desk.plain import take_plainly
from console.services.desk.positions import take_state
from console.services.desk.quiets import watch_quiets
from console.services.desk.room import room_of, rules_view
from console.services.desk.rulebook import NOW, opened
from console.services.desk.seen import watch_looks
from console.services.desk.timers import watch_deadlines
from console.services.desk.veil import counted as counted_quiets
from console.services.desk.window import RaisedWindow
from console.services.field.book import FieldBook
from console.services.field.desk import recall as recall_fields
from console.services.field.desk import shown as shown_fields
from console.services.field.desk import watch_fields
from console.services.field.time import watch_clock
from console.wire.device_session import BootSequence, DeviceSession, restored_boot
from console.wire.room_values import RoomView, RulesView
from console.wire.seat_values import AlertsSeen, PicturesLost, SeatFaults
from console.wire.sep1 import Bye, Event, Hello, Ping, Reject, State

Input = MessageArrived | Command | Tick
Watch = Callable[[Draft, Tick], None]
WATCHES: tuple[Watch, ...] = (
    watch_clock_jumps, watch_fields, pass_time, watch_cameras, watch_seats, watch_door,
    watch_quiets, watch_looks, watch_deadlines, watch_flood,
)  # fmt: skip
"""What time alone decides, in this order."""


class Desk:
    """All decisions of one engine."""

    def __init__(
        self,
        catalogue: Catalogue,
        book: FieldBook | None = None,
        shipped: Shipped | None = None,
    ) -> None:
        self._catalogue, self._shipped = catalogue, shipped
        self._book = book or FieldBook()
        self._memory = Memory()
        self._senses = Senses()
        self._open: Decision | None = None
        self._ticked = False
        self._now = datetime.min.replace(tzinfo=UTC)

    def restore(self, restored: Restored, devices: Iterable[Device], mono_ms: int = 0) -> None:
        """Start from what the store remembers. Holes in sequences are timed from `mono_ms`."""
        memory = Memory()
        memory.next_alert = memory.drafted_next = restored.next_alert
        for alert in restored.alerts:
            _remember(memory, alert)
        for name, boots in _boots(restored, mono_ms).items():
            session = DeviceSession(name, boots)
            memory.sessions.put(name, session)
            memory.gapped.put(name, True if session.has_open_gap() else None)
        for link in restored.links:
            memory.links.put(link.device, link)
        for command, result in restored.results.items():
            memory.results.put(command, result)
        for quiet in restored.quiets:
            memory.quiets.put(quiet.id, quiet)
        memory.rules.put(NOW, opened(self._catalogue, self._shipped, restored.rules))
        if restored.flood is not None:
            memory.floods.put(ROOM, recalled_flood(restored.flood, restored.raised))
        senses = Senses(cameras=self._senses.cameras)
        recall_fields(memory, senses, self._book, restored)
        senses.steady.not_before(newest_count(restored.alerts))
        senses.window = RaisedWindow(senses.steady.unmoved(each) for each in restored.raised)
        memory.keep()
        self._memory, self._open = memory, None
        self._senses = senses
        self._arm(restored.alerts)
        self._senses.noise.recall(restored.spoken)
        self._senses.missed.recall(memory.lost_cameras.keys(), mono_ms)
        self._senses.seats.recall(dict(memory.faulty_seats.items()), mono_ms)
        self.set_devices(devices)

    def _arm(self, alerts: Iterable[Alert]) -> None:
        """Look at these alerts when the intervals of the site say so."""
        pace = self._rules().pace
        self._senses.deadlines.pace = self._senses.noise.pace = pace
        for alert in alerts:
            self._senses.deadlines.arm(alert)

    def remember_by(self, past: Past) -> None:
        """Ask this what is stored under a number that comes again."""
        self._senses.past = past

    @property
    def catalogue(self) -> Catalogue:
        """The event types it decides by."""
        return self._rules().catalogue

    def _rules(self) -> Rules:
        rulebook = self._memory.rules.get(NOW)
        return rulebook.rules if rulebook else Rules(self._catalogue)

    def set_devices(self, devices: Iterable[Device]) -> None:
        """The registry as it is now."""
        self._senses.devices = {device.id: device for device in devices}

    def set_cameras(self, places: Mapping[str, Place]) -> None:
        """Where the cameras of the site stand now."""
        self._senses.cameras = self._senses.cameras.with_cameras(places)

    def set_facilities(self, places: Mapping[str, Place]) -> None:
        """Where the facilities of the site stand now that may be devices: bells, shelters."""
        self._senses.cameras = self._senses.cameras.with_facilities(places)

    def set_people(self, people: Iterable[Person]) -> None:
        """Who is what at which seat, as the registry says now."""
        self._senses.people = People(people)

    def hear_seat(self, seat: str, mono_ms: int) -> None:
        """A seat said something; what it reported as lost stands for another minute."""
        self._senses.missed.hear(seat, mono_ms)
        self._senses.seats.hear(seat, mono_ms)

    def take_lost(self, seat: str, lost: PicturesLost, mono_ms: int) -> None:
        """A seat's newest list of missed pictures; the next tick decides what it means."""
        self._senses.missed.report(seat, lost.cameras, mono_ms)

    def take_faults(self, seat: str, said: SeatFaults, mono_ms: int) -> None:
        """What a seat says is wrong with it; the next tick decides what it means."""
        self._senses.seats.report(seat, said.faults, mono_ms)

    def take_looks(self, said: AlertsSeen, mono_ms: int | None = None) -> None:
        """When a seat first showed, announced or opened alerts; put on record at the next tick."""
        steady = self._senses.steady
        is_known = mono_ms is not None and steady.base_ms is not None
        count = steady.of(mono_ms or 0) if is_known else None
        self._senses.looks.report(on_our_count(said, count))

    def take_word(
        self, seat: str, word: PicturesLost | SeatFaults | AlertsSeen, mono_ms: int
    ) -> None:
        """What a seat tells of itself; the next tick decides what it means."""
        match word:
            case PicturesLost():
                self.take_lost(seat, word, mono_ms)
            case SeatFaults():
                self.take_faults(seat, word, mono_ms)
            case AlertsSeen():
                self.take_looks(word, mono_ms)

    def take_incident(self, incident: Incident) -> None:
        """Something hostile or broken at a door; told at the next tick, once in ten minutes."""
        self._senses.troubles.take(incident)

    def knows(self, device: str) -> bool:
        """Whether a device is registered and not revoked."""
        registered = self._senses.devices.get(device)
        return registered is not None and not registered.revoked

    def permits(self, device: str, event: Event) -> bool:
        """Whether a device may report an event; what it may not is refused."""
        registered = self._senses.devices.get(device)
        return registered is not None and refusal_of(registered, event) is None

    def handle(self, batch: Sequence[Input]) -> Decision:
        """Decide a batch, in its order. One decision is open at a time."""
        self._ticked = any(isinstance(each, Tick) for each in batch)
        return self._draft(lambda draft: self._take_all(draft, batch))

    def _draft(self, take: Callable[[Draft], None]) -> Decision:
        if self._open is not None:
            raise ProgrammingFault("The last decision was neither committed nor rolled back.")
        draft = Draft(self.catalogue, self._memory, self._senses, self._book)
        try:
            take(draft)
            self._open = draft.decision()
        except BaseException:  # an interrupt too: half a decision must not stay; raised again
            self._memory.drop()
            self._senses.settle(happened=False)
            raise
        return self._open

    def handle_plainly(self, arrived: MessageArrived, event: Event) -> Decision:
        """Decide an event that `handle` broke on, by as few rules as there can be."""
        return self._draft(lambda draft: self._take_plainly(draft, arrived, event))

    def watch(self, tick: Tick, watch: Watch) -> Decision:
        """Decide what one of `WATCHES` has to say: a broken one keeps no other from speaking."""
        return self._draft(lambda draft: watch(draft, tick))

    def committed(self, decision: Decision) -> None:
        """The decision is durable, or held nothing to make durable."""
        self._settle(decision)
        self._memory.keep()
        self._senses.settle(happened=True)
        if self._ticked:
            self._senses.clocks_due.clear()
            self._senses.window.judged()

    def learn(self, decision: Decision, at: datetime | None = None) -> None:
        """Let the senses learn from what is durable since `at`; may be lost."""
        for change in decision.changes:
            if isinstance(change, AlertChanged):
                self._note(change, at)
            elif isinstance(change, RulesChanged):
                self._arm(self._memory.alerts.kept().values())

    def _note(self, change: AlertChanged, at: datetime | None) -> None:
        senses, alert = self._senses, change.alert
        if not alert.drill:  # a drill is no load and no nuisance
            senses.noise.note(alert, change.action, *change.earlier, change.at)
        if change.action != "raised":
            return
        if not alert.drill:
            senses.window.raised(senses.steady.unmoved(change.at))
        if at is not None:
            senses.looks.note_durable(alert.number, at, senses.steady.now_ms)

    def rollback(self, decision: Decision) -> None:
        """The decision never was."""
        self._settle(decision)
        self._memory.drop()
        self._senses.settle(happened=False)

    def _settle(self, decision: Decision) -> None:
        if self._open is not decision:
            raise ProgrammingFault("This is not the decision that is open.")
        self._open = None

    def _take_all(self, draft: Draft, batch: Sequence[Input]) -> None:
        for each in batch:
            self._take(draft, each)

    def _take_plainly(self, draft: Draft, arrived: MessageArrived, event: Event) -> None:
        if self.knows(arrived.peer.device):
            take_plainly(draft, arrived, event)

    def _take(self, draft: Draft, each: Input) -> None:
        if not (isinstance(each, MessageArrived) and isinstance(each.message, Event)):
            draft.settle()
        if isinstance(each, MessageArrived):
            self._now = each.received
            steady = self._senses.steady
            steady.take(each.received, each.mono_ms)
            if steady.is_set(each.received, each.mono_ms):
                # Now, or the next tick would move a deadline that is made by the new clock already;
                # and with the clock's record, or an engine that dies would move them once more.
                at = Tick(each.received, each.mono_ms)
                watch_clock_jumps(draft, at)
                watch_clock(draft, at)
            self._take_arrived(draft, each)
        elif isinstance(each, Command):
            take_command(draft, each, self._now)
        else:
            self._now = each.now
            for watch in WATCHES:
                watch(draft, each)

    def _take_arrived(self, draft: Draft, each: MessageArrived) -> None:
        if self.knows(each.peer.device):
            _take_message(draft, each)
        else:
            # Not final for the device's events: it keeps what carries no sequence in its REJECT.
            self._senses.counts["unknown_devices"] += 1
            draft.reply(each.peer, Reject("identity", "this device is not registered"))

    def alerts(self) -> tuple[Alert, ...]:
        """All open alerts, by number."""
        kept = self._memory.alerts.kept()
        return tuple(kept[number] for number in sorted(kept))

    def fields(self) -> tuple[FieldRecord, ...]:
        """What consoles see of the field work."""
        return shown_fields(self._memory, self._senses)

    def room(self) -> RoomView:
        """What consoles see beside the alerts."""
        return room_of(self._memory, self._senses, self._now)

    def rules_view(self) -> RulesView:
        """The site's rules, as consoles see them."""
        return rules_view(self._memory)

    def positions(self) -> tuple[UnitPosition, ...]:
        """The newest position of every unit."""
        return tuple(self._senses.positions.values())

    def links(self) -> tuple[DeviceLink, ...]:
        """The link of every registered device; "unknown" for those never heard."""
        known = self._memory.links.kept()
        return tuple(
            self._shown(known.get(name) or DeviceLink(name, "unknown"))
            for name in sorted(self._senses.devices)
        )

    def _shown(self, link: DeviceLink) -> DeviceLink:
        heard_at = self._senses.heard_at.get(link.device, link.last_heard)
        skew_s = self._senses.shown_skews.get(link.device, link.skew_s)
        return DeviceLink(link.device, link.state, heard_at, skew_s)

    def counters(self) -> dict[str, int]:
        """What was counted since the start, and the standing figures of quiets and floods."""
        counts = dict(self._memory.counts + self._senses.counts)
        rate = self._senses.window.rate(self._senses.steady.unmoved(self._now))
        return counts | counted_quiets(self._memory) | counted_floods(self._memory, rate)


def _take_message(draft: Draft, arrived: MessageArrived) -> None:
    hear(draft, arrived)
    match arrived.message:
        case Event() as event:
            take_event(draft, arrived, event)
        case None:
            _take_malformed(draft, arrived)
        case Hello() as hello:
            take_hello(draft, arrived, hello)
        case State() as state:
            take_state(draft, arrived, state)
        case Ping() as ping:
            take_ping(draft, arrived, ping)
        case Bye():
            take_bye(draft, arrived)


def _take_malformed(draft: Draft, arrived: MessageArrived) -> None:
    draft.refuse(arrived, arrived.code, arrived.reason, arrived.boot, arrived.sequence)


def _remember(memory: Memory, alert: Alert) -> None:
    if not alert.is_open:
        memory.closed.put(alert.number, alert)
        return
    memory.alerts.put(alert.number, alert)
    recalled_place(memory, alert)
    if alert.condition is Condition.ACTIVE or alert.alert_class is not AlertClass.LIFE:
        memory.by_key.put((*alert.key, alert.drill), alert.number)
    if alert.source == ENGINE and alert.type == "device.clock" and alert.subject:
        memory.orders.put((*alert.key, False), (1, 1))
    if alert.source == ENGINE and alert.type == CAMERA_LOST and alert.subject:
        _recall_lost(memory, alert.subject, alert.condition)
    if alert.source == ENGINE and alert.type == SEAT_FAULT and alert.subject:
        _recall_faulty(memory, alert.subject, alert.condition)


def _recall_lost(memory: Memory, camera: str, condition: Condition) -> None:
    if condition is Condition.ACTIVE:
        memory.lost_cameras.put(camera, True)


def _recall_faulty(memory: Memory, seat: str, condition: Condition) -> None:
    """Only a seat's fault stays active: what a door complains of is a point in time."""
    if condition is Condition.ACTIVE:
        memory.faulty_seats.put(seat, "")


def _boots(restored: Restored, mono_ms: int) -> dict[str, dict[int, BootSequence]]:
    found: dict[str, dict[int, BootSequence]] = {}
    for row in restored.sessions:
        boot = restored_boot(row.boot, row.stored, row.also, mono_ms)
        found.setdefault(row.device, {})[row.boot] = boot
    return found
