"""Peers that mean harm, each a thread with bare sockets. They stop when told or thrown out."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.raw_curve import GREETING, MORE, RawCurve

Card = dict[str, str]
Step = Callable[[threading.Event], None]


@contextmanager
def at_work(*attacks: Step) -> Iterator[None]:
    """Run attacks beside the body."""
    stop = threading.Event()
    threads = [threading.Thread(target=each, args=(stop,), daemon=True) for each in attacks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(15)


def entered(card: Card) -> RawCurve:
    """A connection that shook hands with the card's key."""
    peer = RawCurve(card["door"], card["server_key"], card["public_key"], card["secret_key"])
    try:
        peer.shake_hands()
    except BaseException:
        peer.close()
        raise
    return peer


class Endless:
    """Sends one message of endless frames, again and again; `sent` bytes in the longest."""

    def __init__(self, card: Card, size: int = 16_000) -> None:
        self.card, self.size = card, size
        self.sent = 0
        self.thrown_out = 0

    def __call__(self, stop: threading.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError, AssertionError, IndexError):
                self._once(stop)
            stop.wait(0.05)

    def _once(self, stop: threading.Event) -> None:
        peer, sent = entered(self.card), 0
        try:
            while not stop.is_set():
                peer.say(bytes(self.size), MORE)
                sent += self.size
                self.sent = max(self.sent, sent)
        except OSError:
            self.thrown_out += 1
        finally:
            peer.close()


class Deaf:
    """Asks for answers without end and never reads one."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.thrown_out = 0

    def __call__(self, stop: threading.Event) -> None:
        peer = entered(self.card)
        ping = b'{"mono_ms":1,"time":"2026-03-01T00:00:00Z"}'
        peer.socket.settimeout(1)
        try:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    peer.socket.sendall(
                        b"".join(
                            peer.sealed(b"SEP1", MORE)
                            + peer.sealed(b"PING", MORE)
                            + peer.sealed(ping)
                            for _ in range(50)
                        )
                    )
        except OSError:
            self.thrown_out += 1
        finally:
            peer.close()


def _address(door: str) -> tuple[str, int]:
    host, _, port = door.removeprefix("tcp://").rpartition(":")
    return host, int(port)


def half_open(door: str, count: int) -> Step:
    """Holds `count` connections open that greet and go no further; opens lost ones anew."""

    def attack(stop: threading.Event) -> None:
        held: list[socket.socket] = []
        try:
            while not stop.is_set():
                while len(held) < count and not stop.is_set():
                    held.append(_greeted(door))
                stop.wait(0.2)
                held = [each for each in held if _stands(each)]
        finally:
            for each in held:
                each.close()

    return attack


def _greeted(door: str) -> socket.socket:
    made = socket.create_connection(_address(door), 5)
    made.setblocking(False)
    with contextlib.suppress(OSError):
        made.send(GREETING)
    return made


def _stands(made: socket.socket) -> bool:
    try:
        while made.recv(256):
            pass
    except BlockingIOError:
        return True
    except OSError:
        pass
    made.close()
    return False


def dripping(door: str) -> Step:
    """Says its greeting a byte at a time."""

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError), socket.create_connection(_address(door), 5) as made:
                for place in range(len(GREETING)):
                    if stop.wait(0.2):
                        return
                    made.sendall(GREETING[place : place + 1])

    return attack


def coming_again(door: str, pause_s: float = 0.0) -> Step:
    """Connects and hangs up as fast as it can."""

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError):
                socket.create_connection(_address(door), 5).close()
            stop.wait(pause_s)

    return attack
