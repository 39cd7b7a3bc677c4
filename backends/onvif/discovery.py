"""WS-Discovery: asks who is an ONVIF camera on the networks of this machine. On one event loop.

One probe by multicast on each IPv4 interface and one to each address given by hand; answers are
collected for a bounded time and in a bounded number. Nothing listens afterwards. Foreign XML goes
through defusedxml; a datagram that is no answer is left out.
"""

import asyncio
import contextlib
import socket
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

import psutil
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from typing_extensions import override

GROUP, PORT = "239.255.255.250", 3702
MOST_ANSWERS = 5_000
_REPEAT_S = 1.0
_PROBE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
    'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
    'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header>'
    "<a:MessageID>urn:uuid:{id}</a:MessageID>"
    "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>"
    "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>"
    "</s:Header><s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe>"
    "</s:Body></s:Envelope>"
)


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """One answer: the address of the device service, and what its scopes tell."""

    address: str
    name: str = ""
    hardware: str = ""


async def discover(
    seconds: float, interfaces: Sequence[str] | None = None, others: Sequence[tuple[str, int]] = ()
) -> tuple[FoundCamera, ...]:
    """Every camera that answered within so many seconds, each once.

    `interfaces` are the IPv4 addresses to ask from (all that are up by default), `others` are hosts
    and ports to ask directly.
    """
    ear = _Ear()
    asked = [
        (host, (GROUP, PORT)) for host in (_interfaces() if interfaces is None else interfaces)
    ]
    asked += [("0.0.0.0", each) for each in others]  # noqa: S104 -- asks out, serves nobody
    doors = [door for host, to in asked if (door := await _open(ear, host, to)) is not None]
    probe = _PROBE.format(id=uuid.uuid4()).encode()
    try:
        end = asyncio.get_running_loop().time() + seconds
        while (left := end - asyncio.get_running_loop().time()) > 0:
            for transport, to in doors:
                transport.sendto(probe, to)
            # Datagrams are lost; the standard asks for a repeat.
            await asyncio.sleep(min(left, _REPEAT_S))
    finally:
        for transport, _ in doors:
            transport.close()
    return tuple(ear.found.values())


def matches_of(datagram: bytes) -> tuple[FoundCamera, ...]:
    """The cameras that a datagram announces, none for what is no answer to a probe."""
    try:
        root: Element = fromstring(datagram)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return ()
    found = (_match(each) for each in root.iter() if _local(each) == "ProbeMatch")
    return tuple(each for each in found if each is not None)[:100]


class _Ear(asyncio.DatagramProtocol):
    """Collects answers by address."""

    def __init__(self) -> None:
        self.found: dict[str, FoundCamera] = {}

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        for each in matches_of(data):
            if len(self.found) < MOST_ANSWERS:
                self.found.setdefault(each.address, each)

    @override
    def error_received(self, exc: Exception) -> None:
        """An interface without a network; the others answer."""


async def _open(
    ear: _Ear, host: str, to: tuple[str, int]
) -> tuple[asyncio.DatagramTransport, tuple[str, int]] | None:
    """A socket that asks from one interface; None where the system does not allow it."""
    asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        asking.setblocking(False)
        asking.bind((host, 0))
        if to[0] == GROUP:
            asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(host))
            asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    except OSError:
        asking.close()
        return None
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: ear, sock=asking
    )
    return transport, to


def _interfaces() -> list[str]:
    """The IPv4 addresses of interfaces that are up, loopback among them."""
    with contextlib.suppress(OSError):
        up = {name for name, state in psutil.net_if_stats().items() if state.isup}
        return [
            address.address
            for name, addresses in psutil.net_if_addrs().items()
            for address in addresses
            if name in up and address.family == socket.AF_INET
        ]
    return ["127.0.0.1"]


def _match(element: Element) -> FoundCamera | None:
    addresses = _words(element, "XAddrs")
    usable = [each for each in addresses if _is_address(each)]
    if not usable:
        return None
    scopes = _words(element, "Scopes")
    # An IPv4 address first: cameras name their link-local IPv6 one too.
    address = next((each for each in usable if "[" not in each), usable[0])
    return FoundCamera(address, _scope(scopes, "name"), _scope(scopes, "hardware"))


def _words(element: Element, name: str) -> list[str]:
    texts = [each.text for each in element.iter() if _local(each) == name and each.text]
    return " ".join(texts)[:8_000].split()


def _scope(scopes: Sequence[str], kind: str) -> str:
    mark = f"onvif.org/{kind}/"
    said = next((each.split(mark, 1)[1] for each in scopes if mark in each), "")
    return "".join(each for each in unquote(said) if each.isprintable())[:100]


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
