"""One line of a spool file: what it says, and a checksum that tells a torn or damaged one. Pure.

`E` keeps an event, `S` settles everything receipted so far, `X` takes one event out. A key is never
used twice, so the order of lines does not matter: an event is waiting unless some line ends it.
"""

import re
from dataclasses import dataclass
from zlib import crc32

_EVENT = re.compile(rb"E (\d+) (\d+) (\d+) (-|[0-9a-f,]+) (\S+) (\S+) (\{.*\})", re.DOTALL)
_SETTLED = re.compile(rb"S (\d+) (\d+) (-|[0-9,]+)")
_OUT = re.compile(rb"X (\d+) (\d+) (\w+)")
_EMPTY = b"-"


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as the spool keeps it: `json` is its envelope, word for word.

    `at_ms` is the device's wall clock in Unix milliseconds when it was kept; `pictures` are the
    sha256 of its attachments, in order; `id` and `type` are the event's.
    """

    boot: int
    sequence: int
    at_ms: int
    pictures: tuple[str, ...]
    type: str
    id: str
    json: bytes


@dataclass(frozen=True, slots=True)
class Settled:
    """The engine has everything up to `stored` of the boot, and each of `also`."""

    boot: int
    stored: int
    also: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Out:
    """One event left for another reason (`why`): rejected, evicted or renumbered."""

    boot: int
    sequence: int
    why: str


Record = KeptEvent | Settled | Out


def line_of(record: Record) -> bytes:
    """The record as one line with its checksum and line feed."""
    body = _body(record)
    return b"%08x %s\n" % (crc32(body), body)


def record_of(line: bytes) -> Record | None:
    """The record in a line without its line feed; None when it is torn or damaged."""
    body = line[9:]
    if len(line) < 10 or line[:9] != b"%08x " % crc32(body):
        return None
    if match := _EVENT.fullmatch(body):
        return KeptEvent(
            int(match[1]),
            int(match[2]),
            int(match[3]),
            () if match[4] == _EMPTY else tuple(match[4].decode("ascii").split(",")),
            _unescaped(match[5]),
            _unescaped(match[6]),
            match[7],
        )
    if match := _SETTLED.fullmatch(body):
        also = () if match[3] == _EMPTY else tuple(map(int, match[3].split(b",")))
        return Settled(int(match[1]), int(match[2]), also)
    if match := _OUT.fullmatch(body):
        return Out(int(match[1]), int(match[2]), match[3].decode("ascii"))
    return None


def _body(record: Record) -> bytes:
    match record:
        case KeptEvent():
            pictures = ",".join(record.pictures).encode("ascii") or _EMPTY
            head = b"E %d %d %d" % (record.boot, record.sequence, record.at_ms)
            words = b"%s %s %s" % (pictures, _escaped(record.type), _escaped(record.id))
            return b"%s %s %s" % (head, words, record.json)
        case Settled():
            also = ",".join(map(str, record.also)).encode("ascii") or _EMPTY
            return b"S %d %d %s" % (record.boot, record.stored, also)
        case Out():
            return b"X %d %d %s" % (record.boot, record.sequence, record.why.encode("ascii"))


def _escaped(text: str) -> bytes:
    """Foreign text as one visible word."""
    return text.encode("unicode_escape").replace(b" ", b"\\x20")


def _unescaped(text: bytes) -> str:
    return text.decode("unicode_escape")
