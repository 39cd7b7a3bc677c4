"""H.264 into RTP (RFC 6184, packetization mode 1) and RTCP sender reports. Pure bytes."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PAYLOAD_BYTES = 1400
_NTP_EPOCH_S = 2_208_988_800


def payloads(units: Iterable[bytes]) -> list[bytes]:
    """NAL units as RTP payloads: single units, or fragments (FU-A) of at most 1,400 bytes."""
    return [piece for unit in units for piece in _pieces(unit)]


def _pieces(unit: bytes) -> Iterator[bytes]:
    if len(unit) <= PAYLOAD_BYTES:
        yield unit
        return
    indicator, kind = (unit[0] & 0xE0) | 28, unit[0] & 0x1F
    room = PAYLOAD_BYTES - 2
    for start in range(1, len(unit), room):
        piece = unit[start : start + room]
        first = 0x80 if start == 1 else 0
        last = 0x40 if start + room >= len(unit) else 0
        yield bytes((indicator, first | last | kind)) + piece


def is_keyframe(units: Iterable[bytes]) -> bool:
    """Whether the access unit holds an IDR picture."""
    return any(unit[0] & 0x1F == 5 for unit in units)


@dataclass(slots=True)
class RtpSender:
    """Numbering of one RTP stream; `stamp` is its 90 kHz time base."""

    source: int
    sequence: int
    stamp: int
    packets: int = 0
    octets: int = 0

    def packets_of(self, pieces: list[bytes], ticks: int) -> list[bytes]:
        """RTP packets of one picture, `ticks` of 90 kHz after the stream's start."""
        stamp = (self.stamp + ticks) & 0xFFFFFFFF
        out = []
        for index, piece in enumerate(pieces):
            marker = 0x80 if index == len(pieces) - 1 else 0
            header = struct.pack(">BBHII", 0x80, marker | 96, self.sequence, stamp, self.source)
            self.sequence = (self.sequence + 1) & 0xFFFF
            self.octets += len(piece)
            out.append(header + piece)
        self.packets += len(out)
        return out

    def report(self, unix_s: float, ticks: int) -> bytes:
        """A sender report: this wall clock second is that RTP time."""
        seconds = int(unix_s)
        fraction = int((unix_s - seconds) * 2**32) & 0xFFFFFFFF
        stamp = (self.stamp + ticks) & 0xFFFFFFFF
        return struct.pack(
            ">BBHIIIIII", 0x80, 200, 6, self.source, (seconds + _NTP_EPOCH_S) & 0xFFFFFFFF,
            fraction, stamp, self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF,
        )  # fmt: skip


def interleave(channel: int, packets: Iterable[bytes]) -> bytes:
    """Packets framed for the RTSP connection itself."""
    return b"".join(struct.pack(">cBH", b"$", channel, len(one)) + one for one in packets)
