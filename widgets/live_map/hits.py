"""What lies under the pointer: alerts before units before facilities before cameras. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.domain.site import Camera, Facility
from widgets.live_map.alerts import Group
from widgets.live_map.board import Board
from widgets.live_map.ground_signs import SIGNS
from widgets.live_map.layers import AT_FIRST, Layer, layer_of
from widgets.live_map.scene import Scene
from widgets.live_map.signs import facility_size
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


class Pointer:
    """Answers what lies at a pixel of a view."""

    def __init__(self, scene: Scene, board: Board) -> None:
        self._scene = scene
        self._board = board

    def alert(self, groups: Sequence[Group], x: float, y: float) -> int | None:
        """The number of the alert at a pixel among the groups that are shown."""
        return alert_at(groups, x, y, self._board.chosen_alert)

    def unit(self, view: View, x: float, y: float) -> int | None:
        """The row of the unit at a pixel."""
        return nearest(self._board.units.at, view, x, y, UNIT_PX)

    def camera(self, view: View, x: float, y: float) -> Camera | None:
        """The camera at a pixel; where cameras are dots, the pointer must be close."""
        reach = FIXED_PX if view.scale >= SIGNS else 5.0
        row = nearest(self._scene.cameras.at, view, x, y, reach)
        return self._scene.cameras.all[row] if row is not None else None

    def facility(
        self, view: View, x: float, y: float, shown: frozenset[Layer] = AT_FIRST
    ) -> Facility | None:
        """The facility at a pixel, when its sign is shown at this scale and in these layers."""
        best: tuple[float, int] | None = None
        for kind, rows in self._scene.facility_rows.items():
            if layer_of(kind) not in shown or not facility_size(kind, view.scale):
                continue
            found = nearest(self._scene.facility_at[rows], view, x, y, FIXED_PX)
            if found is not None:
                at = view.point(*self._scene.facility_at[rows[found]].tolist())
                off = abs(at[0] - x) + abs(at[1] - y)
                if best is None or off < best[0]:
                    best = (off, int(rows[found]))
        return self._scene.facilities[best[1]] if best is not None else None
