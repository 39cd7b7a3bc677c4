"""Thousands of device links in one thread: implements `console.ports.device_link.DeviceCrowd`.

`zmq_poll` asks every socket at every call, which at 2,000 connections costs more than the messages.
Here the operating system watches the sockets' descriptors, and only those with news are asked.
"""

import selectors
import sys
from collections.abc import Iterable, Sequence

import zmq

from backends.zeromq import sockets
from backends.zeromq.client import Client
from backends.zeromq.sockets import Context
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

DESCRIPTORS_EACH = 4
"""Of one link: its connection and the wake-up descriptors of socket and monitor."""
DESCRIPTORS_SPARE = 256


class CrowdLink:
    """One device's connection within a crowd."""

    def __init__(
        self, client: Client, selector: selectors.BaseSelector, stirred: set["CrowdLink"]
    ) -> None:
        """`stirred` are links to look at without being woken."""
        self._client = client
        self._selector = selector
        self._stirred = stirred
        self._closed = False
        self._watched: tuple[int, ...] = ()
        self._watch()

    @property
    def connection(self) -> int:
        """Counts completed handshakes."""
        return self._client.connection

    @property
    def connected(self) -> bool:
        """Whether the handshake is complete and the connection not known to be lost."""
        return self._client.connected

    @property
    def reason(self) -> str:
        """Why the engine refused the connection; empty otherwise."""
        return self._client.reason

    def attend(self) -> None:
        """Take the monitor's news; reopen when a refusal is old enough."""
        if not self._closed and self._client.attend():
            self._unwatch()
            self._watch()

    def send(self, frames: Iterable[bytes]) -> bool:
        """Send now; False when not connected or the buffers are full."""
        # Sending may swallow the wake-up for a message that waits already.
        self._stirred.add(self)
        return not self._closed and self._client.send(frames)

    def receive(self, most: int) -> Sequence[tuple[bytes, ...]]:
        """At most `most` waiting messages."""
        self._stirred.discard(self)
        return () if self._closed else self._client.receive(most)

    def close(self) -> None:
        """End the connection; once is enough."""
        if self._closed:
            return
        self._closed = True
        self._stirred.discard(self)
        self._unwatch()
        self._client.close()

    def _watch(self) -> None:
        for socket in self._client.sockets:
            descriptor = int(socket.getsockopt(zmq.FD))
            news = socket is self._client.sockets[1]
            self._selector.register(descriptor, selectors.EVENT_READ, (self, news))
            self._watched += (descriptor,)
        # What came before the watch began woke nobody.
        self._stirred.add(self)

    def _unwatch(self) -> None:
        for descriptor in self._watched:
            self._selector.unregister(descriptor)
        self._watched = ()


class ZmqDeviceCrowd:
    """Opens links to one engine door."""

    def __init__(self, door: str, server_key: str, most: int, *, reconnect_max_ms: int) -> None:
        """For at most `most` links. Raises EnvironmentFault when the system allows fewer."""
        sockets.refuse_old_library()
        _allow_descriptors(most * DESCRIPTORS_EACH + DESCRIPTORS_SPARE)
        self._door = sockets.checked_endpoint(door)
        self._server_key = server_key
        self._reconnect_max_ms = reconnect_max_ms
        self._context: Context = zmq.Context()
        # A link is a socket and a monitor, which is a pair of sockets.
        self._context.set(zmq.MAX_SOCKETS, most * 3 + 64)
        self._selector = selectors.DefaultSelector()
        self._links: list[CrowdLink] = []
        self._stirred: set[CrowdLink] = set()
        self._next = 0

    def open(self, pair: KeyPair) -> CrowdLink:
        """Begin to connect as the device that owns this key pair."""

        def make() -> sockets.Zocket:
            return sockets.device_client(
                self._context, self._server_key, pair, reconnect_max_ms=self._reconnect_max_ms
            )

        client = Client(make, self._door, self._reconnect_max_ms / 1_000)
        link = CrowdLink(client, self._selector, self._stirred)
        self._links.append(link)
        return link

    def ready(self, timeout_ms: int) -> Sequence[CrowdLink]:
        """Links to which something has happened, after at most that time."""
        wait_s = 0 if self._stirred else max(0, timeout_ms) / 1_000
        woken = set(self._stirred)
        changed = set(self._some())
        for key, _ in self._selector.select(wait_s):
            link, news = key.data
            (changed if news else woken).add(link)
        for link in changed:
            link.attend()
        return list(woken | changed)

    def close(self) -> None:
        """Close every link; bounded by the half second sockets may linger."""
        for link in self._links:
            link.close()
        self._selector.close()
        self._context.term()

    def _some(self) -> Sequence[CrowdLink]:
        """A few more in turn: refused ones are reopened by time, not by news."""
        some = self._links[self._next : self._next + 32]
        self._next = self._next + 32 if self._next + 32 < len(self._links) else 0
        return some


def _allow_descriptors(needed: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        if most < needed:
            raise EnvironmentFault(
                f"The system allows {hard} open files, {needed} are needed for so many devices",
                where="limit of open files (ulimit -n)",
                remedy="raise the hard limit, or use fewer devices",
            )
