"""Where the tiles of a wall lie: whole pixels, no rounding gaps. Pure geometry, GUI thread."""

from math import isqrt

from PySide6.QtCore import QRect, QSize

GAP = 2


def tiles(size: QSize, count: int) -> list[QRect]:
    """`count` (1, 4, 9 or 16) equal tiles filling `size`, row by row."""
    side = max(1, isqrt(count))
    columns = _spans(size.width(), side)
    rows = _spans(size.height(), side)
    return [QRect(x, y, width, height) for y, height in rows for x, width in columns]


def neighbour(index: int, count: int, step_x: int, step_y: int) -> int:
    """The tile one step away, staying where the wall ends."""
    side = max(1, isqrt(count))
    row, column = divmod(index, side)
    row = min(max(row + step_y, 0), side - 1)
    column = min(max(column + step_x, 0), side - 1)
    return row * side + column


def _spans(length: int, parts: int) -> list[tuple[int, int]]:
    room = max(parts, length - GAP * (parts - 1))
    edges = [room * part // parts for part in range(parts + 1)]
    return [(edges[n] + GAP * n, edges[n + 1] - edges[n]) for n in range(parts)]
