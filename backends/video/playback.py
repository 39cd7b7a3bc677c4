"""One playback as the console holds it: reads what a worker writes. Caller's (GUI) thread."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from backends.video.board import Board, Standing, clamp_rate
from backends.video.memory import Frames, Graveyard
from backends.video.orders import Order, Resize, Shut, Steer
from console.ports.player import Frame, PlaybackState

_SILENT_S = 5.0
_LOST = "the video worker ended, and with it the recording in its memory"


class LivePlayback:
    """A recorded stretch that a worker plays."""

    def __init__(
        self,
        playback_id: int,
        frames: Frames,
        board: Board,
        graves: Graveyard,
        tell: Callable[[Order], None],
    ) -> None:
        """Made by `LivePictures.replay`."""
        self._id = playback_id
        self._frames = frames
        self._board = board
        self._graves = graves
        self._tell = tell
        self._last = Standing()
        self._closed = False
        self._opened_at = time.monotonic()

    def newest(self) -> Frame | None:
        """The newest frame."""
        newest = None if self._closed else self._frames.newest()
        pixels = None if newest is None else newest[1].newest()
        return None if newest is None or pixels is None else Frame(newest[0], pixels[1])

    def state(self) -> PlaybackState:
        """Where it stands now."""
        if self._closed:
            return PlaybackState("ended")
        self._last = self._board.read() or self._last
        return judge(self._last, time.monotonic(), self._opened_at)

    def pause(self, paused: bool) -> None:
        """Hold or go on; going on after the end begins anew."""
        self._steer("pause" if paused else "resume")

    def seek(self, at: datetime) -> None:
        """Go to the frame of that moment."""
        self._steer("seek", at.timestamp())

    def step(self, frames: int) -> None:
        """Pause and go this many frames on, or back when negative."""
        self._steer("step", frames)

    def set_rate(self, rate: float) -> None:
        """0.25 to 8 times normal."""
        self._steer("rate", clamp_rate(rate))

    def resize(self, width: int, height: int) -> None:
        """Ask for frames of this size."""
        canvas = None if self._closed else self._frames.resize(width, height)
        if canvas is not None:
            self._tell(Resize(self._id, canvas))

    def close(self) -> None:
        """Stop."""
        if not self._closed:
            self._closed = True
            self._tell(Shut(self._id))
            self._frames.close()
            self._graves.bury(self._board.memory)

    def _steer(self, act: str, value: float = 0.0) -> None:
        if not self._closed:
            self._tell(Steer(self._id, act, value))


class AbsentPlayback:
    """A playback that can not be: it says why."""

    def __init__(self, reason: str) -> None:
        """`reason` is one English sentence."""
        self._reason = reason

    def newest(self) -> Frame | None:
        """Never a frame."""
        return None

    def state(self) -> PlaybackState:
        """Failed, with the reason."""
        return PlaybackState("failed", reason=self._reason)

    def pause(self, paused: bool) -> None:
        """Nothing to hold."""

    def seek(self, at: datetime) -> None:
        """Nowhere to go."""

    def step(self, frames: int) -> None:
        """Nowhere to go."""

    def set_rate(self, rate: float) -> None:
        """Nothing to play."""

    def resize(self, width: int, height: int) -> None:
        """Nothing to resize."""

    def close(self) -> None:
        """Nothing to close."""


def judge(standing: Standing, now: float, opened_at: float) -> PlaybackState:
    """What the board is worth now: a playback that falls silent has lost its worker."""
    if standing.state == "failed":
        return PlaybackState("failed", reason=standing.reason)
    if now - max(standing.beat, opened_at) > _SILENT_S:
        return PlaybackState("failed", reason=_LOST)
    at, first, last = (_moment(one) for one in (standing.at, standing.first, standing.last))
    return PlaybackState(standing.state, at, first, last, standing.rate)


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
