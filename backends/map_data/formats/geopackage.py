"""GeoPackage feature tables (OGC 12-128). The caller's thread; one row in memory at a time."""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from backends.map_data.formats.feature import Feature, Finding, Shape, Unreadable
from backends.map_data.formats.sqlite_file import SqliteFile, quoted
from backends.map_data.formats.wkb import shapes_of_wkb
from console.domain.errors import EnvironmentFault

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


class GeoPackageSource:
    """One feature table of a GeoPackage, the only one or the one named `layer`."""

    def __init__(self, path: Path, layer: str) -> None:
        self._file = SqliteFile(path)
        self._path = path
        try:
            self._table, self._column, self.crs = self._open(layer)
            self._count = self._rows_of_table()
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._file.close()
            raise
        self._number = 0

    def features(self) -> Iterator[Feature]:
        """Every row of the table."""
        columns = self._file.columns(self._table)
        key = self._key_column()
        for row in self._file.rows(f"SELECT * FROM {quoted(self._table)}"):  # noqa: S608 -- `quoted` doubles quotes in the name
            self._number += 1
            values = dict(zip(columns, row, strict=False))
            blob = values.pop(self._column, None)
            name = str(values.get(key, "")) if key else ""
            attributes = {k: v for k, v in values.items() if isinstance(v, str | int | float)}
            try:
                yield Feature(self._number, name, attributes, shapes_of_blob(blob))
            except Unreadable as fault:
                yield Feature(self._number, name, attributes, fault=fault)

    def progress(self) -> float:
        """By rows."""
        return min(self._number / max(self._count, 1), 1.0)

    def notes(self) -> Sequence[Finding]:
        """Nothing."""
        return ()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self, layer: str) -> tuple[str, str, str]:
        known = self._file.tables()
        if "gpkg_geometry_columns" not in known or "gpkg_contents" not in known:
            raise self._fault("It is no GeoPackage: its table of contents is missing", "check it")
        question = "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
        tables = {
            str(table): (str(column), srs) for table, column, srs in self._file.rows(question)
        }
        if not tables:
            raise self._fault(
                "The GeoPackage has no table of features", "export the layer as features, not tiles"
            )
        if (layer and layer not in tables) or (not layer and len(tables) > 1):
            listed = ", ".join(sorted(tables)[:20])
            problem = f"has no layer {layer!r}" if layer else "has several layers"
            raise self._fault(f"The GeoPackage {problem}", f"say --layer with one of: {listed}")
        table = layer or next(iter(tables))
        if table.casefold() not in known:
            raise self._fault(f"The table {table!r} is announced and missing", "make it anew")
        column, srs = tables[table]
        return table, column, self._crs(srs)

    def _crs(self, srs: object) -> str:
        if srs in (0, -1):
            return ""
        question = (
            "SELECT organization, organization_coordsys_id, definition "
            "FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
        )
        row = self._file.row(question, (srs,))
        if row is None:
            return ""
        organization, code, definition = row
        if str(organization).upper() == "EPSG":
            return f"EPSG:{code}"
        return str(definition or "")

    def _key_column(self) -> str:
        question = f"PRAGMA table_info({quoted(self._table)})"
        keys = [str(row[1]) for row in self._file.rows(question) if row[5]]
        return keys[0] if len(keys) == 1 else ""

    def _rows_of_table(self) -> int:
        row = self._file.row(f"SELECT COUNT(*) FROM {quoted(self._table)}")  # noqa: S608 -- `quoted` doubles quotes in the name
        return int(row[0]) if row else 0

    def _fault(self, problem: str, remedy: str) -> EnvironmentFault:
        return EnvironmentFault(problem, where=str(self._path), remedy=remedy)


def shapes_of_blob(blob: object) -> list[Shape]:
    """The shapes of a GeoPackage geometry; none for null or empty. Raises Unreadable."""
    if blob is None:
        return []
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        raise Unreadable("its geometry is not in the form of a GeoPackage", "write it anew")
    flags = blob[3]
    size = _ENVELOPES.get(flags >> 1 & 0x07)
    if size is None or flags & 0x20:
        raise Unreadable("its geometry is of an extended kind", "write it as simple features")
    struct.unpack_from("<i", blob, 4)
    return [] if flags & 0x10 else shapes_of_wkb(blob[8 + size :])
