"""Well-known binary (ISO and the older extended form) to shapes. Pure; every length is checked."""

import struct

import numpy as np

from backends.map_data.formats.feature import (
    MOST_DEPTH,
    MOST_VERTICES,
    Coords,
    Shape,
    Unreadable,
)

_Z, _M, _SRID = 0x80000000, 0x40000000, 0x20000000
_REMEDY = "write the feature anew in the program that made the file"


def shapes_of_wkb(content: bytes) -> list[Shape]:
    """The shapes of one geometry; none for an empty one. Raises Unreadable."""
    reader = _Reader(content)
    shapes = reader.geometry(0)
    return [shape for shape in shapes if shape.vertices]


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0
        self._vertices = 0

    def geometry(self, depth: int) -> list[Shape]:
        if depth > MOST_DEPTH:
            raise Unreadable("its collections are nested too deeply", "split it")
        order, kind, width = self._head()
        flat = width > 2
        if kind == 1:
            return [Shape("points", [[self._rows(order, width, 1)]], flat)]
        if kind == 2:
            return [Shape("lines", [[self._line(order, width)]], flat)]
        if kind == 3:
            return [Shape("areas", [self._rings(order, width)], flat)]
        if kind in (4, 5, 6, 7):
            parts = [s for _ in range(self._count(order)) for s in self.geometry(depth + 1)]
            return parts if kind == 7 else _joined(parts)
        if 8 <= kind <= 17:
            raise Unreadable("it is curved or a surface", "turn curves into lines")
        raise Unreadable(f"its geometry is of no known type ({kind})", _REMEDY)

    def _head(self) -> tuple[str, int, int]:
        """Byte order, kind and numbers a row."""
        order = ">" if self._take(1) == b"\x00" else "<"
        (code,) = struct.unpack(order + "I", self._take(4))
        if code & _SRID:
            self._take(4)
        more = int(bool(code & _Z)) + int(bool(code & _M))
        plain = code & 0x0FFFFFFF
        more = max(more, {0: 0, 1: 1, 2: 1, 3: 2}.get(plain // 1000, 0))
        return order, plain % 1000, 2 + more

    def _rings(self, order: str, width: int) -> list[Coords]:
        return [self._line(order, width) for _ in range(self._count(order))]

    def _line(self, order: str, width: int) -> Coords:
        return self._rows(order, width, self._count(order))

    def _count(self, order: str) -> int:
        (count,) = struct.unpack(order + "I", self._take(4))
        if count * 4 > len(self._content) - self._at:
            raise Unreadable("its geometry is cut off", _REMEDY)
        return int(count)

    def _rows(self, order: str, width: int, count: int) -> Coords:
        self._vertices += count
        if self._vertices > MOST_VERTICES:
            raise Unreadable(f"it has more than {MOST_VERTICES} corners", "split or simplify it")
        content = self._take(8 * width * count)
        rows = np.frombuffer(content, dtype=order + "f8").reshape(count, width)
        # An empty point is written as one of NaN.
        if count == 1 and bool(np.isnan(rows[0]).all()):
            return np.empty((0, 2))
        return np.ascontiguousarray(rows[:, :2], dtype=np.float64)

    def _take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._content):
            raise Unreadable("its geometry is cut off", _REMEDY)
        piece = self._content[self._at : end]
        self._at = end
        return piece


def _joined(shapes: list[Shape]) -> list[Shape]:
    """One shape of many of the same geometry."""
    if not shapes:
        return []
    parts = [part for shape in shapes for part in shape.parts]
    return [Shape(shapes[0].geometry, parts, any(shape.flattened for shape in shapes))]
