"""Files that were ordered: clips and snapshots, each on a thread of its own in a video worker.

A job holds its stream for as long as it needs packets. It ends in bounded time, says once what
became of the file, and never leaves half a file under the name that was asked for.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import av
import av.error

from backends.video.clips import ClipError, write_clip
from backends.video.orders import Export, FileOrder, Snapshot, Stream, Word, Written
from backends.video.packet_ring import PacketRing, monotonic_of
from backends.video.source import Source
from backends.video.stills import write_still
from console.ports.player import FileState

MAX_WAIT_S = 300.0
_STILL_WAIT_S = 5.0
_SETTLE_S = 0.3
_LOOK_S = 0.05


class Jobs:
    """The jobs of one worker."""

    def __init__(self, source_of: Callable[[Stream], Source], say: Callable[[Word], None]) -> None:
        """`source_of` opens a stream that is not open yet; used on the worker's own thread."""
        self._source_of = source_of
        self._say = say
        self._stopping = threading.Event()

    def start(self, order: FileOrder) -> None:
        """Begin; the word about it comes by itself."""
        source = self._source_of(order.stream)
        holding = source.held()
        ring = holding.__enter__()

        def run() -> None:
            state = FileState("failed", order.path, "the video worker could not make the file")
            try:
                state = self._carry_out(order, ring, source)
            finally:
                holding.__exit__(None, None, None)
                with suppress(OSError, ValueError):
                    self._say(Written(order.id, state))

        threading.Thread(target=run, name=f"file {order.id}", daemon=True).start()

    def stop(self) -> None:
        """Give up what still waits."""
        self._stopping.set()

    def _carry_out(self, order: FileOrder, ring: PacketRing, source: Source) -> FileState:
        try:
            if isinstance(order, Export):
                return self._export(order, ring)
            return self._snapshot(order, ring, source)
        except ClipError as fault:
            return FileState("failed", order.path, str(fault))
        except (av.error.FFmpegError, OSError, ValueError) as fault:
            text = getattr(fault, "strerror", None) or type(fault).__name__
            return FileState("failed", order.path, f"'{order.path}' can not be written: {text}")

    def _export(self, order: Export, ring: PacketRing) -> FileState:
        if order.last - time.time() > MAX_WAIT_S:
            raise ClipError(f"the end lies more than {MAX_WAIT_S:.0f} s ahead")
        if order.last <= order.first:
            raise ClipError("the end of the clip lies before its beginning")
        first, last = monotonic_of(order.first), monotonic_of(order.last)
        with ring.pinned(first):
            self._wait(lambda: time.monotonic() > last + _SETTLE_S, MAX_WAIT_S + 1)
        stretch = ring.stretch(first, last)
        if stretch is None:
            raise ClipError("nothing was received in that time")
        return write_clip(stretch, order)

    def _snapshot(self, order: Snapshot, ring: PacketRing, source: Source) -> FileState:
        self._wait(lambda: ring.newest_group() is not None or source.has_failed, _STILL_WAIT_S)
        group = ring.newest_group()
        if group is None:
            raise ClipError(source.reason or "no picture came within 5 s")
        return write_still(group, order)

    def _wait(self, until: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            if self._stopping.wait(_LOOK_S):
                raise ClipError("the console was closed before the file was written")
