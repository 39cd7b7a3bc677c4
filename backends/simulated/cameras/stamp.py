"""The frame stamp: camera, stream and frame number as light and dark cells below a picture.

48 cells of 8 x 8 pixels at 640 x 360 (in proportion at other sizes), from the left: four that mark
the strip (light, dark, light, dark), 12 bits camera, 1 bit stream (0 sub, 1 any other), 20 bits
frame, 11 check bits. Pure numpy; `tests/support/frame_stamp.py` reads it back.
"""

import binascii
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backends.simulated.cameras.sprites import Planes

CELLS_ACROSS = 80
CELLS_DOWN = 45
MARK = (1, 0, 1, 0)
CAMERA_BITS, FRAME_BITS, CHECK_BITS = 12, 20, 11
PAYLOAD_BITS = CAMERA_BITS + 1 + FRAME_BITS
CELLS = len(MARK) + PAYLOAD_BITS + CHECK_BITS
_LIGHT, _DARK = 190, 40


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose picture this is, and which: `frame` counts modulo the length of a looped clip."""

    camera: int
    frame: int
    main: bool = False

    @property
    def number(self) -> int:
        """The payload as one number."""
        camera = self.camera % (1 << CAMERA_BITS)
        return ((camera << 1 | self.main) << FRAME_BITS) | self.frame % (1 << FRAME_BITS)


def check_of(number: int) -> int:
    """The check bits of a payload."""
    return binascii.crc_hqx(number.to_bytes(5, "big"), 0xFFFF) & ((1 << CHECK_BITS) - 1)


def cells_of(stamp: Stamp) -> npt.NDArray[np.bool_]:
    """The cells from left to right; true is light."""
    value = (stamp.number << CHECK_BITS) | check_of(stamp.number)
    bits = PAYLOAD_BITS + CHECK_BITS
    coded = [bool(value >> (bits - 1 - index) & 1) for index in range(bits)]
    return np.array([*map(bool, MARK), *coded])


def paint_stamp(planes: Planes, stamp: Stamp) -> None:
    """Burn a stamp into the foot of a 4:2:0 picture of 80 x 45 whole cells."""
    height, width = planes[0].shape
    cell, top = width // CELLS_ACROSS, height - height // CELLS_DOWN
    row = np.where(cells_of(stamp), np.uint8(_LIGHT), np.uint8(_DARK)).repeat(cell)
    planes[0][top:, : row.size] = row
    for chroma in planes[1:]:
        chroma[top // 2 :, : row.size // 2] = 128
