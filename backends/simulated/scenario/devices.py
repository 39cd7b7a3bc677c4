"""Plays a rehearsed scenario with real devices, each with its own key and connection.

One process, one thread, many devices. The play begins when the engine has welcomed the cast;
without an engine it waits. After the last moment the devices stay and keep their heartbeat.
"""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event as Flag
from uuid import UUID

from backends.simulated.scenario.edge import OpenDevice
from backends.simulated.scenario.edge_evidence import Evidence
from backends.simulated.scenario.rehearsal import DevicePlan, Moment, Rehearsal
from backends.simulated.scenario.units import UnitReporter
from console.ports.clock import Clock
from console.ports.device_link import DeviceNetwork
from console.ports.edge_device import EdgeDevice
from console.ports.edge_reporter import EdgeReport

TURN_MS = 20
GRACE_MS = 5_000
HEALTH_MS = 10_000

_log = logging.getLogger("edge")


def run_devices(
    rehearsal: Rehearsal,
    open_device: OpenDevice,
    network: DeviceNetwork,
    clock: Clock,
    folder: Path,
    stop: Flag,
    *,
    begun: Callable[[int], None] | None = None,
) -> None:
    """Host the scenario's devices until `stop`; blocks.

    `open_device` starts a device on the network; `folder` gets `sent.jsonl`, the record of what
    was sent. `begun` is called once with the number of welcomed devices when simulated time
    starts. The network is closed by its owner.
    """
    evidence = Evidence(folder / "sent.jsonl")
    troupe = Troupe(rehearsal, open_device, clock, evidence)
    try:
        while not stop.is_set():
            network.wait(TURN_MS)
            if troupe.turn() and begun is not None:
                begun(troupe.welcomed)
    finally:
        troupe.stop()
        evidence.close()


class Troupe:
    """The devices of one rehearsal and the play's clock."""

    def __init__(
        self,
        rehearsal: Rehearsal,
        open_device: OpenDevice,
        clock: Clock,
        evidence: Evidence,
    ) -> None:
        self._rehearsal = rehearsal
        self._open_device = open_device
        self._clock = clock
        self._evidence = evidence
        self._plans = {plan.id: plan for plan in rehearsal.part("devices")}
        self._reporters: dict[str, UnitReporter] = {}
        self._devices: dict[str, EdgeDevice] = {}
        self._next = 0
        self._begun_ms: int | None = None
        self._first_welcome_ms: int | None = None
        for plan in self._plans.values():
            self._enter(plan)

    @property
    def welcomed(self) -> int:
        """How many devices the engine has welcomed on their present connection."""
        return sum(device.welcomed for device in self._devices.values())

    @property
    def over(self) -> bool:
        """Whether every moment was played."""
        return self._next >= len(self._rehearsal.moments)

    @property
    def waiting(self) -> int:
        """Events without a receipt, over all devices."""
        return sum(device.waiting for device in self._devices.values())

    def turn(self) -> bool:
        """One round over all devices; True in the round in which the play begins."""
        begins = self._begins()
        self._play()
        for device in self._devices.values():
            device.turn()
        for reporter in self._reporters.values():
            reporter.turn()
        return begins

    def stop(self) -> None:
        """Every device says BYE."""
        for device in self._devices.values():
            device.stop()

    def _begins(self) -> bool:
        if self._begun_ms is not None:
            return False
        now_ms = self._clock.mono_ms()
        if self._first_welcome_ms is None and self.welcomed:
            self._first_welcome_ms = now_ms
        waited = self._first_welcome_ms is not None and now_ms - self._first_welcome_ms >= GRACE_MS
        if self.welcomed < len(self._devices) and not waited:
            return False
        self._begun_ms = now_ms
        return True

    def _play(self) -> None:
        if self._begun_ms is None:
            return
        elapsed_s = (self._clock.mono_ms() - self._begun_ms) / 1_000 * self._rehearsal.speed
        moments = self._rehearsal.moments
        while self._next < len(moments) and moments[self._next].at_s <= elapsed_s:
            self._act(moments[self._next])
            self._next += 1

    def _act(self, moment: Moment) -> None:
        device = self._devices[moment.device]
        match moment.action:
            case "die":
                device.die()
            case "stop":
                device.stop()
            case "return" if not device.running:
                self._enter(self._plans[moment.device])
                self._evidence.note("returned", moment.device, self._clock.now())
            case "event" if device.running:
                device.report(self._report_of(moment, device.boot))
            case _:
                _log.info("%s cannot %s now", moment.device, moment.action)

    def _enter(self, plan: DevicePlan) -> None:
        device = self._open_device(plan, self._evidence)
        self._devices[plan.id] = device
        every_ms = 1_000 if plan.units else HEALTH_MS
        self._reporters[plan.id] = UnitReporter(device, plan.units, self._clock, every_ms)

    def _report_of(self, moment: Moment, boot: int) -> EdgeReport:
        return EdgeReport(
            moment.type,
            condition=moment.condition,
            subject=moment.subject,
            drill=moment.drill,
            data=moment.data,
            id=event_id(self._rehearsal, moment, boot),
        )


def event_id(rehearsal: Rehearsal, moment: Moment, boot: int) -> str:
    """The same for the same scenario, seed, moment and boot; never the same for another boot."""
    name = f"{rehearsal.scenario}/{rehearsal.seed}/{moment.device}/{boot}/{moment.index}"
    return str(UUID(bytes=hashlib.sha256(name.encode()).digest()[:16], version=5))
