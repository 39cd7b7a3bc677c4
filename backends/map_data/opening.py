"""A path to an open map file: by its ending, and by its first bytes where the ending lies.

The caller's thread. Raises EnvironmentFault for what is no map that we read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backends.map_data.formats.dbf import codec
from backends.map_data.formats.feature import Source
from backends.map_data.formats.geojson import GeoJsonSource
from backends.map_data.formats.geopackage import GeoPackageSource
from backends.map_data.formats.gpx import GpxSource
from backends.map_data.formats.mbtiles import MbTiles
from backends.map_data.formats.pmtiles import PmTiles
from backends.map_data.formats.points_table import PointsTable
from backends.map_data.formats.shapefile import ShapefileSource
from backends.map_data.formats.tiles import TileSource
from backends.map_data.formats.zipped import unpacked
from console.domain.errors import EnvironmentFault

_JSON = (".geojson", ".json", ".geojsonl", ".ndjson", ".geojsons", ".geojsonseq")
_SQLITE = b"SQLite format 3\0"
_GEOPACKAGES = (b"GPKG", b"GP10", b"GP11")
"""The application id in the head of an SQLite file, by which one without its ending is known."""
_TABLES, _BOOKS = (".csv", ".tsv"), (".xlsx", ".xls")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_KNOWN = "GeoJSON, GeoPackage, Shapefile (.shp or all in a .zip), GPX, CSV, MBTiles, PMTiles"


@contextmanager
def opened(path: Path, layer: str, encoding: str) -> Iterator[Source | TileSource]:
    """The map of a file, closed at the end. An archive is unpacked to a place that goes again."""
    if path.is_dir():
        raise EnvironmentFault(
            "It is a folder", where=str(path),
            remedy="name one file in it; of a file geodatabase (.gdb) export a GeoPackage",
        )  # fmt: skip
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as fault:
        raise EnvironmentFault(
            f"The file cannot be read: {fault.strerror or fault}",
            where=str(path),
            remedy="check the path and its rights",
        ) from fault
    if not head:
        raise EnvironmentFault("The file is empty", where=str(path), remedy="get it again")
    if path.suffix.casefold() in (*_TABLES, *_BOOKS) and head.startswith(_WORKBOOKS):
        raise EnvironmentFault(
            "The file is a workbook", where=str(path), remedy="save it as CSV (UTF-8)"
        )
    if head.startswith(b"PK\x03\x04"):
        with unpacked(path, layer) as (inner, name), _opened(inner, layer, encoding, name) as found:
            yield found
        return
    with _opened(path, layer, encoding, path.name, head) as found:
        yield found


@contextmanager
def _opened(
    path: Path, layer: str, encoding: str, name: str, head: bytes = b""
) -> Iterator[Source | TileSource]:
    try:
        source = _source(path, layer, encoding, head)
    except OSError as fault:
        raise EnvironmentFault(
            f"The file cannot be read: {fault.strerror or fault}", where=name, remedy="check it"
        ) from fault
    try:
        yield source
    finally:
        source.close()


def _source(path: Path, layer: str, encoding: str, head: bytes) -> Source | TileSource:
    ending = path.suffix.casefold()
    head = head or _head_of(path)
    if head.startswith(b"PMTiles") or ending == ".pmtiles":
        return PmTiles(path)
    if ending == ".gpkg" or (ending != ".mbtiles" and head[68:72] in _GEOPACKAGES):
        return GeoPackageSource(path, layer)
    if ending == ".mbtiles" or head.startswith(_SQLITE):
        return MbTiles(path)
    if ending in (".shp", ".dbf", ".shx"):
        return ShapefileSource(path.with_suffix(_shp(path)), encoding)
    return _text_source(path, ending, encoding, head)


def _text_source(path: Path, ending: str, encoding: str, head: bytes) -> Source:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if ending == ".gpx":
        return GpxSource(path)
    if ending in _TABLES:
        return PointsTable(path, _codec(encoding))
    if ending in _JSON or text.startswith(b"{"):
        marked = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        return GeoJsonSource(path, _codec(encoding) or marked)
    raise EnvironmentFault(
        f"The file is no map that can be read ({ending or 'no ending'})",
        where=str(path),
        remedy=f"convert it to one of: {_KNOWN}",
    )


def _head_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(512)


def _codec(encoding: str) -> str:
    """Python's name of an encoding that a person named."""
    found = codec(encoding) if encoding else ""
    if found is None:
        raise EnvironmentFault(
            f"There is no encoding {encoding!r}", where="--encoding", remedy="say cp949 or utf-8"
        )
    return found


def _shp(path: Path) -> str:
    return next((end for end in (".shp", ".SHP") if path.with_suffix(end).is_file()), ".shp")
