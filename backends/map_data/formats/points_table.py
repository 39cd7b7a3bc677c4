"""Tables of places, as Korean public data portals publish bells, lights and toilets: CSV.

UTF-8 or CP949; comma, semicolon, tab or bar; a title may stand above the header. Each row with a
latitude and a longitude is a point. The caller's thread; the file is bounded.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from backends.map_data.formats.feature import Feature, Finding, Shape, Unreadable
from console.domain.errors import EnvironmentFault

_MOST_BYTES = 128 * 1024 * 1024
_MOST_ABOVE = 10
_SEPARATORS = ",;\t|"
_LAT = ("wgs84위도", "위도", "lat", "latitude", "y좌표", "y")
_LON = ("wgs84경도", "경도", "lon", "lng", "long", "longitude", "x좌표", "x")
_DEGREES = ("wgs84위도", "위도", "lat", "latitude")
_REMEDY = "head them 위도 and 경도, or lat and lon"


class PointsTable:
    """A table of points. Raises EnvironmentFault where it has no header with places."""

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._path = path
        text = _text(path, encoding)
        self._size = max(len(text), 1)
        self._stream = io.StringIO(text, newline="")
        self._separator = max(_SEPARATORS, key=lambda each: _known(text, each))
        self._begin, self._heads, self._lat, self._lon = self._header()
        self._number = 0
        self.crs = "EPSG:4326" if _plain(self._heads[self._lat]) in _DEGREES else ""

    def features(self) -> Iterator[Feature]:
        """Every row that is not blank, numbered as a spreadsheet does."""
        rows = self._rows()
        for number, cells in rows:
            if number <= self._begin or not any(cells):
                continue
            values = dict(zip(self._heads, cells, strict=False))
            try:
                yield Feature(number, "", values, self._shapes(cells))
            except Unreadable as fault:
                yield Feature(number, "", values, fault=fault)

    def progress(self) -> float:
        """By characters."""
        return min(self._stream.tell() / self._size, 1.0)

    def notes(self) -> Sequence[Finding]:
        """Nothing."""
        return ()

    def close(self) -> None:
        """Let the text go."""
        self._stream.close()

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        self._stream.seek(0)
        reader = csv.reader(self._stream, delimiter=self._separator, skipinitialspace=True)
        try:
            for number, cells in enumerate(reader, 1):
                yield number, [each.strip() for each in cells]
        except csv.Error as fault:
            raise self._fault(
                f"The table cannot be read at line {reader.line_num}: {fault}", ""
            ) from None

    def _header(self) -> tuple[int, list[str], int, int]:
        for number, cells in self._rows():
            names = [_plain(each) for each in cells]
            lat, lon = (_first(names, known) for known in (_LAT, _LON))
            if lat is not None and lon is not None:
                return number, cells, lat, lon
            if number >= _MOST_ABOVE:
                break
        raise self._fault("The table has no columns of latitude and longitude", _REMEDY)

    def _shapes(self, cells: list[str]) -> list[Shape]:
        pair = [cells[at] if at < len(cells) else "" for at in (self._lon, self._lat)]
        if not any(pair):
            return []
        try:
            found = [float(each.replace(",", ".")) for each in pair]
        except ValueError:
            problem = f"its place is no number ({pair[1][:20]}, {pair[0][:20]})"
            raise Unreadable(problem, "write decimal degrees") from None
        return [Shape("points", [[np.array([found])]])]

    def _fault(self, problem: str, remedy: str) -> EnvironmentFault:
        return EnvironmentFault(problem, where=str(self._path), remedy=remedy or "save it again")


def _text(path: Path, encoding: str) -> str:
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise EnvironmentFault(
            "The table is larger than 128 MiB", where=str(path), remedy="split it"
        )
    marked = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    for each in [encoding or marked] if encoding or marked else ["utf-8-sig", "cp949"]:
        try:
            return content.decode(each)
        except UnicodeDecodeError:
            continue
    raise EnvironmentFault(
        "The table is neither UTF-8 nor CP949", where=str(path), remedy="save it as CSV (UTF-8)"
    )


def _known(text: str, separator: str) -> int:
    """How many of the headings that a separator makes are those of places."""
    heads = [line for line in text[:100_000].splitlines() if line.strip()][:_MOST_ABOVE]
    names = ([_plain(each.strip('"')) for each in head.split(separator)] for head in heads)
    return max((sum(each in _LAT + _LON for each in one) for one in names), default=0)


def _plain(heading: str) -> str:
    return "".join(each for each in heading.casefold() if each.isalnum())


def _first(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((names.index(each) for each in known if each in names), None)
