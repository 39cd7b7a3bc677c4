"""Things in square cells of a plane, found in growing rings. Pure, any thread."""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from math import floor, hypot, sqrt
from typing import Generic, TypeVar

_MOST_RINGS = 24
_T = TypeVar("_T")


class Grid(Generic[_T]):
    """Things in square cells of the plane, found in growing rings around a point."""

    def __init__(self, things: Sequence[_T], at: Sequence[tuple[float, float]]) -> None:
        self._all = [(east, north, thing) for (east, north), thing in zip(at, things, strict=True)]
        self.cell = _cell_size(at)
        self._cells: dict[tuple[int, int], list[tuple[float, float, _T]]] = {}
        for each in self._all:
            self._cells.setdefault(self._key(each[0], each[1]), []).append(each)

    def _key(self, east: float, north: float) -> tuple[int, int]:
        return floor(east / self.cell), floor(north / self.cell)

    def nearest(
        self,
        east: float,
        north: float,
        most: int,
        key: Callable[[_T], str],
        keep: Callable[[_T], bool],
    ) -> list[tuple[float, str, _T]]:
        """At most `most` of those to `keep`: (metres, key, thing), by metres, then by key."""
        found: list[tuple[float, str, _T]] = []
        seen = 0
        for ring in range(_MOST_RINGS):
            for x, y, thing in self._ring(east, north, ring):
                seen += 1
                if keep(thing):
                    found.append((hypot(x - east, y - north), key(thing), thing))
            if len(found) >= most:
                found.sort(key=by_metres)
                # Whatever lies in rings not yet looked at is farther than this.
                if found[most - 1][0] < ring * self.cell:
                    return found[:most]
            if seen == len(self._all):
                break
        else:
            every = self._all
            found = [(hypot(x - east, y - north), key(t), t) for x, y, t in every if keep(t)]
        return nsmallest(most, found, key=by_metres)

    def _ring(self, east: float, north: float, ring: int) -> Iterator[tuple[float, float, _T]]:
        column, line = self._key(east, north)
        cells = self._cells
        for across in range(-ring, ring + 1):
            edge = abs(across) == ring
            for up in range(-ring, ring + 1) if edge else (-ring, ring):
                yield from cells.get((column + across, line + up), ())


def by_metres(found: tuple[float, str, _T]) -> tuple[float, str]:
    """What is found is ordered by: distance, then key."""
    return found[0], found[1]


def _cell_size(at: Sequence[tuple[float, float]]) -> float:
    """About two things a cell, so that a ring or two answer."""
    if not at:
        return 100.0
    wide = max(e for e, _ in at) - min(e for e, _ in at)
    high = max(n for _, n in at) - min(n for _, n in at)
    return min(max(sqrt(2 * max(wide, 1.0) * max(high, 1.0) / len(at)), 20.0), 1000.0)
