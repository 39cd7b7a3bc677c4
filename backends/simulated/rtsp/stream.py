"""One simulated stream and those who watch it: runs only while watched. On the server's loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from backends.simulated.cameras.clips import (
    CLOCK_HZ,
    CodedPicture,
    LiveClip,
    StreamShape,
    Subject,
    parameter_sets,
    shapes_of,
    without_sets,
)
from backends.simulated.cameras.clips_looped import ClipShelf, LoopedClip
from backends.simulated.cameras.faults import CameraFaults
from backends.simulated.cameras.sent import SentTimes
from backends.simulated.rtsp.sdp import Description
from backends.simulated.rtsp.viewers import Viewer
from console.domain.wall_clock import in_district

_RESOLUTIONS = shapes_of(live=False)


class PictureSource(Protocol):
    """Where a stream takes its pictures from."""

    shape: StreamShape

    def picture(self, seconds: float, now: datetime, *, frozen: bool) -> CodedPicture:
        """The next picture in the order of decoding."""
        ...

    def restart(self) -> None:
        """Let the next picture be a keyframe."""
        ...


Opened = Callable[[Subject, StreamShape, bool], Awaitable[PictureSource]]


async def open_live(subject: Subject, shape: StreamShape, frozen: bool) -> PictureSource:  # noqa: ARG001
    """A stream drawn and encoded now; being frozen is up to each picture."""
    return LiveClip(subject, shape)


def open_looped(shelf: ClipShelf) -> Opened:
    """Streams that are clips of a shelf; a missing one is made in a worker thread."""

    async def opened(subject: Subject, shape: StreamShape, frozen: bool) -> PictureSource:
        pictures = shelf.ready(subject, shape, frozen=frozen)
        if pictures is None:
            pictures = await asyncio.to_thread(shelf.clip, subject, shape, frozen=frozen)
        return LoopedClip(shape, pictures)

    return opened


class CameraStream:
    """The sub, main or another stream of one camera."""

    def __init__(
        self,
        subject: Subject,
        shape: StreamShape,
        faults: CameraFaults,
        opened: Opened,
        sent: SentTimes | None = None,
    ) -> None:
        """Costs nothing until somebody asks for it."""
        self.subject = subject
        self.frames = 0
        self._shape = shape
        self._faults = faults
        self._opened = opened
        self._sent = sent
        self._source: PictureSource | None = None
        self._frozen = False
        self._told: dict[StreamShape, Description] = {}
        self._viewers: list[Viewer] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def viewers(self) -> int:
        """How many sessions play it."""
        return len(self._viewers)

    @property
    def shape(self) -> StreamShape:
        """What it sends now: its own shape, or the one that a fault changed it to."""
        shape = self._shape
        if self._faults.resolution:
            other = _RESOLUTIONS[self._faults.resolution]
            shape = replace(shape, width=other.width, height=other.height, scale=other.scale)
        return replace(shape, codec=self._faults.codec) if self._faults.codec else shape

    async def described(self) -> Description:
        """Codec and parameter sets, learned from one picture."""
        shape = self.shape
        if shape not in self._told:
            source = await self._opened(self.subject, shape, False)
            picture = source.picture(0.0, in_district(datetime.now(UTC)), frozen=False)
            sets = parameter_sets(picture)
            self._told[shape] = Description(self.subject.camera, shape.codec, sets)
        return self._told[shape]

    def join(self, viewer: Viewer) -> None:
        """Start playing to a viewer, with a keyframe at once."""
        self._viewers.append(viewer)
        if self._source is not None:
            self._source.restart()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._play())

    def leave(self, viewer: Viewer) -> None:
        """Stop playing to a viewer."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)

    def cut(self) -> None:
        """Break every viewer's connection."""
        for viewer in tuple(self._viewers):
            viewer.cut()

    async def _play(self) -> None:
        loop = asyncio.get_running_loop()
        source = await self._current()
        started = due = loop.time()
        while self._viewers:
            if not self._faults.stalled:
                self._show(source, int((due - started) * CLOCK_HZ))
            due += (2 if self._faults.slow else 1) / source.shape.fps
            if due < loop.time() - 1:
                due = loop.time()
            await asyncio.sleep(max(0.0, due - loop.time()))
            source = await self._current()
        self._source = None

    async def _current(self) -> PictureSource:
        """The source that the faults call for, opened anew when they changed."""
        shape, frozen = self.shape, self._faults.frozen
        source = self._source
        looped = isinstance(source, LoopedClip)
        if source is None or source.shape != shape or (looped and self._frozen != frozen):
            source = await self._opened(self.subject, shape, frozen)
            self._source, self._frozen = source, frozen
        return source

    def _show(self, source: PictureSource, ticks: int) -> None:
        # The scene follows the wall clock, so that sub and main show the same moment.
        now = in_district(datetime.now(UTC))
        picture = source.picture(now.timestamp() % 86_400, now, frozen=self._faults.frozen)
        if self._faults.sets == "out-of-band":
            picture = without_sets(picture)
        self.frames += 1
        self._note(picture)
        shown_at = ticks + picture.delay * CLOCK_HZ // source.shape.fps
        for viewer in tuple(self._viewers):
            viewer.show(picture, shown_at, self._faults)

    def _note(self, picture: CodedPicture) -> None:
        number = self.subject.number
        if self._sent is not None and number is not None:
            self._sent.note(number, self.subject.main, picture.frame, time.monotonic())
