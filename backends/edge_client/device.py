"""A device of the edge, speaking SEP1 over whatever link it is given (R-MSG-04).

One thread hosts one or many devices and calls `turn` of each. An event is durable in the device's
spool before its first byte leaves, and is kept until the engine receipts or rejects it. Time is
measured on the monotonic clock, so that a stepping wall clock changes only what events say.
"""

import logging
from collections.abc import Sequence
from typing import Any

from backends.edge_client.spool import Spool
from backends.edge_client.state import Unsaid
from backends.edge_client.stock import Bounds, Settled, Stock, Witness
from backends.edge_client.tickets import EdgeTicket
from console.domain.errors import EnvironmentFault
from console.ports.clock import Clock
from console.ports.device_link import DeviceLink
from console.ports.edge_reporter import EdgeReport
from console.wire.codec import decode_engine, encode_device
from console.wire.malformed import Malformed
from console.wire.sep1 import (
    Bye,
    DeviceMessage,
    EngineMessage,
    Hello,
    Ping,
    PositionReport,
    Receipt,
    Reject,
    Resend,
    Welcome,
)

SOFTWARE = "sunra-edge 1"
HELLO_AGAIN_MS = 5_000
IDLE_BEATS = 10
"""A PING is due after so many heartbeats of silence (protocol, section 2)."""

_log = logging.getLogger("edge")


class SpooledDevice:
    """One device on one spool. Implements `console.ports.edge_device.EdgeDevice`."""

    def __init__(
        self,
        device: str,
        link: DeviceLink,
        spool: Spool,
        clock: Clock,
        *,
        interval_s: float = 10.0,
        bounds: Bounds | None = None,
        witness: Witness | None = None,
        software: str = SOFTWARE,
    ) -> None:
        """Takes over the link and the spool, with what earlier boots could not deliver.

        `interval_s` is what the registry expects to hear of the device in, in seconds.
        """
        self.id = device
        self._link = link
        self._spool = spool
        self._clock = clock
        self._witness = witness
        self._software = software
        self._stock = Stock(device, spool, clock, bounds or Bounds(), witness)
        self._unsaid = Unsaid()
        self._ping_ms = self._most_silence_ms = int(interval_s * 500)
        self._greeted = 0
        self._hello_ms = self._said_ms = 0
        self._highest_sent = 0
        self.welcomed = False
        self.running = True
        self.refusal = ""

    @property
    def boot(self) -> int:
        """The number of this start."""
        return self._stock.boot

    @property
    def waiting(self) -> int:
        """Events without receipt or rejection."""
        return len(self._stock)

    @property
    def repairs(self) -> tuple[str, ...]:
        """What had to be repaired in the spool at the start, in words."""
        return tuple(f"{self.id}: {words}" for words in self._spool.repairs)

    @property
    def trouble(self) -> str:
        """Why the engine does not take this device now, in words; empty when it does."""
        return "" if self.welcomed else self.refusal or self._link.reason

    @property
    def unsaid(self) -> bool:
        """Whether there is state that could not be said yet."""
        return bool(self._unsaid)

    @property
    def evicted(self) -> int:
        """How many events were ever given up because the spool was full."""
        return self._spool.evicted

    def report(self, report: EdgeReport, settled: Settled | None = None) -> EdgeTicket:
        """Keep an event, on disk when this returns; the next `turn` sends it.

        Raises ValueError when it is no event, EnvironmentFault when it cannot be kept.
        """
        return self._stock.report(report, settled)

    def report_all(
        self, reports: Sequence[EdgeReport], settled: Settled | None = None
    ) -> list[EdgeTicket | ValueError]:
        """Keep several with one wait for the disk; a ticket or the reason against each."""
        return self._stock.report_all(reports, settled)

    def tell_state(
        self, positions: Sequence[PositionReport] = (), health: dict[str, Any] | None = None
    ) -> None:
        """Say refreshable state at the next chance; newer state replaces what was not said yet.

        Raises ValueError when it is none by the protocol page.
        """
        self._unsaid.put(positions, health)

    def turn(self) -> None:
        """Take what came, send what is due, keep the link alive. Never blocks but for the disk."""
        if not self.running:
            return
        now_ms = self._clock.mono_ms()
        self._greet(now_ms)
        for frames in self._link.receive(64):
            self._hear(decode_engine(frames))
        if self.welcomed:
            self._stock.tell_evictions()
            self._send_due(now_ms)
            self._say_state()
            if now_ms - self._said_ms >= self._ping_ms:
                self._say(Ping(now_ms, self._clock.now()))
        self._stock.tidy()

    def stop(self, reason: str = "planned") -> None:
        """Say BYE and close; what is not receipted stays in the spool."""
        if not self.running:
            return
        self._say(Bye(reason))
        self._end("stopped")

    def die(self) -> None:
        """Fall silent at once, without a BYE, as a device without power does."""
        if self.running:
            self._end("died")

    def _end(self, what: str) -> None:
        self.running = self.welcomed = False
        self._link.close()
        self._spool.close()
        if self._witness is not None:
            self._witness.note(what, self.id, self._clock.now(), waiting=self.waiting)

    def _greet(self, now_ms: int) -> None:
        if not self._link.connected:
            self.welcomed = False
            return
        fresh = self._link.connection != self._greeted
        if fresh:
            self._greeted = self._link.connection
            self.welcomed = False
        if fresh or (not self.welcomed and now_ms - self._hello_ms >= HELLO_AGAIN_MS):
            self._hello(now_ms)

    def _hello(self, now_ms: int) -> None:
        self._hello_ms = now_ms
        self._say(Hello(self.id, self.boot, self._clock.now(), self._software, self.waiting))

    def _hear(self, message: EngineMessage | Malformed) -> None:
        match message:
            case Welcome():
                self._enter(message)
            case Receipt(boot=boot, stored=stored, also=also):
                self._stock.settle(boot, stored, also)
            case Reject():
                self._reject(message)
            case Resend(boot=boot, first=first, last=last):
                self._stock.outbox.again(boot, first, last)
            case Malformed(reason=reason):
                _log.warning("%s cannot read the engine: %s", self.id, reason)
            case _:
                return

    def _enter(self, welcome: Welcome) -> None:
        if welcome.boot != self.boot:
            return
        if welcome.stored > self._highest_sent:
            self._take_another_boot()
            return
        self.refusal = ""
        self.welcomed = True
        self._ping_ms = min(self._most_silence_ms, welcome.heartbeat_ms * IDLE_BEATS)
        self._stock.settle(welcome.boot, welcome.stored, ())
        self._stock.outbox.all_again()

    def _take_another_boot(self) -> None:
        _log.warning("%s: boot %s was used before; taking another", self.id, self.boot)
        try:
            self._stock.start_anew()
        except EnvironmentFault as fault:
            # Nothing was sent under either number: the next HELLO tries again.
            _log.warning("%s", fault.sentence)
            return
        self._highest_sent = 0
        self._hello(self._clock.mono_ms())

    def _reject(self, message: Reject) -> None:
        _log.warning("%s was rejected: %s (%s)", self.id, message.reason, message.code)
        if message.boot is not None and message.sequence is not None:
            self._stock.reject(message.boot, message.sequence, message)
        elif not self.welcomed:
            self.refusal = message.reason

    def _send_due(self, now_ms: int) -> None:
        for flight in self._stock.outbox.due(now_ms):
            frames = self._stock.frames(flight)
            if frames is None:
                continue
            if not self._link.send(frames):
                return
            self._said_ms = now_ms
            if flight.boot == self.boot:
                self._highest_sent = max(self._highest_sent, flight.sequence)
            self._stock.left(flight, now_ms)

    def _say_state(self) -> None:
        while (state := self._unsaid.take(self.id, self._clock.now())) is not None:
            if not self._say(state):
                self._unsaid.put_back(state)
                return

    def _say(self, message: DeviceMessage) -> bool:
        said = self._link.send(encode_device(message))
        if said:
            self._said_ms = self._clock.mono_ms()
        return said
