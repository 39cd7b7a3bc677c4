"""The engine under repeats, disorder, hostile frames, store faults and crashes: exactly once."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.alerts.alert import AlertClass
from console.ports.door import Frames
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.engine import Engine
from console.wire.codec import encode_device
from console.wire.sep1 import Bye, Event, Hello, Ping, Receipt
from tests.support.engine_doubles import (
    START,
    STORE_FAULT,
    MemoryDoors,
    MemoryStore,
    SetClock,
    device,
    event,
)

CATALOGUE = read_catalogue()
TYPES = ("bell.pressed", "sos.app", "analytics.crowd", "patrol.checkpoint", "vendor.x")
CONDITIONS = ("point", "active", "cleared")


class Night:
    """One device's night: an engine that is killed and a store that fails now and then."""

    def __init__(self, seed: int, count: int) -> None:
        self.random = Random(seed)
        self.store = MemoryStore([device()])
        self.clock = SetClock()
        self.unsent = {n: self._event(n) for n in range(1, count + 1)}
        self.promised: set[int] = set()
        self.start()

    def _event(self, number: int) -> Event:
        return event(
            number,
            type=self.random.choice(TYPES),
            condition=self.random.choice(CONDITIONS),
            subject=self.random.choice((None, "a", "b")),
        )

    def start(self) -> None:
        self.doors = MemoryDoors(self.clock)
        self.engine = Engine(Desk(CATALOGUE), self.store, self.doors, self.clock, "e")
        self.engine.start()
        self.say(encode_device(Hello("bell-1", 1, START)))

    def say(self, frames: tuple[bytes, ...]) -> None:
        self.doors.edge.inward.append(Frames(b"r", "bell-1", frames))

    def send_some(self) -> None:
        numbers = self.random.sample(sorted(self.unsent), min(len(self.unsent), 30))
        for number in numbers:
            frames = encode_device(self.unsent[number])
            if self.random.random() < 0.05:
                self.say(tuple(self._spoilt(frame) for frame in frames[:2]) + frames[2:])
            self.say(frames)
        self.say(encode_device(self.random.choice((Ping(1, START), Bye()))))

    def _spoilt(self, frame: bytes) -> bytes:
        return self.random.randbytes(3) if self.random.random() < 0.5 else frame

    def hear(self) -> None:
        for message in self.doors.edge.take_engine_messages():
            if isinstance(message, Receipt):
                got = {n for n in self.unsent if n <= message.stored} | set(message.also)
                self.promised |= got
                durable = {row.event.sequence for row in self.store.events()}
                assert got <= durable
                for number in got:
                    self.unsent.pop(number, None)

    def turn(self) -> None:
        self.store.fault = STORE_FAULT if self.random.random() < 0.2 else None
        self.send_some()
        self.engine.step()
        if self.random.random() < 0.1:
            self.start()
        else:
            self.hear()
        self.clock.ms += self.random.choice((10, 200, 6_000))

    def play(self) -> None:
        for _ in range(400):
            if not self.unsent:
                return
            self.turn()
        raise AssertionError("the device is never done")


@given(st.integers(0, 2**32), st.integers(1, 120))
@settings(max_examples=40, deadline=None)
def test_that_every_event_is_stored_exactly_once_and_receipted_after_it(
    seed: int, count: int
) -> None:
    night = Night(seed, count)
    night.play()
    rows = Counter(row.event.sequence for row in night.store.events())
    assert rows == Counter(range(1, count + 1))
    assert night.engine.counters()["faults"] == 0
    _check_alerts(night)


def _check_alerts(night: Night) -> None:
    """Every alerting event has its alert; each life-safety point event one of its own."""
    alerts: list[int] = []
    for row in night.store.events():
        kind = CATALOGUE.type_of(row.event.type)
        if row.event.condition == "cleared":
            continue
        assert (row.alert is not None) == kind.alerting
        if kind.alert_class is AlertClass.LIFE and row.event.condition == "point":
            assert row.alert is not None
            alerts.append(row.alert)
    assert len(alerts) == len(set(alerts))
