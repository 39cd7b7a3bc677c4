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


def first_free(spots: Boxes, taken: Boxes, size: tuple[float, float]) -> Rows:
    """For each thing the number of its first free spot, -1 where it has none.

    `spots` has the shape (things, spots, 4). A spot is free when it lies in the frame of `size`,
    touches nothing of `taken` and no spot that an earlier thing has got.
    """
    each, flat = spots.shape[1], spots.reshape(-1, 4)
    left, top, right, bottom = flat.T
    free = np.flatnonzero((left >= 0.0) & (top >= 0.0) & (right <= size[0]) & (bottom <= size[1]))
    high = taken[:, 3] - taken[:, 1] > _HIGH_PX
    for boxes, meets in ((taken[high], _touching), (taken[~high], _at_one_height)):
        is_free = np.ones(len(free), dtype=bool)
        is_free[meets(flat[free], boxes)[0]] = False
        free = free[is_free]
    return _in_turn(free, each, len(spots), *_at_one_height(flat[free], flat[free]))


def _in_turn(free: Rows, each: int, things: int, one: Rows, other: Rows) -> Rows:
    """Every thing takes its first spot that is still free, and with it those that meet it."""
    begins = np.searchsorted(one, np.arange(len(free) + 1)).tolist()
    met, is_gone, found, last = other.tolist(), [False] * len(free), [-1] * things, -1
    for place, spot in enumerate(free.tolist()):
        thing = spot // each
        if thing == last or is_gone[place]:
            continue
        found[thing], last = spot % each, thing
        for place_met in met[begins[place] : begins[place + 1]]:
            is_gone[place_met] = True
    return np.array(found, dtype=np.intp)


def _touching(boxes: Boxes, others: Boxes) -> tuple[Rows, Rows]:
    """Which boxes touch which of `others`, by boxes; sharing an edge is not touching."""
    one = np.repeat(np.arange(len(boxes)), len(others))
    return _kept(boxes, others, one, np.tile(np.arange(len(others)), len(boxes)))


def _at_one_height(boxes: Boxes, others: Boxes) -> tuple[Rows, Rows]:
    """The same for low ones: only those at the same height are compared."""
    order = np.argsort(others[:, 1])
    tops = others[order, 1]
    highest = (others[:, 3] - others[:, 1]).max(initial=0.0)
    first = np.searchsorted(tops, boxes[:, 1] - highest)
    count = np.searchsorted(tops, boxes[:, 3]) - first
    one = np.repeat(np.arange(len(boxes)), count)
    skip = first - np.cumsum(count) + count
    return _kept(boxes, others, one, order[np.arange(len(one)) + np.repeat(skip, count)])


def _kept(boxes: Boxes, others: Boxes, one: Rows, other: Rows) -> tuple[Rows, Rows]:
    left, top, right, bottom = (side.take(one) for side in boxes.T.copy())
    others_left, others_top, others_right, others_bottom = others.T.copy()
    touch = left < others_right.take(other)
    touch &= right > others_left.take(other)
    touch &= top < others_bottom.take(other)
    touch &= bottom > others_top.take(other)
    return one[touch], other[touch]
