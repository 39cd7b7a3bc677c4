"""Where labels find room: in order, each at its first spot that nothing covers. Pure numpy.

Boxes are rows (left, top, right, bottom). Asking Qt box by box costs ten times as much, and labels
of units ask hundreds of times whenever they are placed anew.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Boxes = NDArray[np.float64]
Rows = NDArray[np.intp]


def edges_of(boxes: Iterable[QRectF]) -> Boxes:
    """Qt's boxes as rows."""
    rows = [(box.left(), box.top(), box.right(), box.bottom()) for box in boxes]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def around(middles: Boxes, half: float) -> Boxes:
    """Squares around points (x, y)."""
    return np.hstack((middles - half, middles + half))


def touching(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Which of `others` each box covers in part; sharing an edge is not touching."""
    left, top, right, bottom = (boxes[:, side, None] for side in range(4))
    found: NDArray[np.bool_] = left < others[:, 2]
    found &= right > others[:, 0]
    found &= top < others[:, 3]
    found &= bottom > others[:, 1]
    return found


def first_free(spots: Boxes, taken: Boxes, size: tuple[float, float]) -> Rows:
    """For each thing the number of its first free spot, -1 where it has none.

    `spots` has the shape (things, spots, 4). A spot is free when it lies in the frame of `size`,
    touches nothing of `taken` and no spot that an earlier thing has got.
    """
    each = spots.shape[1]
    flat = spots.reshape(-1, 4)
    inside = (flat[:, :2] >= 0.0).all(axis=1) & (flat[:, 2:] <= size).all(axis=1)
    free = np.flatnonzero(inside)
    free = free[~touching(flat[free], taken).any(axis=1)]
    meets = touching(flat[free], flat[free])
    is_open = np.ones(len(free), dtype=bool)
    found = np.full(len(spots), -1, dtype=np.intp)
    got: set[int] = set()
    for place, (thing, spot) in enumerate(
        zip(*(x.tolist() for x in divmod(free, each)), strict=True)
    ):
        if thing not in got and is_open[place]:
            got.add(thing)
            found[thing] = spot
            is_open &= ~meets[place]
    return found
