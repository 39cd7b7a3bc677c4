"""ESRI shapefiles: shapes, their table and their coordinate system. The caller's thread.

Reads records one after the other by the lengths they bring, every one checked. Whole file sets
only: the shapes without their table have no names, which is told and not refused.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from backends.map_data.formats.dbf import Table, beside
from backends.map_data.formats.feature import (
    MOST_VERTICES,
    Coords,
    Feature,
    Finding,
    Shape,
    Unreadable,
)
from backends.map_data.formats.rings import grouped
from console.domain.errors import EnvironmentFault

_POINTS, _MULTI, _LINES, _AREAS = (1, 11, 21), (8, 18, 28), (3, 13, 23), (5, 15, 25)
_MOST_RECORD = 512 * 1024 * 1024
_REMEDY = "write the feature anew in the program that made the file"


class ShapefileSource:
    """A shapefile with what lies beside it. Raises EnvironmentFault for the file as a whole."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._notes: list[Finding] = []
        self._stream = path.open("rb")
        self._table: Table | None = None
        try:
            self._size = self._check_head()
            self.crs = self._projection()
            self._table = self._open_table(encoding)
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self.close()
            raise
        self._numbers = 0

    def features(self) -> Iterator[Feature]:
        """Every record with its row of the table; rows that are marked as deleted are named."""
        rows = self._table.rows() if self._table else iter(())
        self._stream.seek(100)
        while self._stream.tell() < self._size:
            content = self._record()
            if content is None:
                return
            self._numbers += 1
            values, deleted, broken = next(rows, ({}, False, ()))
            yield self._feature(content, values, deleted=deleted, broken=broken)

    def progress(self) -> float:
        """By bytes."""
        return min(self._stream.tell() / max(self._size, 1), 1.0)

    def notes(self) -> Sequence[Finding]:
        """What is to be said of the set of files."""
        if self._table and self._numbers != self._table.count:
            problem = f"it has {self._numbers} shapes and {self._table.count} rows of attributes"
            return [*self._notes, Finding(0, "", problem, "check that the files belong together")]
        return self._notes

    def close(self) -> None:
        """Close both files."""
        self._stream.close()
        if self._table:
            self._table.close()

    def _feature(
        self, content: bytes, values: dict[str, object], *, deleted: bool, broken: Sequence[str]
    ) -> Feature:
        number = self._numbers
        try:
            if deleted:
                raise Unreadable("its row is marked as deleted", "pack the table to remove it")
            if broken:
                raise Unreadable(
                    f"the text of {broken[0]!r} is not of the encoding {self._encoding}",
                    "say the right one with --encoding",
                )
            return Feature(number, "", values, _shapes(content))
        except Unreadable as fault:
            return Feature(number, "", values, fault=fault)

    @property
    def _encoding(self) -> str:
        return self._table.encoding if self._table else ""

    def _check_head(self) -> int:
        head = self._stream.read(100)
        if len(head) < 100 or struct.unpack_from(">i", head, 0)[0] != 9994:
            raise self._fault("It is no shapefile: its head is wrong or cut off")
        whole = self._path.stat().st_size
        declared = int(struct.unpack_from(">i", head, 24)[0]) * 2
        if declared > whole:
            raise self._fault(f"The shapefile is cut off: {whole} of {declared} bytes are here")
        return declared

    def _record(self) -> bytes | None:
        head = self._stream.read(8)
        if len(head) < 8:
            return None
        size = int(struct.unpack(">ii", head)[1]) * 2
        left = self._size - self._stream.tell()
        if size < 4 or size > left or size > _MOST_RECORD:
            raise self._fault(f"Record {self._numbers + 1} has a length that makes no sense")
        return self._stream.read(size)

    def _projection(self) -> str:
        path = beside(self._path, ".prj")
        if path is None:
            return ""
        content = path.read_bytes()[:20_000]
        encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return content.decode(encoding, "replace").strip()

    def _open_table(self, encoding: str) -> Table | None:
        path = beside(self._path, ".dbf")
        if path is not None:
            table = Table(path, encoding)
            if table.doubt:
                remedy = "say --encoding if this is wrong"
                self._notes.append(Finding(0, "", table.doubt, remedy, kept=True))
            return table
        problem = "it has no table of attributes (.dbf), so its features have no names"
        remedy = "put it beside the .shp file"
        self._notes.append(Finding(0, "", problem, remedy, kept=True))
        return None

    def _fault(self, problem: str) -> EnvironmentFault:
        return EnvironmentFault(
            problem, where=str(self._path), remedy="get the whole set of files again"
        )


def _shapes(content: bytes) -> list[Shape]:
    (kind,) = struct.unpack_from("<i", content, 0)
    if kind == 0:
        return []
    if kind in _POINTS:
        return [Shape("points", [[_rows(content, 4, 1)]], kind != 1)]
    if kind in _MULTI:
        rows = _rows(content, 40, _number(content, 36))
        return [Shape("points", [[rows[i : i + 1]] for i in range(len(rows))], kind != 8)]
    if kind in _LINES:
        return [Shape("lines", [[line] for line in _parts(content)], kind != 3)]
    if kind in _AREAS:
        return [Shape("areas", grouped(_parts(content)), kind != 5)]
    if kind == 31:
        raise Unreadable("it is a body in space (MultiPatch)", "export its footprint")
    raise Unreadable(f"its shape is of no known type ({kind})", _REMEDY)


def _parts(content: bytes) -> list[Coords]:
    parts, count = _number(content, 36), _number(content, 40)
    begin = 44 + 4 * parts
    if parts < 0 or begin > len(content):
        raise Unreadable("its parts are cut off", _REMEDY)
    cuts = [*np.frombuffer(content, "<i4", parts, 44).tolist(), count]
    if cuts[0] != 0 or any(a > b for a, b in pairwise(cuts)):
        raise Unreadable("its parts are in disorder", _REMEDY)
    rows = _rows(content, begin, count)
    return [rows[a:b] for a, b in pairwise(cuts) if b > a]


def _rows(content: bytes, at: int, count: int) -> Coords:
    if count > MOST_VERTICES:
        raise Unreadable(f"it has {count} corners, more than {MOST_VERTICES}", "split it")
    if count < 0 or at + 16 * count > len(content):
        raise Unreadable("its coordinates are cut off", _REMEDY)
    rows = np.frombuffer(content, "<f8", 2 * count, at).reshape(count, 2)
    return np.array(rows, dtype=np.float64)


def _number(content: bytes, at: int) -> int:
    if at + 4 > len(content):
        raise Unreadable("it is cut off", _REMEDY)
    return int(struct.unpack_from("<i", content, at)[0])
