"""What waits at a door that nobody serves: bounded, and no end of the program (ADR 56)."""

import contextlib
import socket
import struct
import subprocess
import sys

from backends.zeromq.curve import make_pair
from tests.support.raw_curve import RawCurve
from tests.support.zeromq_peers import opened_doors, until

MESSAGES = 2_000
STANDS = """
import sys, time
from backends.zeromq.doors import ZmqDoors
from console.ports.keys import KeyPair
public, secret, device = sys.argv[1:]
doors = ZmqDoors(KeyPair(public, secret), "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")
doors.set_devices({device: "cam-1"})
print(doors.door_endpoint, flush=True)
sys.stdin.readline()
time.sleep(2.5)  # longer than a heartbeat of libzmq, whose timer is what aborted
taken, more = 0, 1
while more:
    doors.wait(1_000)
    more = len(doors.edge.receive(500))
    taken += more
print(taken, flush=True)
doors.close()
"""


def hung_up_hard(peer: RawCurve) -> None:
    """As when a device loses its power or its process: the other end hears a reset."""
    peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


def test_that_a_device_that_breaks_off_in_a_burst_does_not_end_a_standing_engine() -> None:
    """R-MSG-08: libzmq aborted the program where it had stopped reading and the peer was gone."""
    engine, device = make_pair(), make_pair()
    words = [sys.executable, "-c", STANDS, engine.public, engine.secret, device.public]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as standing:
        assert standing.stdin is not None
        assert standing.stdout is not None
        endpoint = standing.stdout.readline().strip()
        peer = RawCurve(endpoint, engine.public, device.public, device.secret)
        peer.shake_hands()
        for _ in range(MESSAGES):
            peer.say(bytes(200))
        hung_up_hard(peer)
        told, _ = standing.communicate("go\n", timeout=60)
        assert standing.returncode == 0
        assert int(told) > MESSAGES // 10


def test_that_one_that_sends_more_than_may_wait_is_cut_and_may_come_again() -> None:
    engine, device = make_pair(), make_pair()
    with opened_doors(engine) as doors:
        doors.set_devices({device.public: "cam-1"})
        peer = RawCurve(doors.door_endpoint, engine.public, device.public, device.secret)
        peer.shake_hands()
        sent = 0
        with contextlib.suppress(OSError):
            for _ in range(4_000):
                peer.say(bytes(60_000))
                sent += 60_000
        assert 60 * 1024 * 1024 < sent < 4_000 * 60_000
        until(lambda: doors.counters()["shown_out"] > 0, what="that it is cut")
        peer.close()
        again = RawCurve(doors.door_endpoint, engine.public, device.public, device.secret)
        again.shake_hands()
        again.close()
