"""Tells a moving picture from a frozen one. Pure numpy; one instance a picture, one thread."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

LOOK_EVERY_S = 0.2
_STEP = 4
_CLEAR = 24
_MEMORY = 1 / 8
_RESTLESS = 0.5


class Motion:
    """A picture lives when something changed clearly, or when most pictures change a little.

    The second rule lets sensor noise speak for a camera that looks at an empty street; the faint
    pulse of a keyframe repeating the same picture every few seconds is not enough. Looks five times
    a second: between two looks the last answer holds. Of a picture that is known to live one row
    is enough, as long as it goes on changing.
    """

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._last: npt.NDArray[np.uint8] | None = None
        self._row = b""
        self._restless = 0.0
        self.looked_at = float("-inf")
        self.answer = True

    def differs(self, pixels: Callable[[], npt.NDArray[np.uint8]], now: float) -> bool:
        """Whether a BGRA picture shows life, compared with the one looked at before.

        `pixels()` hands it out; asked for only when it is looked at.
        """
        if now - self.looked_at >= LOOK_EVERY_S:
            self.looked_at = now
            self.answer = self._look(pixels())
        return self.answer

    def _look(self, pixels: npt.NDArray[np.uint8]) -> bool:
        row, before = pixels[len(pixels) // 2].tobytes(), self._row
        self._row = row
        if self._restless > _RESTLESS and len(row) == len(before) and row != before:
            self._restless += (1.0 - self._restless) * _MEMORY
            return True
        sample = pixels[::_STEP, ::_STEP, 1].copy()
        last, self._last = self._last, sample
        if last is None:
            return True
        if last.shape != sample.shape:
            return self._restless > _RESTLESS
        apart = np.maximum(sample, last) - np.minimum(sample, last)
        difference = int(apart.max(initial=0))
        self._restless += ((difference > 0) - self._restless) * _MEMORY
        return difference > _CLEAR or self._restless > _RESTLESS
