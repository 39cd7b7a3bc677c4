"""Where incidents were: a smooth picture of density, in steps that can be told apart.

Pure numpy and one picture; made by the worker. One tone whose strength says how much: no hue has to
be told from another. It shows counts, not danger: where more is watched, more is seen.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from widgets.live_map.palette import tone
from widgets.live_map.view import Points

CELL_M = 25.0
SPREAD_M = 90.0
_MOST_CELLS = 600
_STEPS = ((0.12, 34), (0.3, 64), (0.55, 98), (0.8, 140))  # share of the densest spot -> alpha


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """A picture and the box (west, south, east, north, metres) it covers; how many it counts."""

    image: QImage
    box: tuple[float, float, float, float]
    count: int


def heat_of(points: Points) -> Heat | None:
    """The density of points (east, north); None where there are none."""
    if not len(points):
        return None
    low, high = np.percentile(points, 0.5, axis=0), np.percentile(points, 99.5, axis=0)
    edge = 4 * SPREAD_M
    west, south = (low - edge).tolist()
    wide, high_m = (high - low + 2 * edge).tolist()
    cell = max(CELL_M, wide / _MOST_CELLS, high_m / _MOST_CELLS)
    shape = (int(np.ceil(high_m / cell)), int(np.ceil(wide / cell)))
    box = (west, south, west + shape[1] * cell, south + shape[0] * cell)
    counted, _, _ = np.histogram2d(
        points[:, 1], points[:, 0], bins=shape, range=((south, box[3]), (west, box[2]))
    )
    return Heat(_picture(_smooth(counted, SPREAD_M / cell)), box, len(points))


def _smooth(counted: Points, sigma: float) -> Points:
    reach = max(1, int(np.ceil(3 * sigma)))
    steps = np.arange(-reach, reach + 1)
    kernel = np.exp(-(steps**2) / (2 * sigma**2))
    kernel /= kernel.sum()
    for axis in (0, 1):
        counted = np.apply_along_axis(np.convolve, axis, counted, kernel, mode="same")
    return counted


def _picture(density: Points) -> QImage:
    top = density.max()
    alpha = np.zeros(density.shape, dtype=np.uint8)
    for share, strength in _STEPS:
        alpha[density >= share * top] = strength
    ink = tone("heat")
    argb = np.zeros((*density.shape, 4), dtype=np.uint8)
    for channel, value in enumerate((ink.blue(), ink.green(), ink.red())):
        argb[..., channel] = value * (alpha / 255.0)
    argb[..., 3] = alpha
    north_up = np.ascontiguousarray(argb[::-1])
    high, wide = density.shape
    return QImage(
        north_up.tobytes(), wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied
    ).copy()
