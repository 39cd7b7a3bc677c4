"""One live picture as the console holds it: reads what a worker writes. Caller's (GUI) thread."""

import math
import time
from collections.abc import Callable

from backends.video.memory import Frames, Graveyard
from backends.video.orders import Attend, Order, Resize, Shut
from backends.video.segments import Status, StatusBlock
from console.ports.player import Attention, Frame, PictureState

_SILENT_S = 1.5


class LivePicture:
    """One view of one stream."""

    def __init__(
        self,
        picture_id: int,
        frames: Frames,
        status: StatusBlock,
        graves: Graveyard,
        tell: Callable[[Order], None],
    ) -> None:
        """Made by `LivePictures.open`."""
        self._id = picture_id
        self._frames = frames
        self._block = status
        self._graves = graves
        self._frame: Frame | None = None
        self._last = Status(phase="starting")
        self._tell = tell
        self._attention: Attention | None = None
        self._closed = False
        self._opened_at = time.monotonic()

    def newest(self) -> Frame | None:
        """The newest frame; its number only grows, across sizes too."""
        if self._closed:
            return None
        frame = self._frame
        if frame is not None and frame.sequence == self._frames.number():
            return frame
        newest = self._frames.newest()
        pixels = None if newest is None else newest[1].newest()
        if newest is None or pixels is None:
            return None
        self._frame = Frame(newest[0], pixels[1])
        return self._frame

    def state(self) -> PictureState:
        """The worker's word, or that the worker itself is gone."""
        if self._closed:
            return PictureState("idle")
        self._last = self._block.read() or self._last
        drawn_at = self._frames.published_at
        return judge(self._last, time.monotonic(), self._opened_at, drawn_at)

    def resize(self, width: int, height: int) -> None:
        """Ask for frames of another size; a system without room keeps the old one."""
        canvas = None if self._closed else self._frames.resize(width, height)
        if canvas is not None:
            self._tell(Resize(self._id, canvas))

    def attend(self, attention: Attention) -> None:
        """Say how much the operator needs this picture now."""
        if not self._closed and attention != self._attention:
            self._attention = attention
            self._tell(Attend(self._id, attention))

    def close(self) -> None:
        """Stop. A frame still held keeps its memory until it is dropped."""
        if not self._closed:
            self._closed = True
            self._frame = None
            self._tell(Shut(self._id))
            self._frames.close()
            self._graves.bury(self._block.memory)


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

    def attend(self, attention: Attention) -> None:
        """Nothing to see."""

    def close(self) -> None:
        """Nothing to close."""


def judge(status: Status, now: float, opened_at: float, drawn_at: float = 0.0) -> PictureState:
    """What a worker's status is worth now; a status that is not renewed is a lost worker.

    `drawn_at` is when the newest frame was drawn (monotonic s): often later than the status.
    """
    state, reason = status.phase, status.reason
    is_newer = status.frames and drawn_at > status.frame_at
    frame_at = drawn_at if is_newer else status.frame_at
    heard_at = max(status.beat, opened_at)
    if status.beat == 0.0:
        state = "starting"
    if now - heard_at > _SILENT_S and (status.beat or now - opened_at > 4 * _SILENT_S):
        state, reason = "reconnecting", "the video worker is starting again"
    return PictureState(
        state=state,
        age_s=_since(frame_at, now),
        engine=status.engine,
        reason=reason,
        width=status.width,
        height=status.height,
        frames=status.frames,
        attempt=status.attempt,
        retry_in_s=None if math.isnan(status.retry_at) else max(0.0, status.retry_at - now),
        still_s=_since(status.moved_at, now),
        offset_s=_known(status.offset_s),
        delay_s=_known(status.delay_s),
        fps=status.fps,
        codec=status.codec,
        decoder=status.decoder,
        shed=status.shed,
        damaged=status.damaged,
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _since(at: float, now: float) -> float | None:
    return None if math.isnan(at) else max(0.0, now - at)
