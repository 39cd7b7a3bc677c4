"""Those who watch a simulated stream over RTP, and what a bad line does to them. On the loop."""

import random
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from backends.simulated.cameras.clips import CLOCK_HZ, CodedPicture
from backends.simulated.cameras.faults import CameraFaults
from backends.simulated.rtsp.rtp import RtpSender
from backends.simulated.rtsp.sdp import PAYLOAD_TYPES

_REPORT_EVERY_S = 2.0
_RTP_HEADER_BYTES = 12


class Viewer(Protocol):
    """Whoever watches, by whatever way."""

    def show(self, picture: CodedPicture, ticks: int, faults: CameraFaults) -> None:
        """Send a picture that belongs `ticks` of 90 kHz after the stream's start."""
        ...

    def cut(self) -> None:
        """Break the connection."""
        ...

    def close(self) -> None:
        """Free what the way holds of its own."""
        ...


class Wire(Protocol):
    """The way of RTP to one viewer."""

    def send(self, packets: list[bytes]) -> bool:
        """Send RTP; False when the viewer can not keep up and the picture was dropped."""
        ...

    def report(self, packet: bytes) -> None:
        """Send RTCP."""
        ...

    def cut(self) -> None:
        """Break the connection."""
        ...

    def close(self) -> None:
        """Free what the way holds of its own."""
        ...


@dataclass(slots=True)
class RtpViewer:
    """One RTSP session that plays; pictures are held back until its first keyframe."""

    wire: Wire
    rtp: RtpSender = field(
        default_factory=lambda: RtpSender(
            secrets.randbits(32), secrets.randbits(16), secrets.randbits(32)
        )
    )
    waiting: bool = True
    reported_at: float = 0.0
    chance: random.Random = field(default_factory=random.Random)

    def show(self, picture: CodedPicture, ticks: int, faults: CameraFaults) -> None:
        """Send it as RTP, damaged as the faults say; a sender report every 2 s."""
        if self.waiting and not picture.key:
            return
        jumped = ticks + int(faults.jump_s * CLOCK_HZ)
        packets = self.rtp.packets_of(picture.pieces, jumped, PAYLOAD_TYPES[picture.codec])
        if faults.loss or faults.corrupt:
            packets = damage(packets, faults, self.chance)
        self.waiting = not self.wire.send(packets)
        now = time.time()
        if now - self.reported_at >= _REPORT_EVERY_S:
            self.reported_at = now
            self.wire.report(self.rtp.report(now + faults.clock_s, jumped))

    def cut(self) -> None:
        """Break the connection."""
        self.wire.cut()

    def close(self) -> None:
        """Free its ports."""
        self.wire.close()


def damage(packets: Sequence[bytes], faults: CameraFaults, chance: random.Random) -> list[bytes]:
    """The packets that get through, some of them with one byte of their payload flipped."""
    kept = [one for one in packets if chance.random() >= faults.loss]
    return [_flipped(one, chance) if chance.random() < faults.corrupt else one for one in kept]


def _flipped(packet: bytes, chance: random.Random) -> bytes:
    # The first two bytes of a payload say what it is; flipped there it would only be ignored.
    at = chance.randrange(min(_RTP_HEADER_BYTES + 2, len(packet) - 1), len(packet))
    return packet[:at] + bytes((packet[at] ^ 0xFF,)) + packet[at + 1 :]
