"""A ZMTP 3.1 CURVE client on a bare TCP socket, written from the public specifications alone.

RFC 37 (ZMTP 3.1) and RFC 26 (CurveZMQ). It can do what no library lets one do: stop anywhere, never
end a message, never read. Needs libsodium, which the wheel of pyzmq brings along.
"""

import ctypes
import ctypes.util
import os
import socket
import struct
from importlib.metadata import files
from pathlib import Path

import pytest
from zmq.utils import z85

GREETING = (
    b"\xff\0\0\0\0\0\0\0\1\x7f\3\1" + b"CURVE".ljust(20, b"\0") + b"\0" + bytes(31)
)  # fmt: skip
MORE = 1


def sodium() -> ctypes.CDLL:
    """The library; the test is skipped where it cannot be found."""
    bundled = [str(Path(str(f.locate()))) for f in files("pyzmq") or () if _is_library(f.name)]
    for name in (*bundled, ctypes.util.find_library("sodium")):
        if name:
            return ctypes.CDLL(name)
    pytest.skip("libsodium was not found: the raw CURVE client cannot be made")


class RawCurve:
    """One connection. `secret` and `public` are the client's z85 keys, `server` the engine's."""

    def __init__(self, endpoint: str, server: str, public: str, secret: str) -> None:
        host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
        self._sodium = sodium()
        self._server = z85.decode(server)
        self._public, self._secret = z85.decode(public), z85.decode(secret)
        self._count = 0
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        self.socket.settimeout(5)
        self.socket.connect((host, int(port)))

    def greet(self) -> None:
        """Both greetings; no key was shown yet."""
        self.socket.sendall(GREETING)
        self._take(64)

    def shake_hands(self) -> None:
        """The whole CURVE handshake; afterwards messages may be sent."""
        self.greet()
        mine_public, mine_secret = self._pair()
        hello = self._box(bytes(64), b"CurveZMQHELLO---", self._server, mine_secret)
        self._command(b"\5HELLO\1\0" + bytes(72) + mine_public + hello)
        told = self._frame()
        opened = self._open(told[24:], b"WELCOME-" + told[8:24], self._server, mine_secret)
        self._theirs, cookie = opened[:32], opened[32:]
        nonce = os.urandom(16)
        vouch = self._seal(
            mine_public + self._server, b"VOUCH---" + nonce, self._theirs, self._secret
        )
        metadata = b"\x0bSocket-Type\0\0\0\6DEALER\x08Identity\0\0\0\0"
        words = self._public + nonce + vouch + metadata
        self._mine = mine_secret
        self._command(
            b"\x08INITIATE"
            + cookie
            + self._box(words, b"CurveZMQINITIATE", self._theirs, mine_secret)
        )
        assert self._frame()[:6] == b"\5READY"

    def say(self, body: bytes, flags: int = 0) -> None:
        """One frame of a message; with `MORE` another has to follow."""
        self.socket.sendall(self.sealed(body, flags))

    def sealed(self, body: bytes, flags: int = 0) -> bytes:
        """The bytes of one frame."""
        box = self._box(bytes([flags]) + body, b"CurveZMQMESSAGEC", self._theirs, self._mine)
        return _framed(b"\7MESSAGE" + box, 0)

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _command(self, body: bytes) -> None:
        self.socket.sendall(_framed(body, 4))

    def _frame(self) -> bytes:
        flags = self._take(1)[0]
        size = struct.unpack(">Q", self._take(8))[0] if flags & 2 else self._take(1)[0]
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            piece = self.socket.recv(size - len(taken))
            if not piece:
                raise ConnectionError("the engine hung up")
            taken += piece
        return taken

    def _pair(self) -> tuple[bytes, bytes]:
        public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
        self._sodium.crypto_box_keypair(public, secret)
        return public.raw, secret.raw

    def _box(self, words: bytes, prefix: bytes, to: bytes, by: bytes) -> bytes:
        self._count += 1
        short = struct.pack(">Q", self._count)
        return short + self._seal(words, prefix + short, to, by)

    def _seal(self, words: bytes, nonce: bytes, to: bytes, by: bytes) -> bytes:
        made = ctypes.create_string_buffer(len(words) + 16)
        size = ctypes.c_ulonglong(len(words))
        assert self._sodium.crypto_box_easy(made, words, size, nonce, to, by) == 0
        return made.raw

    def _open(self, box: bytes, nonce: bytes, of: bytes, by: bytes) -> bytes:
        made = ctypes.create_string_buffer(len(box) - 16)
        size = ctypes.c_ulonglong(len(box))
        assert self._sodium.crypto_box_open_easy(made, box, size, nonce, of, by) == 0
        return made.raw


def _framed(body: bytes, flags: int) -> bytes:
    if len(body) < 256:
        return bytes([flags, len(body)]) + body
    return bytes([flags | 2]) + struct.pack(">Q", len(body)) + body


def _is_library(name: str) -> bool:
    return name.startswith("libsodium") and any(end in name for end in (".so", ".dll", ".dylib"))
