"""The frame stamp read back from painted pixels: whose picture this is, and which one."""

import numpy as np
import numpy.typing as npt

from backends.simulated.cameras.stamp import (
    CAMERA_BITS,
    CELLS,
    CELLS_ACROSS,
    CELLS_DOWN,
    CHECK_BITS,
    FRAME_BITS,
    MARK,
    Stamp,
    check_of,
)

_LEAST_CONTRAST = 40.0


def read_stamp(pixels: npt.NDArray[np.uint8]) -> Stamp | None:
    """The stamp of a whole picture (BGRA, BGR or grey, any size), None when none can be read.

    The pixels must be the picture alone, without the tile's borders. Needs about 160 x 90 pixels.
    """
    levels = _levels(pixels)
    marks = levels[: len(MARK)]
    light, dark = marks[0::2].mean(), marks[1::2].mean()
    if light - dark < _LEAST_CONTRAST or marks[0::2].min() <= marks[1::2].max():
        return None
    value = 0
    for level in levels[len(MARK) :]:
        value = value << 1 | int(level > (light + dark) / 2)
    number, check = value >> CHECK_BITS, value & ((1 << CHECK_BITS) - 1)
    if check != check_of(number):
        return None
    camera, frame = number >> (FRAME_BITS + 1), number & ((1 << FRAME_BITS) - 1)
    return Stamp(camera & ((1 << CAMERA_BITS) - 1), frame, bool(number >> FRAME_BITS & 1))


def _levels(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """The brightness of each cell, from the middle of its area."""
    height, width = pixels.shape[:2]
    cell_wide, cell_high = width / CELLS_ACROSS, height / CELLS_DOWN
    top, bottom = height - 0.75 * cell_high, height - 0.25 * cell_high
    rows = slice(int(top), max(int(top) + 1, int(np.ceil(bottom))))
    strip = pixels[rows].reshape(rows.stop - rows.start, width, -1)[:, :, :3]
    bright = strip.mean(axis=(0, 2))
    return np.array([_middle(bright, index * cell_wide, cell_wide) for index in range(CELLS)])


def _middle(bright: npt.NDArray[np.float64], left: float, wide: float) -> float:
    first = int(left + 0.25 * wide)
    last = max(first + 1, int(np.ceil(left + 0.75 * wide)))
    return float(bright[first:last].mean())
