"""The DC-09 receiver's sockets: TCP and UDP, one event loop, the caller's thread.

Bounded: 2,000 connections (the oldest one that never sent a frame gives way), 4 KiB of an
unfinished frame, 64 answers due to one peer, 30 s for a frame to become whole, 16 KiB of answers
not read. An ACK leaves when the feed says that the engine has the event; without that the panel
repeats.
"""

import asyncio
import logging
import socket
import sys
from collections import Counter, OrderedDict
from datetime import timedelta
from typing import Protocol, cast

from typing_extensions import override

from backends.adapters.dc09_frame import MOST_FRAME, FrameBuffer
from backends.adapters.dc09_panels import Dc09Settings
from backends.adapters.dc09_receiver import Dc09Receiver, Verdict
from backends.adapters.dc09_silence import Silence
from backends.adapters.feed import Feed, Settled
from backends.adapters.reach import in_words
from console.domain.errors import EnvironmentFault

_log = logging.getLogger("adapter.dc09")
MOST_CONNECTIONS = 2_000
MOST_DUE = 64
KEPT_DESCRIPTORS = 200
MOST_DATAGRAMS_DUE = 1_000
WHOLE_WITHIN_S = 30.0
MOST_UNREAD = 16_384
ANSWERS_WITHIN = timedelta(seconds=60)


class _Peer(Protocol):
    """Somebody to answer."""

    def answer(self, text: bytes) -> None:
        """Send an answer, or drop it when the peer is gone or does not read."""
        ...

    def done(self) -> None:
        """One answer less is due."""
        ...


class Dc09Server:
    """Listens from `start` to `close`; every frame goes through the receiver and the feed."""

    def __init__(
        self, settings: Dc09Settings, receiver: Dc09Receiver, feed: Feed, silence: Silence
    ) -> None:
        self._settings = settings
        self._receiver = receiver
        self._feed = feed
        self._silence = silence
        self._connections: OrderedDict[int, _TcpPeer] = OrderedDict()
        self._datagrams: asyncio.DatagramTransport | None = None
        self._server: asyncio.Server | None = None
        self._due = 0
        self._most = min(MOST_CONNECTIONS, spare_descriptors())
        self.counts: Counter[str] = Counter()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        if self._server is not None:
            return int(self._server.sockets[0].getsockname()[1])
        assert self._datagrams is not None
        return int(self._datagrams.get_extra_info("sockname")[1])

    async def start(self) -> None:
        """Bind. Raises EnvironmentFault when the port cannot be had."""
        loop, where = asyncio.get_running_loop(), (self._settings.host, self._settings.port)
        try:
            if self._settings.tcp:
                self._server = await loop.create_server(lambda: _TcpPeer(self), *where, backlog=512)
                where = (where[0], self.port)
            if self._settings.udp:
                made = await loop.create_datagram_endpoint(lambda: _UdpDoor(self), where)
                self._datagrams = made[0]
        except OSError as fault:
            raise EnvironmentFault(
                f"The DC-09 receiver cannot listen: {in_words(fault)}",
                where=f"{where[0]}:{where[1]}",
                remedy="choose a free port and an address of this machine under [dc09]",
            ) from fault

    async def close(self) -> None:
        """Stop listening and cut every connection; what was not acknowledged is sent again."""
        if self._datagrams is not None:
            self._datagrams.close()
        for peer in list(self._connections.values()):
            peer.cut()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def tick(self) -> None:
        """About every second: tell silent panels, cut peers that drip a frame."""
        now = asyncio.get_running_loop().time()
        for report in self._silence.due(now):
            self._feed.send(report, _unheard)
        for peer in list(self._connections.values()):
            if peer.begun is not None and now - peer.begun > WHOLE_WITHIN_S:
                self.counts["dripping"] += 1
                peer.cut()

    # --- what peers call ------------------------------------------------------------------------

    def opened(self, peer: "_TcpPeer") -> None:
        """A connection came; at the bound the oldest one without a frame gives way."""
        self._connections[id(peer)] = peer
        if len(self._connections) > self._most:
            idle = (each for each in self._connections.values() if not each.frames)
            self.counts["gave_way"] += 1
            next(idle, peer).cut()

    def closed(self, peer: "_TcpPeer") -> None:
        """A connection ended."""
        self._connections.pop(id(peer), None)

    def room_for_datagram(self) -> bool:
        """Whether another datagram's answer may become due."""
        self._due += 1
        return self._due <= MOST_DATAGRAMS_DUE

    def datagram_done(self) -> None:
        """A datagram needs no answer any more."""
        self._due -= 1

    def take(self, raw: bytes, peer: _Peer) -> None:
        """One frame."""
        self.counts["frames"] += 1
        now = self._feed.clock.now()
        verdict = self._receiver.judge(raw, now, engine=self._feed.connected)
        for complaint in verdict.complaints:
            self._feed.send(self._feed.book.technical_report(complaint, now), _unheard)
        if verdict.heard is not None:
            for report in self._silence.heard(verdict.heard, asyncio.get_running_loop().time()):
                self._feed.send(report, _unheard)
        if verdict.sightings:
            _Pending(verdict, peer, asyncio.get_running_loop()).begin(self._feed)
            return
        if verdict.answer is not None:
            peer.answer(verdict.answer)
        peer.done()


class _Pending:
    """One message whose ACK waits for all its events."""

    def __init__(self, verdict: Verdict, peer: _Peer, loop: asyncio.AbstractEventLoop) -> None:
        self._verdict, self._peer, self._loop = verdict, peer, loop
        self._left = len(verdict.sightings)
        self._final = True
        self._begun = loop.time()

    def begin(self, feed: Feed) -> None:
        """Report every event of the message, the one its id belongs to last."""
        for each in reversed(self._verdict.sightings):
            feed.tell(each, self._settled)

    def _settled(self, settled: Settled) -> None:
        """From any thread."""
        try:
            self._loop.call_soon_threadsafe(self._count, settled)
        except RuntimeError:
            _log.debug("settled after the receiver closed")

    def _count(self, settled: Settled) -> None:
        self._left -= 1
        self._final = self._final and settled.final
        if self._left:
            return
        waited = timedelta(seconds=self._loop.time() - self._begun)
        if self._final and self._verdict.answer is not None and waited < ANSWERS_WITHIN:
            self._peer.answer(self._verdict.answer)
        self._peer.done()


class _TcpPeer(asyncio.Protocol):
    """One panel's connection."""

    def __init__(self, server: Dc09Server) -> None:
        self._server = server
        self._buffer = FrameBuffer()
        self._transport: asyncio.Transport | None = None
        self._due = 0
        self.frames = 0
        self.begun: float | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        door = transport.get_extra_info("socket")
        if door is not None:  # or the kernel keeps megabytes for a peer that never reads
            door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_UNREAD)
        self._server.opened(self)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._server.closed(self)

    @override
    def data_received(self, data: bytes) -> None:
        for raw in self._buffer.feed(data):
            if self._due >= MOST_DUE:
                self._server.counts["too_many_due"] += 1
                continue
            self.frames += 1
            self._due += 1
            self._server.take(raw, self)
        if self._buffer.overruns:
            self._server.counts["overruns"] += self._buffer.overruns
            self._buffer.overruns = 0
        now = asyncio.get_running_loop().time()
        self.begun = None if self._buffer.is_empty else (self.begun or now)

    def answer(self, text: bytes) -> None:
        """Write an answer; a peer that does not read is cut."""
        if self._transport is None or self._transport.is_closing():
            return
        if self._transport.get_write_buffer_size() > MOST_UNREAD:
            self._server.counts["unread"] += 1
            self.cut()
            return
        self._transport.write(text)

    def done(self) -> None:
        """One answer less is due."""
        self._due -= 1

    def cut(self) -> None:
        """End the connection now."""
        if self._transport is not None:
            self._transport.abort()


class _UdpDoor(asyncio.DatagramProtocol):
    """All panels that send datagrams."""

    def __init__(self, server: Dc09Server) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if (
            not self._server.room_for_datagram()
            or len(data) > MOST_FRAME
            or self._transport is None
        ):
            self._server.counts["datagrams_dropped"] += 1
            self._server.datagram_done()
            return
        self._server.take(data, _UdpPeer(self._server, self._transport, addr))


class _UdpPeer:
    """Where one datagram came from."""

    def __init__(
        self, server: Dc09Server, transport: asyncio.DatagramTransport, address: tuple[str, int]
    ) -> None:
        self._server, self._transport, self._address = server, transport, address

    def answer(self, text: bytes) -> None:
        """Send it back."""
        if not self._transport.is_closing():
            self._transport.sendto(text, self._address)

    def done(self) -> None:
        """One answer less is due."""
        self._server.datagram_done()


def spare_descriptors() -> int:
    """How many connections this process may hold beside what it needs itself, at least 100."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource  # noqa: PLC0415 -- POSIX only

    return max(100, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - KEPT_DESCRIPTORS)


def _unheard(_settled: Settled) -> None:
    """Nobody waits for this one."""
