"""`sunra cameras discover`: ONVIF cameras as rows ready for import. Main thread, one event loop.

The rows go to standard output as CSV, what is missing in words to standard error. The login that
the cameras were asked with is not written: it is given again when the rows are imported.
"""

import asyncio
import csv
import sys
from argparse import Namespace
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from backends.commands.cameras import spoken_login
from backends.onvif.discovery import PORT, FoundCamera
from backends.onvif.discovery import discover as ask_networks
from backends.onvif.profiles import DescribedCamera, describe_all
from console.domain.errors import EnvironmentFault
from console.ports.keys import Login

COLUMNS = ("id", "name_ko", "name_en", "lat", "lon", "heading", "main", "sub", "onvif", "turnable")
MOST_S = 60.0


def discover(arguments: Namespace) -> int:
    """Prints the rows; 1 when a camera answered that could not be described."""
    login = spoken_login(arguments)
    if not 0 < arguments.seconds <= MOST_S:
        raise EnvironmentFault(
            f"{arguments.seconds:g} s is no time to wait for answers",
            where="--seconds",
            remedy="wait 1 to 60 s",
        )
    given = [address_of(each) for each in arguments.address]
    described = asyncio.run(_described(arguments.seconds, given, login))
    _print(described)
    for each in described:
        if each.reason:
            print(f"sunra: {each.address}: {each.reason}", file=sys.stderr)
    with_streams = sum(bool(each.main) for each in described)
    print(f"sunra: {len(described)} cameras, {with_streams} with streams", file=sys.stderr)
    return 1 if any(each.reason for each in described) else 0


def address_of(text: str) -> str:
    """HOST, HOST:PORT or an address as the address of a device service. Raises EnvironmentFault."""
    address = text if "://" in text else f"http://{text}/onvif/device_service"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "@" in parts.netloc:
        raise EnvironmentFault(
            "An address of a camera can not be used",
            where="--address",
            remedy="write HOST, HOST:PORT or http://HOST/onvif/device_service, and the login apart",
        )
    return address


async def _described(
    seconds: float, given: list[str], login: Login | None
) -> list[DescribedCamera]:
    hosts = [(host, PORT) for each in given if _is_ipv4(host := urlsplit(each).hostname or "")]
    found = {each.address: each for each in await ask_networks(seconds, others=hosts)}
    for address in given:
        found.setdefault(address, FoundCamera(address))
    described: list[DescribedCamera] = []
    await describe_all(tuple(found.values()), login, described.append)
    return sorted(described, key=lambda each: each.address)


def _is_ipv4(host: str) -> bool:
    """Only these are asked by datagram: a name would have to be looked up first."""
    try:
        return IPv4Address(host) is not None
    except ValueError:
        return False


def _print(described: list[DescribedCamera]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    names: dict[str, int] = {}
    for each in described:
        # A cell that begins like a formula would be one in a spreadsheet.
        name = (each.name or each.model).lstrip("=+-@ ")
        row = {
            "id": _unique(_id_of(each), names), "name_ko": name, "name_en": name,
            "main": each.main, "sub": each.sub, "onvif": each.address,
            "turnable": "yes" if each.turnable else "",
        }  # fmt: skip
        writer.writerow([row.get(column, "") for column in COLUMNS])


def _unique(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name[:58]}-{names[name]}"


def _id_of(camera: DescribedCamera) -> str:
    """A first id that an installer will want to change: serial number, else name, else host."""
    told = camera.serial or camera.name or urlsplit(camera.address).hostname or ""
    plain = "".join(each if each.isalnum() or each in "._-" else "-" for each in told)
    return plain.strip("-.")[:64] or "camera"
