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

_NEAR = 50


class FilmError(Exception):
    """The recording can not be played; the text is one sentence for the operator."""


class Film:
    """One recording: `times` are seconds from its first picture, one for each picture."""

    def __init__(self, recording: "Path | bytes") -> None:
        """Read the index. Raises `FilmError`."""
        file = io.BytesIO(recording) if isinstance(recording, bytes) else str(recording)
        try:
            self._container = av.open(file, "r")
            self._stream = self._container.streams.video[0]
            if self._stream.codec_context is None:
                raise FilmError("the recording is of an unknown kind")
            self._stream.codec_context.thread_count = 1
            self._pts = sorted(
                {p.pts for p in self._container.demux(self._stream) if p.pts is not None}
            )
        except (av.error.FFmpegError, OSError, IndexError, ValueError) as fault:
            raise FilmError("the recording can not be read") from fault
        if not self._pts:
            raise FilmError("the recording holds no picture")
        base = float(self._stream.time_base or 0)
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
        for frame in self._frames:
            if frame.pts is None:
                continue
            self._at = bisect_left(self._pts, frame.pts)
            if self._at >= number:
                return frame
        return None

    def close(self) -> None:
        """Close the recording."""
        self._container.close()

    def _search(self, number: int) -> None:
        self._container.seek(self._pts[number], stream=self._stream)
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
