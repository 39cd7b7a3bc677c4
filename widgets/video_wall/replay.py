"""One replay in a tile: the last minute of a camera, played, held, stepped and sought. GUI thread.

Draws nothing and opens no connection: the video back end plays its own ring of packets.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from console.ports.player import Frame, Playback, PlaybackState
from widgets.video_wall.pool import image_of

REPLAY_S = 60.0
RATES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
SEEK_S = 5.0


class Replay:
    """Steers one playback."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._frame: Frame | None = None
        self._image: QImage | None = None
        self.state: PlaybackState = playback.state()

    @property
    def image(self) -> QImage | None:
        """The newest picture of the playback."""
        return self._image

    def poll(self) -> bool:
        """Take state and frame; whether anything is new."""
        before, self.state = self.state, self._playback.state()
        frame = self._playback.newest()
        if frame is None or (self._frame is not None and frame.sequence == self._frame.sequence):
            return self.state != before
        self._image = self._frame = None
        self._frame, self._image = frame, image_of(frame)
        return True

    def resize(self, pixels: QSize) -> None:
        """Ask for another size, in device pixels."""
        self._playback.resize(pixels.width(), pixels.height())

    def turn(self) -> None:
        """Hold when it plays; go on when it is held; from the start when it has ended."""
        if self.state.state == "ended" and self.state.first is not None:
            self._playback.seek(self.state.first)
            self._playback.pause(paused=False)
        else:
            self._playback.pause(self.state.state == "playing")

    def step(self, frames: int) -> None:
        """Hold, and go on by single pictures."""
        self._playback.step(frames)

    def faster(self, steps: int) -> None:
        """To the next rate of 0.25 to 8, up or down."""
        nearest = min(range(len(RATES)), key=lambda n: abs(RATES[n] - self.state.rate))
        self._playback.set_rate(RATES[min(max(nearest + steps, 0), len(RATES) - 1)])

    def skip(self, seconds: float) -> None:
        """Some seconds on, or back."""
        if self.state.at is not None:
            self._seek(self.state.at + timedelta(seconds=seconds))

    def seek_part(self, part: float) -> None:
        """To a part (0..1) of the recorded stretch."""
        first, last = self.state.first, self.state.last
        if first is not None and last is not None:
            self._seek(first + (last - first) * part)

    @property
    def part(self) -> float | None:
        """Where it stands in the stretch, 0..1; None when that is not known."""
        first, last, at = self.state.first, self.state.last, self.state.at
        if first is None or last is None or at is None or last <= first:
            return None
        return min(max((at - first) / (last - first), 0.0), 1.0)

    def behind_s(self, now: datetime) -> float | None:
        """How many seconds ago the shown picture arrived."""
        return None if self.state.at is None else max(0.0, (now - self.state.at).total_seconds())

    def close(self) -> None:
        """Stop it and let go of its memory."""
        self._image = self._frame = None
        self._playback.close()

    def _seek(self, at: datetime) -> None:
        first, last = self.state.first, self.state.last
        if first is not None and last is not None:
            at = min(max(at, first), last)
        self._playback.seek(at)
