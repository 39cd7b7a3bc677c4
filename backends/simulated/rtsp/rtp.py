"""RTP headers, RTCP sender reports (RFC 3550) and their framing inside RTSP. Pure bytes."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NTP_EPOCH_S = 2_208_988_800


@dataclass(slots=True)
class RtpSender:
    """Numbering of one RTP stream; `stamp` is its 90 kHz time base."""

    source: int
    sequence: int
    stamp: int
    packets: int = 0
    octets: int = 0

    def packets_of(self, pieces: Sequence[bytes], ticks: int, kind: int = 96) -> list[bytes]:
        """RTP packets of one picture, `ticks` of 90 kHz after the stream's start."""
        stamp = (self.stamp + ticks) & 0xFFFFFFFF
        out = []
        for index, piece in enumerate(pieces):
            marker = 0x80 if index == len(pieces) - 1 else 0
            header = struct.pack(">BBHII", 0x80, marker | kind, self.sequence, stamp, self.source)
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
