"""Real ZeroMQ peers for tests: clients with a monitor, and a scripted engine for the seat link."""

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import zmq

from backends.zeromq import sockets
from backends.zeromq.client import Client
from backends.zeromq.doors import ZmqDoors
from console.ports.door import Door, Frames
from console.ports.keys import KeyPair


def until(condition: Callable[[], bool], *, seconds: float = 8.0, what: str = "") -> None:
    """Wait on a condition that does its own waiting (a poll with a timeout) or is cheap to ask."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what or condition}"
        threading.Event().wait(0.002)


@contextmanager
def opened_doors(pair: KeyPair, seats: str = "tcp://127.0.0.1:0") -> Iterator[ZmqDoors]:
    doors = ZmqDoors(pair, "tcp://127.0.0.1:0", seats)
    try:
        yield doors
    finally:
        doors.close()


class Peer:
    """A device or a seat at the door."""

    def __init__(self, endpoint: str, server_key: str, pair: KeyPair, routing: bytes = b"") -> None:
        self.context: sockets.Context = zmq.Context()

        def make() -> sockets.Zocket:
            socket = sockets.device_client(self.context, server_key, pair, reconnect_max_ms=300)
            if routing:
                socket.setsockopt(zmq.ROUTING_ID, routing)
            return socket

        self.client = Client(make, endpoint, retry_max_s=0.3)

    def connected(self) -> bool:
        self.client.attend()
        return self.client.connected

    def refused(self) -> bool:
        self.client.attend()
        return bool(self.client.reason)

    def say(self, *frames: bytes) -> None:
        until(self.connected, what="the handshake")
        assert self.client.send(frames)

    def close(self) -> None:
        self.client.close()
        self.context.term()


def next_frames(doors: ZmqDoors, door: Door, *, seconds: float = 5.0) -> Frames:
    """The next message at the door, which must come in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        doors.wait(50)
        if taken := door.receive(1):
            return taken[0]
    raise AssertionError("no message came")


def nothing_comes(doors: ZmqDoors, door: Door, *, turns: int = 10) -> bool:
    """Whether the door stays silent for `turns` waits of 50 ms."""
    for _ in range(turns):
        doors.wait(50)
        if door.receive(1):
            return False
    return True


def kill_thread(thread: threading.Thread) -> None:
    """End a thread from outside, the way a programming fault would."""
    assert thread.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
    )
    thread.join(3.0)
    assert not thread.is_alive()
