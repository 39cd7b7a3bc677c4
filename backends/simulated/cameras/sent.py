"""When each stamped frame left its camera: a table in a file that others map while it is written.

Row (camera number, stream, frame modulo 1024) holds the frame and `time.monotonic()` seconds of
this machine (one clock for all processes on Linux, macOS and Windows). One writer, any readers.
"""

import mmap
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

SLOTS = 1_024


class SentTimes:
    """The table; `sent_at` is None for a frame that was not sent lately."""

    def __init__(self, path: Path, *, cameras: int = 0) -> None:
        """Map the table at `path`; with `cameras`, make it for numbers below that first."""
        self.path = path
        if cameras:
            with path.open("wb") as made:
                made.truncate(cameras * 2 * SLOTS * 16)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)
        rows: npt.NDArray[np.float64] = np.frombuffer(self._map, dtype=np.float64)
        self._rows: npt.NDArray[np.float64] | None = rows.reshape(-1, 2, SLOTS, 2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_ended: object) -> None:
        self.close()

    def note(self, camera: int, main: bool, frame: int, at: float) -> None:
        """Frame `frame` leaves at `at`. Numbers beyond the table are not kept."""
        if self._rows is not None and camera < len(self._rows):
            # The frame is written last: a reader that sees it sees its time.
            row = self._rows[camera, int(main), frame % SLOTS]
            row[1] = at
            row[0] = frame

    def sent_at(self, camera: int, frame: int, *, main: bool = False) -> float | None:
        """The monotonic second at which a stamped frame was last sent, None when it was not."""
        if self._rows is None or camera >= len(self._rows):
            return None
        stored, at = self._rows[camera, int(main), frame % SLOTS]
        return float(at) if stored == frame and at > 0 else None

    def close(self) -> None:
        """Let go of the file; more calls are harmless."""
        self._rows = None
        self._map.close()
