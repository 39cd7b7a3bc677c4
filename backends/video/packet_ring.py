"""The last minute of one stream as it was received: coded pictures in whole groups.

Written by the camera's thread, read by whoever exports or replays. Bounded by time and by bytes;
nothing is ever decoded or changed here.
"""

import io
import mmap
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import av
from typing_extensions import Buffer

CODEC_NAMES = {
    "h264": "H.264",
    "hevc": "H.265",
    "mjpeg": "MJPEG",
    "mpeg4": "MPEG-4",
    "av1": "AV1",
    "libdav1d": "AV1",
    "mpeg2video": "MPEG-2",
}
RING_S = 60.0
RING_BYTES = 64_000_000
# A second or some of a sub stream.
_SHEET_BYTES = 65_536
# Python keeps these together by itself, and a view of one would be as large as many of them.
_SMALL_BYTES = 480


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """What the coded pictures of one connection have in common; outlives the connection."""

    codec: str
    width: int
    height: int
    extradata: bytes
    ticks: float
    run: int
    template: av.VideoStream
    holder: object

    def continues(self, other: "Track") -> bool:
        """Whether both may stand in one file."""
        mine = (self.codec, self.width, self.height, self.extradata)
        return mine == (other.codec, other.width, other.height, other.extradata)


def track_of(stream: av.VideoStream, run: int) -> Track:
    """The track of a connection; `run` grows with every connection."""
    # A container that is never written keeps the codec's parameters alive, and costs no codec.
    holder = av.open(io.BytesIO(), "w", format="matroska")
    # Opaque: a codec that this program can only decode has no encoder to take it from.
    template = holder.add_stream_from_template(stream, opaque=True)
    context = stream.codec_context
    return Track(
        context.name, context.width, context.height, bytes(context.extradata or b""),
        float(stream.time_base or 0), run, template, holder,
    )  # fmt: skip


class Coded(NamedTuple):
    """One coded picture: `at` is its arrival (monotonic s), `pts` counts the track's ticks."""

    at: float
    payload: bytes | memoryview
    pts: int | None
    key: bool


@dataclass(slots=True)
class Group:
    """A key picture and all that follows it up to the next."""

    track: Track
    coded: list[Coded] = field(default_factory=list)
    size: int = 0


class Sheet:
    """A large piece of memory for payloads, written from the front to the back.

    Thousands of small pieces that live for a minute leave holes in the heap that nothing fits into:
    a worker grew by half a megabyte a minute. A map goes back to the system as a whole, when the
    last payload in it is dropped.
    """

    __slots__ = ("end", "memory", "room", "whole")

    def __init__(self, room: int) -> None:
        """Empty, with so many bytes of room."""
        self.room, self.end = room, 0
        self.memory = _map(room)
        self.whole = memoryview(self.memory).toreadonly()


def _map(size: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, size)
    # Python's own choice is memory to be shared with others, which costs more to touch; all of it
    # at once costs less than page by page.
    at_once = getattr(mmap, "MAP_POPULATE", 0)
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | at_once)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the ring, beginning with a key picture; all groups fit into one file."""

    groups: tuple[Group, ...]

    @property
    def coded(self) -> list[Coded]:
        """All coded pictures in the order of their arrival."""
        return [one for group in self.groups for one in group.coded]

    @property
    def track(self) -> Track:
        """The track of the first group, which stands for all."""
        return self.groups[0].track


class PacketRing:
    """Keeps `seconds` of one stream, never more than `limit` bytes of payload."""

    def __init__(self, seconds: float = RING_S, limit: int = RING_BYTES) -> None:
        """Empty; begins with the first key picture."""
        self.seconds = seconds
        self._limit = limit
        self._groups: deque[Group] = deque()
        self._newest: Group | None = None
        self._sheet: Sheet | None = None
        self._leaves_at = float("inf")
        self._size = 0
        self._track: Track | None = None
        self._pins: list[float] = []
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of payload kept now."""
        return self._size

    def begin(self, track: Track) -> None:
        """What comes from now on belongs to another connection."""
        with self._lock:
            self._track = track
            self._newest = None

    def add(self, coded: Coded) -> None:
        """Keep one coded picture; those before the first key picture are left out."""
        self.keep(coded.at, coded.payload, len(coded.payload), coded.pts, coded.key)

    def keep(self, at: float, payload: Buffer, size: int, pts: int | None, key: bool) -> None:
        """The same, of a payload of `size` bytes that need not be copied before."""
        with self._lock:
            if key:
                self._begin_group()
            group = self._newest
            if group is None:
                return
            kept = bytes(payload) if size <= _SMALL_BYTES else self._write(payload, size)
            group.coded.append(Coded(at, kept, pts, key))
            group.size += size
            self._size += size
            if at >= self._leaves_at or self._size > self._limit or len(group.coded) == 1:
                self._trim(at)

    def _write(self, payload: Buffer, size: int) -> memoryview:
        sheet = self._sheet
        if sheet is None or sheet.end + size > sheet.room:
            sheet = self._sheet = Sheet(max(_SHEET_BYTES, size))
        start = sheet.end
        sheet.end = end = start + size
        sheet.memory[start:end] = payload
        return sheet.whole[start:end]

    def _begin_group(self) -> None:
        if self._track is not None:
            self._newest = Group(self._track)
            self._groups.append(self._newest)

    @contextmanager
    def pinned(self, since: float) -> Iterator[None]:
        """Keep what arrived since then beyond its time, still within the bytes."""
        with self._lock:
            self._pins.append(since)
        try:
            yield
        finally:
            with self._lock:
                self._pins.remove(since)

    def stretch(self, first: float, last: float) -> Stretch | None:
        """From the last key picture at or before `first` up to `last` (monotonic s)."""
        with self._lock:
            groups = list(self._groups)
            begins = [n for n, group in enumerate(groups) if group.coded[0].at <= first]
            chosen: list[Group] = []
            for group in groups[begins[-1] if begins else 0 :]:
                part = [one for one in group.coded if one.at <= last]
                if not part or (chosen and not group.track.continues(chosen[0].track)):
                    break
                chosen.append(Group(group.track, part, sum(len(one.payload) for one in part)))
        return Stretch(tuple(chosen)) if chosen and chosen[-1].coded[-1].at >= first else None

    def after(self, at: float) -> list[Coded]:
        """What of the newest group arrived after that moment (monotonic s)."""
        with self._lock:
            group = [] if self._newest is None else self._newest.coded
            first = len(group)
            while first and group[first - 1].at > at:
                first -= 1
            return group[first:]

    def newest_group(self) -> Stretch | None:
        """The key picture seen last and what followed, None before the first."""
        with self._lock:
            group = self._newest
            if group is None:
                return None
            return Stretch((Group(group.track, list(group.coded), group.size),))

    def _trim(self, now: float) -> None:
        oldest = min([now - self.seconds, *self._pins])
        while len(self._groups) > 1 and self._groups[1].coded[0].at <= oldest:
            self._size -= self._groups.popleft().size
        while self._size > self._limit:
            # Without its key picture a group is worth nothing: it goes as a whole.
            self._size -= self._groups.popleft().size
            if not self._groups:
                self._newest = None
        second = self._groups[1].coded[0].at if len(self._groups) > 1 else float("inf")
        self._leaves_at = second + self.seconds


def monotonic_of(wall_s: float) -> float:
    """The monotonic time of a wall-clock time, by today's difference of both clocks."""
    return wall_s - time.time() + time.monotonic()


def wall_of(monotonic_s: float) -> float:
    """The wall-clock time (seconds of the epoch) of a monotonic time."""
    return monotonic_s - time.monotonic() + time.time()
