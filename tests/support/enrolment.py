"""Cards of devices for a running engine, written into its registry without a process for each."""

from collections.abc import Iterable
from pathlib import Path

from backends.commands.parts import keys_in, registry_of
from backends.database.registry import RegistryRefused
from backends.system.installation import Installation
from backends.zeromq.curve import make_pair
from console.ports.store import Device

Card = dict[str, str]


def enrolled(
    data: Path,
    door: str,
    names: Iterable[str],
    *,
    kind: str = "bell",
    allowed: tuple[str, ...] = (),
) -> list[Card]:
    """Register devices; what `sunra enrol` would have printed for each."""
    folder = Installation(data)
    keys = keys_in(folder.keys)
    pairs = {name: make_pair() for name in names}
    devices = [Device(name, kind, pair.public, allowed=allowed) for name, pair in pairs.items()]
    with registry_of(folder, keys) as registry:
        refused = [
            each for each in registry.enrol_all(devices) if isinstance(each, RegistryRefused)
        ]
    assert not refused, refused
    server = keys.curve("engine").public
    return [
        {
            "device": name, "public_key": pair.public, "secret_key": pair.secret,
            "server_key": server, "door": door,
        }
        for name, pair in pairs.items()
    ]  # fmt: skip
