"""SIA DC-09 frames: bytes to parts and back. Pure, total.

`LF CRC 0LLL "ID"SEQ Rrcvr Lpref #acct[data][extended]_timestamp CR`: CRC is CRC-16/ARC in four hex
digits over everything from the first quote to before CR, LLL the length of that in hex (ANSI/SIA
DC-09). The CRC decides; a wrong length beside a right CRC is counted and let pass, as panels do it.
Some panels write the CRC as two octets, and the account only inside the data: both are read. Lines
that end in CR LF or NUL, or in nothing when the length tells where, are read, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_FRAME = 4_096
LF, CR = b"\n", b"\r"
# What stands around a frame and is none of it.
AROUND = b"\n\r\0 "
_HEAD = re.compile(rb'([0-9A-Fa-f]{4}|.{0,2})([0-9A-Fa-f]{4})(".*)', re.DOTALL)
_BEGIN = re.compile(rb'([0-9A-Fa-f]{4}|.{0,2})([0-9A-Fa-f]{4})"', re.DOTALL)
_AROUND = tuple(bytes([each]) for each in AROUND)
_INSIDE = re.compile(r"#([0-9A-Za-z]{1,16})\|")
_BODY = re.compile(
    r'"(?P<star>\*?)(?P<id>[A-Za-z0-9-]{3,10})"(?P<seq>[0-9A-Fa-f]{4})'
    r"(?P<from>(?:R[0-9A-F]{0,6}|L[0-9A-F]{0,6}){0,2}(?:\#(?P<acct>[0-9A-Z]{1,16}))?)"
    r"\[(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
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
    """Windows-1252 by the standard; what is UTF-8, or nothing but Korean in CP949, was meant so."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        korean = octets.decode("cp949")
    except UnicodeDecodeError:
        korean = ""
    if korean and all(each.isascii() or "가" <= each <= "힣" for each in korean):
        return korean
    return octets.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose CRC was right. `rest` is what follows the first bracket.

    `address` is receiver, prefix and account as they came, which every answer repeats; `binary`
    says that its CRC came as two octets, as its answer's must then.
    """

    kind: str
    encrypted: bool
    sequence: str
    address: str
    account: str
    rest: str
    length_right: bool = True
    binary: bool = False


@dataclass(frozen=True, slots=True)
class BadFrame:
    """What is not a frame: `crc` (no answer is due) or `shape` (the CRC was right: DUH)."""

    why: str


def framed(body: str, *, binary: bool = False) -> bytes:
    """A whole frame around a body (from its first quote on)."""
    text = body.encode("cp1252", "replace")
    crc = crc16(text)
    head = crc.to_bytes(2, "big") if binary else b"%04X" % crc
    return b"\n%s%04X%s\r" % (head, len(text), text)


def read_frame(raw: bytes) -> Frame | BadFrame:
    """The frame between LF and CR, both left out or not."""
    head = _checked(raw.removeprefix(LF).removesuffix(CR)) or _checked(raw.strip(AROUND))
    if head is None:
        return BadFrame("crc")
    body = _BODY.fullmatch(text_of(head[3]))
    if body is None:
        return BadFrame("shape")
    inside = "" if body["acct"] else _inside(body)
    return Frame(
        kind=body["id"].upper(),
        encrypted=bool(body["star"]),
        sequence=body["seq"],
        address=body["from"] + (f"#{inside}" if inside else ""),
        account=(body["acct"] or inside).upper(),
        rest=body["rest"],
        length_right=int(head[2], 16) == len(head[3]),
        binary=len(head[1]) < 4,
    )


def _checked(text: bytes) -> re.Match[bytes] | None:
    """The parts of a frame whose CRC is right."""
    head = _HEAD.fullmatch(text)
    return head if head is not None and _is_right(head) else None


def _is_right(head: re.Match[bytes]) -> bool:
    written, crc = head[1], crc16(head[3])
    if len(written) == 4:
        return int(written, 16) == crc
    octets = crc.to_bytes(2, "big")
    if len(written) == 2:
        return written == octets
    # An octet of the CRC that looks like the end of a line was cut off: the length vouches for it.
    lost = octets[: 2 - len(written)]
    whole = octets.endswith(written) and int(head[2], 16) == len(head[3])
    return whole and lost[-1] in AROUND


def _inside(body: re.Match[str]) -> str:
    """The account of a message that names it only in its data, in the clear."""
    named = None if body["star"] else _INSIDE.match(body["rest"])
    return named[1] if named else ""


class FrameBuffer:
    """Bytes of one connection, cut into frames. Holds at most 4,096 bytes of an unfinished one."""

    def __init__(self) -> None:
        self._held = b""
        self._tried = False
        self.overruns = 0

    @property
    def is_empty(self) -> bool:
        """Whether no frame has begun."""
        return not self._held

    def feed(self, received: bytes) -> Iterator[bytes]:
        """The frames that are complete now, in order."""
        *whole, rest = (self._held + received).split(CR)
        self._held, self._tried = rest.lstrip(AROUND), self._tried and not whole
        for each in whole:
            frame = each.rpartition(LF)[2]
            if len(frame) > MOST_FRAME:
                self.overruns += 1
            elif len(frame.strip(AROUND)) > 2:
                yield frame
        yield from self._unended()
        if len(self._held) > MOST_FRAME:
            self.overruns += 1
            self._held = b""

    def _unended(self) -> Iterator[bytes]:
        """Frames without their CR, known by length and CRC. Each beginning is tried once."""
        at = 0
        while not self._tried and (head := _BEGIN.match(self._held, at)) is not None:
            end = head.end() - 1 + int(head[2], 16)
            if len(self._held) < end:
                break
            frame = self._held[at:end]
            self._tried = _checked(frame) is None
            if not self._tried:
                at = end
                while self._held[at : at + 1] in _AROUND:
                    at += 1
                yield frame
        self._held = self._held[at:]
