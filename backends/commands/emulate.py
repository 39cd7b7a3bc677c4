"""`sunra emulate`: an engine under the load of thousands of real devices. Main thread."""

import json
from argparse import Namespace
from pathlib import Path

from backends.commands.answering import await_answer, tell
from backends.commands.edge_parts import fresh_boot
from backends.commands.parts import folder_of, keys_in, registry_of, say
from backends.database.registry import RegistryRefused
from backends.simulated.emulator.emulator import Emulation
from backends.simulated.emulator.plan import Load
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.system.secret_file import replace_secret
from backends.system.stopping import stop_on_signals
from backends.zeromq.curve import make_pair
from backends.zeromq.device_crowd import ZmqDeviceCrowd
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair
from console.ports.store import Device

SEEN_WITHIN_S = 1.5
"""The engine reads the registry each second: until then new keys would be refused."""


def emulate(arguments: Namespace) -> int:
    """`sunra emulate`: one JSON report; 1 when an event was neither dropped nor receipted."""
    folder = folder_of(arguments)
    load = _load_of(arguments)
    names = [f"{arguments.prefix}-{number:05d}" for number in range(1, arguments.devices + 1)]
    with stop_on_signals() as stop:
        identities = _identities(folder, arguments.prefix, names)
        fresh = _enrol(folder, identities)
        card = await_answer(folder, stop, "no event is made until one does")
        if card is None or (fresh and stop.wait(SEEN_WITHIN_S)):
            return _ended_early(len(names))
        crowd = ZmqDeviceCrowd(card.door, card.server_key, len(names), reconnect_max_ms=2_000)
        try:
            emulation = Emulation(
                identities, crowd, SystemClock(), load,
                boot=fresh_boot(), connects=arguments.connects, tell=tell,
            )  # fmt: skip
            report = emulation.run(stop, arguments.patience)
        finally:
            crowd.close()
    say(report)
    tell("{made} made, {sent} sent, {receipted} receipted, {unreceipted} without a receipt, "
         "{welcomed} of {devices} devices welcomed".format(**report))  # fmt: skip
    faulty = report["unreceipted"] or report["rejected"] or report["welcomed"] < len(names)
    return 1 if faulty else 0


def _ended_early(devices: int) -> int:
    """Ended before anything was made: the same figures, all nothing, so that scripts may read."""
    nothing = dict.fromkeys(("welcomed", "made", "sent", "receipted", "unreceipted"), 0)
    say({"devices": devices, **nothing})
    tell(f"ended before an engine answered: {devices} devices, 0 welcomed, 0 events")
    return 1


def _load_of(arguments: Namespace) -> Load:
    if arguments.devices < 1 or arguments.rate <= 0 or arguments.seconds < 0:
        raise EnvironmentFault(
            "A load needs at least one device and a rate above 0", where="command line"
        )
    return Load(
        arguments.rate,
        arguments.seconds,
        arguments.total,
        arguments.burst,
        arguments.burst_life,
        arguments.life_share,
        arguments.positions,
        arguments.drop,
        arguments.repeat,
        arguments.reorder,
        arguments.seed,
    )


def _identities(folder: Installation, prefix: str, names: list[str]) -> dict[str, KeyPair]:
    """One file for all keys: thousands of files of their own take minutes to be durable."""
    path = folder.path / "simulated" / f"{prefix}-keys.json"
    known = _known(path)
    missing = [name for name in names if name not in known]
    known.update({name: make_pair() for name in missing})
    if missing:
        text = json.dumps({name: [pair.public, pair.secret] for name, pair in known.items()})
        replace_secret(path, text)
    return {name: known[name] for name in names}


def _known(path: Path) -> dict[str, KeyPair]:
    if not path.exists():
        return {}
    try:
        pairs = json.loads(path.read_text(encoding="utf-8"))
        return {name: KeyPair(*pair) for name, pair in pairs.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise EnvironmentFault(
            f"The emulated devices' keys cannot be read: {error}",
            where=str(path),
            remedy="delete the file and choose another --prefix",
        ) from error


def _enrol(folder: Installation, identities: dict[str, KeyPair]) -> int:
    """Register the devices that are not registered yet; how many those were."""
    with registry_of(folder, keys_in(folder.keys)) as registry:
        known = {device.id for device in registry.list()}
        fresh = [
            Device(name, "device", pair.public)
            for name, pair in identities.items()
            if name not in known
        ]
        for answer in registry.enrol_all(fresh):
            if isinstance(answer, RegistryRefused):
                raise EnvironmentFault(answer.reason.rstrip("."), remedy="choose another --prefix")
    return len(fresh)
