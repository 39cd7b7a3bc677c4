"""Where the tiles of a wall lie: whole pixels, no rounding gaps. Pure geometry, GUI thread."""

from PySide6.QtCore import QRect, QSize

from console.domain.pictures.wall_layout import wall_layout

GAP = 2


def tiles(size: QSize, count: int) -> list[QRect]:
    """The tiles of a layout filling `size`, the spot's first. Raises ValueError for no layout."""
    layout = wall_layout(count)
    columns = _edges(size.width(), layout.side)
    rows = _edges(size.height(), layout.side)
    return [
        QRect(
            columns[cell.x],
            rows[cell.y],
            columns[cell.x + cell.side] - columns[cell.x] - GAP,
            rows[cell.y + cell.side] - rows[cell.y] - GAP,
        )
        for cell in layout.cells
    ]


def _edges(length: int, parts: int) -> list[int]:
    """Where each part begins, and where one after the last would; a gap is part of each."""
    room = max(parts * (GAP + 1), length + GAP)
    return [room * part // parts for part in range(parts + 1)]
