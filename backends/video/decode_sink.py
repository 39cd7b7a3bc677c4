"""PyAV as an engine: packets in, pictures at tile size in the ring. On the camera's thread.

Scaling happens in two steps (YUV to tile size, then to BGRA), which costs half of one step.
"""

from collections.abc import Callable

import av
import av.error
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter

from backends.video.motion import Motion
from backends.video.segments import FrameRing

Shown = Callable[[bool, int, int], None]


def fit(width: int, height: int, room_width: int, room_height: int) -> tuple[int, int]:
    """The largest even size of this shape inside the room; never below 2 x 2."""
    scale = min(room_width / max(width, 1), room_height / max(height, 1))
    return max(2, int(width * scale) & ~1), max(2, int(height * scale) & ~1)


class DecodeSink:
    """Decodes every packet with one thread and draws it."""

    engine = "PyAV"

    def __init__(self, stream: av.VideoStream, ring: FrameRing, shown: Shown) -> None:
        """`shown(moved, width, height)` is called after each picture, with the stream's size."""
        self.ring = ring
        self._decoder = stream.codec_context
        self._decoder.thread_count = 1
        self._shown = shown
        self._motion = Motion()
        self._scaler = VideoReformatter()
        self._painter = VideoReformatter()

    def put(self, packet: "av.Packet[av.VideoStream]") -> None:
        """Decode and draw. A damaged packet is left out: the next keyframe heals the picture."""
        try:
            frames = self._decoder.decode(packet)
        except av.error.InvalidDataError:
            return
        for frame in frames:
            self._draw(frame)

    def close(self) -> None:
        """Nothing of its own to close: the decoder belongs to the connection."""

    def _draw(self, frame: av.VideoFrame) -> None:
        width, height = fit(frame.width, frame.height, self.ring.width, self.ring.height)
        small = self._scaler.reformat(
            frame, width, height, "yuv420p", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        painted = self._painter.reformat(
            small, format="bgra", interpolation=Interpolation.FAST_BILINEAR, threads=1
        )
        plane = painted.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(height, plane.line_size)
        pixels = self.ring.next_slot(width, height)
        pixels[:] = rows[:, : width * 4].reshape(height, width, 4)
        moved = self._motion.differs(pixels)
        self.ring.publish()
        self._shown(moved, frame.width, frame.height)
