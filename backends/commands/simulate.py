"""`sunra simulate`: cameras, devices and units as processes of their own. Main thread."""

import threading
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from backends.commands.answering import EngineWatch, tell
from backends.commands.edge_parts import spool_of
from backends.commands.parts import folder_of, keys_in, refuse, registry_of, say
from backends.database.registry import Registry
from backends.database.seat_journal import SqlSeatJournal
from backends.edge_client.device import SpooledDevice
from backends.edge_client.spool import Spool
from backends.keys.file_keys import FileKeys
from backends.map_data.site_file import builtin_site
from backends.simulated.cameras.streams import streamed_cameras
from backends.simulated.parts import stop_at_end_of_input
from backends.simulated.scenario.edge_evidence import Evidence, read_evidence
from backends.simulated.scenario.rehearsal import DevicePlan, Rehearsal, rehearse
from backends.simulated.scenario.scenario import read_scenario
from backends.simulated.simulation import (
    FIELD,
    device_of,
    play_cameras,
    play_edge,
    play_field,
    run_parts,
)
from backends.system.clock import SystemClock
from backends.system.engine_process import EngineCard, await_engine
from backends.system.installation import Installation
from backends.system.stopping import stop_on_signals
from backends.zeromq.curve import make_pair
from backends.zeromq.device_link import ZmqDeviceNetwork
from backends.zeromq.seat_link import ZmqSeatLink

SEAT = "seat-simulated"
OPERATOR = "SIM-01"
_WITNESSES = ("sent.jsonl", "units.jsonl", "field.jsonl")


def simulate(arguments: Namespace) -> int:
    """`sunra simulate`: cameras, devices and units as processes of their own."""
    folder = folder_of(arguments)
    with stop_on_signals() as stop:
        if arguments.part == "cameras":
            play_cameras(folder.path, arguments.seed, stop)
            return 0
        site, scenario = builtin_site("seongdong"), read_scenario(arguments.scenario)
        rehearsal = rehearse(site, scenario, arguments.seed, arguments.speed)
        if arguments.part:
            _play_edge(arguments.part, rehearsal, folder, stop)
            return 0
        with registry_of(folder, keys_in(folder.keys)) as registry:
            _enrol_cast(folder, registry, rehearsal.devices)
            if rehearsal.field is not None:
                pair = _keys_of(folder).curve(SEAT)
                refuse(registry.register_seat(SEAT, pair.public), SEAT)
        words = [
            "--data", str(folder.path), "--scenario", arguments.scenario,
            "--seed", str(arguments.seed), "--speed", str(arguments.speed),
        ]  # fmt: skip
        cameras = streamed_cameras(site, rehearsal.devices, arguments.cameras)
        play = folder.path / "simulated"
        before = {name: _size_of(play / name) for name in _WITNESSES}
        watch = EngineWatch(folder, "the play waits for one, and what was seen is sent then")
        run_parts(
            rehearsal, cameras, folder.path,
            lambda part: [*arguments.program, "simulate", *words, "--part", part], stop, watch.look,
        )  # fmt: skip
        return _account(play, before, answered=watch.answered)


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _account(play: Path, before: Mapping[str, int], *, answered: bool) -> int:
    """What this run sent and what was receipted; 1 when no engine ever answered it."""
    sent = [each for name in before for each in read_evidence(play / name, before[name])]
    receipted = sum(each.receipted is not None for each in sent)
    counts = {"sent": len(sent), "receipted": receipted, "unreceipted": len(sent) - receipted}
    say({"ended": True, "answered": answered, **counts})
    words = ", ".join(f"{count} {name}" for name, count in counts.items())
    tell(words if answered else f"no engine ever answered: {words}")
    return 0 if answered else 1


def _enrol_cast(folder: Installation, registry: Registry, plans: Sequence[DevicePlan]) -> None:
    """Register the devices that are not registered yet, as an installer would."""
    keys = _keys_of(folder)
    known = {device.id for device in registry.list()}
    for plan in plans:
        if plan.id not in known:
            refuse(registry.enrol(device_of(plan, keys.curve(plan.id).public)), plan.id)


def _play_edge(
    part: str, rehearsal: Rehearsal, folder: Installation, stop: threading.Event
) -> None:
    """The devices or the units: they wait for the engine of the folder, then report to it."""
    stop_at_end_of_input(stop)
    keys = _keys_of(folder)
    identities = {plan.id: keys.curve(plan.id) for plan in rehearsal.part(part)}
    card = await_engine(folder, stop)
    if card is None:
        return
    network = ZmqDeviceNetwork(card.door, card.server_key, reconnect_max_ms=1_000)
    clock = SystemClock()

    def open_device(plan: DevicePlan, evidence: Evidence) -> SpooledDevice:
        spool = Spool(spool_of(folder.path / "simulated", plan.id), owner=plan.id)
        link = network.open(identities[plan.id])
        return SpooledDevice(
            plan.id, link, spool, clock,
            interval_s=plan.interval_s, witness=evidence, software="sunra-simulated 1",
        )  # fmt: skip

    with ExitStack() as stack:
        stack.callback(network.close)
        if part == FIELD:
            seat = _seat_of(folder, card, keys)
            stack.callback(seat.close)
            play_field(rehearsal, open_device, seat, network, clock, folder.path, stop)
        else:
            play_edge(part, rehearsal, open_device, network, clock, folder.path, stop)


def _keys_of(folder: Installation) -> FileKeys:
    return FileKeys(folder.path / "simulated" / "keys", make_pair)


def _seat_of(folder: Installation, card: EngineCard, keys: FileKeys) -> ZmqSeatLink:
    """The seat that books, with a key and a journal of its own like any other."""
    path, secret = folder.path / "simulated" / f"{SEAT}.db", keys.secret("seat-journal")
    return ZmqSeatLink(
        card.seats, card.server_key, keys.curve(SEAT), SEAT, OPERATOR,
        lambda: SqlSeatJournal(path, secret), SystemClock(),
    )  # fmt: skip
