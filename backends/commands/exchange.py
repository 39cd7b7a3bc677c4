"""`sunra alerts --cap`: alerts as CAP 1.2 messages in a folder. Main thread.

The folder is the memory of what left: a later message of an alert refers to those that lie there,
and an alert that did not change since is not written again. A file is whole or not there.
"""

import re
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from backends.adapters.cap_out import CapMessage, Envelope, Sent, cap_message, sent_of
from backends.adapters.loose import Unreadable
from backends.commands.parts import folder_to_read, keys_in, records_of, say
from backends.database.readers import HistoryReader
from backends.system.clock import SystemClock
from console.domain.alerts.alert import Alert
from console.domain.errors import EnvironmentFault
from console.services.catalogue import read_shipped


def export_cap(arguments: Namespace) -> int:
    """Write what is new about the wanted alerts; one JSON line a message."""
    folder: Path = arguments.cap
    scope = arguments.scope.capitalize()
    addresses = tuple(arguments.address)
    sender = arguments.sender or _own_name(arguments)
    envelope = Envelope(sender, arguments.sender_name, scope, addresses=addresses)
    with records_of(arguments) as reader:
        for alert in _wanted(reader, arguments.number, folder):
            for message, place in _written(reader, folder, alert, envelope):
                told = {"msgType": message.kind, "status": message.status, "file": str(place)}
                say({"alert": alert.number, **asdict(message.sent), **told})
    return 0


def _own_name(arguments: Namespace) -> str:
    """Unique in the world and the same for ever: by the key of this installation's engine."""
    public = keys_in(folder_to_read(arguments).keys).curve("engine").public
    return f"sunra-{sha256(public.encode()).hexdigest()[:16]}"


def _wanted(reader: HistoryReader, numbers: list[int], folder: Path) -> Iterator[Alert]:
    """Those that were named; else every open one, and what left before and may be closed by now."""
    found = reader.chosen(numbers)
    if not numbers and (left := _numbers_in(folder)):
        known = {each.number for each in found}
        gone = [each for each in reader.chosen(left) if each.number not in known]
        found = (*found, *gone)
    missing = set(numbers) - {each.number for each in found}
    if missing:
        raise EnvironmentFault(
            f"There is no alert {min(missing)}", where="--number", remedy="see `sunra alerts`"
        )
    yield from found


def _numbers_in(folder: Path) -> set[int]:
    named = (re.fullmatch(r"alert-(\d{1,15})-\d+-\w+\.xml", e.name) for e in folder.glob("*.xml"))
    return {int(each[1]) for each in named if each}


def _written(
    reader: HistoryReader, folder: Path, alert: Alert, envelope: Envelope
) -> Iterator[tuple[CapMessage, Path]]:
    before, newest = _left(folder, alert.number)
    stamp = f"{alert.updated:%Y%m%dT%H%M%S%f}"
    if newest == stamp:
        return
    kind = reader.rules(read_shipped()).catalogue.type_of(alert.type)
    try:
        message = cap_message(alert, kind, envelope, SystemClock().now(), before)
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f"alert-{alert.number}-{len(before) + 1}-{stamp}.xml"
        whole = place.with_suffix(".part")
        whole.write_bytes(message.xml)
        whole.replace(place)
    except ValueError as fault:
        raise EnvironmentFault(
            f"CAP does not allow this: {fault}", where="sunra alerts --cap", remedy="change it"
        ) from fault
    except OSError as fault:
        raise EnvironmentFault(
            f"The message cannot be written: {fault.strerror}",
            where=str(folder),
            remedy="name a folder that this user may write",
        ) from fault
    yield message, place


def _left(folder: Path, number: int) -> tuple[list[Sent], str]:
    """What left about an alert, oldest first, and the change the newest of it told."""
    named = re.compile(rf"alert-{number}-(\d+)-(\w+)\.xml")
    found = [(named.fullmatch(each.name), each) for each in folder.glob(f"alert-{number}-*.xml")]
    chain = sorted((int(one[1]), one[2], each) for one, each in found if one)
    return [_read(each) for _, _, each in chain], chain[-1][1] if chain else ""


def _read(place: Path) -> Sent:
    try:
        return sent_of(place.read_bytes())
    except (OSError, Unreadable) as fault:
        raise EnvironmentFault(
            f"An earlier message cannot be read: {fault}",
            where=str(place),
            remedy="put the file back as it was sent; later messages refer to it",
        ) from fault
