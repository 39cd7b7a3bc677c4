"""Camera streams as coded pictures: shapes, encoders, and one stream drawn and encoded live.

One thread a stream. A live clip shows the wall clock; it costs an encoder, a looped one does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt

from backends.simulated.cameras.scene import Scene
from backends.simulated.cameras.sprites import Plane
from backends.simulated.cameras.stamp import Stamp, paint_stamp
from backends.simulated.rtsp.rtp_payloads import is_keyframe, payloads

CLOCK_HZ = 90_000


@dataclass(frozen=True, slots=True)
class StreamShape:
    """Size, scene scale, frames a second, quantiser, seconds between keyframes, and the codec.

    `noise` is the sensor's, in steps of brightness each way: without it a night street costs a
    tenth of a real camera's bits, and decoding it too little. With `kbps` the encoder works as a
    camera's own does (CABAC, deblocking, one reference, that rate): four times as dear to decode.
    """

    width: int
    height: int
    scale: int
    fps: int
    quantiser: int
    keyframe_s: int = 2
    codec: str = "h264"
    b_frames: int = 0
    noise: int = 0
    kbps: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose street: the name burnt in, its seed, the number for the stamp (None: none)."""

    camera: str
    seed: int
    number: int | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class CodedPicture:
    """One picture in the order of decoding: NAL units without start codes, or one JPEG.

    `pieces` are its RTP payloads; `frame` is its number in the stamp; `delay` is how many frame
    periods after its turn it is shown (B-frames).
    """

    codec: str
    units: tuple[bytes, ...]
    pieces: tuple[bytes, ...]
    key: bool
    frame: int = 0
    delay: int = 0


def coded(codec: str, units: Iterable[bytes], frame: int, delay: int = 0) -> CodedPicture:
    """A picture of these units, cut for RTP."""
    whole = tuple(units)
    return CodedPicture(
        codec, whole, tuple(payloads(codec, whole)), is_keyframe(codec, whole), frame, delay
    )


SUB = StreamShape(640, 360, 1, 12, 29)
MAIN = StreamShape(1280, 720, 2, 15, 28)
_FARM = {
    "sub": StreamShape(640, 360, 1, 15, 29, noise=9),
    "main": StreamShape(1280, 720, 2, 25, 29, noise=9),
    "full": StreamShape(1920, 1080, 3, 25, 29, noise=9),
}
_REAL_KBPS = {"sub": 512, "main": 2_000, "full": 4_000}


def shapes_of(*, live: bool, noisy: bool = False) -> dict[str, StreamShape]:
    """Every stream a camera offers, by the name in its address.

    `sub`, `main`, `full`; the same with `-h265`, `-mjpeg`, `-b` (H.264 with B-frames) or `-real`
    (noise, bit rate and coding tools of a real camera). Noise costs bits and time to encode, so
    only looped clips that ask for it have it.
    """
    plain = {**_FARM, "sub": SUB, "main": MAIN} if live else _FARM
    if not noisy:
        plain = {name: replace(shape, noise=0) for name, shape in plain.items()}
    offered = dict(plain)
    for name, shape in plain.items():
        # x265 takes ten times as long over coarse noise.
        offered[f"{name}-h265"] = replace(shape, codec="h265", noise=min(shape.noise, 6))
        offered[f"{name}-mjpeg"] = replace(shape, codec="mjpeg", noise=0)
        if not live:  # an encoder that holds pictures back can not give one for one
            offered[f"{name}-b"] = replace(shape, b_frames=2)
            offered[f"{name}-real"] = replace(_FARM[name], kbps=_REAL_KBPS[name])
    return offered


class Easel:
    """A picture that is drawn over and over: the street, what moves, and the stamp."""

    def __init__(self, subject: Subject, shape: StreamShape) -> None:
        """Paint the street (about 10 ms at 640 x 360)."""
        self.subject = subject
        self.frame = av.VideoFrame(shape.width, shape.height, pixel_format(shape))
        self._scene = Scene(subject.camera, subject.seed, shape.scale)
        self._planes = self._clean = _views(self.frame)
        self._grain: list[Plane] = []
        if shape.noise:
            self._clean = (self._planes[0].copy(), *self._planes[1:])
            self._grain = _grain(subject.seed, shape)
        self._scene.start(self._clean)

    def draw(self, seconds: float, now: datetime | None, number: int) -> None:
        """Draw a moment; `now` is burnt in when given, `number` when the subject is stamped."""
        self._scene.draw(self._clean, seconds, now)
        if self._grain:
            np.add(self._clean[0], self._grain[number % len(self._grain)], out=self._planes[0])
        if self.subject.number is not None:
            stamp = Stamp(self.subject.number, number, self.subject.main)
            paint_stamp(self._planes, stamp)


class LiveClip:
    """Draws and encodes one stream. `picture` is called at the stream's pace, never ahead."""

    def __init__(self, subject: Subject, shape: StreamShape) -> None:
        """Paint the street and open the encoder (about 10 ms)."""
        self.shape = shape
        self._easel = Easel(subject, self.shape)
        self._encoder = open_encoder(self.shape)
        self._index = 0
        self._shown = 0

    def picture(self, seconds: float, now: datetime, *, frozen: bool) -> CodedPicture:
        """The next picture; parameter sets come before each keyframe.

        `frozen` sends the previous picture again, as a camera with a hung sensor does.
        """
        if not frozen or self._index == 0:
            self._easel.draw(seconds, now, self._index)
            self._shown = self._index
        frame = self._easel.frame
        frame.pts = self._index * CLOCK_HZ // self.shape.fps
        self._index += 1
        packets = self._encoder.encode(frame)
        units = [unit for packet in packets for unit in units_of(self.shape, bytes(packet))]
        return coded(self.shape.codec, units, self._shown)

    def restart(self) -> None:
        """Let the next frame be a keyframe, for a viewer that joins now."""
        self._encoder = open_encoder(self.shape)


def parameter_sets(picture: CodedPicture) -> tuple[bytes, ...]:
    """(VPS,) SPS and PPS of a keyframe; nothing for JPEG."""
    if picture.codec == "mjpeg":
        return ()
    if picture.codec == "h265":
        kinds, kind_of = (32, 33, 34), {unit[0] >> 1 & 0x3F: unit for unit in picture.units}
    else:
        kinds, kind_of = (7, 8, 8), {unit[0] & 0x1F: unit for unit in picture.units}
    return tuple(kind_of[kind] for kind in dict.fromkeys(kinds))


def without_sets(picture: CodedPicture) -> CodedPicture:
    """The same picture with its parameter sets left out, as some cameras send it."""
    sets = set(parameter_sets(picture)) if picture.key else set()
    units = [unit for unit in picture.units if unit not in sets]
    return coded(picture.codec, units, picture.frame, picture.delay)


def units_of(shape: StreamShape, packet: bytes) -> Iterable[bytes]:
    """The units of an encoder's packet: one JPEG, or NAL units without start codes."""
    return [packet] if shape.codec == "mjpeg" else split_units(packet)


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


def _grain(seed: int, shape: StreamShape) -> list[Plane]:
    """Five fields of sensor noise; negative steps wrap around, as the sum does."""
    rng = np.random.default_rng(seed)
    size, most = (shape.height, shape.width), shape.noise
    return [rng.integers(-most, most, size, np.int8, True).view(np.uint8) for _ in range(5)]


def _views(frame: av.VideoFrame) -> tuple[Plane, Plane, Plane]:
    views: list[npt.NDArray[np.uint8]] = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(
            plane.height, plane.line_size
        )
        views.append(rows[:, : plane.width])
    return views[0], views[1], views[2]


def pixel_format(shape: StreamShape) -> str:
    """What the encoder takes."""
    return "yuvj420p" if shape.codec == "mjpeg" else "yuv420p"


def open_encoder(shape: StreamShape) -> av.VideoCodecContext:
    """An encoder for this shape, one thread, without look-ahead."""
    names = {"h264": "libx264", "h265": "libx265", "mjpeg": "mjpeg"}
    encoder = av.CodecContext.create(names[shape.codec], "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = shape.width, shape.height, pixel_format(shape)
    encoder.time_base = Fraction(1, CLOCK_HZ)
    encoder.framerate = Fraction(shape.fps)
    encoder.gop_size = shape.fps * shape.keyframe_s
    encoder.max_b_frames = shape.b_frames
    encoder.thread_count = 1
    encoder.options = _options(shape, encoder.gop_size)
    return encoder


def _options(shape: StreamShape, gop: int) -> dict[str, str]:
    if shape.codec == "mjpeg":
        # RTP's JPEG (RFC 2435) has room for the standard Huffman tables only.
        return {"huffman": "default", "qmin": "6", "qmax": "6"}
    common = f"min-keyint={gop}:keyint={gop}:scenecut=0:repeat-headers=1:log-level=none"
    if shape.codec == "h265":
        more = f":qp={shape.quantiser}:pools=none:frame-threads=1:wpp=0:open-gop=0:bframes=0"
        return {"preset": "ultrafast", "tune": "zerolatency", "x265-params": common + more}
    if shape.kbps:
        rate = f"{shape.kbps}k"
        rates = {"b": rate, "maxrate": rate, "bufsize": rate, "x264-params": f"{common}:ref=1"}
        return {"preset": "veryfast", "tune": "zerolatency", **rates}
    options = {"preset": "ultrafast", "qp": str(shape.quantiser), "x264-params": common}
    if shape.b_frames:
        return {**options, "bf": str(shape.b_frames), "tune": "fastdecode"}
    return {**options, "tune": "zerolatency"}
