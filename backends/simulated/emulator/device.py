"""One emulated device: real connection, real key, no disk. Hosted by the thousand in one thread."""

import time
from dataclasses import dataclass, field
from uuid import uuid4

from backends.simulated.emulator.plan import Losses
from console.ports.clock import Clock
from console.ports.device_link import DeviceLink
from console.services.edge_outbox import LIFE_TYPES, Flight, Outbox
from console.wire.codec import decode_engine, encode_device
from console.wire.sep1 import (
    DeviceMessage,
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

HELLO_AGAIN_MS = 5_000
PING_MS = 4_000


@dataclass(slots=True)
class Made:
    """An event on its way: its frames and when it was made, in seconds of a precise clock.

    One with `twice` is sent again at once.
    """

    frames: tuple[bytes, ...]
    made_s: float
    twice: bool = False


@dataclass(slots=True)
class Tally:
    """What happened to all events of all devices. Latencies are in seconds, made to receipt."""

    made: int = 0
    sent: int = 0
    resends: int = 0
    repeated: int = 0
    reordered: int = 0
    receipted: int = 0
    rejected: int = 0
    welcomes: int = 0
    plain_s: list[float] = field(default_factory=list)
    life_s: list[float] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)


class EmulatedDevice:
    """A device whose events live in memory only."""

    def __init__(
        self, device: str, boot: int, link: DeviceLink, clock: Clock, tally: Tally
    ) -> None:
        self.id = device
        self._boot = boot
        self._link = link
        self._clock = clock
        self._tally = tally
        self._outbox: Outbox[Made] = Outbox()
        self._sequence = 0
        self._held: Flight[Made] | None = None
        self._greeted = 0
        self._hello_ms = 0
        self.said_ms = 0
        self.last_dropped = False
        self.welcomed = False

    @property
    def waiting(self) -> int:
        """Events without receipt or rejection."""
        return len(self._outbox)

    def make(self, kind: str, fault: str = "") -> None:
        """Make one event; `fault` is "", drop, repeat or reorder. `flush` sends it."""
        self._sequence += 1
        self._tally.made += 1
        self.last_dropped = fault == "drop"
        if self.last_dropped:
            self._tally.losses.add(self.id, self._sequence)
            return
        made = Made(encode_device(self._event(kind)), time.perf_counter(), fault == "repeat")
        flight = self._outbox.add(self._boot, self._sequence, made, life=kind in LIFE_TYPES)
        held, self._held = self._held, None
        if held is not None:
            # Its successor goes first when both can go now.
            self._tally.reordered += self.welcomed
            self.flush(self._clock.mono_ms(), without=held)
        elif fault == "reorder":
            self._held = flight

    def take(self, now_ms: int) -> None:
        """Take what came and greet when the connection is new."""
        self._greet(now_ms)
        for frames in self._link.receive(256):
            self._hear(frames)

    def flush(self, now_ms: int, without: Flight[Made] | None = None) -> None:
        """Send what is due, `without` one that has to wait."""
        if not self.welcomed:
            return
        for flight in self._outbox.due(now_ms):
            if flight is self._held or flight is without:
                continue
            if not self._link.send(flight.content.frames):
                return
            self.said_ms = now_ms
            first = self._outbox.left(flight, now_ms)
            self._tally.sent += first
            self._tally.resends += not first
            if first and flight.content.twice and self._link.send(flight.content.frames):
                self._tally.repeated += 1

    def release(self) -> None:
        """Hold nothing back any more."""
        self._held = None

    def ping(self, now_ms: int) -> None:
        """Keep the link alive when there was nothing else to say."""
        if self.welcomed and now_ms - self.said_ms >= PING_MS:
            self._say(Ping(now_ms, self._clock.now()), now_ms)

    def tell_place(self, now_ms: int, lat: float, lon: float) -> None:
        """One position of this device's unit."""
        if self.welcomed:
            now = self._clock.now()
            fix = PositionReport(f"unit-{self.id}", now, lat, lon, 8.0)
            self._say(State(self.id, now, (fix,)), now_ms)

    def _event(self, kind: str) -> Event:
        return Event(
            id=str(uuid4()),
            source=self.id,
            type=kind,
            time=self._clock.now(),
            boot=self._boot,
            sequence=self._sequence,
            mono_ms=self._clock.mono_ms(),
            data={"confidence": 0.8, "text": "emulated"},
        )

    def _greet(self, now_ms: int) -> None:
        if not self._link.connected:
            self.welcomed = False
            return
        fresh = self._link.connection != self._greeted
        if fresh or (not self.welcomed and now_ms - self._hello_ms >= HELLO_AGAIN_MS):
            self._greeted = self._link.connection
            self._hello_ms = now_ms
            self.welcomed = False
            self._say(Hello(self.id, self._boot, self._clock.now(), "sunra-emulated 1"), now_ms)

    def _hear(self, frames: tuple[bytes, ...]) -> None:
        match decode_engine(frames):
            case Receipt(boot=boot, stored=stored, also=also):
                self._settle(self._outbox.settle(boot, stored, also))
            case Welcome(boot=boot, stored=stored):
                self.welcomed = True
                self._tally.welcomes += 1
                self._settle(self._outbox.settle(boot, stored))
                self._outbox.all_again()
            case Resend(boot=boot, first=first, last=last):
                self._outbox.again(boot, first, last)
            case Reject(boot=int(boot), sequence=int(sequence)):
                if self._outbox.drop(boot, sequence) is not None:
                    self._tally.rejected += 1
            case _:
                return

    def _settle(self, done: list[Flight[Made]]) -> None:
        now_s = time.perf_counter()
        for flight in done:
            if flight is self._held:
                self._held = None
            self._tally.receipted += 1
            waits = self._tally.life_s if flight.life else self._tally.plain_s
            waits.append(now_s - flight.content.made_s)

    def _say(self, message: DeviceMessage, now_ms: int) -> None:
        if self._link.send(encode_device(message)):
            self.said_ms = now_ms
