"""The shapes of a wall (1 to 64 tiles, equal or with a big spot) and one seat's order. Pure."""

from dataclasses import dataclass
from math import isqrt

# Tiles -> (side of the grid, side of the spot tile in it).
_UNEQUAL = {6: (3, 2), 8: (4, 3), 10: (5, 4), 13: (4, 2)}
EQUAL_LAYOUTS = (1, 4, 9, 16, 25, 36, 49, 64)
LAYOUTS = tuple(sorted((*EQUAL_LAYOUTS, *_UNEQUAL)))
DEFAULT_LAYOUT = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """A tile's place in grid steps from the top left, and its side."""

    x: int
    y: int
    side: int = 1

    @property
    def centre(self) -> tuple[float, float]:
        """The middle, in grid steps."""
        return self.x + self.side / 2, self.y + self.side / 2

    def gap_to(self, other: "Cell") -> int:
        """Grid steps between two cells, 0 when they touch (corners count)."""
        across = max(other.x - self.x - self.side, self.x - other.x - other.side, 0)
        down = max(other.y - self.y - self.side, self.y - other.y - other.side, 0)
        return max(across, down)


@dataclass(frozen=True, slots=True)
class WallLayout:
    """The grid's side and the cells, the spot's first, the others row by row."""

    side: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How one seat's operator ordered the wall: ids by place (the first is the spot's), and pins.

    A pinned camera keeps its tile whatever an alert brings.
    """

    order: tuple[str, ...]
    pinned: frozenset[str] = frozenset()


def wall_layout(count: int) -> WallLayout:
    """The layout of `count` tiles. Raises ValueError for a count that is not in `LAYOUTS`."""
    if count not in LAYOUTS:
        raise ValueError(f"a wall has {', '.join(map(str, LAYOUTS))} tiles, not {count}")
    side, big = _UNEQUAL.get(count, (isqrt(count), 1))
    small = [
        Cell(x, y) for y in range(side) for x in range(side) if x >= big or y >= big
    ]  # the spot covers the rest
    return WallLayout(side, (Cell(0, 0, big), *small))


def step(count: int, index: int, step_x: int, step_y: int) -> int:
    """The tile one step away from tile `index`, which itself where the wall ends."""
    cells = wall_layout(count).cells
    here = cells[index]
    ahead = [
        (*_detour(here, cell, step_x), number)
        for number, cell in enumerate(cells)
        if number != index and _is_ahead(here, cell, step_x, step_y)
    ]
    return min(ahead)[-1] if ahead else index


def beside_spot(count: int) -> tuple[int, ...]:
    """The other tiles, those next to the spot first: right of it, then below, then further off."""
    layout = wall_layout(count)
    spot = layout.cells[0]
    ranked = sorted(
        (spot.gap_to(cell), cell.y >= spot.side, cell.y, cell.x, number)
        for number, cell in enumerate(layout.cells)
        if number
    )
    return tuple(entry[-1] for entry in ranked)


def _is_ahead(here: Cell, there: Cell, step_x: int, step_y: int) -> bool:
    if step_x:
        return there.x >= here.x + here.side if step_x > 0 else there.x + there.side <= here.x
    return there.y >= here.y + here.side if step_y > 0 else there.y + there.side <= here.y


def _detour(here: Cell, there: Cell, step_x: int) -> tuple[float, float, float]:
    """How far a cell lies off the way, along it and beside it: the least is the next tile.

    From a big tile the cells at its first row or column come first.
    """
    if step_x:
        off = max(there.y - here.y - here.side + 1, here.y - there.y - there.side + 1, 0)
        return off, abs(there.centre[0] - here.centre[0]), abs(there.y - here.y)
    off = max(there.x - here.x - here.side + 1, here.x - there.x - there.side + 1, 0)
    return off, abs(there.centre[1] - here.centre[1]), abs(there.x - here.x)
