"""One simulated stream and those who watch it: encodes only while watched. On the server's loop."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from backends.simulated.clips import CLOCK_HZ, LiveClip, StreamShape, parameter_sets
from backends.simulated.rtsp_rtp import RtpSender, is_keyframe, payloads

_REPORT_EVERY_S = 2.0


class Wire(Protocol):
    """The way to one viewer."""

    def send(self, packets: list[bytes]) -> bool:
        """Send RTP; False when the viewer can not keep up and the picture was dropped."""
        ...

    def report(self, packet: bytes) -> None:
        """Send RTCP."""
        ...

    def cut(self) -> None:
        """Break the connection."""
        ...

    def close(self) -> None:
        """Free what the way holds of its own."""
        ...


@dataclass(slots=True)
class Viewer:
    """One session that plays; pictures are held back until its first keyframe."""

    wire: Wire
    rtp: RtpSender = field(
        default_factory=lambda: RtpSender(
            secrets.randbits(32), secrets.randbits(16), secrets.randbits(32)
        )
    )
    waiting: bool = True
    reported_at: float = 0.0


@dataclass(slots=True)
class CameraFaults:
    """What is wrong with a camera now, by order of the control port."""

    stalled: bool = False
    closed: bool = False
    frozen: bool = False

    @property
    def word(self) -> str:
        """One word for statistics."""
        if self.closed:
            return "closed"
        return "stalled" if self.stalled else "frozen" if self.frozen else "well"


class LiveStream:
    """The sub or main stream of one camera."""

    def __init__(self, camera: str, seed: int, shape: StreamShape, faults: CameraFaults) -> None:
        """Costs nothing until somebody asks for it."""
        self.camera = camera
        self.frames = 0
        self._seed = seed
        self._shape = shape
        self._faults = faults
        self._clip: LiveClip | None = None
        self._sets: tuple[bytes, bytes] | None = None
        self._viewers: list[Viewer] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def viewers(self) -> int:
        """How many sessions play it."""
        return len(self._viewers)

    def sets(self) -> tuple[bytes, bytes]:
        """SPS and PPS."""
        if self._sets is None:
            self._sets = parameter_sets(self.camera, self._seed, self._shape)
        return self._sets

    def join(self, viewer: Viewer) -> None:
        """Start playing to a viewer, with a keyframe at once."""
        self._viewers.append(viewer)
        if self._clip is not None:
            self._clip.restart()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._play())

    def leave(self, viewer: Viewer) -> None:
        """Stop playing to a viewer."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)

    def cut(self) -> None:
        """Break every viewer's connection."""
        for viewer in tuple(self._viewers):
            viewer.wire.cut()

    async def _play(self) -> None:
        loop = asyncio.get_running_loop()
        self._clip = LiveClip(self.camera, self._seed, self._shape)
        started = due = loop.time()
        while self._viewers:
            if not self._faults.stalled:
                self._show(self._clip, loop.time() - started)
            due += 1 / self._shape.fps
            if due < loop.time() - 1:
                due = loop.time()
            await asyncio.sleep(max(0.0, due - loop.time()))
        self._clip = None

    def _show(self, clip: LiveClip, elapsed_s: float) -> None:
        # The scene follows the wall clock, so that sub and main show the same moment.
        now = datetime.now().astimezone()
        units = clip.picture(now.timestamp() % 86_400, now, frozen=self._faults.frozen)
        pieces, key = payloads(units), is_keyframe(units)
        self.frames += 1
        for viewer in self._viewers:
            self._send(viewer, pieces, key=key, ticks=int(elapsed_s * CLOCK_HZ))

    def _send(self, viewer: Viewer, pieces: list[bytes], *, key: bool, ticks: int) -> None:
        if viewer.waiting and not key:
            return
        viewer.waiting = not viewer.wire.send(viewer.rtp.packets_of(pieces, ticks))
        now = time.time()
        if now - viewer.reported_at >= _REPORT_EVERY_S:
            viewer.reported_at = now
            viewer.wire.report(viewer.rtp.report(now, ticks))
