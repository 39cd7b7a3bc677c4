"""Points that would cover each other, gathered in cells of the plane. Pure numpy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Rows = NDArray[np.intp]
_MOST_CELLS = 1 << 16  # more are sorted; of as many as a screen holds, counting costs a third


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Their middles (east, north), how many points each holds, and the cluster of each point."""

    at: Points
    count: Rows
    of: Rows


def clusters(points: Points, cell: float) -> Clusters:
    """Points by square cells of `cell` metres.

    Cells are counted from the origin of the plane and not from the view, so that panning never
    changes who stands together.
    """
    if not len(points):
        none = np.zeros(0, dtype=np.intp)
        return Clusters(np.zeros((0, 2)), none, none)
    of, count = _numbered(np.floor(points / cell).astype(np.int64))
    middles = np.column_stack([np.bincount(of, weights=points[:, axis]) for axis in (0, 1)])
    return Clusters(middles / count[:, None], count, of)


def _numbered(places: Rows) -> tuple[Rows, Rows]:
    """The number of each cell, from west to east and south to north, and how many share it."""
    places = places - places.min(axis=0)
    high = int(places[:, 1].max()) + 1
    wide = int(places[:, 0].max()) + 1
    key = places[:, 0] * high + places[:, 1]
    if wide * high > _MOST_CELLS:
        _, of, count = np.unique(key, return_inverse=True, return_counts=True)
        return of, count
    every = np.bincount(key)
    number = np.cumsum(every > 0) - 1
    return number[key], every[every > 0]
