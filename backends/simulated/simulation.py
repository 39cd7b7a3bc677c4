"""A whole simulation: its parts as processes of their own, and what each part does.

The composition root gives what strangers know: how a part is started, where the engine is, keys.
"""

import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from backends.simulated.cameras.cameras import run_cameras
from backends.simulated.cameras.farm import FarmPlan
from backends.simulated.cameras.streams import write_site_file
from backends.simulated.evenings.field_booth import Booth
from backends.simulated.evenings.field_cast import Mobile
from backends.simulated.evenings.field_plan import FieldPlan
from backends.simulated.evenings.field_play import FieldPlay, run_field
from backends.simulated.parts import Part, stop_at_end_of_input, watch
from backends.simulated.scenario.devices import run_devices
from backends.simulated.scenario.edge import OpenDevice
from backends.simulated.scenario.edge_evidence import Evidence
from backends.simulated.scenario.rehearsal import DevicePlan, Rehearsal
from backends.simulated.scenario.units import run_units
from console.ports.clock import Clock
from console.ports.device_link import DeviceNetwork
from console.ports.seat_link import SeatLink
from console.ports.store import Device

PARTS = ("cameras", "devices", "units")
FIELD = "field"


def device_of(plan: DevicePlan, public_key: str) -> Device:
    """What an installer registers for a device of the cast."""
    return Device(
        plan.id,
        plan.device_class,
        public_key,
        cameras=plan.cameras,
        interval_s=plan.interval_s,
    )


def run_parts(
    rehearsal: Rehearsal,
    cameras: Sequence[str],
    data: Path,
    command: Callable[[str], Sequence[str]],
    stop: threading.Event,
    look: Callable[[], None],
) -> None:
    """Start every part, write the site file, say one JSON line and stay until `stop`.

    `command(part)` starts that part; `look` is called meanwhile. Raises EnvironmentFault when a
    part cannot start or ends.
    """
    play = data / "simulated"
    (play / "cameras.json").write_text(json.dumps(list(cameras)), encoding="utf-8")
    with ExitStack() as stack:
        parts = []
        for name in PARTS if rehearsal.field is None else (*PARTS, FIELD):
            part = Part(name, command(name))
            stack.callback(part.end)
            parts.append(part)
        ports = parts[0].ready()
        write_site_file(data / "site.json", cameras, int(ports["port"]))
        said = {
            "started": True,
            "scenario": rehearsal.scenario,
            "seed": rehearsal.seed,
            "site": str(data / "site.json"),
            "evidence": str(play / "sent.jsonl"),
            "rtsp_port": ports["port"],
            "camera_control_port": ports["control_port"],
            "cameras": list(cameras),
            "devices": [plan.id for plan in rehearsal.devices],
            "processes": {part.name: part.process.pid for part in parts},
        }
        _say(said)
        watch(parts, stop, look)


def play_cameras(data: Path, seed: int, stop: threading.Event) -> None:
    """The part that serves the pictures; says its ports in one JSON line."""
    stop_at_end_of_input(stop)
    cameras = json.loads((data / "simulated" / "cameras.json").read_text(encoding="utf-8"))
    seeds = tuple((camera, seed * 1000 + index) for index, camera in enumerate(cameras))
    run_cameras(FarmPlan(seeds), stop, _say)


def play_edge(
    part: str,
    rehearsal: Rehearsal,
    open_device: OpenDevice,
    network: DeviceNetwork,
    clock: Clock,
    data: Path,
    stop: threading.Event,
) -> None:
    """The part that hosts the "devices" or the "units"; the network is its owner's."""
    run = run_devices if part == "devices" else run_units
    run(rehearsal, open_device, network, clock, data / "simulated", stop)


def play_field(
    rehearsal: Rehearsal,
    open_device: OpenDevice,
    seat: SeatLink,
    network: DeviceNetwork,
    clock: Clock,
    data: Path,
    stop: threading.Event,
) -> None:
    """The part of those who are out and of the seat that books; both links are their owner's."""
    evidence = Evidence(data / "simulated" / "field.jsonl")
    try:
        mobiles = {
            plan.id: Mobile(open_device(plan, evidence), plan.units[0].walk.at(0)[0], clock)
            for plan in rehearsal.part(FIELD)
        }
        plan = rehearsal.field or FieldPlan()
        run_field(FieldPlay(plan, Booth(seat), mobiles, clock, rehearsal.speed), network, stop)
    finally:
        evidence.close()


def _say(value: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
