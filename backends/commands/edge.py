"""`sunra edge`: a shell script on any device can report. One thread, and one that reads lines."""

import os
import stat
import sys
import threading
from argparse import Namespace
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from backends.commands.edge_parts import open_device, say_line
from backends.edge_client.device import SpooledDevice
from backends.edge_client.device_file import DeviceFile, read_device_file
from backends.edge_client.feed import Feed, Wish
from backends.edge_client.source import LineSource
from backends.edge_client.status import status_of
from backends.edge_client.stock import Bounds
from backends.system.clock import SystemClock
from backends.system.stopping import stop_on_signals
from backends.zeromq.device_link import ZmqDeviceNetwork
from console.domain.errors import EnvironmentFault

PATIENCE_S = 10.0
"""How long a command without --drain, --wait or --follow tries to deliver what it has spooled."""


def edge(arguments: Namespace) -> int:
    """`sunra edge`: 0 when every line was kept, 1 when some were bad, rejected or still wait."""
    if arguments.status:
        say_line(status_of(arguments.spool))
        return 0
    if arguments.device is None:
        raise EnvironmentFault(
            "The device was not named",
            where="command line",
            remedy="name its file with --device FILE, as `sunra enrol --out FILE` makes it",
        )
    card = read_device_file(arguments.device)
    if card.exposed:
        _tell(f"others can read {arguments.device}; set its mode to 0600")
    return _report(arguments, card)


def _report(arguments: Namespace, card: DeviceFile) -> int:
    wish = _wish_of(arguments)
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        network = ZmqDeviceNetwork(card.door, card.server_key)
        stack.callback(network.close)
        device = open_device(card, network, arguments.spool, _bounds_of(arguments))
        stack.callback(device.stop)
        for words in device.repairs:
            _tell(words)
        lines = _lines_of(arguments, stack)
        feed = Feed(device, SystemClock(), say_line, wish)
        feed.run(lines, network, stop)
        return _verdict(device, feed, wish, stop)


def _lines_of(arguments: Namespace, stack: ExitStack) -> LineSource | None:
    """None when there is nothing to read: --drain alone sends what is spooled."""
    if arguments.lines is None and (arguments.drain or sys.stdin is None or sys.stdin.isatty()):
        if arguments.drain and _is_given_lines():
            _tell("--drain alone reads no standard input: name - to send its lines")
        return None
    path = None if arguments.lines in (None, "-") else Path(arguments.lines)
    source = LineSource(path, follow=arguments.follow)
    stack.callback(source.close)
    return source


def _is_given_lines() -> bool:
    """Whether a pipe or a file stands at standard input; a service has neither."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def _wish_of(arguments: Namespace) -> Wish:
    patient = arguments.drain or arguments.wait or arguments.follow
    seconds = arguments.seconds if arguments.seconds is not None or patient else PATIENCE_S
    return Wish(arguments.follow, arguments.drain, arguments.wait, arguments.state, seconds)


def _bounds_of(arguments: Namespace) -> Bounds:
    return Bounds(
        arguments.most_events,
        timedelta(hours=arguments.most_hours),
        arguments.most_megabytes * 1024 * 1024,
    )


def _verdict(device: SpooledDevice, feed: Feed, wish: Wish, stop: threading.Event) -> int:
    waiting = device.waiting
    if waiting:
        why = f" ({device.trouble})" if device.trouble else ""
        _tell(f"{waiting} events wait in the spool for the engine{why}; nothing is lost")
    if feed.faulty or feed.rejected:
        _tell(f"{feed.faulty} lines could not be taken, {feed.rejected} events were rejected")
        return 1
    promised = wish.drain or wish.wait or bool(device.trouble)
    return 1 if waiting and promised and not stop.is_set() else 0


def _tell(words: str) -> None:
    print(f"sunra: {words}", file=sys.stderr, flush=True)
