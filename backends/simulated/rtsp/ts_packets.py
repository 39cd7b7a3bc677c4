"""Coded pictures as an MPEG transport stream (ISO/IEC 13818-1): one programme, one video. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from backends.simulated.cameras.clips import CodedPicture

PACKET_BYTES = 188
_ROOM = PACKET_BYTES - 4
_PAT, _PMT, _VIDEO = 0, 0x100, 0x101
STREAM_TYPES = {"h264": 0x1B, "h265": 0x24}
_DELIMITERS = {"h264": b"\x09\xf0", "h265": b"\x46\x01\x50"}
# The decoder gets each picture a little before it is due, and no time stamp begins at 0.
_LEAD_TICKS = 45_000


@dataclass(slots=True)
class TsMuxer:
    """Numbers the packets of one stream."""

    codec: str
    _counters: dict[int, int] = field(default_factory=dict)

    def packets(self, picture: CodedPicture, ticks: int) -> bytes:
        """The packets of one picture shown at `ticks` of 90 kHz; tables before each keyframe."""
        tables = b"".join(self._tables()) if picture.key else b""
        return tables + b"".join(self._video(picture, ticks))

    def _tables(self) -> Iterator[bytes]:
        programmes = b"\x00\x01" + (0xE000 | _PMT).to_bytes(2, "big")
        yield self._section(_PAT, 0, b"\x00\x01", programmes)
        kind = bytes((STREAM_TYPES[self.codec],))
        video = (0xE000 | _VIDEO).to_bytes(2, "big")
        yield self._section(_PMT, 2, b"\x00\x01", video + b"\xf0\x00" + kind + video + b"\xf0\x00")

    def _section(self, pid: int, table: int, number: bytes, content: bytes) -> bytes:
        body = number + b"\xc1\x00\x00" + content
        head = bytes((table,)) + (0xB000 | len(body) + 4).to_bytes(2, "big")
        section = head + body
        whole = b"\x00" + section + _crc(section).to_bytes(4, "big")
        return self._head(pid, first=True, adapted=False) + whole.ljust(_ROOM, b"\xff")

    def _video(self, picture: CodedPicture, ticks: int) -> Iterator[bytes]:
        units = (_DELIMITERS[self.codec], *picture.units)
        elementary = b"".join(b"\x00\x00\x00\x01" + unit for unit in units)
        shown = _stamp(0x21, ticks + _LEAD_TICKS)
        pes = b"\x00\x00\x01\xe0\x00\x00\x80\x80\x05" + shown + elementary
        clock = _clock(ticks, key=picture.key)
        first = pes[: _ROOM - len(clock)]
        yield self._filled(first, clock, first=True)
        for at in range(len(first), len(pes), _ROOM):
            yield self._filled(pes[at : at + _ROOM], b"", first=False)

    def _filled(self, payload: bytes, adaptation: bytes, *, first: bool) -> bytes:
        missing = _ROOM - len(payload) - len(adaptation)
        if missing:
            adaptation = adaptation or (b"\x00" if missing == 1 else b"\x01\x00")
            missing = _ROOM - len(payload) - len(adaptation)
            length = len(adaptation) - 1 + missing
            adaptation = bytes((length,)) + adaptation[1:] + b"\xff" * missing
        head = self._head(_VIDEO, first=first, adapted=bool(adaptation))
        return head + adaptation + payload

    def _head(self, pid: int, *, first: bool, adapted: bool) -> bytes:
        counter = self._counters.get(pid, 0)
        self._counters[pid] = (counter + 1) & 0x0F
        flags = (0x4000 if first else 0) | pid
        return b"\x47" + flags.to_bytes(2, "big") + bytes(((0x30 if adapted else 0x10) | counter,))


def _clock(ticks: int, *, key: bool) -> bytes:
    """An adaptation field with the programme clock."""
    base = (ticks & 0x1FFFFFFFF) << 15 | 0x7E00
    return bytes((7, 0x50 if key else 0x10)) + base.to_bytes(6, "big")


def _stamp(mark: int, ticks: int) -> bytes:
    at = ticks & 0x1FFFFFFFF
    return bytes(
        (
            mark | (at >> 29 & 0x0E),
            at >> 22 & 0xFF,
            (at >> 14 & 0xFE) | 1,
            at >> 7 & 0xFF,
            (at << 1 & 0xFE) | 1,
        )
    )


def _crc(section: bytes) -> int:
    value = 0xFFFFFFFF
    for byte in section:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
