"""What lies under the pointer: alerts before units before facilities before cameras. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from widgets.live_map.alerts import Group
from widgets.live_map.view import View

ALERT_PX, UNIT_PX, FIXED_PX = 22.0, 13.0, 11.0


def nearest(at: NDArray[np.float64], view: View, x: float, y: float, reach_px: float) -> int | None:
    """The row of `at` (east, north) nearest to a pixel and within `reach_px`, else None."""
    if not len(at):
        return None
    east, north = view.metres(x, y)
    square = (at[:, 0] - east) ** 2 + (at[:, 1] - north) ** 2
    row = int(np.argmin(square))
    return row if square[row] <= (reach_px / view.scale) ** 2 else None


def alert_at(groups: Sequence[Group], x: float, y: float, chosen: int | None) -> int | None:
    """The alert at a pixel; pressing a group again goes to its next alert."""
    for group in reversed(groups):
        if (group.x - x) ** 2 + (group.y - y) ** 2 <= ALERT_PX**2:
            numbers = sorted(mark.alert.number for mark in group.marks)
            if chosen in numbers:
                return numbers[(numbers.index(chosen) + 1) % len(numbers)]
            return group.top.alert.number
    return None
