"""Plays a recording into a frame ring: one thread, steered from the worker's thread.

The picture due now is drawn; pictures that are already over are decoded and left out.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backends.video.board import Board, Standing, clamp_rate
from backends.video.decode_sink import Painter
from backends.video.film import Film, FilmError
from backends.video.segments import FrameRing, release

_IDLE_S = 0.5


@dataclass(frozen=True, slots=True)
class Recording:
    """What to play: MP4 bytes or a file, and the wall-clock time of its first picture.

    `ends_then` when that time is the time of its last picture instead.
    """

    content: "Path | bytes"
    first: float
    ends_then: bool = False


class FilmPlayer:
    """One playback, drawn by PyAV."""

    def __init__(
        self, number: int, fetch: Callable[[], Recording], ring: FrameRing, board: Board
    ) -> None:
        """Start; `fetch` runs on the playback's thread and may raise `FilmError`."""
        self._fetch = fetch
        self._painter = Painter(ring)
        self._board = board
        self._acts: deque[tuple[str, float]] = deque()
        self._rings: deque[FrameRing] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._paused = False
        self._rate = 1.0
        self._number = 0
        self._drawn = -1
        self._has_drawn = False
        self._first = 0.0
        # The recording's time `_anchor[0]` is due at the monotonic time `_anchor[1]`.
        self._anchor = (0.0, 0.0)
        self._thread = threading.Thread(target=self._run, name=f"playback {number}", daemon=True)
        self._thread.start()

    def steer(self, act: str, value: float) -> None:
        """What the operator does, in order."""
        with self._changed:
            self._acts.append((act, value))
            self._changed.notify()

    def resize(self, ring: FrameRing) -> None:
        """Draw into this ring from now on."""
        with self._changed:
            self._rings.append(ring)
            self._changed.notify()

    def stop(self) -> None:
        """Begin to stop."""
        with self._changed:
            self._stopping = True
            self._changed.notify()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def join(self, timeout_s: float) -> None:
        """Wait for the thread."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            self._play()
        except FilmError as fault:
            self._fail(str(fault))
        except Exception:  # noqa: BLE001 - whatever a broken clip brings about, it is said
            self._fail("the recording can not be read")
        for ring in (self._painter.ring, *self._rings):
            release(ring.memory)
        release(self._board.memory)

    def _fail(self, reason: str) -> None:
        self._board.write(Standing("failed", reason=reason))
        with self._changed:
            self._changed.wait_for(lambda: self._stopping)

    def _play(self) -> None:
        recording = self._fetch()
        film = Film(recording.content)
        try:
            self._first = recording.first - (film.times[-1] if recording.ends_then else 0.0)
            self._anchor = (0.0, time.monotonic())
            while not self._stopping:
                self._turn(film)
        finally:
            film.close()

    def _turn(self, film: Film) -> None:
        self._obey(film)
        now = time.monotonic()
        if not self._paused:
            self._number = max(self._number, film.number_at(self._time(now)))
        if self._number != self._drawn:
            self._draw(film)
        self._say(film)
        with self._changed:
            if not (self._acts or self._rings or self._stopping):
                self._changed.wait(self._until_next(film))

    def _time(self, now: float) -> float:
        return self._anchor[0] + (now - self._anchor[1]) * self._rate

    def _until_next(self, film: Film) -> float:
        if self._paused or self._number + 1 >= len(film.times):
            return _IDLE_S
        ahead = film.times[self._number + 1] - self._time(time.monotonic())
        return min(_IDLE_S, max(0.0, ahead / self._rate))

    def _draw(self, film: Film) -> None:
        frame = film.picture(self._number)
        self._drawn = self._number
        if frame is not None:
            self._painter.draw(frame, time.monotonic())
            self._has_drawn = True
        elif not self._has_drawn and self._number == 0:
            raise FilmError("no picture of the recording can be decoded")

    def _say(self, film: Film) -> None:
        at_end = self._number + 1 >= len(film.times)
        state = "paused" if self._paused else "ended" if at_end else "playing"
        first, last = self._first, self._first + film.times[-1]
        at = self._first + film.times[self._number]
        self._board.write(Standing(state, at, first, last, self._rate, "", time.monotonic()))

    def _obey(self, film: Film) -> None:
        while self._rings:
            release(self._painter.ring.memory)
            self._painter.ring = self._rings.popleft()
            self._drawn = -1
        while self._acts:
            act, value = self._acts.popleft()
            self._act(film, act, value)

    def _act(self, film: Film, act: str, value: float) -> None:
        match act:
            case "pause":
                self._paused = True
            case "resume":
                again = self._number + 1 >= len(film.times)
                self._number = 0 if again else self._number
                self._paused = False
            case "seek":
                self._number = film.number_at(value - self._first)
            case "step":
                self._paused = True
                self._number = min(max(self._number + int(value), 0), len(film.times) - 1)
            case "rate":
                self._rate = clamp_rate(value)
        self._anchor = (film.times[self._number], time.monotonic())
