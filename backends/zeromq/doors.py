"""The engine's two doors: devices and seats come in, each known by its CURVE key.

One thread (the engine loop) owns the doors. Nothing here blocks but `wait`, decodes a message or
decides what it means. A door opens only after its self-test (R-SEC-01).
"""

import errno
import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import zmq

from backends.zeromq import sockets
from backends.zeromq.connections import Connections
from backends.zeromq.self_test import prove_door
from backends.zeromq.sockets import Context, Zocket
from backends.zeromq.zap import Doorkeeper, Probe
from console.domain.errors import EnvironmentFault
from console.ports.door import Frames
from console.ports.keys import KeyPair

MOST_FRAMES = 8
_REFUSALS = (
    zmq.Event.HANDSHAKE_FAILED_AUTH
    | zmq.Event.HANDSHAKE_FAILED_PROTOCOL
    | zmq.Event.HANDSHAKE_FAILED_NO_DETAIL
)

_log = logging.getLogger("wire.door")


class ZmqDoor:
    """One ROUTER whose peers are known by their key."""

    def __init__(self, socket: Zocket, domain: str, keeper: Doorkeeper) -> None:
        self._socket = socket
        self._domain = domain
        self._keeper = keeper
        self._names: Mapping[str, str] = {}
        self._connections = Connections()
        self._monitor = socket.get_monitor_socket(int(_REFUSALS))
        self.counters: Counter[str] = Counter()

    @property
    def socket(self) -> Zocket:
        """The ROUTER, for the poller of the same thread."""
        return self._socket

    def set_names(self, names: Mapping[str, str]) -> None:
        """Replace the mapping public key -> name; whoever is not in it any more is cut off now."""
        self._names = dict(names)
        self._keeper.allow(self._domain, self._names, to_be_continued=True)
        for routing in self._connections.of_keys_outside(frozenset(self._names)):
            self._cut(routing)

    def receive(self, most: int) -> Sequence[Frames]:
        """At most `most` waiting messages, without blocking; those of unknown keys are dropped."""
        taken: list[Frames] = []
        for _ in range(most):
            try:
                frames = self._next()
            except zmq.Again:
                break
            if frames is not None:
                taken.append(frames)
        self._count_refusals()
        return taken

    def send(self, routing: bytes, frames: Iterable[bytes]) -> bool:
        """Send without blocking; False when the peer is gone, revoked or does not read."""
        if self._connections.key_of(routing) not in self._names:
            return False
        try:
            self._socket.send_multipart([routing, *frames], zmq.NOBLOCK)
        except zmq.Again:
            self.counters["not_read"] += 1
            return False
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
            self._connections.forget(routing)
            return False
        return True

    def close(self) -> None:
        """Close at once; what is still to be sent has half a second (LINGER)."""
        self._socket.disable_monitor()
        self._monitor.close(0)
        self._socket.close()

    def _next(self) -> Frames | None:
        first = self._socket.recv(zmq.NOBLOCK, copy=False)
        routing = first.bytes
        frames = self._rest()
        name = self._names.get(self._connections.heard(routing, first))
        if name is None:
            # The frame was under way when its key was revoked, or ZAP let in what we do not know.
            self.counters["unknown_key"] += 1
            self._cut(routing)
            return None
        return Frames(routing, name, frames)

    def _rest(self) -> tuple[bytes, ...]:
        """The frames after the routing id, at most `MOST_FRAMES`; the decoder refuses so many."""
        frames: list[bytes] = []
        while self._socket.getsockopt(zmq.RCVMORE):
            frame = self._socket.recv(zmq.NOBLOCK)
            if len(frames) < MOST_FRAMES:
                frames.append(frame)
            else:
                self.counters["frames_discarded"] += 1
        return tuple(frames)

    def _cut(self, routing: bytes) -> None:
        if self._connections.cut(routing):
            self.counters["cut"] += 1

    def _count_refusals(self) -> None:
        for _ in range(64):
            try:
                self._monitor.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            self.counters["handshake_refused"] += 1


class ZmqDoors:
    """Both doors, the doorkeeper before them, and the wait for any of them."""

    def __init__(self, pair: KeyPair, door_endpoint: str, seats_endpoint: str) -> None:
        """Prove and open both doors. `pair` is the engine's; port 0 picks a free one.

        Raises EnvironmentFault when the library is too old, the self-test fails or a port is taken.
        """
        sockets.refuse_old_library()
        self._context: Context = zmq.Context()
        self._open: list[ZmqDoor] = []
        self._keeper = Doorkeeper(self._context)
        try:
            self._keeper.start()
            prove_door(self._context, self._keeper, sockets.edge_door, sockets.EDGE_DOMAIN)
            prove_door(self._context, self._keeper, sockets.seats_door, sockets.SEATS_DOMAIN)
            self._edge, self.door_endpoint = self._bind(
                sockets.edge_door(self._context, pair), door_endpoint, sockets.EDGE_DOMAIN
            )
            self._seats, self.seats_endpoint = self._bind(
                sockets.seats_door(self._context, pair), seats_endpoint, sockets.SEATS_DOMAIN
            )
            self._probe = Probe(self._context, self._keeper)
        except BaseException:
            self._close_all()
            raise
        self._poller = self._watch()

    @property
    def edge(self) -> ZmqDoor:
        """Devices."""
        return self._edge

    @property
    def seats(self) -> ZmqDoor:
        """Consoles."""
        return self._seats

    @property
    def keeper(self) -> Doorkeeper:
        """The ZAP answerer."""
        return self._keeper

    def set_devices(self, names: Mapping[str, str]) -> None:
        """Public key (z85) -> device id of every device that may connect."""
        self._edge.set_names(names)

    def set_seats(self, names: Mapping[str, str]) -> None:
        """Public key (z85) -> seat id of every console that may connect."""
        self._seats.set_names(names)

    def counters(self) -> dict[str, int]:
        """What the doors refused, dropped and restarted so far."""
        both = self._edge.counters + self._seats.counters
        both["zap_restarts"] = self._probe.restarts
        both["zap_dead"] = 0 if self._keeper.alive else 1
        return dict(both)

    def wait(self, timeout_ms: int) -> None:
        """Sleep until a message waits at either door, or the time is over."""
        self._probe.turn(time.monotonic_ns() // 1_000_000)
        self._poller.poll(max(0, timeout_ms))

    def close(self) -> None:
        """Close both doors and the doorkeeper; bounded by about two seconds."""
        self._probe.close()
        self._close_all()

    def _watch(self) -> zmq.Poller:
        poller = zmq.Poller()
        for door in self._open:
            poller.register(door.socket, zmq.POLLIN)
        return poller

    def _bind(self, socket: Zocket, endpoint: str, domain: str) -> tuple[ZmqDoor, str]:
        try:
            socket.bind(sockets.checked_endpoint(endpoint))
        except (zmq.ZMQError, EnvironmentFault) as error:
            socket.close(0)
            raise _fault_of(error, endpoint) from error
        door = ZmqDoor(socket, domain, self._keeper)
        self._open.append(door)
        return door, socket.getsockopt_string(zmq.LAST_ENDPOINT)

    def _close_all(self) -> None:
        for door in self._open:
            door.close()
        self._keeper.close()
        self._context.term()


def _fault_of(error: Exception, endpoint: str) -> EnvironmentFault:
    if isinstance(error, EnvironmentFault):
        return error
    code = error.errno if isinstance(error, zmq.ZMQError) else None
    port = endpoint.rpartition(":")[2]
    if code in {zmq.EADDRINUSE, errno.EADDRINUSE}:
        return EnvironmentFault(
            f"The port {port} is in use",
            where=endpoint,
            remedy="stop what holds it, or choose another with --door or --seats (0: any)",
        )
    if code in {errno.EACCES, errno.EPERM}:
        return EnvironmentFault(
            f"The port {port} may not be opened by this user",
            where=endpoint,
            remedy="choose a port above 1023",
        )
    return EnvironmentFault(
        f"The door cannot be opened: {error}",
        where=endpoint,
        remedy="use an address of this machine, for example tcp://127.0.0.1:5571",
    )
