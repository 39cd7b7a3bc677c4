"""Which live TCP connection belongs to which key, so that revocation can cut it (R-SEC-03).

libzmq's ROUTER cannot drop one peer. But each frame names the descriptor of its connection, so the
connection can be shut down below libzmq, which then sees an ordinary disconnect. A descriptor may
meanwhile belong to another connection: the remote address is compared before anything is cut.
Belongs to the thread of its door.
"""

import logging
import socket
from collections import OrderedDict
from dataclasses import dataclass

import zmq

_log = logging.getLogger("wire.door")
_MOST = 8_192


@dataclass(frozen=True, slots=True)
class Connection:
    """One peer of a ROUTER: its proven key (z85) and where its bytes come from."""

    key: str
    descriptor: int
    remote: object


class Connections:
    """Connections by routing id, the longest unheard forgotten first when there are too many."""

    def __init__(self) -> None:
        self._by_routing: OrderedDict[bytes, Connection] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_routing)

    def key_of(self, routing: bytes) -> str | None:
        """The key behind a routing id, or None when nothing was ever heard from it."""
        known = self._by_routing.get(routing)
        return known.key if known else None

    def heard(self, routing: bytes, frame: zmq.Frame) -> str:
        """Note the connection of a frame; its proven key, empty when there is none."""
        known = self._by_routing.get(routing)
        if known is None:
            known = _describe(frame)
            self._by_routing[routing] = known
            if len(self._by_routing) > _MOST:
                self._by_routing.popitem(last=False)
        else:
            self._by_routing.move_to_end(routing)
        return known.key

    def forget(self, routing: bytes) -> None:
        """The peer is gone."""
        self._by_routing.pop(routing, None)

    def cut(self, routing: bytes) -> bool:
        """Shut the connection down; False when it was gone already."""
        known = self._by_routing.pop(routing, None)
        return known is not None and _shut_down(known)

    def of_keys_outside(self, keys: frozenset[str]) -> list[bytes]:
        """Routing ids of the connections whose key is not among these."""
        return [routing for routing, at in self._by_routing.items() if at.key not in keys]


def _describe(frame: zmq.Frame) -> Connection:
    try:
        key = str(frame.get("User-Id"))
    except zmq.ZMQError:
        return Connection("", -1, None)
    try:
        descriptor = int(str(frame.get(zmq.SRCFD)))
        with socket.fromfd(descriptor, socket.AF_INET, socket.SOCK_STREAM) as twin:
            return Connection(key, descriptor, twin.getpeername())
    except (OSError, ValueError, zmq.ZMQError):
        return Connection(key, -1, None)


def _shut_down(connection: Connection) -> bool:
    if connection.descriptor < 0:
        return False
    try:
        with socket.fromfd(connection.descriptor, socket.AF_INET, socket.SOCK_STREAM) as twin:
            if twin.getpeername() != connection.remote:
                return False
            twin.shutdown(socket.SHUT_RDWR)
    except OSError as error:
        _log.info("a revoked connection was gone already: %s", error)
        return False
    return True
