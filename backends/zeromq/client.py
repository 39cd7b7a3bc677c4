"""A client's end of one CURVE connection: a DEALER that knows when it is really connected.

libzmq reconnects by itself after a loss, but gives up for good when the server refuses the key
(measured: no retry after HANDSHAKE_FAILED_AUTH); then this opens a new socket, later and later.
Belongs to one thread; never blocks.
"""

import time
from collections.abc import Callable, Iterable, Sequence

import zmq

from backends.zeromq.sockets import Zocket

_WATCHED = (
    zmq.Event.HANDSHAKE_SUCCEEDED
    | zmq.Event.HANDSHAKE_FAILED_AUTH
    | zmq.Event.HANDSHAKE_FAILED_PROTOCOL
    | zmq.Event.DISCONNECTED
)
_REFUSALS = {int(zmq.Event.HANDSHAKE_FAILED_AUTH), int(zmq.Event.HANDSHAKE_FAILED_PROTOCOL)}
REFUSED = "the engine does not know this key"


class Client:
    """A DEALER with its monitor. `connection` counts completed handshakes; `connected` is now."""

    def __init__(self, make: Callable[[], Zocket], endpoint: str, retry_max_s: float) -> None:
        self._make = make
        self._endpoint = endpoint
        self._retry_max_s = retry_max_s
        self._retry_s = min(1.0, retry_max_s)
        self._retry_at: float | None = None
        self.connection = 0
        self.connected = False
        self.reason = ""
        self._open()

    @property
    def sockets(self) -> tuple[Zocket, Zocket]:
        """What a poller has to watch; they change when `attend` returns True."""
        return self._socket, self._monitor

    def attend(self) -> bool:
        """Take the monitor's news and reopen a refused socket when due; True when reopened."""
        while self._monitor.poll(0):
            self._note(int.from_bytes(self._monitor.recv_multipart()[0][:2], "little"))
        if self._retry_at is not None and time.monotonic() >= self._retry_at:
            self.reopen()
            return True
        return False

    def send(self, frames: Iterable[bytes]) -> bool:
        """Send now, or False when not connected or the buffers are full."""
        if not self.connected:
            return False
        try:
            self._socket.send_multipart(list(frames), zmq.NOBLOCK)
        except zmq.Again:
            return False
        return True

    def receive(self, most: int) -> Sequence[tuple[bytes, ...]]:
        """At most `most` waiting messages."""
        taken: list[tuple[bytes, ...]] = []
        for _ in range(most):
            try:
                taken.append(tuple(self._socket.recv_multipart(zmq.NOBLOCK)))
            except zmq.Again:
                break
        return taken

    def reopen(self) -> None:
        """Throw the connection away and begin a new one."""
        self.close()
        self._open()

    def close(self) -> None:
        """Close now; what was sent just before still has half a second to leave (LINGER)."""
        self._socket.disable_monitor()
        self._monitor.close(0)
        self._socket.close()
        self.connected = False

    def _open(self) -> None:
        self._socket = self._make()
        self._monitor = self._socket.get_monitor_socket(int(_WATCHED))
        self._socket.connect(self._endpoint)
        self._retry_at = None

    def _note(self, event: int) -> None:
        if event == zmq.Event.HANDSHAKE_SUCCEEDED:
            self.connection += 1
            self.connected = True
            self.reason = ""
            self._retry_s = min(1.0, self._retry_max_s)
        elif event in _REFUSALS:
            self.connected = False
            self.reason = REFUSED
            self._retry_at = time.monotonic() + self._retry_s
            self._retry_s = min(self._retry_max_s, self._retry_s * 2)
        else:
            self.connected = False
