"""Where the names of streets can stand: columns over all named pieces of streets. Any thread.

A street comes in many pieces, as files cut it at every crossing; on the screen its name stands
once, on its longest piece in sight.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from widgets.live_map.view import Points, View

KINDS = {"arterial": 0.25, "collector": 0.7, "local": 1.1}
"""Kinds of streets, each with the scale (logical px per metre) from which its names are read."""
MOST_NAMES = 80
_SPOTS = (0.5, 0.35, 0.65, 0.2, 0.8)
_LEAST_PX = 70.0


@dataclass(frozen=True, slots=True)
class NamedPiece:
    """A piece of a street: its kind, its names (ko, en) and its corners (east, north) in metres."""

    kind: str
    names: tuple[str, str]
    line: Points


class StreetNames:
    """The named pieces of one scene; of kinds that carry no names nothing is kept."""

    def __init__(self, pieces: Iterable[NamedPiece]) -> None:
        known = [each for each in pieces if each.kind in KINDS and any(each.names)]
        self._names = [each.names for each in known]
        self._from = np.array([KINDS[each.kind] for each in known])
        corners = [(each.line.min(axis=0), each.line.max(axis=0)) for each in known]
        self._boxes = np.array(corners).reshape(-1, 4)
        self._spots = np.array([_along(each.line) for each in known]).reshape(-1, len(_SPOTS), 2)
        sides = self._boxes[:, 2:] - self._boxes[:, :2]
        self._long: NDArray[np.float64] = np.hypot(sides[:, 0], sides[:, 1])

    def wanted(self, view: View, index: int) -> Iterator[tuple[str, Points]]:
        """Names in the language of `index`, the longest streets first, each with its spots."""
        if not len(self._names):
            return
        west, south, east, north = view.bounds()
        boxes = self._boxes
        seen = (self._from <= view.scale) & (self._long * view.scale >= _LEAST_PX)
        seen &= (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
        seen &= (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        rows = np.flatnonzero(seen)
        told = set[str]()
        for row in rows[np.lexsort((-self._long[rows], self._from[rows]))].tolist():
            name = self._names[row][index] or self._names[row][1 - index]
            if name not in told:
                told.add(name)
                yield name, view.to_screen(self._spots[row])
            if len(told) >= MOST_NAMES:
                return


def _along(line: Points) -> Points:
    """Spots at shares of a line's length."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    gone = np.concatenate(([0.0], np.cumsum(steps)))
    at = np.array(_SPOTS) * gone[-1]
    return np.column_stack([np.interp(at, gone, line[:, axis]) for axis in (0, 1)])
