"""Alerts that lie under an open card or list, once more at its edge. Pure; GUI thread.

What is read or typed in hides the map below it, but never an alert: its mark stands beside the box,
as near to its place as there is room, and a press there is a press on the alert. Where a crowd has
no room the marks are joined into groups, none is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from widgets.live_map.alerts import Group
from widgets.live_map.view import View

Side = Literal["left", "right", "above", "below"]
_GAP_PX = 9.0  # room for the arrow
_TOWARDS: dict[Side, tuple[float, float]] = {
    "left": (1.0, 0.0), "right": (-1.0, 0.0), "above": (0.0, 1.0), "below": (0.0, -1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Repeated:
    """A group beside the box that covers it; `towards` is the step of one pixel into the box."""

    group: Group
    towards: QPointF


def repeated(
    groups: Sequence[Group], boxes: Iterable[QRectF], view: View, reach: float
) -> list[Repeated]:
    """A mark for each group whose middle a box covers, in the order given (most urgent last).

    `reach` is how far a mark stands out from its middle, logical pixels.
    """
    edges = _Edges(tuple(boxes), view, reach)
    if not edges.solid:
        return []
    covered = [(group, edges.over(group)) for group in groups if not group.top.is_quiet]
    edges.open = [group for group, box in covered if box is None]
    for group, box in reversed(covered):  # the most urgent chooses first
        if box is not None:
            edges.put(group, box)
    return edges.taken[::-1]


class _Edges:
    """The room around the boxes, as it fills with marks."""

    def __init__(self, solid: tuple[QRectF, ...], view: View, reach: float) -> None:
        self.solid, self._reach = solid, reach
        self._frame = QRectF(0, 0, view.width, view.height)
        self._room = self._frame.adjusted(reach, reach, -reach, -reach)
        self.open: list[Group] = []
        self.taken: list[Repeated] = []

    def over(self, group: Group) -> QRectF | None:
        """The box that covers a group."""
        middle = QPointF(group.x, group.y)
        boxes = (box for box in self.solid if box.contains(middle))
        return next(boxes, None) if self._frame.contains(middle) else None

    def put(self, group: Group, box: QRectF) -> None:
        """Beside the box; where all is taken, into the nearest mark, which is more urgent."""
        spots = _spots(box, QPointF(group.x, group.y), self._reach)
        usable = [spot for spot in spots if self._is_clear(spot[0])]
        found = next((spot for spot in usable if not self._meets(spot[0])), None)
        if found is None and self.taken:
            self._join(group)
            return
        at, side = found or (usable or spots)[0]
        x = _within(at.x(), self._room.left(), self._room.right())
        y = _within(at.y(), self._room.top(), self._room.bottom())
        across, down = _TOWARDS[side]
        self.taken.append(Repeated(replace(group, x=x, y=y), QPointF(across, down)))

    def _is_clear(self, at: QPointF) -> bool:
        reach = self._reach
        mark = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
        return self._room.contains(at) and not any(mark.intersects(box) for box in self.solid)

    def _meets(self, at: QPointF) -> bool:
        wide = 2 * self._reach
        marks = (*(each.group for each in self.taken), *self.open)
        return any(abs(at.x() - each.x) < wide and abs(at.y() - each.y) < wide for each in marks)

    def _join(self, group: Group) -> None:
        far = [hypot(each.group.x - group.x, each.group.y - group.y) for each in self.taken]
        at = far.index(min(far))
        held = self.taken[at].group
        both = replace(
            held,
            count=held.count + group.count,
            is_unacknowledged=held.is_unacknowledged or group.is_unacknowledged,
            asks=held.asks or group.asks,
            rows=np.concatenate((held.rows, group.rows)),
        )
        self.taken[at] = replace(self.taken[at], group=both)


def _spots(box: QRectF, middle: QPointF, reach: float) -> list[tuple[QPointF, Side]]:
    """Where a mark may stand around a box, nearest to its place first."""
    out = box.adjusted(-reach - _GAP_PX, -reach - _GAP_PX, reach + _GAP_PX, reach + _GAP_PX)
    found: list[tuple[QPointF, Side]] = []
    for y in _steps(middle.y(), out.top(), out.bottom(), 2 * reach):
        found += [(QPointF(out.left(), y), "left"), (QPointF(out.right(), y), "right")]
    for x in _steps(middle.x(), out.left(), out.right(), 2 * reach):
        found += [(QPointF(x, out.top()), "above"), (QPointF(x, out.bottom()), "below")]
    found.sort(key=lambda spot: _far(spot[0], middle))
    return found


def _steps(middle: float, low: float, high: float, step: float) -> Iterator[float]:
    """From the middle outwards, within an edge."""
    yield middle
    away = step
    while middle - away >= low or middle + away <= high:
        if middle - away >= low:
            yield middle - away
        if middle + away <= high:
            yield middle + away
        away += step


def _far(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), max(low, high))
