"""MBTiles 1.3 files, raster and vector. The caller's thread; one tile in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

from backends.map_data.formats.sqlite_file import SqliteFile
from backends.map_data.formats.tiles import TileHead, TileRange, image_kind, inflated
from console.domain.errors import EnvironmentFault

_FORMATS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "webp": "webp", "pbf": "mvt", "mvt": "mvt"}
_MOST_ZOOM = 24


class MbTiles:
    """A foreign MBTiles file. Raises EnvironmentFault where it cannot be read as one."""

    def __init__(self, path: Path, *, other_thread: bool = False) -> None:
        """`other_thread` when threads take turns to read, one at a time."""
        self._path = path
        self._file = SqliteFile(path, other_thread=other_thread)
        self._from_north = False
        try:
            self.head = self._read_head()
            self._from_north = str(self.head.fields.get("scheme", "")).casefold() == "xyz"
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._file.close()
            raise

    def tiles(self, wanted: TileRange) -> Iterator[tuple[int, int, bytes]]:
        """The tiles of a range; rows count from the south, unless the file says otherwise."""
        last = (1 << wanted.zoom) - 1
        north, south = (wanted.north, wanted.south)
        if not self._from_north:
            north, south = last - wanted.south, last - wanted.north
        question = (
            "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ? "
            "AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?"
        )
        bounds = (wanted.zoom, wanted.west, wanted.east, north, south)
        for x, row, content in self._file.rows(question, bounds):
            packed = bytes(content) if isinstance(content, bytes) else b""
            yield int(x), int(row) if self._from_north else last - int(row), packed

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read_head(self) -> TileHead:
        tables = self._file.tables()
        if "tiles" not in tables:
            remedy = "choose the right file; of another map in SQLite export a GeoPackage"
            raise self._fault("It is no MBTiles file: it has no tiles", remedy)
        fields = self._metadata() if "metadata" in tables else {}
        bounds = self._file.row("SELECT MIN(zoom_level), MAX(zoom_level) FROM tiles")
        question = "SELECT tile_data FROM tiles WHERE length(tile_data) > 0 LIMIT 1"
        first = self._file.row(question)
        if bounds is None or first is None or not isinstance(bounds[0], int):
            raise self._fault("The file has no tile at all", "export the map again")
        least, most = int(bounds[0]), int(bounds[1])
        if not 0 <= least <= most <= _MOST_ZOOM:
            raise self._fault(f"Its zooms {least} to {most} make no sense", "export it again")
        encoding = self._encoding(fields.get("format", ""), first[0])
        return TileHead(
            encoding, least, most, fields.get("attribution", ""), fields.get("name", ""), fields
        )

    def _encoding(self, said: str, first: object) -> str:
        content = bytes(first) if isinstance(first, bytes) else b""
        shown = image_kind(content)
        told = _FORMATS.get(said.casefold(), "")
        if shown:
            return shown
        if told == "mvt" or content[:2] == b"\x1f\x8b":
            inflated(content[:0])
            return "mvt"
        raise self._fault(
            f"Its tiles are neither PNG, JPEG, WebP nor vector tiles (format {said[:20]!r})",
            "export it in one of these",
        )

    def _metadata(self) -> dict[str, str]:
        question = "SELECT name, value FROM metadata"
        return {str(name): str(value) for name, value in self._file.rows(question)}

    def _fault(self, problem: str, remedy: str) -> EnvironmentFault:
        return EnvironmentFault(problem, where=str(self._path), remedy=remedy)
