"""`sunra engine`. The engine runs on the main thread until it is told to stop."""

import gc
import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from backends.cameras.book import FILE_NAME
from backends.commands.parts import folder_of, keys_in, say, settings_of
from backends.commands.sealing import keep_seals
from backends.database.history import AlertSearch
from backends.database.store import open_store
from backends.map_data.site_cameras import SiteCameras
from backends.system.clock import SystemClock
from backends.system.descriptors import raise_descriptor_limit
from backends.system.disk_space import DiskSpace
from backends.system.installation import Installation, write_json
from backends.system.stopping import stop_on_signals
from backends.zeromq.doors import ZmqDoors
from console.domain.errors import EnvironmentFault
from console.ports.door import Incident
from console.ports.store import Device
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from console.services.engine.engine import Engine
from console.services.field.kinds import field_book


def run_engine(arguments: Namespace) -> int:
    """`sunra engine`: one JSON line when it accepts, then until it is told to stop."""
    if arguments.database:
        raise EnvironmentFault(
            "This version keeps its data in the encrypted database of the data folder only",
            where=f"--database {arguments.database}",
            remedy="leave --database out",
        )
    folder, clock = folder_of(arguments), SystemClock()
    settings, keys = settings_of(folder, arguments), keys_in(folder.keys)
    raise_descriptor_limit()
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        stack.enter_context(folder.lock("engine", holder="An engine"))
        store = open_store(folder.database, keys.secret("database"), clock)
        stack.callback(store.close)
        seals = keep_seals(stack, folder, settings, keys)
        history = AlertSearch(folder.database, keys.secret("database"), clock)
        stack.callback(history.close)
        pair = keys.curve("engine")
        doors = ZmqDoors(pair, settings.door, settings.seats)
        stack.callback(doors.close)

        def admit(devices: Sequence[Device], seats: Mapping[str, str]) -> None:
            doors.set_devices({each.public_key: each.id for each in devices if not each.revoked})
            doors.set_seats(seats)

        def damage() -> Sequence[Incident]:
            found = store.damage()
            return (Incident("device.fault", "database", f"Damaged: {found}.", 0),) if found else ()

        desk = Desk(read_catalogue(), field_book(clock.boot()), read_shipped())
        places = _places_of(folder, desk)
        watchers = (DiskSpace(folder.path), damage, places, seals)
        engine = Engine(desk, store, doors, clock, "engine-1", admit, watchers, history)
        engine.start()
        card = _card_of(doors, pair.public)
        write_json(folder.engine_card, {**card, "pid": os.getpid(), "child": arguments.child})
        stack.callback(folder.engine_card.unlink, missing_ok=True)
        _spare_collections()
        say({"ready": True, **card}, at_once=True)
        engine.run(stop)
    return 0


def _places_of(folder: Installation, desk: Desk) -> SiteCameras:
    site, imported = folder.path / "site.json", folder.path / FILE_NAME
    return SiteCameras(site, imported, desk.set_cameras, desk.set_facilities)


def _card_of(doors: ZmqDoors, server_key: str) -> dict[str, str]:
    """What devices and seats need to find this engine and to know it."""
    found = {"door": doors.door_endpoint, "seats": doors.seats_endpoint}
    return {**found, "server_key": server_key}


def _spare_collections() -> None:
    """What stands now stays; a full batch in flight is no garbage worth looking for."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
