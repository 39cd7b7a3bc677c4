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


class Fragments:
    """Rows of `QPainter.PixmapFragment`, kept from one call to the next.

    Pictures are made in device pixels (no ratio of their own); `ratio` scales them back.
    """

    def __init__(self, ratio: float) -> None:
        self._ratio = ratio
        self._rows = self._made(0)

    def rows(self, count: int) -> Rows:
        """Room for so many; to be filled: middle x, y; left, top, width, height of the source."""
        if len(self._rows) < count:
            self._rows = self._made(count)
        return self._rows[:count]

    def draw(self, painter: QPainter, count: int, picture: QPixmap) -> None:
        """The first `count` rows, in one call."""
        if not count:
            return
        address = self._rows.ctypes.data
        kind = QPainter.PixmapFragment
        first = cast(QPainter.PixmapFragment, shiboken6.wrapInstance(address, kind))
        painter.drawPixmapFragments(first, count, picture)

    def _made(self, count: int) -> Rows:
        """Neither grown nor turned nor faint."""
        rows = np.zeros((count, 10), dtype=np.float64)
        rows[:, 6:8] = 1.0 / self._ratio
        rows[:, 9] = 1.0
        return rows


class Sprites:
    """Many cells of one picture drawn at many places in one call."""

    def __init__(self, picture: QPixmap, cell: int, ratio: float) -> None:
        self._picture, self._cell = picture, cell
        self._fragments = Fragments(ratio)

    def draw(self, painter: QPainter, at: Rows, column: Column, line: Column) -> None:
        """Cell (`column`, `line`) centred at each row (x, y) of `at`, logical pixels."""
        rows = self._fragments.rows(len(at))
        rows[:, 0:2] = at
        np.multiply(column, self._cell, out=rows[:, 2], casting="unsafe")
        np.multiply(line, self._cell, out=rows[:, 3], casting="unsafe")
        rows[:, 4:6] = self._cell
        self._fragments.draw(painter, len(at), self._picture)
