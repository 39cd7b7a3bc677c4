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
_HIGH_PX = 64.0


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


def meeting(boxes: Boxes, others: Boxes) -> tuple[Rows, Rows]:
    """Which boxes touch which of `others`: the row numbers of both, by boxes.

    Only those at the same height are compared, so `others` should not hold very high ones.
    """
    order = np.argsort(others[:, 1])
    tops = others[order, 1]
    highest = (others[:, 3] - others[:, 1]).max(initial=0.0)
    first = np.searchsorted(tops, boxes[:, 1] - highest)
    count = np.searchsorted(tops, boxes[:, 3]) - first
    one = np.repeat(np.arange(len(boxes)), count)
    within = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
    other = order[np.repeat(first, count) + within]
    touch = boxes[one, 0] < others[other, 2]
    touch &= boxes[one, 2] > others[other, 0]
    touch &= boxes[one, 1] < others[other, 3]
    touch &= boxes[one, 3] > others[other, 1]
    return one[touch], other[touch]


def first_free(spots: Boxes, taken: Boxes, size: tuple[float, float]) -> Rows:
    """For each thing the number of its first free spot, -1 where it has none.

    `spots` has the shape (things, spots, 4). A spot is free when it lies in the frame of `size`,
    touches nothing of `taken` and no spot that an earlier thing has got.
    """
    each, flat = spots.shape[1], spots.reshape(-1, 4)
    inside = (flat[:, :2] >= 0.0).all(axis=1) & (flat[:, 2:] <= size).all(axis=1)
    free = np.flatnonzero(inside)
    high = taken[:, 3] - taken[:, 1] > _HIGH_PX
    free = free[~touching(flat[free], taken[high]).any(axis=1)]
    is_open = np.ones(len(free), dtype=bool)
    is_open[meeting(flat[free], taken[~high])[0]] = False
    free = free[is_open]
    one, other = meeting(flat[free], flat[free])
    begins = np.searchsorted(one, np.arange(len(free) + 1)).tolist()
    found = np.full(len(spots), -1, dtype=np.intp)
    is_open, last = is_open[is_open], -1
    for place, spot in enumerate(free.tolist()):
        thing = spot // each
        if thing != last and is_open[place]:
            found[thing], last = spot % each, thing
            is_open[other[begins[place] : begins[place + 1]]] = False
    return found
