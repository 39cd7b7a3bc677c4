"""Points that would cover each other, gathered in cells of the plane. Pure numpy, any thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Rows = NDArray[np.intp]


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
    places = np.floor(points / cell).astype(np.int64) + (1 << 30)
    _, of, count = np.unique(
        (places[:, 0] << 31) | places[:, 1], return_inverse=True, return_counts=True
    )
    middles = np.column_stack([np.bincount(of, weights=points[:, axis]) for axis in (0, 1)])
    return Clusters(middles / count[:, None], count, of)
