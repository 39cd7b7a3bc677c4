"""Every socket of the program with every option, one function per role (R-MSG-08).

A socket belongs to the thread that uses it; nothing here starts a thread. Transport is TCP only:
`ipc` is missing from Windows wheels, and udp, epgm, gssapi and ws are never enabled (R-SEC-04).
"""

import re
from typing import Any

import zmq

from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

EDGE_DOMAIN = "sunra-edge"
SEATS_DOMAIN = "sunra-seats"
EDGE_MESSAGE_BYTES = 1024 * 1024
SEAT_MESSAGE_BYTES = 64 * 1024 * 1024
OLDEST_LIBZMQ = (4, 3, 5)

NOBLOCK = int(zmq.NOBLOCK)
MORE = int(zmq.SNDMORE)

Zocket = zmq.Socket[bytes]
Context = zmq.Context[Zocket]

_TCP = re.compile(r"tcp://(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9.*-]+):(\d{1,5}|\*)")


def refuse_old_library() -> None:
    """Raise EnvironmentFault unless libzmq is recent enough and has CURVE (R-SEC-04)."""
    found = zmq.zmq_version_info()
    if found < OLDEST_LIBZMQ:
        raise EnvironmentFault(
            f"libzmq {zmq.zmq_version()} is too old, 4.3.5 is the oldest that is safe",
            remedy="install pyzmq 27.1 or newer from its wheel",
        )
    if not zmq.has("curve"):
        raise EnvironmentFault(
            "libzmq was built without CURVE", remedy="install pyzmq from its wheel"
        )


def checked_endpoint(endpoint: str) -> str:
    """The endpoint with port 0 written as libzmq's wildcard; EnvironmentFault unless it is TCP."""
    match = _TCP.fullmatch(endpoint)
    if match is None or (match[2] != "*" and int(match[2]) > 65535):
        raise EnvironmentFault(
            "An endpoint must read tcp://HOST:PORT",
            where=endpoint,
            remedy="for example tcp://127.0.0.1:5571, or port 0 for a free one",
        )
    return f"tcp://{match[1]}:{'*' if match[2] in {'0', '*'} else match[2]}"


def edge_door(context: Context, pair: KeyPair) -> Zocket:
    """The unbound ROUTER where devices come in."""
    return _router(context, pair, EDGE_DOMAIN, EDGE_MESSAGE_BYTES, send_hwm=1024)


def seats_door(context: Context, pair: KeyPair) -> Zocket:
    """The unbound ROUTER where consoles come in; a seat that does not read fills up soon."""
    return _router(context, pair, SEATS_DOMAIN, EDGE_MESSAGE_BYTES, send_hwm=256)


def device_client(
    context: Context, server_key: str, pair: KeyPair, *, reconnect_max_ms: int = 32_000
) -> Zocket:
    """The unconnected DEALER of a device; it sets no routing id (R-SEC-02)."""
    socket = _dealer(context, server_key, pair, reconnect_max_ms)
    socket.setsockopt(zmq.MAXMSGSIZE, EDGE_MESSAGE_BYTES)
    return socket


def seat_client(
    context: Context, server_key: str, pair: KeyPair, *, reconnect_max_ms: int = 2_000
) -> Zocket:
    """The unconnected DEALER of a console."""
    socket = _dealer(context, server_key, pair, reconnect_max_ms)
    socket.setsockopt(zmq.MAXMSGSIZE, SEAT_MESSAGE_BYTES)
    return socket


def bare(socket: Zocket) -> Any:  # noqa: ANN401 -- pyzmq gives its core no type
    """The socket's calls without pyzmq's own checks and flag arithmetic: microseconds a frame.

    Flags are plain integers: `NOBLOCK` and `MORE` of this module.
    """
    return super(zmq.Socket, socket)


def _router(
    context: Context, pair: KeyPair, domain: str, max_bytes: int, *, send_hwm: int
) -> Zocket:
    socket = context.socket(zmq.ROUTER)
    _set_common(socket)
    socket.setsockopt(zmq.MAXMSGSIZE, max_bytes)
    socket.setsockopt(zmq.ROUTER_MANDATORY, 1)
    # With handover a device could take over another's routing id and with it its receipts.
    socket.setsockopt(zmq.ROUTER_HANDOVER, 0)
    socket.setsockopt(zmq.BACKLOG, 512)
    socket.setsockopt(zmq.SNDHWM, send_hwm)
    # libzmq must never stop reading: who goes away while it had stopped aborts the whole program at
    # the next heartbeat (zeromq/libzmq 4841). The door watch bounds what waits instead (ADR 56).
    socket.setsockopt(zmq.RCVHWM, 0)
    socket.setsockopt(zmq.CURVE_SERVER, 1)
    socket.setsockopt_string(zmq.CURVE_SECRETKEY, pair.secret)
    socket.setsockopt_string(zmq.CURVE_PUBLICKEY, pair.public)
    # Both are needed: an empty or unenforced domain lets everyone in when ZAP is away.
    socket.setsockopt_string(zmq.ZAP_DOMAIN, domain)
    socket.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 1)
    return socket


def _dealer(context: Context, server_key: str, pair: KeyPair, reconnect_max_ms: int) -> Zocket:
    socket = context.socket(zmq.DEALER)
    _set_common(socket)
    # As at the doors; what the engine sends is bounded already.
    socket.setsockopt(zmq.RCVHWM, 0)
    socket.setsockopt(zmq.IMMEDIATE, 1)
    socket.setsockopt(zmq.RECONNECT_IVL, 250)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, reconnect_max_ms)
    socket.setsockopt_string(zmq.CURVE_SERVERKEY, server_key)
    socket.setsockopt_string(zmq.CURVE_SECRETKEY, pair.secret)
    socket.setsockopt_string(zmq.CURVE_PUBLICKEY, pair.public)
    return socket


def _set_common(socket: Zocket) -> None:
    socket.setsockopt(zmq.LINGER, 500)
    socket.setsockopt(zmq.HEARTBEAT_IVL, 1_000)
    socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 3_000)
    socket.setsockopt(zmq.HEARTBEAT_TTL, 4_000)
    socket.setsockopt(zmq.HANDSHAKE_IVL, 5_000)
