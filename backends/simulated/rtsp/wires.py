"""The two ways RTP reaches a viewer: inside the RTSP connection, or as datagrams."""

import asyncio
from typing import Self

from backends.simulated.rtsp.rtp import interleave

_MAX_BACKLOG_BYTES = 4_000_000
_PORT_TRIES = 20


class InterleavedWire:
    """RTP inside the RTSP connection."""

    def __init__(self, writer: asyncio.StreamWriter, rtp: int, rtcp: int) -> None:
        """Channels as the client chose them."""
        self._writer = writer
        self._rtp = rtp
        self._rtcp = rtcp

    def send(self, packets: list[bytes]) -> bool:
        """False when the client is 4 MB behind; the picture is then dropped."""
        transport = self._writer.transport
        if transport.is_closing() or transport.get_write_buffer_size() > _MAX_BACKLOG_BYTES:
            return False
        self._writer.write(interleave(self._rtp, packets))
        return True

    def report(self, packet: bytes) -> None:
        """Send RTCP."""
        if not self._writer.transport.is_closing():
            self._writer.write(interleave(self._rtcp, [packet]))

    def cut(self) -> None:
        """Break the connection."""
        self._writer.transport.abort()

    def close(self) -> None:
        """Nothing of its own to close."""


class UdpWire:
    """RTP as datagrams from an even and the following odd port."""

    def __init__(
        self,
        transports: tuple[asyncio.DatagramTransport, asyncio.DatagramTransport],
        targets: tuple[tuple[str, int], tuple[str, int]],
        writer: asyncio.StreamWriter,
    ) -> None:
        """Use `open`."""
        self._rtp, self._rtcp = transports
        self._targets = targets
        self._writer = writer

    @classmethod
    async def open(
        cls, host: str, peer: str, ports: tuple[int, int], writer: asyncio.StreamWriter
    ) -> Self:
        """Bind a pair of ports on `host` and aim it at the client's `ports` on `peer`."""
        pair = await _port_pair(host)
        return cls(pair, ((peer, ports[0]), (peer, ports[1])), writer)

    @property
    def ports(self) -> tuple[int, int]:
        """This side's RTP and RTCP ports."""
        return _port_of(self._rtp), _port_of(self._rtcp)

    def send(self, packets: list[bytes]) -> bool:
        """Datagrams are never held back."""
        for packet in packets:
            self._rtp.sendto(packet, self._targets[0])
        return True

    def report(self, packet: bytes) -> None:
        """Send RTCP."""
        self._rtcp.sendto(packet, self._targets[1])

    def cut(self) -> None:
        """Break the RTSP connection that owns the session."""
        self._writer.transport.abort()

    def close(self) -> None:
        """Free both ports."""
        self._rtp.close()
        self._rtcp.close()


def _port_of(transport: asyncio.DatagramTransport) -> int:
    return int(transport.get_extra_info("sockname")[1])


async def _port_pair(host: str) -> tuple[asyncio.DatagramTransport, asyncio.DatagramTransport]:
    loop = asyncio.get_running_loop()
    for _ in range(_PORT_TRIES):
        rtp, _protocol = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=(host, 0)
        )
        port = rtp.get_extra_info("sockname")[1]
        try:
            rtcp, _protocol = await loop.create_datagram_endpoint(
                asyncio.DatagramProtocol, local_addr=(host, port + 1)
            )
        except (OSError, OverflowError):
            rtp.close()
            continue
        return rtp, rtcp
    raise OSError("no pair of free UDP ports")
