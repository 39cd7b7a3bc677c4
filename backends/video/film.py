"""A recorded stretch as numbered pictures, decoded by PyAV. On a playback's thread.

Any picture can be asked for: the next one costs one decoding step, a far one a search from its key
picture on. So a step back is as exact as a step forward.
"""

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
from av.stream import Disposition

_NEAR = 50
_USUAL_PERIOD_S = 0.04


class FilmError(Exception):
    """The recording can not be played; the text is one sentence for the operator."""


class Film:
    """One recording: `times` are seconds from its first picture, one for each picture."""

    def __init__(self, recording: "Path | bytes") -> None:
        """Read the index. Raises `FilmError`."""
        self._recording = recording
        self._seeks, self._counts = True, False
        self._open()
        self._pts = self._index()
        base = self._period_s() if self._counts else float(self._stream.time_base or 0)
        self.times = [(one - self._pts[0]) * base for one in self._pts]
        self._at = -1
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._search(0)

    def number_at(self, seconds: float) -> int:
        """The picture shown at that time of the recording."""
        return max(0, bisect_right(self.times, seconds + 1e-4) - 1)

    def picture(self, number: int) -> av.VideoFrame | None:
        """Picture `number`, or None when neither it nor a later one can be decoded."""
        if not self._at < number <= self._at + _NEAR:
            self._search(number)
        found = self._next(number)
        if found is None and self._at < 0 and self._seeks:
            # A search that leads nowhere, as in a file that was never finished: go from the start.
            self._seeks = False
            self._search(number)
            found = self._next(number)
            self._seeks = found is None
        return found

    def close(self) -> None:
        """Close the recording."""
        self._container.close()

    def _open(self) -> None:
        whole = self._recording
        try:
            file = io.BytesIO(whole) if isinstance(whole, bytes) else str(whole)
            self._container = av.open(file, "r")
            streams = self._container.streams.video
        except (av.error.FFmpegError, OSError, ValueError) as fault:
            raise FilmError("the recording can not be read") from fault
        # A cover picture of a sound file is listed among the videos.
        films = [one for one in streams if not one.disposition & Disposition.attached_pic]
        if not films:
            raise FilmError("the recording holds no video")
        self._stream = films[0]
        if self._stream.codec_context is None:
            raise FilmError("the recording is of an unknown kind")
        self._stream.codec_context.thread_count = 1

    def _index(self) -> list[int]:
        try:
            packets = [(p.pts, p.size) for p in self._container.demux(self._stream)]
        except (av.error.FFmpegError, OSError, ValueError) as fault:
            raise FilmError("the recording can not be read") from fault
        stamps = sorted({pts for pts, _size in packets if pts is not None})
        if not stamps:
            # Pictures without times, as in a bare H.264 stream: they are counted as they come.
            self._counts, self._seeks = True, False
            stamps = list(range(sum(size > 0 for _pts, size in packets)))
        if not stamps:
            raise FilmError("the recording holds no picture")
        return stamps

    def _period_s(self) -> float:
        rate = self._stream.average_rate or self._stream.guessed_rate
        return 1 / float(rate) if rate else _USUAL_PERIOD_S

    def _next(self, number: int) -> av.VideoFrame | None:
        for frame in self._frames:
            if self._counts:
                self._at += 1
            elif frame.pts is None:
                continue
            else:
                self._at = bisect_left(self._pts, frame.pts)
            if self._at >= number:
                return frame
        return None

    def _search(self, number: int) -> None:
        if self._seeks:
            self._container.seek(self._pts[number], stream=self._stream)
        else:
            self._container.close()
            self._open()
        self._at = -1
        self._frames = self._decode()

    def _decode(self) -> Iterator[av.VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, av.error.FFmpegError):
                return
            try:
                yield from self._stream.codec_context.decode(packet if packet.size else None)
            except av.error.EOFError:
                return
            except av.error.FFmpegError:
                continue
