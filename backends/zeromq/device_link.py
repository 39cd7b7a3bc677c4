"""The device's end of SEP1: one DEALER per device, many devices in one thread.

Implements `console.ports.device_link`. Knows no message: frames in, frames out.
"""

from collections.abc import Iterable, Sequence

import zmq

from backends.zeromq import sockets
from backends.zeromq.client import Client
from backends.zeromq.sockets import Context
from console.ports.keys import KeyPair


class ZmqDeviceLink:
    """One device's connection; its network tells it about the poller."""

    def __init__(self, client: Client, poller: zmq.Poller) -> None:
        self._client = client
        self._poller = poller
        self._closed = False
        self._register()

    @property
    def connection(self) -> int:
        """Counts completed handshakes."""
        self._attend()
        return self._client.connection

    @property
    def connected(self) -> bool:
        """Whether the handshake is complete and the connection not known to be lost."""
        self._attend()
        return self._client.connected

    @property
    def reason(self) -> str:
        """Why the engine refused the connection; empty otherwise."""
        return self._client.reason

    def send(self, frames: Iterable[bytes]) -> bool:
        """Send now; False when not connected or the buffers are full."""
        self._attend()
        return not self._closed and self._client.send(frames)

    def receive(self, most: int) -> Sequence[tuple[bytes, ...]]:
        """At most `most` waiting messages."""
        self._attend()
        return () if self._closed else self._client.receive(most)

    def close(self) -> None:
        """End the connection; once is enough."""
        if self._closed:
            return
        self._closed = True
        self._unregister()
        self._client.close()

    def _attend(self) -> None:
        if self._closed:
            return
        before = self._client.sockets
        if self._client.attend():
            for socket in before:
                self._poller.unregister(socket)
            self._register()

    def _register(self) -> None:
        for socket in self._client.sockets:
            self._poller.register(socket, zmq.POLLIN)

    def _unregister(self) -> None:
        for socket in self._client.sockets:
            self._poller.unregister(socket)


class ZmqDeviceNetwork:
    """Opens links to one engine door."""

    def __init__(self, door: str, server_key: str, *, reconnect_max_ms: int = 32_000) -> None:
        """`door` is the engine's endpoint (tcp://HOST:PORT), `server_key` its public z85 key."""
        sockets.refuse_old_library()
        self._door = sockets.checked_endpoint(door)
        self._server_key = server_key
        self._reconnect_max_ms = reconnect_max_ms
        self._context: Context = zmq.Context()
        self._poller = zmq.Poller()
        self._links: list[ZmqDeviceLink] = []

    def open(self, pair: KeyPair) -> ZmqDeviceLink:
        """Begin to connect as the device that owns this key pair."""

        def make() -> sockets.Zocket:
            return sockets.device_client(
                self._context, self._server_key, pair, reconnect_max_ms=self._reconnect_max_ms
            )

        client = Client(make, self._door, self._reconnect_max_ms / 1_000)
        link = ZmqDeviceLink(client, self._poller)
        self._links.append(link)
        return link

    def wait(self, timeout_ms: int) -> None:
        """Sleep until something happens on any link, or the time is over."""
        self._poller.poll(max(0, timeout_ms))

    def close(self) -> None:
        """Close every link; bounded by the half second sockets may linger."""
        for link in self._links:
            link.close()
        self._context.term()
