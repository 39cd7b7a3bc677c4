"""`sunra enrol`: the registry of edge devices, from the command line. Main thread."""

from argparse import Namespace
from dataclasses import asdict

from backends.commands.parts import folder_of, keys_in, refuse, registry_of, say, settings_of
from backends.database.registry import Registry
from backends.system.installation import Installation, read_json
from backends.zeromq.curve import make_pair
from console.domain.errors import EnvironmentFault
from console.ports.keys import Keys
from console.ports.store import Device


def enrol(arguments: Namespace) -> int:
    """`sunra enrol`: register, list or revoke devices; works while the engine runs."""
    folder = folder_of(arguments)
    keys = keys_in(folder.keys)
    with registry_of(folder, keys) as registry:
        if arguments.list:
            for device in registry.list():
                say(asdict(device))
        elif not arguments.device:
            raise EnvironmentFault(
                "A device to enrol was not named",
                where="command line",
                remedy="name it with --device ID",
            )
        elif arguments.revoke:
            refuse(registry.revoke(arguments.device), arguments.device)
            say({"device": arguments.device, "revoked": True})
        else:
            say(_enrol_one(folder, keys, registry, arguments))
    return 0


def _enrol_one(
    folder: Installation, keys: Keys, registry: Registry, arguments: Namespace
) -> dict[str, str]:
    pair = None if arguments.key else make_pair()
    public = pair.public if pair else arguments.key
    refuse(
        registry.enrol(Device(arguments.device, arguments.device_class, public)), arguments.device
    )
    running = read_json(folder.engine_card) or {}
    return {
        "device": arguments.device,
        "public_key": public,
        **({"secret_key": pair.secret} if pair else {}),
        "server_key": keys.curve("engine").public,
        "door": str(running.get("door", settings_of(folder, arguments).door)),
    }
