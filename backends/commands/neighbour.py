"""`sunra neighbour`: the border to one neighbouring district, as a process of its own. Main thread.

Its seat at our engine has a key of its own; at the neighbour's engine it is the device that they
enrolled for us. It may be ended and started at any time.
"""

import threading
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

from backends.commands.answering import await_answer
from backends.commands.edge_parts import reporter_of
from backends.commands.parts import folder_of, keys_in, refuse, registry_of, say
from backends.database.seat_journal import SqlSeatJournal
from backends.edge_client.device_file import read_device_file
from backends.system.clock import SystemClock
from backends.system.engine_process import EngineCard
from backends.system.installation import Installation
from backends.system.stopping import stop_on_signals
from backends.zeromq.seat_link import ZmqSeatLink
from console.services.field.border import Border

TURN_S = 0.1


def neighbour(arguments: Namespace) -> int:
    """`sunra neighbour`: until it is told to stop."""
    folder = folder_of(arguments)
    with stop_on_signals() as stop:
        read_device_file(arguments.device)  # what is wrong with it is told at once
        card = await_answer(folder, stop, "the border waits for one")
        if card is not None:
            say({"ready": True, "district": arguments.district}, at_once=True)
            stand(folder, card, arguments.district, (arguments.device, arguments.spool), stop)
    return 0


def stand(
    folder: Installation,
    card: EngineCard,
    district: str,
    device: tuple[Path, Path],
    stop: threading.Event,
) -> None:
    """Keep the border until `stop`. `device`: the neighbour's device file for us, and a spool.

    Raises EnvironmentFault when the file or the spool cannot be used.
    """
    seat = f"border-{district}"
    keys = keys_in(folder.keys)
    pair, secret = keys.curve(f"seat-{seat}"), keys.secret("seat-journal")
    with registry_of(folder, keys) as registry:
        refuse(registry.register_seat(seat, pair.public), seat)
    with ExitStack() as stack:
        there = stack.enter_context(reporter_of(*device))
        link = ZmqSeatLink(
            card.seats, card.server_key, pair, seat, seat,
            lambda: SqlSeatJournal(folder.seat_journal(seat), secret), SystemClock(),
        )  # fmt: skip
        stack.callback(link.close)
        border = Border(district, link, there)
        while not stop.wait(TURN_S):
            border.turn()
