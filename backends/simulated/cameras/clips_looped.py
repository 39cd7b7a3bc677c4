"""Streams that cost no encoder: a clip of four seconds made once, kept on disk, sent in a loop.

Making runs in worker threads, playing on the server's loop. The picture's frame number therefore
counts modulo the clip's length.
"""

import contextlib
import hashlib
import struct
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from backends.files.whole import replacing
from backends.simulated.cameras.clips import (
    CLOCK_HZ,
    CodedPicture,
    Easel,
    StreamShape,
    Subject,
    coded,
    open_encoder,
    units_of,
)

CLIP_S = 4
# Part of a kept clip's name: raise it when the same subject comes to look otherwise.
_EDITION = 1
_HEAD = struct.Struct(">IIH")


class LoopedClip:
    """One pass through a clip by one stream."""

    def __init__(self, shape: StreamShape, pictures: tuple[CodedPicture, ...]) -> None:
        """`pictures` begin with a keyframe and are shared, never changed."""
        self.shape = shape
        self._pictures = pictures
        self._at = 0

    def picture(self, seconds: float, now: datetime, *, frozen: bool) -> CodedPicture:  # noqa: ARG002
        """The next picture of the loop; the time does not matter."""
        picture = self._pictures[self._at]
        self._at = (self._at + 1) % len(self._pictures)
        return picture

    def restart(self) -> None:
        """Go on with the next keyframe, for a viewer that joins now."""
        ahead = range(self._at, self._at + len(self._pictures))
        self._at = next(at % len(self._pictures) for at in ahead if self._is_key(at))

    def _is_key(self, at: int) -> bool:
        return self._pictures[at % len(self._pictures)].key


def make_clip(
    subject: Subject, shape: StreamShape, *, frozen: bool = False
) -> tuple[CodedPicture, ...]:
    """Draw and encode a clip; `frozen` is the first picture again and again."""
    easel, encoder = Easel(subject, shape), open_encoder(shape)
    ordered: list[tuple[bytes, int]] = []
    for index in range(shape.fps * CLIP_S):
        if index == 0 or not frozen:
            easel.draw(60.0 + index / shape.fps, None, index)
        easel.frame.pts = index * CLOCK_HZ // shape.fps
        ordered += [(bytes(one), one.pts or 0) for one in encoder.encode(easel.frame)]
    ordered += [(bytes(one), one.pts or 0) for one in encoder.encode(None)]
    return tuple(_in_turn(shape, ordered, frozen=frozen))


def _in_turn(
    shape: StreamShape, ordered: list[tuple[bytes, int]], *, frozen: bool
) -> Iterator[CodedPicture]:
    for turn, (packet, stamp) in enumerate(ordered):
        shown = round(stamp * shape.fps / CLOCK_HZ)
        # Decoding order runs ahead of showing by at most the B-frames in a row.
        delay = max(0, shown - turn + shape.b_frames)
        yield coded(shape.codec, units_of(shape, packet), 0 if frozen else shown, delay)


class ClipShelf:
    """Clips by subject and shape: in memory, else from `folder`, else made and kept there.

    Any thread; the same clip is made once. A file that can not be read is made again.
    """

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept."""
        self._folder = folder
        self._clips: dict[str, tuple[CodedPicture, ...]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._gate = threading.Lock()
        self.made = 0

    def clip(
        self, subject: Subject, shape: StreamShape, *, frozen: bool = False
    ) -> tuple[CodedPicture, ...]:
        """The clip; making a missing one takes about 0.1 s at 640 x 360, 1 s at 1080."""
        name = _name_of(subject, shape, frozen=frozen)
        with self._gate:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._clips:
                self._clips[name] = self._kept(name, shape) or self._make(
                    name, subject, shape, frozen=frozen
                )
            return self._clips[name]

    def ready(
        self, subject: Subject, shape: StreamShape, *, frozen: bool = False
    ) -> tuple[CodedPicture, ...] | None:
        """The clip when it is in memory."""
        return self._clips.get(_name_of(subject, shape, frozen=frozen))

    def _kept(self, name: str, shape: StreamShape) -> tuple[CodedPicture, ...] | None:
        if self._folder is None:
            return None
        with contextlib.suppress(OSError, ValueError, struct.error):
            return parse_clip((self._folder / name).read_bytes(), shape.codec)
        return None

    def _make(
        self, name: str, subject: Subject, shape: StreamShape, *, frozen: bool
    ) -> tuple[CodedPicture, ...]:
        pictures = make_clip(subject, shape, frozen=frozen)
        self.made += 1
        if self._folder is not None:
            # A full or read-only disk costs the next start time, nothing else.
            with contextlib.suppress(OSError):
                _keep(self._folder / name, pictures)
        return pictures


def _name_of(subject: Subject, shape: StreamShape, *, frozen: bool) -> str:
    words = repr((_EDITION, CLIP_S, subject, shape, frozen))
    return f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.clip"


def _keep(path: Path, pictures: tuple[CodedPicture, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(b"".join(_written(each) for each in pictures))


def _written(picture: CodedPicture) -> bytes:
    body = b"".join(struct.pack(">I", len(unit)) + unit for unit in picture.units)
    return _HEAD.pack(len(body), picture.frame, picture.delay) + body


def parse_clip(content: bytes, codec: str) -> tuple[CodedPicture, ...]:
    """A kept clip. Raises ValueError or struct.error when it is cut or empty."""
    pictures, at = [], 0
    while at < len(content):
        size, frame, delay = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        if at + size > len(content):
            raise ValueError("the clip is cut")
        pictures.append(coded(codec, _units_in(content[at : at + size]), frame, delay))
        at += size
    if not pictures or not pictures[0].key:
        raise ValueError("the clip has no picture to begin with")
    return tuple(pictures)


def _units_in(body: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        (size,) = struct.unpack_from(">I", body, at)
        yield body[at + 4 : at + 4 + size]
        at += 4 + size
