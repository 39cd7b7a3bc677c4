"""The field's play at a real engine: devices with keys of their own, and a real seat."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from backends.commands.parts import keys_in, registry_of
from backends.database.seat_journal import SqlSeatJournal
from backends.edge_client.device import SpooledDevice
from backends.edge_client.spool import Spool
from backends.simulated.evenings.field_booth import Booth
from backends.simulated.evenings.field_cast import Mobile
from backends.simulated.evenings.field_plan import FieldPlan
from backends.simulated.evenings.field_play import FieldPlay
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.zeromq.curve import make_pair
from backends.zeromq.device_link import ZmqDeviceNetwork
from backends.zeromq.seat_link import ZmqSeatLink
from console.domain.places.geo import Place
from console.ports.keys import KeyPair
from tests.e2e.conftest import EngineProcess
from tests.support.enrolment import enrolled

SEAT = "seat-play"


@contextmanager
def played(
    engine: EngineProcess, plan: FieldPlan, folder: Path, *, speed: float, pace_mps: float
) -> Iterator[tuple[FieldPlay, Booth]]:
    """The play, to be turned by its owner; everything is closed at the end."""
    with ExitStack() as stack:
        network = ZmqDeviceNetwork(engine.card["door"], engine.card["server_key"])
        stack.callback(network.close)
        clock, home = SystemClock(), Installation(engine.data)
        homes: dict[str, Place] = {team.unit: team.place for team in plan.teams}
        homes.update((each.device, each.way[0]) for each in plan.bookings if each.device)
        names = [name for name, _ in plan.devices()]
        mobiles = {}
        for card in enrolled(engine.data, engine.card["door"], names, kind="app"):
            name = card["device"]
            link = network.open(KeyPair(card["public_key"], card["secret_key"]))
            device = SpooledDevice(name, link, Spool(folder / name, owner=name), clock)
            mobiles[name] = Mobile(device, homes[name], clock)
        pair = make_pair()
        with registry_of(home, keys_in(home.keys)) as registry:
            registry.register_seat(SEAT, pair.public)
        seat = ZmqSeatLink(
            engine.card["seats"], engine.card["server_key"], pair, SEAT, "op-play",
            lambda: SqlSeatJournal(folder / "play.db", bytes(32)), clock,
        )  # fmt: skip
        stack.callback(seat.close)
        booth = Booth(seat)
        play = FieldPlay(plan, booth, mobiles, clock, speed, pace_mps)
        stack.callback(play.stop)
        yield play, booth


def turned(play: FieldPlay, until_s: float) -> bool:
    """Turn the play until it is over; whether it is, after at most so many seconds."""
    end = time.monotonic() + until_s
    while time.monotonic() < end:
        play.turn()
        if play.over:
            return True
        time.sleep(0.02)
    return False
