"""How dear the door is: answered messages a second against bare libzmq sockets in the same run.

Run as `python -m tests.bench.edge_door`. Prints one JSON object. Both sides use CURVE and a window
of 64 on loopback, in one thread, three rounds taken in turn; a ratio of 1 would be free.
"""

import json
import sys
import time
from collections.abc import Callable
from statistics import median

import zmq

from backends.zeromq import sockets
from backends.zeromq.client import Client
from backends.zeromq.curve import make_pair
from backends.zeromq.doors import ZmqDoors
from backends.zeromq.zap import Doorkeeper

MESSAGES = 6_000
WINDOW = 64
ROUNDS = 3
FRAMES = (b"SEP1", b"EVENT", b"x" * 400)
RECEIPT = (b"SEP1", b"RECEIPT", b'{"boot":1,"stored":1,"also":[]}')


def rate(exchange: Callable[[int], int], total: int = MESSAGES) -> float:
    """Answered messages a second. `exchange(room)` sends up to `room` and returns the answers."""
    begun = time.perf_counter()
    answered = 0
    while answered < total:
        answered += exchange(WINDOW)
    return answered / (time.perf_counter() - begun)


def bare(round_trips: int) -> float:
    """ROUTER and DEALER as pyzmq gives them, with a doorkeeper for the handshake only."""
    engine, device = make_pair(), make_pair()
    context: sockets.Context = zmq.Context()
    keeper = Doorkeeper(context)
    keeper.start()
    keeper.allow(sockets.EDGE_DOMAIN, [device.public])
    router = sockets.edge_door(context, engine)
    router.bind("tcp://127.0.0.1:*")
    dealer = sockets.device_client(context, engine.public, device)
    dealer.connect(router.getsockopt_string(zmq.LAST_ENDPOINT))

    def exchange(room: int) -> int:
        for _ in range(room):
            dealer.send_multipart(FRAMES)
        for _ in range(room):
            routing = router.recv_multipart()[0]
            router.send_multipart([routing, *RECEIPT])
        for _ in range(room):
            dealer.recv_multipart()
        return room

    try:
        exchange(WINDOW)
        return rate(exchange, round_trips)
    finally:
        dealer.close(0)
        router.close(0)
        keeper.close()
        context.term()


def ours(round_trips: int) -> float:
    """The engine's door and the device's client."""
    engine, device = make_pair(), make_pair()
    doors = ZmqDoors(engine, "tcp://127.0.0.1:0", "tcp://127.0.0.1:0")
    doors.set_devices({device.public: "device"})
    context: sockets.Context = zmq.Context()
    client = Client(
        lambda: sockets.device_client(context, engine.public, device), doors.door_endpoint, 1.0
    )
    deadline = time.monotonic() + 5
    while not client.connected and time.monotonic() < deadline:
        client.attend()
    waiting = 0

    def exchange(room: int) -> int:
        nonlocal waiting
        for _ in range(room - waiting):
            waiting += client.send(FRAMES)
        doors.wait(10)
        for frames in doors.edge.receive(256):
            doors.edge.send(frames.routing, RECEIPT)
        answers = len(client.receive(256))
        waiting -= answers
        return answers

    try:
        return rate(exchange, round_trips)
    finally:
        client.close()
        context.term()
        doors.close()


def main() -> int:
    """Measure in turn and print."""
    pairs = [(bare(MESSAGES), ours(MESSAGES)) for _ in range(ROUNDS)]
    figures = {
        "bare_per_s": round(median(floor for floor, _ in pairs)),
        "door_per_s": round(median(door for _, door in pairs)),
        "cost_ratio": round(median(floor / door for floor, door in pairs), 2),
        "rounds": ROUNDS,
        "messages": MESSAGES,
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
