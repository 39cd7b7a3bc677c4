"""The video back end as the console sees it: `console.ports.player` over worker processes.

Called from the GUI thread; nothing here blocks but `close`. Frames are views into shared memory
that this side creates and removes.
"""

import math
import os
import time
from collections.abc import Callable
from pathlib import Path

from backends.video.addresses import fault_of_address
from backends.video.orders import Canvas, Open, Order, Resize, Shut
from backends.video.segments import SLOTS, FrameRing, Status, StatusBlock, release
from backends.video.supervisor import Supervisor
from console.domain.site import Camera
from console.ports.player import Frame, Picture, PictureState

MAX_WORKERS = 2
_SMALLEST = (64, 36)
_LARGEST = (1920, 1080)
_SILENT_S = 1.5
_SPARE_BYTES = 4_000_000


class LivePictures:
    """Every live picture of one console."""

    def __init__(
        self, workers: int | None = None, *, transport: str = "tcp", libvlc: bool = True
    ) -> None:
        """Start the workers: at most two for sub streams, one for the spot picture."""
        count = workers if workers is not None else min(os.cpu_count() or 1, MAX_WORKERS)
        self._transport = transport
        self._libvlc = libvlc
        self._loads = [0] * max(1, count)
        self._supervisor = Supervisor(len(self._loads), libvlc=libvlc)
        self._open: dict[int, LivePicture] = {}
        self._graves: list[FrameRing | StatusBlock] = []
        self._next_id = 1

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> Picture:
        """Start showing a camera; a camera without a usable stream gets a failed picture."""
        url = (
            "" if camera.streams is None else _stream(camera.streams.main, camera.streams.sub, main)
        )
        fault = fault_of_address(url)
        if fault:
            return AbsentPicture(fault)
        self._dig()
        try:
            ring, status = _create(width, height), StatusBlock.create()
        except OSError:
            return AbsentPicture("no shared memory left for another picture")
        picture_id, self._next_id = self._next_id, self._next_id + 1
        index = len(self._loads) if main else self._lightest()
        picture = LivePicture(ring, status, lambda order: self._tell(index, order), picture_id)
        self._open[picture_id] = picture
        canvas = Canvas(ring.memory.name, ring.width, ring.height)
        libvlc = main and self._libvlc
        order = Open(picture_id, url, self._transport, libvlc, canvas, status.memory.name)
        self._tell(index, order)
        return picture

    @property
    def missing(self) -> str:
        """One sentence about libVLC, empty when it works or is still being looked for."""
        return self._supervisor.libvlc_fault

    @property
    def worker_pids(self) -> list[int]:
        """The worker processes, for supervision from outside."""
        return self._supervisor.pids

    def close(self) -> None:
        """Stop every worker and free the memory, within 3 s."""
        for picture in tuple(self._open.values()):
            picture.close()
        self._supervisor.close()
        self._dig()

    def _lightest(self) -> int:
        index = self._loads.index(min(self._loads))
        self._loads[index] += 1
        return index

    def _tell(self, index: int, order: Order) -> None:
        if isinstance(order, Shut):
            picture = self._open.pop(order.id)
            self._graves += picture.take_memory()
            if index < len(self._loads):
                self._loads[index] -= 1
        self._supervisor.post(index, order)
        self._dig()

    def _dig(self) -> None:
        self._graves = [one for one in self._graves if not release(one.memory)]


class LivePicture:
    """One picture: reads what a worker writes."""

    def __init__(
        self,
        ring: FrameRing,
        status: StatusBlock,
        tell: Callable[[Order], None],
        picture_id: int,
    ) -> None:
        """Made by `LivePictures.open`."""
        self._ring = ring
        self._next_ring: FrameRing | None = None
        self._old: list[FrameRing] = []
        self._block = status
        self._last = Status(phase="starting")
        self._tell = tell
        self._id = picture_id
        self._closed = False
        self._opened_at = time.monotonic()
        self._base = 0

    def newest(self) -> Frame | None:
        """The newest frame; its number only grows, across sizes too."""
        if self._closed:
            return None
        if self._next_ring is not None and self._next_ring.sequence:
            self._adopt(self._next_ring)
        newest = self._ring.newest()
        return None if newest is None else Frame(self._base + newest[0], newest[1])

    def state(self) -> PictureState:
        """The worker's word, or that the worker itself is gone."""
        if self._closed:
            return PictureState("idle")
        self._last = self._block.read() or self._last
        return _judge(self._last, time.monotonic(), self._opened_at)

    def resize(self, width: int, height: int) -> None:
        """Ask for frames of another size; a system without room keeps the old one."""
        wanted = self._next_ring or self._ring
        if self._closed or _clamp(width, height) == (wanted.width, wanted.height):
            return
        try:
            ring = _create(width, height)
        except OSError:
            return
        if self._next_ring is not None:
            self._retire(self._next_ring)
        self._next_ring = ring
        canvas = Canvas(ring.memory.name, ring.width, ring.height)
        self._tell(Resize(self._id, canvas))

    def close(self) -> None:
        """Stop. A frame still held keeps its memory until it is dropped."""
        if not self._closed:
            self._closed = True
            self._tell(Shut(self._id))

    def take_memory(self) -> list[FrameRing | StatusBlock]:
        """Give up every segment, unlinked."""
        parts: list[FrameRing | StatusBlock] = [self._ring, self._block]
        if self._next_ring is not None:
            parts.append(self._next_ring)
        for part in parts:
            part.memory.unlink()
        return [*parts, *self._old]

    def _adopt(self, ring: FrameRing) -> None:
        self._base += self._ring.sequence
        self._retire(self._ring)
        self._ring, self._next_ring = ring, None

    def _retire(self, ring: FrameRing) -> None:
        ring.memory.unlink()
        self._old = [one for one in (*self._old, ring) if not release(one.memory)]


class AbsentPicture:
    """A picture that can not be: it says why."""

    def __init__(self, reason: str) -> None:
        """`reason` is one English sentence."""
        self._reason = reason

    def newest(self) -> Frame | None:
        """Never a frame."""
        return None

    def state(self) -> PictureState:
        """Failed, with the reason."""
        return PictureState("failed", reason=self._reason)

    def resize(self, width: int, height: int) -> None:
        """Nothing to resize."""

    def close(self) -> None:
        """Nothing to close."""


def _stream(main_url: str, sub_url: str, main: bool) -> str:
    return (main_url or sub_url) if main else (sub_url or main_url)


def _clamp(width: int, height: int) -> tuple[int, int]:
    return (
        min(max(width, _SMALLEST[0]), _LARGEST[0]),
        min(max(height, _SMALLEST[1]), _LARGEST[1]),
    )


def _create(width: int, height: int) -> FrameRing:
    width, height = _clamp(width, height)
    shared = Path("/dev/shm")  # noqa: S108 - asked for its free space only
    if shared.is_dir():
        room = os.statvfs(shared)
        # A segment beyond the file system's room kills the process that touches it.
        if room.f_bavail * room.f_frsize < SLOTS * width * height * 4 + _SPARE_BYTES:
            raise OSError("shared memory is full")
    return FrameRing.create(width, height)


def _judge(status: Status, now: float, opened_at: float) -> PictureState:
    age = None if math.isnan(status.frame_at) else max(0.0, now - status.frame_at)
    still = None if math.isnan(status.moved_at) else max(0.0, now - status.moved_at)
    retry = None if math.isnan(status.retry_at) else max(0.0, status.retry_at - now)
    state, reason = status.phase, status.reason
    heard_at = max(status.beat, opened_at)
    if status.beat == 0.0:
        state = "starting"
    if now - heard_at > _SILENT_S and (status.beat or now - opened_at > 4 * _SILENT_S):
        state, reason = "reconnecting", "the video worker is starting again"
    return PictureState(
        state, age, status.engine, reason, status.width, status.height, status.frames,
        status.attempt, retry, still,
    )  # fmt: skip
