"""PyAV as an engine: packets in, pictures at tile size in the rings. On the camera's thread.

One decoder a connection, one painter a picture. Scaling happens in two steps (YUV to tile size,
then to BGRA), which costs half of one step.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import cast

import av
import av.error
from av.video.reformatter import Interpolation, VideoReformatter

from backends.video.hardware import Hardware
from backends.video.motion import LOOK_EVERY_S, Motion
from backends.video.packet_ring import Coded, Track
from backends.video.scaling import Workbench
from backends.video.segments import FrameRing

Shown = Callable[[bool, int, int], None]
# Packets may wait so long before they are decoded after a loss among them was noticed.
_HELD_S = 0.5
# Cameras that send no key pictures renew the whole bit by bit, within seconds.
_HEALED_S = 10.0


def fit(width: int, height: int, room_width: int, room_height: int) -> tuple[int, int]:
    """The largest even size of this shape inside the room; never below 2 x 2."""
    scale = min(room_width / max(width, 1), room_height / max(height, 1))
    return max(2, int(width * scale) & ~1), max(2, int(height * scale) & ~1)


def decoder_of(track: Track) -> av.VideoCodecContext:
    """A decoder of its own for packets of this track: one thread."""
    made = av.CodecContext.create(track.codec, "r")
    assert isinstance(made, av.VideoCodecContext), "a track holds pictures"
    made.thread_count = 1
    if track.extradata:
        made.extradata = track.extradata
    return made


def packet_of(coded: Coded) -> "av.Packet[av.VideoStream]":
    """A kept picture as a packet for a decoder."""
    packet = cast("av.Packet[av.VideoStream]", av.Packet(bytes(coded.payload)))
    packet.pts = coded.pts
    return packet


class Painter:
    """Draws decoded pictures into one ring."""

    def __init__(self, ring: FrameRing, workbench: Workbench | None = None) -> None:
        """Nothing drawn yet; painters of one workbench share what scaling needs."""
        self.ring = ring
        self._shape: tuple[int, int, FrameRing] | None = None
        self._size = (0, 0)
        self._motion = Motion()
        self._workbench = workbench or Workbench()
        self._scaler = VideoReformatter()
        self._painter = VideoReformatter()

    def draw(self, frame: av.VideoFrame, now: float) -> bool:
        """Draw and publish as of `now` (monotonic s); whether it differs from the one before."""
        ring, shape = self.ring, (frame.width, frame.height, self.ring)
        if shape != self._shape:
            self._shape = shape
            self._size = fit(frame.width, frame.height, ring.width, ring.height)
        width, height = self._size
        if not self._workbench.draw(frame, width, height, ring.next_address(width, height)):
            self._draw_by_pyav(frame, width, height)
        ring.publish(now)
        motion = self._motion
        if now - motion.looked_at < LOOK_EVERY_S:
            return motion.answer
        return motion.differs(ring.last_drawn, now)

    def _draw_by_pyav(self, frame: av.VideoFrame, width: int, height: int) -> None:
        small = self._scaler.reformat(
            frame, width, height, "yuv420p", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        if self._workbench.draw(small, width, height, self.ring.next_address(width, height)):
            return
        painted = self._painter.reformat(
            small, format="bgra", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        plane = painted.planes[0]
        self.ring.fill(width, height, plane.line_size, memoryview(plane))


class DecodeSink:
    """Decodes one connection's packets with one thread and lets painters draw them."""

    engine = "PyAV"

    def __init__(self, track: Track, shown: Shown, hardware: Hardware) -> None:
        """`shown(moved, width, height)` is called after each picture, with the stream's size.

        `damaged` counts packets since the last picture, which was drawn at `pictured_at`.
        `damaged_at`: when it, or one that it was made from, came damaged; 0.0 when whole.
        `healed_at`: when the last damage ended. `has_drawn`: there was a picture.
        """
        self.damaged = 0
        self.has_drawn = False
        self.damaged_at = self.healed_at = self._lost_at = 0.0
        self.pictured_at = time.monotonic()
        self._decoder, self.decodes = hardware.decoder(track)
        self._shown = shown

    def note_loss(self, now: float) -> None:
        """Some of what is decoded about now never came (monotonic s). On any thread."""
        self._lost_at = self.damaged_at = now

    def put_alone(self, packet: "av.Packet[av.VideoStream]", painters: Sequence[Painter]) -> bool:
        """Decode and draw a key picture that nothing follows; whether there was a picture.

        Where pictures are coded out of their order a decoder waits for later ones: it is told that
        none come.
        """
        self._decoder.flush_buffers()
        frames = [*self._decode(packet), *self._decode(None)]
        self._decoder.flush_buffers()
        for frame in frames[-1:]:
            self._draw(frame, painters)
        return bool(frames)

    def put(self, packet: "av.Packet[av.VideoStream]", painters: Sequence[Painter]) -> bool:
        """Decode and draw (nothing where nobody paints); whether there was a picture.

        A damaged packet is counted and left out: the next key picture heals the stream.
        """
        try:
            frames = self._decoder.decode(packet)
        except (av.error.FFmpegError, ValueError):
            self._note_damage()
            return False
        for frame in frames:
            self._draw(frame, painters)
        return bool(frames)

    def catch_up(self, coded: Iterable[Coded], painters: Sequence[Painter]) -> bool:
        """Decode from a key picture on and draw only the last picture; whether there was one."""
        self._decoder.flush_buffers()
        newest: av.VideoFrame | None = None
        for one in coded:
            for frame in self._decode(packet_of(one)):
                newest = frame
        if newest is not None:
            self._draw(newest, painters)
        return newest is not None

    def _decode(self, packet: "av.Packet[av.VideoStream] | None") -> list[av.VideoFrame]:
        try:
            frames = self._decoder.decode(packet)
        except (av.error.FFmpegError, ValueError):
            self._note_damage()
            return []
        return frames

    def _note_damage(self) -> None:
        self.damaged += 1
        if self.has_drawn:
            # What follows is made from a picture that is not there.
            self.damaged_at = time.monotonic()

    def _draw(self, frame: av.VideoFrame, painters: Sequence[Painter]) -> None:
        if not painters:
            return
        self.damaged, self.has_drawn, self.pictured_at = 0, True, time.monotonic()
        if frame.is_corrupt:
            self.damaged_at = self.pictured_at
        elif self.damaged_at and self._heals(frame):
            self.damaged_at, self.healed_at = 0.0, self.pictured_at
        moved = False
        for painter in painters:
            moved = painter.draw(frame, self.pictured_at) or moved
        self._shown(moved, frame.width, frame.height)

    def _heals(self, frame: av.VideoFrame) -> bool:
        """Whether nothing of what was damaged can be left in this picture."""
        if frame.key_frame:
            return self.pictured_at - self._lost_at > _HELD_S
        return self.pictured_at - self.damaged_at > _HEALED_S
