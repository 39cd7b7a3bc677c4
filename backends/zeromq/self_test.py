"""Proof, before a door opens, that strangers stay outside and known keys come in (R-SEC-01).

Runs in the caller's thread on a throw-away loopback ROUTER that has exactly the options of the
real door; takes some tens of milliseconds, at most five seconds.
"""

from collections.abc import Callable

import zmq

from backends.zeromq import sockets
from backends.zeromq.curve import make_pair
from backends.zeromq.sockets import Context, Zocket
from backends.zeromq.zap import Doorkeeper
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

MakeDoor = Callable[[Context, KeyPair], Zocket]
_VERDICTS = zmq.Event.HANDSHAKE_SUCCEEDED | zmq.Event.HANDSHAKE_FAILED_AUTH


def prove_door(context: Context, keeper: Doorkeeper, make_door: MakeDoor, domain: str) -> None:
    """Raise EnvironmentFault unless the domain refuses a random key and accepts a known one."""
    server, known = make_pair(), make_pair()
    keeper.allow(domain, [known.public])
    door = make_door(context, server)
    door.setsockopt(zmq.LINGER, 0)
    try:
        endpoint = _bind_anywhere(door)
        if _visit(context, door, endpoint, server.public, make_pair()) is not None:
            _refuse_to_open(domain, "a stranger's key was let in")
        if _visit(context, door, endpoint, server.public, known) != known.public:
            _refuse_to_open(domain, "a known key was refused")
    finally:
        keeper.suspend(domain)
        door.close()


def _bind_anywhere(door: Zocket) -> str:
    try:
        door.bind("tcp://127.0.0.1:*")
    except zmq.ZMQError as error:
        raise EnvironmentFault(
            f"No loopback port can be opened: {error.strerror}", where="127.0.0.1"
        ) from error
    return door.getsockopt_string(zmq.LAST_ENDPOINT)


def _visit(
    context: Context, door: Zocket, endpoint: str, server_key: str, pair: KeyPair
) -> str | None:
    """None when refused, else the name ZAP gave the visitor (empty when it gave none)."""
    client = sockets.device_client(context, server_key, pair)
    client.setsockopt(zmq.LINGER, 0)
    monitor = client.get_monitor_socket(int(_VERDICTS))
    try:
        client.connect(endpoint)
        if not monitor.poll(2_500):
            return None
        event = int.from_bytes(monitor.recv_multipart()[0][:2], "little")
        if event != zmq.Event.HANDSHAKE_SUCCEEDED:
            return None
        client.send(b"proof")
        return _name_at(door)
    finally:
        client.disable_monitor()
        monitor.close(0)
        client.close(0)


def _name_at(door: Zocket) -> str:
    if not door.poll(2_000):
        return ""
    try:
        return str(door.recv_multipart(copy=False)[-1].get("User-Id"))
    except zmq.ZMQError:
        return ""


def _refuse_to_open(domain: str, why: str) -> None:
    raise EnvironmentFault(
        f"The self-test of the door failed: {why}",
        where=domain,
        remedy="the door stays shut; reinstall pyzmq from its wheel and start again",
    )
