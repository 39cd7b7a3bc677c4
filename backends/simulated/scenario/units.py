"""Units in the field: positions once a second in STATE messages, several units to a gateway.

One process, one thread. Positions are refreshable: without a connection they are simply not sent.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Event as Flag

from backends.simulated.scenario.edge import OpenDevice
from backends.simulated.scenario.edge_evidence import Evidence
from backends.simulated.scenario.rehearsal import Rehearsal, UnitPlan
from backends.simulated.scenario.units_walk import noisy
from console.ports.clock import Clock
from console.ports.device_link import DeviceNetwork
from console.ports.edge_device import EdgeDevice
from console.wire.sep1 import PositionReport

STATE_MS = 1_000


class UnitReporter:
    """Tells the state of one device in time: its units' positions, and that it is well."""

    def __init__(
        self, device: EdgeDevice, units: Sequence[UnitPlan], clock: Clock, every_ms: int = STATE_MS
    ) -> None:
        self._device = device
        self._units = units
        self._clock = clock
        self._every_ms = every_ms
        self._begun_ms = clock.mono_ms()
        self._told_ms = self._begun_ms - every_ms

    def turn(self) -> None:
        """Send the state when it is time and the engine has welcomed the device."""
        now_ms = self._clock.mono_ms()
        if not self._device.welcomed or now_ms - self._told_ms < self._every_ms:
            return
        self._told_ms = now_ms
        seconds = (now_ms - self._begun_ms) / 1_000
        fixes = [self._fix(unit, seconds) for unit in self._units]
        health = None if fixes else {"ok": True, "uptime_s": int(seconds)}
        self._device.tell_state(fixes, health)

    def _fix(self, unit: UnitPlan, seconds: float) -> PositionReport:
        true_place, heading, speed = unit.walk.at(seconds)
        place, accuracy = noisy(true_place, f"{unit.name}/{int(seconds)}")
        return PositionReport(
            unit.name,
            self._clock.now(),
            round(place.lat, 6),
            round(place.lon, 6),
            accuracy,
            round(speed, 2),
            round(heading, 1) % 360,
            round(max(5.0, 96 - seconds / 240), 1),
        )


def run_units(
    rehearsal: Rehearsal,
    open_device: OpenDevice,
    network: DeviceNetwork,
    clock: Clock,
    folder: Path,
    stop: Flag,
) -> None:
    """Host the gateways of the 24 units until `stop`; blocks. The network is its owner's."""
    evidence = Evidence(folder / "units.jsonl")
    plans = rehearsal.part("units")
    devices = [open_device(plan, evidence) for plan in plans]
    reporters = [
        UnitReporter(device, plan.units, clock) for device, plan in zip(devices, plans, strict=True)
    ]
    try:
        while not stop.is_set():
            network.wait(50)
            for device in devices:
                device.turn()
            for reporter in reporters:
                reporter.turn()
    finally:
        for device in devices:
            device.stop()
        evidence.close()
