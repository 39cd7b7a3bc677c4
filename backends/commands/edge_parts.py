"""What commands of the edge side open: a device's spool, its link and its reporter. Main thread.

Loads neither database nor windows: a small device has neither.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from backends.edge_client.device import SpooledDevice
from backends.edge_client.device_file import DeviceFile, read_device_file
from backends.edge_client.reporter import ThreadedReporter
from backends.edge_client.spool import Spool
from backends.edge_client.stock import Bounds
from backends.system.clock import SystemClock
from backends.zeromq.device_link import ZmqDeviceNetwork

RESERVE_BYTES = 384 * 1024
"""Room on the disk for emergencies when it is full; the plays of many devices hold none."""


def spool_of(folder: Path, device: str) -> Path:
    """The folder of one device below a folder of spools."""
    return folder / quote(device, safe="")


def fresh_boot() -> int:
    """The first boot on an empty spool, by the clock in seconds.

    A device whose disk was replaced must not count from 1 again: the engine would take its events
    for repeats of those it knows.
    """
    return max(1, int(SystemClock().now().timestamp()))


@contextmanager
def reporter_of(
    device_file: Path, spool: Path, bounds: Bounds | None = None
) -> Iterator[ThreadedReporter]:
    """An ordinary device on a spool, reporting from any thread while the context lasts.

    Raises EnvironmentFault when the device file or the spool cannot be used.
    """
    card = read_device_file(device_file)
    network = ZmqDeviceNetwork(card.door, card.server_key)
    try:
        reporter = ThreadedReporter(open_device(card, network, spool, bounds), network)
        try:
            yield reporter
        finally:
            reporter.close()
    finally:
        network.close()


def open_device(
    card: DeviceFile, network: ZmqDeviceNetwork, folder: Path, bounds: Bounds | None = None
) -> SpooledDevice:
    """Start the device of a device file on its spool."""
    spool = Spool(folder, owner=card.device, first_boot=fresh_boot(), reserve_bytes=RESERVE_BYTES)
    link = network.open(card.pair)
    return SpooledDevice(
        card.device, link, spool, SystemClock(), interval_s=card.interval_s, bounds=bounds
    )


def say_line(value: Mapping[str, object]) -> None:
    """One JSON line for machines, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)
