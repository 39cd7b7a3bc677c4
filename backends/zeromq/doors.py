"""The engine's two doors: devices and seats come in, each known by its CURVE key.

One thread (the engine loop) owns the doors. Nothing here blocks but `wait`, decodes a message or
decides what it means. A door opens only after its self-test (R-SEC-01).
"""

import errno
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import zmq

from backends.zeromq import sockets
from backends.zeromq.connections import Connections
from backends.zeromq.door_watch import DoorWatch, Floor, Incidents
from backends.zeromq.guests import HANDSHAKE_S
from backends.zeromq.self_test import prove_door
from backends.zeromq.sockets import MORE, NOBLOCK, Context, Zocket
from backends.zeromq.zap import Doorkeeper, Probe
from console.domain.errors import EnvironmentFault
from console.ports.door import Frames, Incident
from console.ports.keys import KeyPair

MOST_FRAMES = 8
BOXED = 33
"""What CURVE adds to a frame: its name, a nonce, a byte of flags and a seal (RFC 26)."""
SHORT = 256
REST_S = 0.000_3
"""Short, since what has sense waits for its end too; libzmq's own waits are whole milliseconds."""


def bytes_of(frame: bytes) -> int:
    """What a frame was on the wire: with its box, and with two or nine bytes before it (RFC 37)."""
    boxed = len(frame) + BOXED
    return boxed + (2 if boxed < SHORT else 9)


class ZmqDoor:
    """One ROUTER whose peers are known by their key.

    With `drops_deaf` a peer whose answers cannot be sent any more is cut and named.
    """

    def __init__(
        self,
        socket: Zocket,
        domain: str,
        keeper: Doorkeeper,
        floor: Floor,
        incidents: Incidents,
        *,
        drops_deaf: bool,
    ) -> None:
        self._socket = socket
        bare = sockets.bare(socket)
        self._receive, self._send, self._ask = bare.recv, bare.send, bare.get
        self._domain = domain
        self._keeper = keeper
        self._floor = floor
        self._incidents = incidents
        self._drops_deaf = drops_deaf
        self._names: Mapping[str, str] = {}
        self._former: Mapping[str, str] = {}
        self._connections = Connections()
        self._served = 0
        self.counters: Counter[str] = Counter()

    @property
    def socket(self) -> Zocket:
        """The ROUTER, for the poller of the same thread."""
        return self._socket

    @property
    def domain(self) -> str:
        """The ZAP domain its peers enter."""
        return self._domain

    def knows(self, key: str) -> bool:
        """Whether the key is registered now."""
        return key in self._names

    def name_of(self, key: str) -> str:
        """The device or seat a key belongs to or belonged to; empty for a stranger's."""
        return self._names.get(key) or self._former.get(key, "")

    def set_names(self, names: Mapping[str, str], barred: frozenset[str] = frozenset()) -> set[str]:
        """Replace the mapping public key -> name; whoever is not in it any more is cut off now.

        Names that are `barred` keep their connections but may make no new one. Returns the keys
        that were taken away.
        """
        gone = self._names.keys() - names.keys()
        self._former = (
            {**self._former, **{key: self._names[key] for key in gone}} if gone else self._former
        )
        self._names = names
        allowed = [key for key, name in names.items() if name not in barred] if barred else names
        self._keeper.allow(self._domain, allowed, to_be_continued=True)
        if gone:
            for routing in self._connections.of_keys_outside(frozenset(names)):
                self._cut(routing)
        return set(gone)

    def receive(self, most: int) -> Sequence[Frames]:
        """At most `most` waiting messages, without blocking; those of unknown keys are dropped."""
        if self._floor.gone:
            gone, self._floor.gone = self._floor.gone, []
            self._connections.forget_ended(gone)
        taken: list[Frames] = []
        # While one peer always has more, libzmq itself looks only at every hundredth frame who
        # else has come to say something.
        self._ask(zmq.EVENTS)
        try:
            for _ in range(most):
                frames = self._next()
                if frames is not None:
                    taken.append(frames)
        except zmq.Again:
            self._floor.turns += 1
            self._floor.emptied += 1
        self._served += len(taken)
        if self._served > 2 * len(self._connections):
            self._served = 0
            self._floor.turns += 1
        return taken

    def send(self, routing: bytes, frames: Iterable[bytes]) -> bool:
        """Send without blocking; False when the peer is gone, revoked or does not read."""
        if self._connections.key_of(routing) not in self._names:
            return False
        parts = (routing, *frames)
        try:
            for part in parts[:-1]:
                self._send(part, MORE | NOBLOCK)
            self._send(parts[-1], NOBLOCK)
        except zmq.Again:
            self._deaf(routing)
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
        self._socket.close()

    def _next(self) -> Frames | None:
        receive = self._receive
        routing = receive(NOBLOCK)
        frame = receive(NOBLOCK, False)
        frames = self._rest(frame)
        connection, is_new = self._connections.heard(routing, frame)
        name = self._names.get(connection.key)
        if name is None:
            # The frame was under way when its key was revoked, or ZAP let in what we do not know.
            self.counters["unknown_key"] += 1
            self._cut(routing)
            return None
        descriptor, heard = connection.descriptor, self._floor.heard
        heard[descriptor] = heard.get(descriptor, 0) + sum(map(bytes_of, frames))
        if is_new:
            self._floor.arrivals.append((descriptor, name))
        return Frames(routing, name, frames)

    def _rest(self, first: zmq.Frame) -> tuple[bytes, ...]:
        """The frames after the routing id, at most `MOST_FRAMES`; the decoder refuses so many."""
        frames, receive = [first.bytes], self._receive
        frame = first
        # A frame says for nothing whether more follow; asking the socket costs a microsecond.
        while frame.more:
            frame = receive(NOBLOCK, False)
            if len(frames) < MOST_FRAMES:
                frames.append(frame.bytes)
            else:
                self.counters["frames_discarded"] += 1
        return tuple(frames)

    def _deaf(self, routing: bytes) -> None:
        self.counters["not_read"] += 1
        if not self._drops_deaf:
            return
        name = self._names.get(self._connections.key_of(routing) or "", "")
        self._incidents.note("device.fault", name, "does not read its answers")
        self._cut(routing)

    def _cut(self, routing: bytes) -> None:
        if self._connections.cut(routing):
            self.counters["cut"] += 1


class ZmqDoors:
    """Both doors, the doorkeeper before them, and the wait for any of them."""

    def __init__(self, pair: KeyPair, door_endpoint: str, seats_endpoint: str) -> None:
        """Prove and open both doors. `pair` is the engine's; port 0 picks a free one.

        Raises EnvironmentFault when the library is too old, the self-test fails or a port is taken.
        """
        sockets.refuse_old_library()
        self._context: Context = zmq.Context()
        self._context.set(zmq.MAX_SOCKETS, 4_096)
        self._open: list[ZmqDoor] = []
        self._floors: list[Floor] = []
        self._incidents = Incidents()
        self._watch_of_doors: DoorWatch | None = None
        self._restarts = 0
        self._keeper = Doorkeeper(self._context)
        try:
            self._keeper.start()
            prove_door(self._context, self._keeper, sockets.edge_door, sockets.EDGE_DOMAIN)
            prove_door(self._context, self._keeper, sockets.seats_door, sockets.SEATS_DOMAIN)
            self._keeper.take_refusals()
            self._edge, self.door_endpoint = self._bind(
                sockets.edge_door(self._context, pair), door_endpoint, sockets.EDGE_DOMAIN
            )
            self._seats, self.seats_endpoint = self._bind(
                sockets.seats_door(self._context, pair), seats_endpoint, sockets.SEATS_DOMAIN
            )
            self._probe = Probe(self._context, self._keeper)
            self._watch_of_doors = DoorWatch(self._floors, self._incidents)
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._close_all()
            raise
        self._poller = self._made_poller(self._edge, self._seats)

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
        self._admit(self._edge, names)

    def set_seats(self, names: Mapping[str, str]) -> None:
        """Public key (z85) -> seat id of every console that may connect."""
        self._admit(self._seats, names)

    def _admit(self, door: ZmqDoor, names: Mapping[str, str]) -> None:
        watch = self._watch_of_doors
        gone = door.set_names(names, watch.expelled() if watch else frozenset())
        if gone and watch:
            watch.cut_mute(self._keeper.entries_of(gone))

    def _note_refusal(self, domain: str, key: str, address: str, count: int) -> None:
        door = self._edge if domain == sockets.EDGE_DOMAIN else self._seats
        name = door.name_of(key)
        if door.knows(key):
            self._incidents.note("device.fault", name, "knocks while it is shut out", count)
            return
        state = "was revoked or has run out" if name else "is not registered"
        text = f"knocked with a key that {state}"
        self._incidents.note("security.identity", name or address, text, count)

    def incidents(self) -> Sequence[Incident]:
        """What happened at the doors since the last call, counted by kind and subject."""
        for (domain, key, address), count in self._keeper.take_refusals().items():
            self._note_refusal(domain, key, address, count)
        if self._probe.restarts > self._restarts:
            died, self._restarts = self._probe.restarts - self._restarts, self._probe.restarts
            text = "the doorkeeper died and was started again; meanwhile nobody could come in"
            self._incidents.note("security.identity", "door", text, died)
        return self._incidents.take()

    def counters(self) -> dict[str, int]:
        """What the doors refused, dropped and restarted so far."""
        both = Counter(self._edge.counters) + self._seats.counters
        for floor in self._floors:
            both.update(floor.counters)
        both["edge_connections"] = len(self._floors[0].guests)
        both["seat_connections"] = len(self._floors[1].guests)
        both["zap_restarts"] = self._probe.restarts
        both["zap_dead"] = 0 if self._keeper.alive else 1
        return dict(both)

    def wait(self, timeout_ms: int) -> None:
        """Sleep until a message waits at either door, or the time is over."""
        self._probe.turn(time.monotonic_ns() // 1_000_000)
        self._poller.poll(max(0, timeout_ms))

    def rest(self) -> None:
        """A moment in which nobody is listened to: devices are saying too much."""
        self._probe.turn(time.monotonic_ns() // 1_000_000)
        # What comes meanwhile waits in libzmq, as far as the watch of the doors lets it.
        time.sleep(REST_S)

    def close(self) -> None:
        """Close both doors and the doorkeeper; bounded by about two seconds."""
        self._probe.close()
        self._close_all()

    def _made_poller(self, *doors: ZmqDoor) -> zmq.Poller:
        poller = zmq.Poller()
        for door in doors:
            poller.register(door.socket, zmq.POLLIN)
        return poller

    def _bind(self, socket: Zocket, endpoint: str, domain: str) -> tuple[ZmqDoor, str]:
        def who(address: str, came_s: float) -> str:
            keys = self._keeper.keys_entered(address, came_s, came_s + HANDSHAKE_S)
            return door.name_of(keys[0]) if len(keys) == 1 else ""

        floor = Floor(self._context, socket, domain, who)
        self._floors.append(floor)
        deaf = domain == sockets.EDGE_DOMAIN
        door = ZmqDoor(socket, domain, self._keeper, floor, self._incidents, drops_deaf=deaf)
        try:
            socket.bind(sockets.checked_endpoint(endpoint))
        except (zmq.ZMQError, EnvironmentFault) as error:
            socket.disable_monitor()
            socket.close(0)
            raise _fault_of(error, endpoint) from error
        self._open.append(door)
        return door, socket.getsockopt_string(zmq.LAST_ENDPOINT)

    def _close_all(self) -> None:
        if self._watch_of_doors:
            self._watch_of_doors.close()
        else:
            for floor in self._floors:
                floor.monitor.close(0)
        for door in self._open:
            door.close()
        self._keeper.close()
        # Whatever a start that failed half-way left open would make it wait for ever.
        self._context.destroy(linger=0)


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
