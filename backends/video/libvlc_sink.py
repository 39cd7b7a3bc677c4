"""libVLC as an engine: the camera's packets as MPEG-TS in, pictures from vmem in the ring.

Runs in a video worker only. libVLC calls back on its own threads; nothing is stopped from there.
It repeats an old picture for as long as nothing new comes, so a picture counts only when packets
arrived since the last one.
"""

import ctypes
import threading
import time
from collections import deque
from typing import Any

import av
import numpy as np

from backends.video.decode_sink import Shown, fit
from backends.video.heap import give_back
from backends.video.motion import Motion
from backends.video.packet_ring import Track
from backends.video.segments import FrameRing, Pixels

START_PATIENCE_S = 5.0
_MAX_BACKLOG_BYTES = 8_000_000
_DEFAULT_SIZE = (1280, 720)
_NO_PIXELS = np.empty((0, 0, 4), np.uint8)


class TransportPipe:
    """Bytes between the muxer's thread and libVLC's reader."""

    def __init__(self) -> None:
        """Open and empty."""
        self._chunks: deque[bytes] = deque()
        self._size = 0
        self._ended = False
        self._changed = threading.Condition()

    def write(self, chunk: bytes) -> int:
        """Append; when libVLC is 8 MB behind, the oldest bytes go (the stream resynchronises)."""
        with self._changed:
            self._chunks.append(bytes(chunk))
            self._size += len(chunk)
            while self._size > _MAX_BACKLOG_BYTES:
                self._size -= len(self._chunks.popleft())
            self._changed.notify()
        return len(chunk)

    def read(self, limit: int) -> bytes:
        """At most `limit` bytes, waiting for the first; empty at the end."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._chunks) or self._ended)
            if self._ended:
                return b""
            chunk = self._chunks.popleft()
            if len(chunk) > limit:
                self._chunks.appendleft(chunk[limit:])
                chunk = chunk[:limit]
            self._size -= len(chunk)
            return chunk

    def end(self) -> None:
        """Let every reader return at once."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()


class LibVlcSink:
    """One libVLC player fed with one camera's packets."""

    engine = "libVLC"

    def __init__(
        self, libvlc: tuple[Any, Any], track: Track, ring: FrameRing, shown: Shown
    ) -> None:
        """Start the player; pictures follow after the next keyframe."""
        self.ring = ring
        self._vlc, instance = libvlc
        self._source = (track.width or _DEFAULT_SIZE[0], track.height or _DEFAULT_SIZE[1])
        self._size = fit(*self._source, ring.width, ring.height)
        self._shown = shown
        self._motion = Motion()
        self._started = time.monotonic()
        self._first_at: float | None = None
        self._packets = self._counted = 0
        self._last_dts = -1
        self._pipe = TransportPipe()
        self._muxer = av.open(self._pipe, "w", format="mpegts", options={"flush_packets": "1"})
        self._track = self._muxer.add_stream_from_template(track.template, opaque=True)
        # Until the first picture is there the ring belongs to PyAV.
        self._pixels = self._apart = np.empty((self._size[1], self._size[0], 4), np.uint8)
        self._callbacks = self._make_callbacks()
        self._player = self._play(instance)

    @property
    def has_picture(self) -> bool:
        """Whether the first picture is in place."""
        return self._first_at is not None

    @property
    def has_failed(self) -> bool:
        """Whether libVLC gave up, or did not come to a first picture in time."""
        if self.has_picture:
            ended = (self._vlc.State.Ended, self._vlc.State.Error)
            return self._player.get_state() in ended
        return time.monotonic() - self._started > START_PATIENCE_S

    def put(self, packet: "av.Packet[av.VideoStream]") -> None:
        """Hand a packet over (copied: muxing changes it)."""
        copy = av.Packet(bytes(packet))
        copy.time_base = packet.time_base
        moment = packet.dts if packet.dts is not None else packet.pts
        dts = max(self._last_dts + 1, moment if moment is not None else 0)
        copy.dts = self._last_dts = dts
        copy.pts = max(dts, packet.pts) if packet.pts is not None else dts
        copy.is_keyframe = packet.is_keyframe
        copy.stream = self._track
        self._packets += 1
        self._muxer.mux(copy)

    def close(self) -> None:
        """Stop in the order libVLC needs: end of input, stop, release; then give memory back."""
        self._pipe.end()
        self._player.stop()
        self._player.release()
        self._media.release()
        self._muxer.close()
        self._callbacks = ()
        self._pixels = _NO_PIXELS
        give_back()

    def _play(self, instance: Any) -> Any:  # noqa: ANN401 - python-vlc has no types
        read, lock, display = self._callbacks
        self._media = instance.media_new_callbacks(None, read, None, None, None)
        self._media.add_option(":prefetch-buffer-size=256")
        player = instance.media_player_new()
        player.set_media(self._media)
        width, height = self._size
        player.video_set_format("RV32", width, height, width * 4)
        player.video_set_callbacks(lock, None, display, None)
        player.play()
        return player

    def _make_callbacks(self) -> tuple[Any, ...]:
        # libVLC keeps bare pointers: the objects must live until after release.
        kinds = self._vlc.CallbackDecorators
        return (
            kinds.MediaReadCb(self._on_read),
            kinds.VideoLockCb(self._on_lock),
            kinds.VideoDisplayCb(self._on_display),
        )

    def _on_read(self, _opaque: object, buffer: "ctypes.Array[ctypes.c_char]", limit: int) -> int:
        chunk = self._pipe.read(limit)
        ctypes.memmove(buffer, chunk, len(chunk))
        return len(chunk)

    def _on_lock(self, _opaque: object, planes: "ctypes.Array[ctypes.c_void_p]") -> None:
        self._pixels = self.ring.next_slot(*self._size) if self.has_picture else self._apart
        planes[0] = self._pixels.ctypes.data

    def _drawn(self) -> Pixels:
        return self._pixels

    def _on_display(self, _opaque: object, _picture: object) -> None:
        if self._counted == self._packets:
            return
        self._counted = self._packets
        if self._first_at is None:
            self._first_at = time.monotonic()
            return
        moved = self._motion.differs(self._drawn, time.monotonic())
        self.ring.publish()
        self._shown(moved, *self._source)
