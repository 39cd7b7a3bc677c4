"""An independent DC-09 panel: sockets, struct arithmetic and AES from the standard's text.

It shares no code with the product, so that a mistake made twice cannot hide.
"""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def crc(text: bytes) -> int:
    """CRC-16/ARC by table-free long division, bit by bit from the standard's annex."""
    register = 0
    for octet in text:
        for bit in range(8):
            mixed = (register ^ (octet >> bit)) & 1
            register = (register >> 1) ^ (0xA001 if mixed else 0)
    return register


def framed(body: str) -> bytes:
    text = body.encode("latin-1")
    return f"\n{crc(text):04X}0{len(text):03X}".encode() + text + b"\r"


def stamp(shift_s: float = 0.0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=shift_s)).strftime("_%H:%M:%S,%m-%d-%Y")


def sealed(key: bytes, text: str) -> str:
    plain = text.encode("latin-1")
    padding = b"x" * (16 - len(plain) % 16)
    work = Cipher(algorithms.AES(key), modes.CBC(b"\0" * 16)).encryptor()
    return (work.update(padding + plain) + work.finalize()).hex().upper()


def opened(key: bytes, digits: str) -> str:
    work = Cipher(algorithms.AES(key), modes.CBC(b"\0" * 16)).decryptor()
    return (work.update(bytes.fromhex(digits)) + work.finalize()).decode("latin-1")


class Panel:
    """One alarm panel with a TCP connection; `key` makes it encrypt."""

    def __init__(self, port: int, account: str = "1234", key: bytes = b"") -> None:
        self.account, self.key = account, key
        self.sequence = 0
        self._held = b""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def message(self, kind: str, data: str, *, shift_s: float = 0.0, again: bool = False) -> bytes:
        """A frame with the next sequence number, or the last one `again`."""
        self.sequence += 0 if again else 1
        number = 0 if kind == "NULL" else self.sequence
        content = f"{data}{stamp(shift_s)}"
        if self.key:
            bar = "" if kind == "NULL" else "|"
            rest, star = sealed(self.key, f"{bar}{content}"), "*"
        else:
            rest, star = content, ""
        return framed(f'"{star}{kind}"{number:04d}R0L0#{self.account}[{rest}')

    def send(self, frame: bytes) -> None:
        self._socket.sendall(frame)

    def answer(self, timeout_s: float = 10.0) -> str:
        """The next answer's body; its CRC and length must be right. Empty when none came."""
        self._socket.settimeout(timeout_s)
        try:
            while b"\r" not in self._held:
                received = self._socket.recv(1024)
                if not received:
                    return ""
                self._held += received
        except TimeoutError:
            return ""
        frame, end, self._held = self._held.partition(b"\r")
        return checked(frame + end)

    def say(self, kind: str, data: str, **how: float) -> str:
        """Send a message and wait for its answer."""
        self.send(self.message(kind, data, **how))
        return self.answer()

    def close(self) -> None:
        self._socket.close()


def checked(frame: bytes) -> str:
    """The body of an answer, held to the frame's own rules: its CRC in digits or in two octets."""
    assert frame[:1] == b"\n", frame
    assert frame[-1:] == b"\r", frame
    head, quote, rest = frame[1:-1].partition(b'"')
    body = quote + rest
    written = int(head[:4], 16) if len(head) == 8 else int.from_bytes(head[:2], "big")
    assert written == crc(body), frame
    assert int(head[-4:], 16) == len(body), frame
    return body.decode("latin-1")


def over_udp(port: int, frame: bytes, timeout_s: float = 10.0) -> str:
    """Send one datagram; the answer's body, empty when none came."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.settimeout(timeout_s)
        door.sendto(frame, ("127.0.0.1", port))
        try:
            return checked(door.recv(2048))
        except TimeoutError:
            return ""
