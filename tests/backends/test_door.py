"""The engine's doors with real CURVE sockets on loopback."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import zmq

from backends.zeromq import sockets
from backends.zeromq.curve import make_pair, public_of
from backends.zeromq.doors import MOST_FRAMES, ZmqDoors
from console.domain.errors import EnvironmentFault, ProgrammingFault
from tests.support.zeromq_peers import Peer, next_frames, nothing_comes, opened_doors, until

ENGINE = make_pair()
ALPHA = make_pair()
BETA = make_pair()


@pytest.fixture
def doors() -> Iterator[ZmqDoors]:
    with opened_doors(ENGINE) as opened:
        opened.set_seats({})
        opened.set_devices({ALPHA.public: "alpha", BETA.public: "beta"})
        yield opened


@pytest.fixture
def peers(doors: ZmqDoors) -> Iterator[list[Peer]]:
    made: list[Peer] = []
    yield made
    for peer in made:
        peer.close()


def arrive(doors: ZmqDoors, peers: list[Peer], pair: object, routing: bytes = b"") -> Peer:
    peer = Peer(doors.door_endpoint, ENGINE.public, pair, routing)  # type: ignore[arg-type]
    peers.append(peer)
    return peer


def test_that_every_option_of_the_doors_is_as_the_protocol_says() -> None:
    """R-MSG-08, R-SEC-01."""
    with zmq.Context() as context:
        edge, seats = sockets.edge_door(context, ENGINE), sockets.seats_door(context, ENGINE)
        for door, domain, most in (
            (edge, "sunra-edge", 1024 * 1024),
            (seats, "sunra-seats", 1024 * 1024),
        ):
            assert door.getsockopt(zmq.MAXMSGSIZE) == most
            assert door.getsockopt(zmq.HEARTBEAT_IVL) == 1_000
            assert door.getsockopt(zmq.HEARTBEAT_TIMEOUT) == 3_000
            assert door.getsockopt(zmq.HEARTBEAT_TTL) == 4_000
            assert door.getsockopt(zmq.HANDSHAKE_IVL) == 5_000
            assert door.getsockopt(zmq.LINGER) <= 1_000
            assert door.getsockopt(zmq.RCVHWM) == 0
            assert door.getsockopt(zmq.CURVE_SERVER) == 1
            assert door.getsockopt(zmq.ZAP_DOMAIN).rstrip(b"\0") == domain.encode()
            assert door.getsockopt(zmq.ZAP_ENFORCE_DOMAIN) == 1
            door.close()


def test_that_every_option_of_the_clients_is_as_the_protocol_says() -> None:
    """R-MSG-08: immediate, bounded reconnects, no routing id of its own."""
    with zmq.Context() as context:
        device = sockets.device_client(context, ENGINE.public, ALPHA)
        seat = sockets.seat_client(context, ENGINE.public, ALPHA)
        assert device.getsockopt(zmq.RECONNECT_IVL_MAX) == 32_000
        assert seat.getsockopt(zmq.MAXMSGSIZE) == 64 * 1024 * 1024
        for client in (device, seat):
            assert client.getsockopt(zmq.RECONNECT_IVL) == 250
            assert client.getsockopt(zmq.IMMEDIATE) == 1
            assert client.getsockopt(zmq.ROUTING_ID) == b""
            assert client.getsockopt(zmq.LINGER) <= 1_000
            client.close()


def test_that_a_start_that_breaks_half_way_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        raise ProgrammingFault("half-way")

    faults: list[BaseException] = []

    def begin() -> None:
        try:
            ZmqDoors(ENGINE, "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")
        except ProgrammingFault as fault:
            faults.append(fault)

    monkeypatch.setattr(sockets, "bare", broken)
    start = threading.Thread(target=begin, daemon=True)
    start.start()
    start.join(20)
    assert not start.is_alive()
    assert len(faults) == 1


def test_that_a_public_key_is_found_from_its_secret() -> None:
    assert public_of(ALPHA.secret) == ALPHA.public


def test_that_a_known_key_is_known_by_its_name(doors: ZmqDoors, peers: list[Peer]) -> None:
    arrive(doors, peers, ALPHA).say(b"SEP1", b"PING", b"{}")
    frames = next_frames(doors, doors.edge)
    assert (frames.name, frames.frames) == ("alpha", (b"SEP1", b"PING", b"{}"))
    assert doors.edge.send(frames.routing, (b"SEP1", b"PONG", b"{}"))
    until(lambda: bool(peers[0].client.receive(1)), what="the answer")


def test_that_who_always_has_more_to_say_keeps_nobody_waiting_behind_it(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    """R-MSG-07: left alone libzmq looks at every hundredth frame only who else has come."""
    flood, other = arrive(doors, peers, ALPHA), arrive(doors, peers, BETA)
    for peer in (flood, other):
        peer.say(b"SEP1", b"PING", b"{}")
        next_frames(doors, doors.edge)
    assert not doors.edge.receive(1)
    for _ in range(200):
        flood.say(b"SEP1", b"PING", b"{}")
    assert next_frames(doors, doors.edge).name == "alpha"
    other.say(b"SEP1", b"PING", b"{}")
    heard: list[str] = []

    def is_heard() -> bool:
        if len(heard) < 12:  # the first six within the time a slow machine takes for the way
            time.sleep(0.02 * (len(heard) + 1))  # looking later is what is tested
            heard.extend(frames.name for frames in doors.edge.receive(1))
        return "beta" in heard or len(heard) == 12

    until(is_heard, what="the other device")
    assert heard[-1] == "beta"


def test_that_a_strange_key_never_completes_the_handshake(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    """R-SEC-01."""
    stranger = arrive(doors, peers, make_pair())
    until(stranger.refused, what="the refusal")
    assert stranger.client.connection == 0
    until(lambda: not doors.edge.receive(1) and doors.counters()["handshake_refused"] > 0)


def test_that_a_device_enrolled_after_its_refusal_gets_in(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    late = make_pair()
    peer = arrive(doors, peers, late)
    until(peer.refused, what="the refusal")
    doors.set_devices({late.public: "late"})
    peer.say(b"SEP1", b"PING", b"{}")
    assert next_frames(doors, doors.edge).name == "late"


def test_that_a_seat_key_does_not_open_the_edge_door(doors: ZmqDoors, peers: list[Peer]) -> None:
    seat = make_pair()
    doors.set_seats({seat.public: "seat-1"})
    until(arrive(doors, peers, seat).refused, what="the refusal")


def test_that_a_device_with_the_routing_id_of_another_gets_none_of_its_receipts(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    """R-SEC-02: the routing id is nobody's identity."""
    alpha = arrive(doors, peers, ALPHA)
    alpha.say(b"one")
    first = next_frames(doors, doors.edge)
    thief = arrive(doors, peers, BETA, routing=first.routing)
    until(thief.connected, what="the handshake of the thief")
    thief.client.send((b"two",))
    assert nothing_comes(doors, doors.edge, turns=4)
    assert doors.edge.send(first.routing, (b"receipt",))
    until(lambda: bool(alpha.client.receive(1)), what="the receipt")
    assert not thief.client.receive(1)


def test_that_revocation_cuts_the_live_connection_at_once(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    """R-SEC-03: within 5 s; the other device is not disturbed."""
    alpha, beta = arrive(doors, peers, ALPHA), arrive(doors, peers, BETA)
    alpha.say(b"one")
    routing = next_frames(doors, doors.edge).routing
    beta.say(b"two")
    assert next_frames(doors, doors.edge).name == "beta"
    doors.set_devices({BETA.public: "beta"})
    assert not doors.edge.send(routing, (b"receipt",))
    until(lambda: not alpha.connected(), seconds=5, what="the cut")
    until(alpha.refused, seconds=5, what="the refusal of the reconnect")
    assert doors.counters()["cut"] == 1
    beta.say(b"three")
    assert next_frames(doors, doors.edge).frames == (b"three",)
    assert beta.client.connection == 1


def test_that_frames_under_way_at_a_revocation_are_dropped_and_counted(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    arrive(doors, peers, ALPHA).say(b"one")
    doors.wait(5_000)
    doors.set_devices({BETA.public: "beta"})
    assert not doors.edge.receive(8)
    assert doors.counters()["unknown_key"] == 1


def test_that_an_endless_message_is_taken_in_bounded_pieces(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    arrive(doors, peers, ALPHA).say(*[b"%d" % number for number in range(40)])
    peers[0].say(b"next")
    assert len(next_frames(doors, doors.edge).frames) == MOST_FRAMES
    assert next_frames(doors, doors.edge).frames == (b"next",)
    assert doors.counters()["frames_discarded"] == 40 - MOST_FRAMES


def test_that_a_message_above_the_limit_never_arrives(doors: ZmqDoors, peers: list[Peer]) -> None:
    arrive(doors, peers, ALPHA).say(b"x" * (1024 * 1024 + 1))
    until(lambda: peers[0].client.attend() or not peers[0].client.connected, what="the cut")
    assert nothing_comes(doors, doors.edge, turns=2)


def test_that_sending_to_nobody_is_false(doors: ZmqDoors) -> None:
    assert not doors.edge.send(b"\0nobody", (b"x",))


def test_that_a_gone_peer_makes_send_false(doors: ZmqDoors, peers: list[Peer]) -> None:
    arrive(doors, peers, ALPHA).say(b"one")
    routing = next_frames(doors, doors.edge).routing
    peers.pop().close()
    until(lambda: not doors.edge.send(routing, (b"x",)), what="EHOSTUNREACH")


def test_that_a_seat_that_does_not_read_makes_send_false(doors: ZmqDoors) -> None:
    seat = make_pair()
    doors.set_seats({seat.public: "seat-1"})
    peer = Peer(doors.seats_endpoint, ENGINE.public, seat)
    try:
        peer.say(b"hello")
        routing = next_frames(doors, doors.seats).routing
        big = b"x" * 500_000
        sent = 0
        while doors.seats.send(routing, (big,)):
            sent += 1
            assert sent < 3_000
        assert doors.counters()["not_read"] == 1
    finally:
        peer.close()


def test_that_a_taken_port_is_told_with_its_remedy() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(EnvironmentFault, match=f"The port {port} is in use") as told:
            ZmqDoors(ENGINE, f"tcp://127.0.0.1:{port}", "tcp://127.0.0.1:0")
        assert "--door" in told.value.remedy


@pytest.mark.parametrize(
    "endpoint", ["ipc://x", "udp://127.0.0.1:1", "tcp://127.0.0.1", "tcp://127.0.0.1:99999", ""]
)
def test_that_only_tcp_endpoints_are_taken(endpoint: str) -> None:
    with pytest.raises(EnvironmentFault, match="tcp://HOST:PORT"):
        ZmqDoors(ENGINE, endpoint, "tcp://127.0.0.1:0")


def test_that_an_old_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """R-SEC-04."""
    monkeypatch.setattr(zmq, "zmq_version_info", lambda: (4, 3, 4))
    with pytest.raises(EnvironmentFault, match="too old"):
        ZmqDoors(ENGINE, "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")


def test_that_hundreds_of_idle_connections_leave_a_device_served(
    doors: ZmqDoors, peers: list[Peer]
) -> None:
    """R-SEC-04: raw TCP connections that never say a word."""
    host, _, port = doors.door_endpoint.removeprefix("tcp://").rpartition(":")
    idle = [socket.create_connection((host, int(port))) for _ in range(300)]
    try:
        arrive(doors, peers, ALPHA).say(b"one")
        assert next_frames(doors, doors.edge).name == "alpha"
    finally:
        for connection in idle:
            connection.close()
