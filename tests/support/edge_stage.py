"""A small real engine end for simulated devices: a door that stores, receipts and may die."""

import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from backends.edge_client.device import SpooledDevice
from backends.edge_client.spool import Spool
from backends.edge_client.stock import Bounds
from backends.simulated.scenario.edge_evidence import Evidence
from backends.zeromq.curve import make_pair
from backends.zeromq.device_link import ZmqDeviceNetwork
from backends.zeromq.doors import ZmqDoors
from console.ports.door import Frames
from console.ports.edge_reporter import EdgeReport
from console.ports.keys import KeyPair
from console.wire.codec import decode_device, encode_engine
from console.wire.sep1 import (
    Bye,
    EngineMessage,
    Event,
    Hello,
    Ping,
    Pong,
    Receipt,
    State,
    Welcome,
)

ENGINE = make_pair()


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


class SmallEngine:
    """Keeps every event in order of arrival and receipts at once, unless told to withhold."""

    def __init__(self, identities: dict[str, KeyPair], door: str = "tcp://127.0.0.1:0") -> None:
        self.doors = ZmqDoors(ENGINE, door, "tcp://127.0.0.1:0")
        self.doors.set_devices({pair.public: name for name, pair in identities.items()})
        self.arrived: list[Event] = []
        self.states: list[State] = []
        self.hellos: list[Hello] = []
        self.byes: list[str] = []
        self.pings = 0
        self.withhold = False
        self.welcome = True
        self.stored: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.routing: dict[str, bytes] = {}

    def turn(self, most: int = 256) -> None:
        self.doors.wait(1)
        for frames in self.doors.edge.receive(most):
            self._take(frames)

    def say(self, device: str, message: EngineMessage) -> None:
        self.doors.edge.send(self.routing[device], encode_engine(message))

    def close(self) -> None:
        self.doors.close()

    def _take(self, frames: Frames) -> None:
        self.routing[frames.name] = frames.routing
        match decode_device(frames.frames):
            case Hello() as hello:
                self.hellos.append(hello)
                if not self.welcome:
                    return
                stored = self._contiguous(hello.device, hello.boot)
                now = datetime.now(UTC)
                self.say(frames.name, Welcome(hello.device, hello.boot, stored, now, 1000, 65536))
            case Event() as event:
                self._store(frames.name, event)
            case State() as state:
                self.states.append(state)
            case Ping(mono_ms=mono_ms):
                self.pings += 1
                self.say(frames.name, Pong(mono_ms, datetime.now(UTC)))
            case Bye():
                self.byes.append(frames.name)
            case other:
                raise AssertionError(f"{frames.name} said {other}")

    def _store(self, name: str, event: Event) -> None:
        assert event.source == name
        self.arrived.append(event)
        if self.withhold:
            return
        key = (event.source, event.boot)
        self.stored[key].add(event.sequence)
        stored = self._contiguous(*key)
        also = tuple(sorted(number for number in self.stored[key] if number > stored))
        self.say(name, Receipt(event.boot, stored, also))

    def _contiguous(self, device: str, boot: int) -> int:
        held, number = self.stored[device, boot], 0
        while number + 1 in held:
            number += 1
        return number


class EdgeStage:
    """One device, its network and the small engine, all in the test's thread."""

    def __init__(
        self, folder: Path, names: tuple[str, ...] = ("bell-1",), bounds: Bounds | None = None
    ) -> None:
        self.folder = folder
        self.bounds = bounds
        self.identities = {name: make_pair() for name in names}
        self.engine = SmallEngine(self.identities)
        self.endpoint = self.engine.doors.door_endpoint
        self.network = self._network()
        self.evidence = Evidence(folder / "sent.jsonl")
        self.device = self.enter(names[0])

    def _network(self) -> ZmqDeviceNetwork:
        return ZmqDeviceNetwork(self.endpoint, ENGINE.public, reconnect_max_ms=300)

    def enter(self, name: str, first_boot: int = 1) -> SpooledDevice:
        spool = Spool(self.folder / name, first_boot=first_boot)
        link = self.network.open(self.identities[name])
        return SpooledDevice(
            name, link, spool, RealClock(), interval_s=5.0,
            bounds=self.bounds, witness=self.evidence,
        )  # fmt: skip

    def report(self, count: int = 1, type_: str = "analytics.loitering") -> None:
        for _ in range(count):
            number = self.device.waiting + len(self.engine.arrived)
            self.device.report(EdgeReport(type_, id=f"{time.monotonic_ns()}-{number}"))

    def turn(self) -> None:
        self.network.wait(1)
        self.device.turn()
        if self.engine is not None:
            self.engine.turn()

    def restart_engine(self, stored: bool = True) -> None:
        old = self.engine
        self.engine = SmallEngine(self.identities, self.endpoint)
        if stored:
            self.engine.stored = old.stored

    def close(self) -> None:
        self.device.stop()
        self.network.close()
        self.evidence.close()
        self.engine.close()
