"""The doorkeeper: fail closed, noticed, restarted (R-SEC-01, R-SEC-07)."""

import threading
from collections.abc import Iterator

import pytest
import zmq
from zmq.utils import z85

from backends.zeromq import sockets
from backends.zeromq.curve import make_pair
from backends.zeromq.doors import ZmqDoors
from backends.zeromq.self_test import prove_door
from backends.zeromq.sockets import EDGE_DOMAIN, Context
from backends.zeromq.zap import ZAP_ENDPOINT, Doorkeeper
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair
from tests.support.zeromq_peers import Peer, kill_thread, next_frames, opened_doors, until

ENGINE = make_pair()
ALPHA = make_pair()


@pytest.fixture
def context() -> Iterator[Context]:
    made: Context = zmq.Context()
    yield made
    made.destroy(linger=0)


def ask(context: Context, *request: bytes) -> list[bytes]:
    with context.socket(zmq.REQ) as client:
        client.setsockopt(zmq.LINGER, 0)
        client.connect(ZAP_ENDPOINT)
        client.send_multipart(request)
        assert client.poll(6_000)
        return client.recv_multipart()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_that_with_a_dead_doorkeeper_strangers_stay_outside_and_it_is_restarted() -> None:
    """R-SEC-01, R-SEC-07: back within three seconds, nobody let in meanwhile."""
    with opened_doors(ENGINE) as doors:
        doors.set_devices({ALPHA.public: "alpha"})
        thread = doors.keeper.thread
        assert thread is not None
        kill_thread(thread)
        assert doors.counters()["zap_dead"] == 1
        stranger = Peer(doors.door_endpoint, ENGINE.public, make_pair())
        known = Peer(doors.door_endpoint, ENGINE.public, ALPHA)
        try:

            def restarted() -> bool:
                doors.wait(20)
                assert not stranger.connected()
                return doors.counters()["zap_restarts"] == 1

            until(restarted, seconds=3, what="the restart")
            assert doors.counters()["zap_dead"] == 0
            known.say(b"here")
            assert next_frames(doors, doors.edge).name == "alpha"
            until(stranger.refused, what="the refusal")
            assert stranger.client.connection == 0
        finally:
            stranger.close()
            known.close()


def test_that_the_self_test_fails_when_everyone_is_let_in(context: Context) -> None:
    """A door that enforces nothing is found out before it opens."""

    def careless(of: Context, pair: KeyPair) -> sockets.Zocket:
        door = sockets.edge_door(of, pair)
        door.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 0)
        return door

    keeper = Doorkeeper(context)
    with pytest.raises(EnvironmentFault, match="stranger's key was let in"):
        prove_door(context, keeper, careless, EDGE_DOMAIN)


def test_that_the_self_test_fails_when_known_keys_are_refused(context: Context) -> None:
    keeper = Doorkeeper(context)
    with pytest.raises(EnvironmentFault, match="known key was refused"):
        prove_door(context, keeper, sockets.edge_door, EDGE_DOMAIN)


def test_that_the_self_test_leaves_nobody_allowed(context: Context) -> None:
    keeper = Doorkeeper(context)
    keeper.start()
    allowed = make_pair()
    keeper.allow(EDGE_DOMAIN, [allowed.public])
    prove_door(context, keeper, sockets.edge_door, EDGE_DOMAIN)
    assert not keeper.may_enter(EDGE_DOMAIN, allowed.public)
    keeper.close()


@pytest.mark.parametrize(
    "request_frames",
    [
        (b"1.0",),
        (b"2.0", b"1", b"sunra-edge", b"", b"", b"CURVE", b"k" * 32),
        (b"1.0", b"1", b"sunra-edge", b"", b"", b"NULL"),
        (b"1.0", b"1", b"sunra-edge", b"", b"", b"CURVE", b"short"),
        (b"1.0", b"1", b"\xff\xfe", b"", b"", b"CURVE", b"k" * 32),
        (b"1.0", b"1", b"", b"", b"", b"CURVE", b"k" * 32),
        (b"1.0", b"1", b"sunra-edge", b"", b"", b"PLAIN", b"user", b"word"),
    ],
)
def test_that_a_bad_question_is_refused_and_the_next_one_answered(
    context: Context, request_frames: tuple[bytes, ...]
) -> None:
    keeper = Doorkeeper(context)
    keeper.start()
    try:
        keeper.allow(EDGE_DOMAIN, [ALPHA.public])
        assert ask(context, *request_frames)[2] in {b"300", b"400", b"500"}
        assert ask(context, b"1.0", b"1", b"sunra-probe", b"", b"", b"NULL")[2] == b"200"
    finally:
        keeper.close()


def test_that_a_device_that_knocks_before_the_registry_is_read_gets_in_later() -> None:
    """A plain libzmq client that was refused once would stay away for ever after a restart."""
    with opened_doors(ENGINE) as doors, zmq.Context() as context:
        client = sockets.device_client(context, ENGINE.public, ALPHA, reconnect_max_ms=500)
        client.connect(doors.door_endpoint)
        assert not client.poll(300, zmq.POLLOUT)
        doors.set_devices({ALPHA.public: "alpha"})
        assert client.poll(3_000, zmq.POLLOUT)
        client.send(b"here")
        assert next_frames(doors, doors.edge).name == "alpha"
        client.close(0)


def test_that_a_device_that_knocks_just_before_it_is_enrolled_gets_in_at_the_next_reading() -> None:
    """An installer enrols and switches on at once; the engine reads its registry once a second."""
    with opened_doors(ENGINE) as doors, zmq.Context() as context:
        doors.set_devices({})
        client = sockets.device_client(context, ENGINE.public, ALPHA)
        client.connect(doors.door_endpoint)
        assert not client.poll(300, zmq.POLLOUT)
        doors.set_devices({ALPHA.public: "alpha"})
        assert client.poll(3_000, zmq.POLLOUT)
        client.close(0)


def test_that_an_unknown_key_is_refused_for_good_at_the_next_reading(context: Context) -> None:
    keeper = Doorkeeper(context)
    keeper.start()
    try:
        keeper.allow(EDGE_DOMAIN, [], to_be_continued=True)
        reread = threading.Timer(
            0.2, keeper.allow, (EDGE_DOMAIN, [make_pair().public]), {"to_be_continued": True}
        )
        reread.start()
        stranger = z85.decode(ALPHA.public)
        answer = ask(context, b"1.0", b"1", b"sunra-edge", b"", b"", b"CURVE", stranger)
        reread.join()
        assert answer[2] == b"400"
        assert keeper.refused == 1
    finally:
        keeper.close()


def test_that_a_closed_doorkeeper_can_start_again(context: Context) -> None:
    keeper = Doorkeeper(context)
    keeper.start()
    assert keeper.restart()
    assert keeper.alive
    keeper.close()
    assert not keeper.alive


def test_that_doors_close_in_bounded_time_with_a_connected_peer() -> None:
    doors = ZmqDoors(ENGINE, "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")
    doors.set_devices({ALPHA.public: "alpha"})
    peer = Peer(doors.door_endpoint, ENGINE.public, ALPHA)
    peer.say(b"one")
    doors.close()
    until(lambda: not peer.connected(), what="the end of the connection")
    peer.close()
