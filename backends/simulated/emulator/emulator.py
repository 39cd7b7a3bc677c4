"""Thousands of devices in one thread, under a load that is planned beforehand.

Devices are let in at a bounded pace; events begin when all are welcomed. Reports what was sent and
what became of it, as a witness independent of the engine.
"""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles
from typing import Any

from backends.simulated.emulator.device import EmulatedDevice, Tally
from backends.simulated.emulator.plan import Load, Making, makings
from backends.simulated.emulator.silence import Silence
from console.ports.clock import Clock
from console.ports.device_link import DeviceCrowd, DeviceLink
from console.ports.keys import KeyPair

TURN_MS = 5
TEND_MS = 250
STATE_MS = 1_000


class Emulation:
    """One run. `connects` is how many connections are begun each second."""

    def __init__(
        self,
        identities: Mapping[str, KeyPair],
        crowd: DeviceCrowd,
        clock: Clock,
        load: Load,
        *,
        boot: int,
        connects: float = 200.0,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """`identities` are device ids with their key pairs; the crowd is closed by its owner.

        `tell` hears in words when nothing comes back for 5 s, and when it does again.
        """
        self._waiting_room = list(identities.items())
        self._crowd = crowd
        self._clock = clock
        self._load = load
        self._boot = boot
        self._connects = connects
        self._tally = Tally()
        self._devices: dict[DeviceLink, EmulatedDevice] = {}
        self._cast: list[EmulatedDevice] = []
        self._busy: dict[str, EmulatedDevice] = {}
        self._chance = random.Random(load.seed + 1)
        self._tell = tell
        self._silence = Silence(clock.mono_ms())
        self._tended_ms = self._placed_ms = 0

    def run(self, stop: threading.Event, patience_s: float) -> dict[str, Any]:
        """Connect everybody, play the load, wait for the last receipts; then the report.

        `stop` ends the making of events early; what was made is still waited for.
        """
        begun_ms = self._clock.mono_ms()
        self._until(stop, patience_s, self._all_welcomed, connecting=True)
        connect_s = (self._clock.mono_ms() - begun_ms) / 1_000
        welcomed = sum(device.welcomed for device in self._cast)
        played_s = self._play(stop)
        for device in self._cast:
            device.release()
            if device.last_dropped:
                # A hole shows only below a later number.
                self._make(device, Making(0.0, "patrol.checkpoint"))
        waited_ms = self._clock.mono_ms()
        self._until(threading.Event(), patience_s, self._all_settled)
        waited_s = (self._clock.mono_ms() - waited_ms) / 1_000
        return {
            "devices": len(self._cast) + len(self._waiting_room),
            "welcomed": welcomed,
            "connect_s": round(connect_s, 2),
            **self._counts(),
            "seconds": round(played_s, 2),
            "tail_s": round(waited_s, 2),
            "receipted_per_s": round(self._tally.receipted / max(played_s + waited_s, 0.001), 1),
            "latency_ms": in_words([*self._tally.plain_s, *self._tally.life_s]),
            "life_latency_ms": in_words(self._tally.life_s),
            "dropped": [
                {"device": device, "boot": self._boot, "from": first, "to": last}
                for device, first, last in self._tally.losses.ranges()
            ],
        }

    def _counts(self) -> dict[str, int]:
        tally = self._tally
        return {
            "made": tally.made,
            "sent": tally.sent,
            "receipted": tally.receipted,
            "rejected": tally.rejected,
            "unreceipted": sum(device.waiting for device in self._cast),
            "resends": tally.resends,
            "repeated": tally.repeated,
            "reordered": tally.reordered,
            "reconnects": tally.welcomes - sum(1 for each in self._cast if each.welcomed),
        }

    def _play(self, stop: threading.Event) -> float:
        begun_ms = self._clock.mono_ms()
        for making in makings(self._load):
            while (elapsed_s := (self._clock.mono_ms() - begun_ms) / 1_000) < making.at_s:
                left_ms = int((making.at_s - elapsed_s) * 1_000)
                self._turn(max(1, min(TURN_MS, left_ms)))
                if stop.is_set():
                    return elapsed_s
            if self._tally.made % 64 == 63:
                self._turn(0)
            if stop.is_set():
                break
            if self._cast:
                self._make(self._chance.choice(self._cast), making)
        return (self._clock.mono_ms() - begun_ms) / 1_000

    def _make(self, device: EmulatedDevice, making: Making) -> None:
        device.make(making.type, making.fault)
        device.flush(self._clock.mono_ms())
        self._busy[device.id] = device

    def _until(
        self,
        stop: threading.Event,
        patience_s: float,
        condition: Callable[[], bool],
        *,
        connecting: bool = False,
    ) -> None:
        begun_ms = self._clock.mono_ms()
        while not stop.is_set():
            elapsed_ms = self._clock.mono_ms() - begun_ms
            if connecting:
                self._let_in(elapsed_ms)
            self._turn(TURN_MS)
            if condition() or elapsed_ms > patience_s * 1_000:
                return

    def _let_in(self, elapsed_ms: int) -> None:
        while self._waiting_room and len(self._cast) <= elapsed_ms / 1_000 * self._connects:
            name, pair = self._waiting_room.pop(0)
            link = self._crowd.open(pair)
            device = EmulatedDevice(name, self._boot, link, self._clock, self._tally)
            self._devices[link] = device
            self._cast.append(device)

    def _listen(self, now_ms: int) -> None:
        came = self._tally.welcomes + self._tally.receipted + self._tally.rejected
        words = self._silence.look(came, now_ms, waits=not self._all_welcomed() or bool(self._busy))
        if words and self._tell is not None:
            self._tell(words)

    def _all_welcomed(self) -> bool:
        return not self._waiting_room and all(device.welcomed for device in self._cast)

    def _all_settled(self) -> bool:
        return not any(device.waiting for device in self._cast)

    def _turn(self, timeout_ms: int) -> None:
        links: Sequence[DeviceLink] = self._crowd.ready(timeout_ms)
        now_ms = self._clock.mono_ms()
        for link in links:
            device = self._devices[link]
            device.take(now_ms)
            device.flush(now_ms)
        if now_ms - self._tended_ms >= TEND_MS:
            self._tended_ms = now_ms
            self._tend(now_ms)

    def _tend(self, now_ms: int) -> None:
        """Resend what is due, keep quiet links alive, tell places."""
        for device in list(self._busy.values()):
            device.flush(now_ms)
            if not device.waiting:
                del self._busy[device.id]
        for device in self._cast:
            device.ping(now_ms)
        self._listen(now_ms)
        if self._load.positions and now_ms - self._placed_ms >= STATE_MS:
            self._placed_ms = now_ms
            for device in self._cast:
                lat = 37.54 + self._chance.random() / 100
                device.tell_place(now_ms, lat, 127.04 + self._chance.random() / 100)


def in_words(waits_s: Sequence[float]) -> dict[str, float] | None:
    """Percentiles in milliseconds; None of nothing."""
    if not waits_s:
        return None
    if len(waits_s) == 1:
        waits_s = [*waits_s, *waits_s]
    cuts = quantiles(waits_s, n=100, method="inclusive")
    marks = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(waits_s)}
    return {name: round(seconds * 1_000, 1) for name, seconds in marks.items()}
