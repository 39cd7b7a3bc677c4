"""SIA DC-09 frames: bytes to parts and back. Pure, total.

`LF CRC 0LLL "ID"SEQ Rrcvr Lpref #acct[data][extended]_timestamp CR`: CRC is CRC-16/ARC in four hex
digits over everything from the first quote to before CR, LLL the length of that in hex (ANSI/SIA
DC-09). The CRC decides; a wrong length beside a right CRC is counted and let pass, as panels do it.
Some panels write the CRC as two octets, and the account only inside the data: both are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_FRAME = 4_096
LF, CR = b"\n", b"\r"
_HEAD = re.compile(rb'([0-9A-Fa-f]{4}|..)([0-9A-Fa-f]{4})(".*)', re.DOTALL)
_INSIDE = re.compile(r"#([0-9A-Za-z]{1,16})\|")
_BODY = re.compile(
    r'"(?P<star>\*?)(?P<id>[A-Z0-9-]{3,10})"(?P<seq>\d{4})'
    r"(?P<rcvr>R[0-9A-Fa-f]{0,6})?(?P<pref>L[0-9A-Fa-f]{0,6})?"
    r"(?:#(?P<acct>[0-9A-Za-z]{1,16}))?\[(?P<rest>.*)",
    re.DOTALL,
)


def _remainder(octet: int) -> int:
    for _ in range(8):
        octet = (octet >> 1) ^ 0xA001 if octet & 1 else octet >> 1
    return octet


_REMAINDERS = tuple(map(_remainder, range(256)))


def crc16(text: bytes) -> int:
    """CRC-16/ARC: polynomial 0x8005 reflected, start 0."""
    crc = 0
    for octet in text:
        crc = (crc >> 8) ^ _REMAINDERS[(crc ^ octet) & 0xFF]
    return crc


def text_of(octets: bytes) -> str:
    """Windows-1252 by the standard; what is UTF-8 beyond ASCII was meant so."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose CRC was right. `rest` is what follows the first bracket."""

    kind: str
    encrypted: bool
    sequence: str
    receiver: str
    prefix: str
    account: str
    rest: str
    length_right: bool = True

    @property
    def address(self) -> str:
        """Receiver, prefix and account, as every answer repeats them."""
        account = f"#{self.account}" if self.account else ""
        return f"{self.receiver}{self.prefix}{account}"


@dataclass(frozen=True, slots=True)
class BadFrame:
    """What is not a frame: `crc` (no answer is due) or `shape` (the CRC was right: DUH)."""

    why: str


def framed(body: str) -> bytes:
    """A whole frame around a body (from its first quote on)."""
    text = body.encode("cp1252", "replace")
    return b"\n%04X%04X%s\r" % (crc16(text), len(text), text)


def read_frame(raw: bytes) -> Frame | BadFrame:
    """The frame between LF and CR, both left out or not."""
    head = _HEAD.fullmatch(raw.removeprefix(LF).removesuffix(CR))
    if head is None or crc16(head[3]) != _written(head[1]):
        return BadFrame("crc")
    body = _BODY.fullmatch(text_of(head[3]))
    if body is None:
        return BadFrame("shape")
    return Frame(
        kind=body["id"],
        encrypted=bool(body["star"]),
        sequence=body["seq"],
        receiver=body["rcvr"] or "",
        prefix=body["pref"] or "",
        account=(body["acct"] or _inside(body)).upper(),
        rest=body["rest"],
        length_right=int(head[2], 16) == len(head[3]),
    )


def _written(crc: bytes) -> int:
    return int(crc, 16) if len(crc) == 4 else int.from_bytes(crc, "big")


def _inside(body: re.Match[str]) -> str:
    """The account of a message that names it only in its data, in the clear."""
    named = None if body["star"] else _INSIDE.match(body["rest"])
    return named[1] if named else ""


class FrameBuffer:
    """Bytes of one connection, cut into frames. Holds at most 4,096 bytes of an unfinished one."""

    def __init__(self) -> None:
        self._held = b""
        self.overruns = 0

    @property
    def is_empty(self) -> bool:
        """Whether no frame has begun."""
        return not self._held

    def feed(self, received: bytes) -> Iterator[bytes]:
        """The frames that are complete now, in order."""
        *whole, self._held = (self._held + received).split(CR)
        for each in whole:
            frame = each.rpartition(LF)[2]
            if len(frame) > MOST_FRAME:
                self.overruns += 1
            elif frame.strip():
                yield frame
        if len(self._held) > MOST_FRAME:
            self.overruns += 1
            self._held = b""
