"""numpy arrays handed to QPainter without copies: the one place that touches addresses.

`QPainter.PixmapFragment` is ten doubles, `QLineF` four and `QPointF` two; a C-contiguous float64
array with rows of that width has the same layout, and Qt reads it only during the call. Never keep
the wrapper.
"""

from typing import Any, cast

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPixmap

Rows = NDArray[np.float64]
Column = NDArray[Any]


def draw_points(painter: QPainter, points: Rows) -> None:
    """Points (rows x, y) with the painter's pen."""
    rows = np.ascontiguousarray(points, dtype=np.float64)
    if not len(rows):
        return
    assert rows.shape[1] == 2
    first = cast(QPointF, shiboken6.wrapInstance(rows.ctypes.data, QPointF))
    painter.drawPoints(first, len(rows))


def draw_lines(painter: QPainter, lines: Rows) -> None:
    """Lines (rows x, y, x, y) with the painter's pen."""
    rows = np.ascontiguousarray(lines, dtype=np.float64)
    if not len(rows):
        return
    assert rows.shape[1] == 4
    first = cast(QLineF, shiboken6.wrapInstance(rows.ctypes.data, QLineF))
    painter.drawLines(first, len(rows))


class Sprites:
    """Many cells of one picture drawn at many places in one call.

    The picture is made in device pixels (no ratio of its own); `ratio` scales it back.
    """

    def __init__(self, picture: QPixmap, cell: int, ratio: float) -> None:
        self._picture = picture
        self._cell = cell
        self._rows = np.zeros((0, 10), dtype=np.float64)
        self._ratio = ratio

    def draw(self, painter: QPainter, at: Rows, column: Column, line: Column) -> None:
        """Cell (`column`, `line`) centred at each row (x, y) of `at`, logical pixels."""
        count = len(at)
        if not count:
            return
        if len(self._rows) < count:
            self._rows = np.zeros((count, 10), dtype=np.float64)
        rows = self._rows
        rows[:count, 0:2] = at
        np.multiply(column, self._cell, out=rows[:count, 2], casting="unsafe")
        np.multiply(line, self._cell, out=rows[:count, 3], casting="unsafe")
        rows[:count, 4:6] = self._cell
        rows[:count, 6:8] = 1.0 / self._ratio
        rows[:count, 8] = 0.0
        rows[:count, 9] = 1.0
        kind = QPainter.PixmapFragment
        first = cast(QPainter.PixmapFragment, shiboken6.wrapInstance(rows.ctypes.data, kind))
        painter.drawPixmapFragments(first, count, self._picture)
