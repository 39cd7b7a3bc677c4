"""One camera stream as H.264 access units, encoded while somebody watches. One thread a stream."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt

from backends.simulated.cameras_scene import Scene
from backends.simulated.cameras_sprites import Plane

CLOCK_HZ = 90_000


@dataclass(frozen=True, slots=True)
class StreamShape:
    """Size, scene scale, frames a second, quantiser and the seconds between keyframes."""

    width: int
    height: int
    scale: int
    fps: int
    quantiser: int
    keyframe_s: int = 2


SUB = StreamShape(640, 360, 1, 12, 29)
MAIN = StreamShape(1280, 720, 2, 15, 28)


class LiveClip:
    """Draws and encodes one stream. `picture` is called at the stream's pace, never ahead."""

    def __init__(self, camera: str, seed: int, shape: StreamShape) -> None:
        """Paint the street and open the encoder (about 10 ms)."""
        self.shape = shape
        self._scene = Scene(camera, seed, shape.scale)
        self._frame = av.VideoFrame(shape.width, shape.height, "yuv420p")
        self._planes = _views(self._frame)
        self._scene.start(self._planes)
        self._encoder = _open_encoder(shape)
        self._index = 0

    def picture(self, seconds: float, now: datetime, *, frozen: bool) -> list[bytes]:
        """The NAL units of the next frame, SPS and PPS before each keyframe.

        `frozen` sends the previous picture again, as a camera with a hung sensor does.
        """
        if not frozen or self._index == 0:
            self._scene.draw(self._planes, seconds, now)
        self._frame.pts = self._index * CLOCK_HZ // self.shape.fps
        self._index += 1
        packets = self._encoder.encode(self._frame)
        return [unit for packet in packets for unit in split_units(bytes(packet))]

    def restart(self) -> None:
        """Let the next frame be a keyframe, for a viewer that joins now."""
        self._encoder = _open_encoder(self.shape)


def parameter_sets(camera: str, seed: int, shape: StreamShape) -> tuple[bytes, bytes]:
    """The SPS and PPS of a stream, learned by encoding one frame."""
    clip = LiveClip(camera, seed, shape)
    units = clip.picture(0.0, datetime.fromtimestamp(0).astimezone(), frozen=False)
    by_kind = {unit[0] & 0x1F: unit for unit in units}
    return by_kind[7], by_kind[8]


def split_units(stream: bytes) -> Iterable[bytes]:
    """Annex B bytes to NAL units without start codes."""
    start = _after_start_code(stream, 0)
    while start is not None:
        following = stream.find(b"\x00\x00\x01", start)
        end = len(stream) if following < 0 else following
        unit = stream[start:end].rstrip(b"\x00") if following >= 0 else stream[start:end]
        if unit:
            yield unit
        start = None if following < 0 else following + 3


def _after_start_code(stream: bytes, at: int) -> int | None:
    found = stream.find(b"\x00\x00\x01", at)
    return None if found < 0 else found + 3


def _views(frame: av.VideoFrame) -> tuple[Plane, Plane, Plane]:
    views: list[npt.NDArray[np.uint8]] = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(
            plane.height, plane.line_size
        )
        views.append(rows[:, : plane.width])
    return views[0], views[1], views[2]


def _open_encoder(shape: StreamShape) -> av.VideoCodecContext:
    encoder = av.VideoCodecContext.create("libx264", "w")
    encoder.width, encoder.height, encoder.pix_fmt = shape.width, shape.height, "yuv420p"
    encoder.time_base = Fraction(1, CLOCK_HZ)
    encoder.framerate = Fraction(shape.fps)
    encoder.gop_size = shape.fps * shape.keyframe_s
    encoder.max_b_frames = 0
    encoder.thread_count = 1
    encoder.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "qp": str(shape.quantiser),
        "x264-params": f"min-keyint={encoder.gop_size}:scenecut=0:repeat-headers=1:log-level=none",
    }
    return encoder
