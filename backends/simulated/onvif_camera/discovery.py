"""WS-Discovery of the simulated cameras: answers probes on one UDP port of the loopback interface.

Port 3702 with the multicast group where the system allows it; a port of its own besides, for
unicast probes where another program holds 3702. Never answers beyond this machine.
"""

import asyncio
import contextlib
import socket
import struct
import sys
import uuid
from collections.abc import Sequence
from typing import cast
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from typing_extensions import override

from backends.simulated.onvif_camera.camera import OnvifCamera
from backends.simulated.onvif_camera.device import scopes_of

GROUP, PORT = "239.255.255.250", 3702
_SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
_WSA = "{http://schemas.xmlsoap.org/ws/2004/08/addressing}"
_WSD = "{http://schemas.xmlsoap.org/ws/2005/04/discovery}"
_NAMES = (
    'xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
    'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
    'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"'
)
_ACTION = "http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches"
_ANYBODY = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"


def probe_id(datagram: bytes) -> str | None:
    """The MessageID of a probe for video transmitters (or for anything), None for all else."""
    try:
        root = fromstring(datagram)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    probe = root.find(f"{_SOAP}Body/{_WSD}Probe")
    if probe is None:
        return None
    types = (probe.findtext(f"{_WSD}Types") or "").split()
    wanted = not types or any(
        one.rpartition(":")[2] in ("NetworkVideoTransmitter", "Device") for one in types
    )
    return root.findtext(f"{_SOAP}Header/{_WSA}MessageID") if wanted else None


def probe_match(camera: OnvifCamera, base: str, relates_to: str) -> bytes:
    """The answer of one camera whose device service is at `base`."""
    me = uuid.uuid5(uuid.NAMESPACE_URL, base)
    scopes = escape(" ".join(scopes_of(camera)))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope {_NAMES}><s:Header>'
        f"<a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID>"
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo><a:To>{_ANYBODY}</a:To>"
        f"<a:Action>{_ACTION}</a:Action></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>"
        f"<a:EndpointReference><a:Address>urn:uuid:{me}</a:Address></a:EndpointReference>"
        f"<d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>{scopes}</d:Scopes>"
        f"<d:XAddrs>{escape(base)}/device_service</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches>"
        "</s:Body></s:Envelope>"
    ).encode()


class DiscoveryDoor(asyncio.DatagramProtocol):
    """Answers for every camera; `web` is "HOST:PORT" of their services."""

    def __init__(self, cameras: Sequence[OnvifCamera], web: str) -> None:
        """Opens with `open`."""
        self._cameras = cameras
        self._web = web
        self._transports: list[asyncio.DatagramTransport] = []
        self.port = 0
        self.multicast = False

    async def open(self, host: str) -> None:
        """A unicast port of its own, and the multicast group where the system allows it."""
        loop = asyncio.get_running_loop()
        own, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(host, 0))
        self.port = int(own.get_extra_info("sockname")[1])
        shared = _join_group(host)
        if shared is not None:
            await loop.create_datagram_endpoint(lambda: self, sock=shared)
            self.multicast = True

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Python's own transport does not derive from the type that it documents (3.11).
        self._transports.append(cast("asyncio.DatagramTransport", transport))

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        relates_to = probe_id(data)
        if relates_to is None:
            return
        for camera in self._cameras:
            match = probe_match(camera, f"http://{self._web}/onvif/{camera.name}", relates_to)
            self._transports[0].sendto(match, addr)

    def close(self) -> None:
        """Leave the group and free the ports."""
        for transport in self._transports:
            transport.close()


def _join_group(host: str) -> socket.socket | None:
    shared = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        # Bound to the group itself, no unicast from outside arrives; Windows allows only the host.
        try:
            shared.bind((GROUP, PORT))
        except OSError:
            shared.bind((host, PORT))
        membership = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(host))
        shared.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        shared.setblocking(False)
    except OSError:
        shared.close()
        return None
    return shared
