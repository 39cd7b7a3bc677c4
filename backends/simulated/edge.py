"""A device of the edge, speaking real SEP1 over whatever link it is given.

One thread hosts many devices and calls `turn` of each. An event is durable in the device's spool
before its first byte leaves, and is kept until the engine receipts or rejects it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from backends.simulated.edge_evidence import Evidence
from backends.simulated.edge_spool import MOST_EVENTS, Kept, Spool
from backends.simulated.edge_window import Window
from console.ports.clock import Clock
from console.ports.device_link import DeviceLink
from console.wire.codec import decode_engine, encode_device
from console.wire.malformed import Malformed
from console.wire.sep1 import (
    Bye,
    DeviceMessage,
    EngineMessage,
    Event,
    Hello,
    Ping,
    PositionReport,
    Receipt,
    Reject,
    Resend,
    State,
    Welcome,
)

SOFTWARE = "sunra-simulated 1"
HELLO_AGAIN_MS = 5_000

_log = logging.getLogger("edge")


@dataclass(frozen=True, slots=True)
class Report:
    """What a device has to say, before it gets its number and time."""

    id: str
    type: str
    condition: Literal["point", "active", "cleared"] = "point"
    subject: str | None = None
    drill: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


class EdgeDevice:
    """One device: boot counter, contiguous sequence, spool, window, heartbeat."""

    def __init__(
        self,
        device: str,
        link: DeviceLink,
        folder: Path,
        evidence: Evidence,
        clock: Clock,
        interval_s: float = 5.0,
    ) -> None:
        """Starts a new boot and takes over what earlier boots could not deliver."""
        self.id = device
        self._link = link
        self._evidence = evidence
        self._clock = clock
        self._spool = Spool(folder, device)
        self._window = Window()
        for kept in self._spool.left:
            self._window.add(kept)
        self._sequence = 0
        self._ping_ms = int(interval_s * 500)
        self._greeted = 0
        self._hello_ms = self._said_ms = 0
        self.evicted = self._untold = 0
        self.welcomed = False
        self.running = True

    @property
    def boot(self) -> int:
        """The number of this start."""
        return self._spool.boot

    @property
    def waiting(self) -> int:
        """Events without receipt or rejection."""
        return len(self._window)

    def report(self, report: Report) -> Event:
        """Number an event, keep it and let the next `turn` send it."""
        if len(self._window) >= MOST_EVENTS:
            self._evict()
        self._sequence += 1
        event = Event(
            id=report.id,
            source=self.id,
            type=report.type,
            time=self._clock.now(),
            boot=self.boot,
            sequence=self._sequence,
            mono_ms=self._clock.mono_ms(),
            condition=report.condition,
            subject=report.subject,
            drill=report.drill,
            data=dict(report.data),
        )
        text = encode_device(event)[2].decode("utf-8")
        kept = Kept(self.boot, self._sequence, event.type, text)
        self._spool.append(kept)
        self._window.add(kept)
        return event

    def tell_state(
        self, positions: Sequence[PositionReport] = (), health: dict[str, Any] | None = None
    ) -> None:
        """Send refreshable state; lost when there is no connection, by design."""
        if self.running and self.welcomed:
            self._say(State(self.id, self._clock.now(), tuple(positions), health))

    def turn(self) -> None:
        """Take what came, send what is due, keep the link alive. Never blocks but for the disk."""
        if not self.running:
            return
        now_ms = self._clock.mono_ms()
        self._greet(now_ms)
        for frames in self._link.receive(64):
            self._hear(decode_engine(frames))
        if self.welcomed:
            self._tell_evictions()
            self._send_due(now_ms)
            if now_ms - self._said_ms >= self._ping_ms:
                self._say(Ping(now_ms, self._clock.now()))

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
        self._evidence.note(what, self.id, self._clock.now(), waiting=len(self._window))

    def _greet(self, now_ms: int) -> None:
        if not self._link.connected:
            self.welcomed = False
            return
        fresh = self._link.connection != self._greeted
        if fresh:
            self._greeted = self._link.connection
            self.welcomed = False
        if fresh or (not self.welcomed and now_ms - self._hello_ms >= HELLO_AGAIN_MS):
            self._hello_ms = now_ms
            hello = Hello(self.id, self.boot, self._clock.now(), SOFTWARE, len(self._window))
            self._say(hello)

    def _hear(self, message: EngineMessage | Malformed) -> None:
        match message:
            case Welcome(boot=boot, stored=stored):
                self.welcomed = True
                self._settle(boot, stored, ())
                self._window.all_again()
            case Receipt(boot=boot, stored=stored, also=also):
                self._settle(boot, stored, also)
            case Reject():
                self._reject(message)
            case Resend(boot=boot, first=first, last=last):
                self._window.again(boot, first, last)
            case Malformed(reason=reason):
                _log.warning("%s cannot read the engine: %s", self.id, reason)
            case _:
                return

    def _settle(self, boot: int, stored: int, also: Sequence[int]) -> None:
        for kept in self._window.settle(boot, stored, also):
            self._close_book(kept, "receipted")

    def _reject(self, message: Reject) -> None:
        _log.warning("%s was rejected: %s (%s)", self.id, message.reason, message.code)
        if message.boot is None or message.sequence is None:
            return
        kept = self._window.drop(message.boot, message.sequence)
        if kept is not None:
            self._close_book(kept, "rejected", code=message.code, reason=message.reason)

    def _evict(self) -> None:
        kept = self._window.oldest_dispensable()
        if kept is None:
            return
        self._window.drop(kept.boot, kept.sequence)
        self.evicted += 1
        self._untold += 1
        self._close_book(kept, "evicted")

    def _tell_evictions(self) -> None:
        """What was given up is itself an event, once there is room and somebody listens."""
        if not self._untold or len(self._window) >= MOST_EVENTS:
            return
        count, self._untold = self._untold, 0
        text = f"보관함이 가득 차 오래된 이벤트 {count}건을 버림"
        name = f"{self.id}/{self.boot}/evicted/{self.evicted}"[-64:]
        more = {"text": text, "evicted": count}
        self.report(Report(name, "device.fault", subject="spool", data=more))

    def _close_book(self, kept: Kept, what: str, **more: object) -> None:
        self._spool.done(kept.boot, kept.sequence)
        self._evidence.note(
            what, self.id, self._clock.now(), boot=kept.boot, sequence=kept.sequence, **more
        )

    def _send_due(self, now_ms: int) -> None:
        due = self._window.due(now_ms)
        if not due:
            return
        self._spool.sync()
        for flight in due:
            kept = flight.kept
            at = self._clock.now()
            if not self._link.send((b"SEP1", b"EVENT", kept.json.encode("utf-8"))):
                return
            self._said_ms = now_ms
            if self._window.left(flight, now_ms):
                key = {"boot": kept.boot, "sequence": kept.sequence, "type": kept.type}
                self._evidence.note("sent", self.id, at, **key)

    def _say(self, message: DeviceMessage) -> None:
        if self._link.send(encode_device(message)):
            self._said_ms = self._clock.mono_ms()
