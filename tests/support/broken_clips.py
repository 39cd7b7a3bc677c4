"""Clips that no recorder should write and some do, made here: odd kinds of picture, broken files.

Each is a few pictures of moving noise; nothing is fetched and nothing is random from run to run.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np

SHOWN, REFUSED, EITHER = "shown", "refused", "either"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a clip is coded: FFmpeg's names, and how the time stamps run."""

    codec: str = "libx264"
    container: str = "mp4"
    pixels: str = "yuv420p"
    width: int = 64
    height: int = 48
    pictures: int = 12
    stamps: tuple[int, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    muxing: tuple[tuple[str, str], ...] = ()


def film(kind: Kind) -> bytes:
    """A whole clip of this kind."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip"
        with av.open(str(path), "w", format=kind.container, options=dict(kind.muxing)) as container:
            _code(container, kind)
        return path.read_bytes()


def _code(container: av.container.OutputContainer, kind: Kind) -> None:
    stream = container.add_stream(kind.codec, 15, options=dict(kind.options))
    assert isinstance(stream, av.VideoStream)
    stream.width, stream.height, stream.pix_fmt = kind.width, kind.height, kind.pixels
    stream.codec_context.thread_count = 1
    stream.codec_context.time_base = Fraction(1, 15)
    for number, frame in enumerate(_frames(kind)):
        frame.pts = kind.stamps[number] if kind.stamps else number
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _frames(kind: Kind) -> "list[av.VideoFrame]":
    if kind.width > 4000:
        whole = np.full((kind.height * 3 // 2, kind.width), 90, np.uint8)
        return [av.VideoFrame.from_ndarray(whole, kind.pixels)] * kind.pictures
    chance = np.random.default_rng(5)
    made = []
    for _ in range(kind.pictures):
        block = chance.integers(0, 255, (min(kind.height, 48), min(kind.width, 64), 3), np.uint8)
        pixels = np.zeros((kind.height, kind.width, 3), np.uint8)
        pixels[: block.shape[0], : block.shape[1]] = block
        made.append(av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(format=kind.pixels))
    return made


def sound_only() -> bytes:
    """A clip with a sound track and no picture."""
    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4") as container:
        stream = container.add_stream("aac", 48_000)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        quiet = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        quiet.sample_rate = 48_000
        for _ in range(20):
            container.mux(stream.encode(quiet))
        container.mux(stream.encode(None))
    return memory.getvalue()


def cover_only() -> bytes:
    """A sound file whose only picture is the cover of an album."""
    memory = io.BytesIO()
    cover = next(iter(_coded(Kind("mjpeg", pixels="yuvj420p", pictures=1))))
    with av.open(memory, "w", format="matroska") as container:
        sound = container.add_stream("aac", 48_000)
        assert isinstance(sound, av.AudioStream)
        sound.layout = "mono"
        container.add_attachment("cover.jpg", "image/jpeg", cover)
        quiet = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        quiet.sample_rate = 48_000
        container.mux(sound.encode(quiet))
        container.mux(sound.encode(None))
    return memory.getvalue()


def two_tracks() -> bytes:
    """Two video tracks of different size in one file."""
    memory = io.BytesIO()
    with av.open(memory, "w", format="mp4") as container:
        streams = []
        for size in ((64, 48), (96, 64)):
            stream = container.add_stream("libx264", 15)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            streams.append(stream)
        for number in range(10):
            for stream in streams:
                frame = av.VideoFrame(stream.width, stream.height, "yuv420p")
                frame.pts = number
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    return memory.getvalue()


def resized() -> bytes:
    """An H.264 stream whose pictures change their size on the way."""
    small = Kind(container="h264", options=(("tune", "zerolatency"),))
    large = Kind(container="h264", width=96, height=64, options=(("tune", "zerolatency"),))
    return film(small) + film(large)


def _coded(kind: Kind) -> list[bytes]:
    coder = av.CodecContext.create(kind.codec, "w")
    assert isinstance(coder, av.VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt = kind.width, kind.height, kind.pixels
    coder.time_base = Fraction(1, 15)
    packets = [packet for frame in _frames(kind) for packet in coder.encode(frame)]
    return [bytes(one) for one in [*packets, *coder.encode(None)]]


def _flipped(content: bytes, every: int) -> bytes:
    """Each so many bytes one is another, the first kilobyte excepted."""
    damaged = bytearray(content)
    for at in range(1024, len(damaged), every):
        damaged[at] ^= 0x55
    return bytes(damaged)


def _without(content: bytes, name: bytes) -> bytes:
    """An MP4 file whose box of this name is called otherwise."""
    return content.replace(name, b"free" if len(name) == 4 else bytes(len(name)))


def _late_sets() -> bytes:
    """H.264 whose parameter sets come only with the second key picture."""
    content = film(Kind(container="h264", pictures=30, options=(("g", "10"), ("bf", "0"))))
    second = content.index(b"\x00\x00\x01\x67", 100)
    first = content[:second].replace(b"\x00\x00\x01\x67", b"\x00\x00\x01\x0c")
    return first.replace(b"\x00\x00\x01\x68", b"\x00\x00\x01\x0c") + content[second:]


def _broken_pes() -> bytes:
    """H.265 in a transport stream in which every ninth packet of 188 bytes is nonsense."""
    content = bytearray(film(Kind("libx265", "mpegts", options=(("x265-params", "log-level=0"),))))
    for at in range(188 * 9, len(content) - 188, 188 * 9):
        content[at + 4 : at + 188] = bytes(range(184))
    return bytes(content)


def _no_tables() -> bytes:
    """A JPEG without its Huffman tables, as many cameras send them."""
    out = b""
    for picture in _coded(Kind("mjpeg", pixels="yuvj420p", pictures=6)):
        kept, at = b"\xff\xd8", 2
        while picture[at : at + 2] != b"\xff\xda":
            size = int.from_bytes(picture[at + 2 : at + 4], "big") + 2
            if picture[at + 1] != 0xC4:
                kept += picture[at : at + size]
            at += size
        out += kept + picture[at:]
    return out


def _huge_index() -> bytes:
    """An MP4 file that claims four thousand million samples."""
    content = bytearray(film(Kind()))
    at = content.index(b"stsz")
    content[at + 12 : at + 16] = b"\xff\xff\xff\xff"
    return bytes(content)


def _zeroed_tail() -> bytes:
    """A file the recorder had room for and no time to write: the rest is zeros."""
    content = film(Kind(container="mpegts", pictures=60))
    return content[: len(content) // 2] + bytes(len(content) // 2)


Odd = tuple[str, Callable[[], bytes], str]
_H = Kind
_Q: Any = (("preset", "ultrafast"),)
ODD_CLIPS: tuple[Odd, ...] = (
    ("zero length", lambda: b"", REFUSED),
    ("one byte", lambda: b"\x00", REFUSED),
    ("zeros", lambda: bytes(100_000), REFUSED),
    ("text called mp4", lambda: b"<html>404</html>" * 50, REFUSED),
    ("moov absent", lambda: film(_H()).partition(b"moov")[0], REFUSED),
    ("moov at the end", lambda: film(_H()), SHOWN),
    ("moov first", lambda: film(_H(muxing=(("movflags", "+faststart"),))), SHOWN),
    ("fragmented", lambda: film(_H(muxing=(("movflags", "frag_keyframe+empty_moov"),))), SHOWN),
    ("fragmented and cut",
     lambda: film(_H(pictures=60, muxing=(("movflags", "frag_every_frame+empty_moov"),)))[:-900],
     SHOWN),
    ("cut within the head", lambda: film(_H())[:40], REFUSED),
    ("no samples in the index", lambda: _without(film(_H()), b"stsz"), REFUSED),
    ("an index without end", _huge_index, EITHER),
    ("sound only", sound_only, REFUSED),
    ("a cover and sound", cover_only, REFUSED),
    ("two video tracks", two_tracks, SHOWN),
    ("4:2:2", lambda: film(_H(pixels="yuv422p")), SHOWN),
    ("4:4:4", lambda: film(_H(pixels="yuv444p")), SHOWN),
    ("10 bits", lambda: film(_H(pixels="yuv420p10le")), SHOWN),
    ("12 bits H.265", lambda: film(_H("libx265", pixels="yuv422p10le",
                                       options=(("x265-params", "log-level=0"),))), SHOWN),
    ("grey", lambda: film(_H(pixels="gray")), SHOWN),
    ("odd size", lambda: film(_H(pixels="yuv444p", width=641, height=359, pictures=4)), SHOWN),
    ("odd size VP9", lambda: film(_H("libvpx-vp9", "webm", width=333, height=77, pictures=6,
                                      options=(("deadline", "realtime"),))), SHOWN),
    ("8K", lambda: film(_H("mjpeg", "mov", "yuvj420p", 7680, 4320, 1)), SHOWN),
    ("one pixel", lambda: film(_H("ffv1", "matroska", "bgr0", 1, 1)), SHOWN),
    ("a thin line", lambda: film(_H("ffv1", "matroska", "bgr0", 2000, 1)), SHOWN),
    ("uneven rate", lambda: film(_H(stamps=(0, 1, 2, 30, 31, 32, 33, 90, 91, 92, 93, 400))), SHOWN),
    ("one picture", lambda: film(_H(pictures=1)), SHOWN),
    ("stamps begin late", lambda: film(_H(container="matroska",
                                           stamps=tuple(range(90_000, 90_012)))), SHOWN),
    ("interlaced", lambda: film(_H(options=(("flags", "+ilme+ildct"),))), SHOWN),
    ("pictures out of order", lambda: film(_H(pictures=30, options=(("bf", "3"),))), SHOWN),
    ("a PNG", lambda: b"".join(_coded(_H("png", pixels="rgb24", pictures=1))), SHOWN),
    ("a GIF", lambda: film(_H("gif", "gif", "rgb8", pictures=3)), SHOWN),
    ("JPEGs without tables", _no_tables, SHOWN),
    ("raw H.264", lambda: film(_H(container="h264")), SHOWN),
    ("parameter sets come late", _late_sets, SHOWN),
    ("another size on the way", resized, SHOWN),
    ("H.265 in broken packets", _broken_pes, SHOWN),
    ("a transport stream from its middle",
     lambda: film(_H(container="mpegts", pictures=40, options=(("g", "10"),)))[5000:], EITHER),
    ("half written", _zeroed_tail, SHOWN),
    ("bits turned", lambda: _flipped(film(_H(container="matroska", pictures=40)), 400), SHOWN),
    ("many bits turned", lambda: _flipped(film(_H(container="matroska", pictures=40)), 17), EITHER),
    ("VP8 in WebM", lambda: film(_H("libvpx", "webm", options=(("deadline", "realtime"),))), SHOWN),
    ("AVI", lambda: film(_H("mpeg4", "avi")), SHOWN),
    ("FLV", lambda: film(_H("flv", "flv")), SHOWN),
    ("MPEG-2", lambda: film(_H("mpeg2video", "mpegts")), SHOWN),
    ("ProRes", lambda: film(_H("prores_ks", "mov", "yuv422p10le")), SHOWN),
)  # fmt: skip
"""Name, how it is made, and what is right: shown, refused with a reason, or either of both."""
