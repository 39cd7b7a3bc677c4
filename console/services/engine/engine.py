"""The engine's loop: wait, drain, decide, one transaction, receipts, publish (design law 1).

One thread owns it. A receipt can only be built from the `Committed` value a transaction returned.
When the store fails, nothing is receipted, the desk is as before, and the same inputs are tried
again with growing pauses, while pings are answered and positions shown.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event as StopEvent

from console.domain.errors import EnvironmentFault
from console.domain.roles import Person
from console.ports.clock import Clock
from console.ports.door import Doors, Incident
from console.ports.history import History, Question, fault_page
from console.ports.messages import (
    Command,
    CommandResult,
    Committed,
    Decision,
    MessageArrived,
    Reply,
    Tick,
)
from console.ports.store import Device, Store
from console.services.desk.commands import unread_command
from console.services.desk.desk import WATCHES, Desk, Input, Watch
from console.services.desk.memory import UNTOLD
from console.services.desk.plain import untaken
from console.services.engine.inbox import Inbox, is_refreshable
from console.services.engine.intake import Intake
from console.services.engine.outbox import Outbox
from console.services.engine.standing import Standing
from console.wire.codec import encode_engine
from console.wire.room_values import FiguresWanted
from console.wire.seat import SeatMalformed, decode_seat
from console.wire.seat import encode_engine as encode_page
from console.wire.seat_values import (
    AlertsSeen,
    HistoryWanted,
    PicturesLost,
    PictureWanted,
    SeatFaults,
    SeatHello,
    SeatPing,
    SnapshotWanted,
)
from console.wire.sep1 import Event, Pong, Receipt

BATCH = 256
DRAIN_MS = 20
TICK_MS = 200
REGISTRY_MS = 1_000
READ_ON = 64
SEARCHING_MS = 5
SOON_MS = 20
FAULT_PAUSE_S = 0.05
FAULT_TEXT = (
    "A step of the engine failed: what it concerned is shown plainly or comes again. Keep the "
    "engine's log for the installer."
)

OnRegistry = Callable[[Sequence[Device], dict[str, str]], None]
Watcher = Callable[[], Sequence[Incident]]

_log = logging.getLogger("desk")


class Engine:
    """One engine. `on_registry` gets the devices and the seats (key -> id) each time they are read.

    `watchers` are asked once a second what is wrong around the engine (room on the disk).

    Call `start` once, then `run`, or `step` again and again, all from one thread.
    """

    def __init__(
        self,
        desk: Desk,
        store: Store,
        doors: Doors,
        clock: Clock,
        name: str,
        on_registry: OnRegistry | None = None,
        watchers: Sequence[Watcher] = (),
        history: History | None = None,
    ) -> None:
        self._desk = desk
        self._store = store
        self._doors = doors
        self._clock = clock
        self._on_registry = on_registry
        self._watchers = watchers
        self._history = history
        self._inbox = Inbox(desk.catalogue, desk.permits)
        self._intake = Intake(self._inbox, clock)
        self._standing = Standing()
        self._outbox = Outbox(doors.seats, desk, name, self.counters)
        self._next_tick = 0
        self._next_registry = 0
        self._devices: Sequence[Device] = ()
        self._people: Sequence[Person] = ()

    def start(self) -> None:
        """Read what the store remembers. Raises EnvironmentFault."""
        restored = self._store.restore()
        devices = self._store.devices()
        self._desk.restore(restored, devices, self._clock.mono_ms())
        self._desk.remember_by(self._id_of)
        self._take_people(self._store.people())
        self._outbox.start_from(restored.revision)
        if self._on_registry:
            self._on_registry(devices, self._store.seats())
        self._next_registry = self._clock.mono_ms() + REGISTRY_MS

    def _id_of(self, device: str, boot: int, sequence: int) -> str | None:
        try:
            return self._store.stored_id(device, boot, sequence)
        except EnvironmentFault:
            return UNTOLD  # a store that fails says so at the next commit

    def run(self, stop: StopEvent) -> None:
        """Step until told to stop; ends within one step (at most 200 ms and one transaction)."""
        while not stop.is_set():
            try:
                self.step()
            except Exception:  # noqa: BLE001 - the alert path goes on after any fault
                self._own_up("A step of the engine failed")
                stop.wait(FAULT_PAUSE_S)

    def step(self) -> None:
        """One round of the loop."""
        self._wait(self._patience_ms())
        self._drain_seats()
        self._drain_edge()
        self._read_registry()
        for incident in self._doors.incidents():
            self._desk.take_incident(incident)
        fresh = self._inbox.take_fresh()
        now = self._clock.mono_ms()
        if self._standing.may_try(now):
            # The tick first: an act is taken at its time, the first one after a start above all.
            self._decide([*self._tick(now), *fresh, *self._intake.take(BATCH)])
        else:
            self._show_only(fresh)
        self._outbox.publish(self._clock.now(), self._clock.mono_ms())
        self._send_history()

    def counters(self) -> dict[str, int]:
        """What was counted since the start, and the standing figures of now."""
        figures = self._desk.counters() | self._standing.counters()
        inbox = self._inbox
        waiting = {"waiting": len(inbox), "waiting_bytes": inbox.waiting_bytes}
        waiting["unread_at_first"] = self._intake.unread
        return figures | self._doors.counters() | {"withheld_full": inbox.withheld} | waiting

    def _wait(self, most_ms: int) -> None:
        if self._intake.is_wary:
            self._doors.rest()
        else:
            self._doors.wait(most_ms)

    def _patience_ms(self) -> int:
        now = self._clock.mono_ms()
        if self._inbox.is_due(now) and self._standing.may_try(now):
            return 0
        most = SOON_MS if len(self._inbox) else TICK_MS
        if self._history is not None and self._history.busy:
            most = SEARCHING_MS
        return max(0, min(most, self._next_tick - now))

    # --- in --------------------------------------------------------------------------------

    def _drain_edge(self) -> None:
        now = self._clock.mono_ms()
        if self._intake.can_wait(now) and self._standing.may_try(now):
            return  # there is time for it while the disk works
        while self._intake.take_in(self._doors.edge, READ_ON):
            if self._clock.mono_ms() >= now + DRAIN_MS:
                return

    def _drain_seats(self) -> None:
        for frames in self._doors.seats.receive(BATCH):
            message = decode_seat(frames.frames)
            now, mono_ms = self._clock.now(), self._clock.mono_ms()
            self._desk.hear_seat(frames.name, mono_ms)
            match message:
                case SeatHello():
                    self._outbox.welcome(frames.routing, frames.name, now, mono_ms)
                case SnapshotWanted():
                    self._outbox.snapshot(frames.routing, now, mono_ms)
                case HistoryWanted() | FiguresWanted() | PictureWanted():
                    self._ask_history(frames.routing, message)
                case SeatPing():
                    self._outbox.pong(frames.routing, message.mono_ms, now, mono_ms)
                case PicturesLost() | SeatFaults() | AlertsSeen():
                    self._desk.take_word(frames.name, message, mono_ms)
                case Command():
                    # The seat is its key, whatever the message says.
                    self._take_command(replace(message, seat=frames.name))
                case SeatMalformed(command=""):
                    self._outbox.refuse(frames.routing, message.reason)
                case SeatMalformed():
                    self._take_command(unread_command(message, frames.name, now))

    def _ask_history(self, routing: bytes, wanted: Question) -> None:
        if self._history is not None:
            self._history.ask(routing, wanted)
            return
        page = fault_page(wanted, "This engine searches no history.")
        self._doors.seats.send(routing, encode_page(page))

    def _send_history(self) -> None:
        """A seat that is gone or does not read gets no page; it asks again when it wants one."""
        for routing, page in self._history.answers() if self._history is not None else ():
            self._doors.seats.send(routing, encode_page(page))

    def _take_command(self, command: Command) -> None:
        if not self._inbox.put(command):
            reason = "The engine has too much waiting; try again."
            self._outbox.answer(CommandResult(command.id, command.seat, False, reason))

    def _tick(self, mono_ms: int) -> list[Tick]:
        if mono_ms < self._next_tick:
            return []
        self._next_tick = mono_ms + TICK_MS
        return [Tick(self._clock.now(), mono_ms)]

    def _read_registry(self) -> None:
        if self._clock.mono_ms() < self._next_registry:
            return
        self._next_registry = self._clock.mono_ms() + REGISTRY_MS
        for watcher in self._watchers:
            for incident in watcher():
                self._desk.take_incident(incident)
        try:
            devices, seats = self._store.devices(), self._store.seats()
            people = self._store.people()
        except EnvironmentFault as fault:
            _log.warning("The registry cannot be read: %s", fault.sentence)
            return
        self._take_people(people)
        if devices is not self._devices:
            self._devices = devices
            self._desk.set_devices(devices)
        if self._on_registry:
            self._on_registry(devices, seats)

    def _take_people(self, people: Sequence[Person]) -> None:
        if people is not self._people:
            self._people = people
            self._desk.set_people(people)

    # --- decide, make durable, answer --------------------------------------------------------

    def _decide(self, batch: Sequence[Input]) -> None:
        if not batch:
            return
        try:
            self._settle(batch)
        except Exception:  # noqa: BLE001 - the alert path goes on after any fault
            # One input that breaks the program's own rules must not take the others with it: it
            # alone stays without a receipt, in the log and in the counters.
            if len(batch) > 1:
                self._decide_singly(list(batch))
                return
            self._own_up(f"An input could not be decided ({type(batch[0]).__name__})")
            self._decide_plainly(batch[0])

    def _decide_plainly(self, broken: Input) -> None:
        """What time decides goes on without the broken watch; an event is shown all the same."""
        if isinstance(broken, Tick):
            for watch in WATCHES:
                self._watch_alone(broken, watch)
        elif isinstance(broken, MessageArrived) and isinstance(broken.message, Event):
            self._take_plainly(broken, broken.message)

    def _watch_alone(self, tick: Tick, watch: Watch) -> None:
        try:
            self._carry_out(self._desk.watch(tick, watch), [tick])
        except Exception:  # noqa: BLE001 - the other watches go on
            self._own_up("One of the engine's watches failed")

    def _take_plainly(self, broken: MessageArrived, event: Event) -> None:
        """By fewer rules, or else as an alert of the engine's own."""
        try:
            self._carry_out(self._desk.handle_plainly(broken, event), [broken])
        except Exception:  # noqa: BLE001 - told as an alert of the engine's own
            self._own_up("An event could not even be taken plainly")
            kind = self._desk.catalogue.type_of(event.type)
            self._desk.take_incident(untaken(broken.peer.device, event, is_life=kind.is_life))

    def _own_up(self, what: str) -> None:
        """Called where an exception was caught: into the log, the counters and the queue."""
        self._standing.own_up(what, self._clock.mono_ms())
        self._desk.take_incident(Incident("device.fault", "engine", FAULT_TEXT))

    def _decide_singly(self, batch: list[Input]) -> None:
        while batch and self._standing.may_try(self._clock.mono_ms()):
            self._decide([batch.pop(0)])
        self._keep_for_later(batch)

    def _settle(self, batch: Sequence[Input]) -> None:
        self._carry_out(self._desk.handle(batch), batch)

    def _carry_out(self, decision: Decision, batch: Sequence[Input]) -> None:
        self._send([reply for reply in decision.replies if isinstance(reply.message, Pong)])
        if not _needs_store(decision):
            self._desk.committed(decision)
            self._send_unpromising(decision)
            self._outbox.take(decision)
            return
        committed = self._commit(decision, batch)
        if committed is not None:
            try:
                self._send_promises(committed)
            finally:  # durable: whatever fails, the consoles are told
                self._outbox.take(committed.decision)
            self._desk.learn(committed.decision, committed.at)

    def _commit(self, decision: Decision, batch: Sequence[Input]) -> Committed | None:
        try:
            at = self._clock.now()
            committed = self._store.commit(decision, at, self._read_on)
        except EnvironmentFault as fault:
            self._desk.rollback(decision)
            self._keep_for_later(batch)
            self._outbox.take_positions(decision.positions)
            self._standing.store_failed(fault, self._clock.mono_ms())
            return None
        except BaseException:
            self._desk.rollback(decision)
            raise
        self._desk.committed(decision)
        self._inbox.catalogue = self._desk.catalogue
        self._standing.store_worked()
        return committed

    def _read_on(self) -> bool:
        """The disk works: take in what comes, decide nothing; whether more is there already.

        Never waits here: who does would not see that the disk is done. While most of what comes
        has no sense, it is left where it is.
        """
        if self._intake.is_wary:
            return False
        return self._intake.take_in(self._doors.edge, READ_ON)

    def _keep_for_later(self, batch: Sequence[Input]) -> None:
        self._inbox.put_back(
            [each for each in batch if not isinstance(each, Tick) and not is_refreshable(each)]
        )

    def _show_only(self, fresh: Sequence[MessageArrived]) -> None:
        """The store is away: answer pings and show positions, promise and change nothing."""
        if not fresh:
            return
        decision = self._desk.handle(fresh)
        self._desk.rollback(decision)
        self._send([reply for reply in decision.replies if isinstance(reply.message, Pong)])
        self._outbox.take_positions(decision.positions)

    # --- out -------------------------------------------------------------------------------

    def _send_promises(self, committed: Committed) -> None:
        decision = committed.decision
        self._send([each for each in decision.replies if not isinstance(each.message, Pong)])
        self._answer(decision)

    def _send_unpromising(self, decision: Decision) -> None:
        promise_free = [
            each for each in decision.replies if not isinstance(each.message, Pong | Receipt)
        ]
        self._send(promise_free)
        self._answer(decision)

    def _answer(self, decision: Decision) -> None:
        for result in decision.results:
            self._outbox.answer(result)
        for personal in decision.personals:
            self._outbox.tell(personal)

    def _send(self, replies: Sequence[Reply]) -> None:
        for reply in replies:
            if not self._doors.edge.send(reply.peer.routing, encode_engine(reply.message)):
                self._standing.unsent += 1


def _needs_store(decision: Decision) -> bool:
    return bool(decision.changes) or any(
        isinstance(reply.message, Receipt) for reply in decision.replies
    )
