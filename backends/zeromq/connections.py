"""Which live TCP connection belongs to which key, so that it can be cut (R-SEC-02, R-SEC-03).

libzmq's ROUTER cannot drop one peer. But each frame names the descriptor of its connection and the
key that ZAP proved, so the connection can be shut down below libzmq, which then sees an ordinary
disconnect. A routing id is nobody's identity: a peer may choose that of one that left, so the key
of every message counts. Belongs to the thread of its door.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import zmq

from backends.zeromq.tcp_facts import remote_of, shut_down

_MOST = 8_192
_USER = "User-Id"
_DESCRIPTOR = int(zmq.SRCFD)


@dataclass(frozen=True, slots=True)
class Connection:
    """One peer of a ROUTER: its proven key (z85) and where its bytes come from."""

    key: str
    descriptor: int
    remote: tuple[str, int] | None


class Connections:
    """Connections by routing id, the oldest forgotten first when there are too many."""

    def __init__(self) -> None:
        self._by_routing: OrderedDict[bytes, Connection] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_routing)

    def key_of(self, routing: bytes) -> str | None:
        """The key behind a routing id, or None when nothing was ever heard from it."""
        known = self._by_routing.get(routing)
        return known.key if known else None

    def heard(self, routing: bytes, frame: zmq.Frame) -> tuple[Connection, bool]:
        """The connection a frame came by, and whether it is a new one."""
        known = self._by_routing.get(routing)
        try:
            if known is not None and frame.get(_USER) == known.key:
                return known, False
        except zmq.ZMQError:
            pass  # without a key it is nobody we know
        met = _describe(frame)
        self._by_routing[routing] = met
        self._by_routing.move_to_end(routing)
        if len(self._by_routing) > _MOST:
            self._by_routing.popitem(last=False)
        return met, True

    def forget(self, routing: bytes) -> None:
        """The peer is gone."""
        self._by_routing.pop(routing, None)

    def forget_ended(self, ended: Iterable[tuple[int, tuple[str, int] | None]]) -> None:
        """These connections (descriptor, remote) ended: their routing ids are nobody's."""
        over = set(ended)
        for routing in [
            r for r, at in self._by_routing.items() if (at.descriptor, at.remote) in over
        ]:
            del self._by_routing[routing]

    def cut(self, routing: bytes) -> bool:
        """Shut the connection down; False when it was gone already."""
        known = self._by_routing.pop(routing, None)
        return known is not None and shut_down(known.descriptor, known.remote)

    def of_keys_outside(self, keys: frozenset[str]) -> list[bytes]:
        """Routing ids of the connections whose key is not among these."""
        return [routing for routing, at in self._by_routing.items() if at.key not in keys]


def _told(frame: zmq.Frame, what: str | int) -> str:
    try:
        return str(frame.get(what))
    except zmq.ZMQError:
        return ""


def _describe(frame: zmq.Frame) -> Connection:
    key, number = _told(frame, _USER), _told(frame, _DESCRIPTOR)
    descriptor = int(number) if number.isdecimal() else -1
    return Connection(key, descriptor, remote_of(descriptor) if descriptor >= 0 else None)
