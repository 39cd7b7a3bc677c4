"""An independent SEP1 device: pyzmq and JSON, written from the protocol page alone.

It shares no code with the product, so that a mistake made twice cannot hide.
"""

import json
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import zmq


class RawDevice:
    """One DEALER with its own key. Keeps what it was told: receipts and rejects."""

    def __init__(self, card: dict[str, str], boot: int = 1) -> None:
        """`card` is what `sunra enrol` printed."""
        self.id = card["device"]
        self.boot = boot
        self.sequence = 0
        self.receipted: set[int] = set()
        self.rejects: list[dict[str, Any]] = []
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.unreceipted: dict[int, dict[str, Any]] = {}
        self._card = card
        self._context = zmq.Context()
        self._socket = self._open()

    def _open(self) -> "zmq.Socket[bytes]":
        socket = self._context.socket(zmq.DEALER)
        socket.linger = 0
        socket.reconnect_ivl = 50
        socket.reconnect_ivl_max = 200
        socket.curve_serverkey = self._card["server_key"].encode()
        socket.curve_publickey = self._card["public_key"].encode()
        socket.curve_secretkey = self._card["secret_key"].encode()
        socket.connect(self._card["door"])
        return socket

    def reconnect(self, door: str | None = None) -> None:
        """Open a new connection, as after a power cut."""
        self._socket.close()
        if door:
            self._card = {**self._card, "door": door}
        self._socket = self._open()

    def say(self, kind: str, body: dict[str, Any]) -> None:
        """Send one message."""
        self.send(b"SEP1", kind.encode(), json.dumps(body).encode())

    def send(self, *frames: bytes) -> None:
        """Send frames as they are; waits at most 5 s for room."""
        self._socket.sndtimeo = 5000
        self._socket.send_multipart(frames)

    def hello(self) -> None:
        """First message of a connection."""
        self.say("HELLO", {"device": self.id, "boot": self.boot, "time": now()})

    def event(self, kind: str, **extra: object) -> int:
        """Send a new event; returns its sequence."""
        self.sequence += 1
        body = {
            "id": str(uuid.uuid4()), "source": self.id, "type": kind, "time": now(),
            "boot": self.boot, "sequence": self.sequence, "mono_ms": self.sequence, **extra,
        }  # fmt: skip
        self.unreceipted[self.sequence] = body
        self.say("EVENT", body)
        return self.sequence

    def resend(self) -> None:
        """Send everything that has no receipt again, in order."""
        for sequence in sorted(self.unreceipted):
            self.say("EVENT", self.unreceipted[sequence])

    def listen(self, timeout_ms: int = 0) -> bool:
        """Take in everything that waits; False when nothing came within the time."""
        if not self._socket.poll(timeout_ms):
            return False
        while self._socket.poll(0):
            _, kind, body = self._socket.recv_multipart()
            self._note(kind.decode(), json.loads(body))
        return True

    def _note(self, kind: str, body: dict[str, Any]) -> None:
        self.heard.append((kind, body))
        if kind == "REJECT":
            self.rejects.append(body)
        if kind == "RECEIPT" and body["boot"] == self.boot:
            done = [s for s in self.unreceipted if s <= body["stored"] or s in body["also"]]
            for sequence in done:
                del self.unreceipted[sequence]
            self.receipted.update(done)

    def wait(self, until: Callable[["RawDevice"], bool], seconds: float = 15) -> None:
        """Listen until the condition holds."""
        deadline = time.monotonic() + seconds
        while not until(self):
            assert time.monotonic() < deadline, f"{self.id} waited in vain; heard {self.heard[-5:]}"
            self.listen(50)

    def close(self) -> None:
        """End without a word."""
        self._socket.close()
        self._context.term()


def now() -> str:
    """The device's clock."""
    return datetime.now(UTC).isoformat()
