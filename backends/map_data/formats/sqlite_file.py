"""A foreign SQLite file (GeoPackage, MBTiles), opened so that it can do no harm.

Read only and immutable: no lock, no journal beside it, no write. Triggers and views of the file
may call no function that reaches outside; every answer is bounded. The thread that opens it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from console.domain.errors import EnvironmentFault

_HEAD = b"SQLite format 3\x00"
_MOST_BYTES = 64 * 1024 * 1024
_MOST_STEPS = 2_000_000_000
"""Virtual machine steps of one question before it is given up (some minutes)."""
_STEP = 1_000_000


class SqliteFile:
    """One foreign SQLite file. Raises EnvironmentFault in plain words for whatever is wrong."""

    def __init__(self, path: Path, *, other_thread: bool = False) -> None:
        self.path = path
        self._refuse_other(path)
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=not other_thread,
            )
            self._connection.execute("PRAGMA trusted_schema = OFF")
            self._connection.execute("PRAGMA cell_size_check = ON")
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        self._steps = 0
        self._connection.set_progress_handler(self._count, _STEP)

    def rows(self, question: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a question, read as they are asked for."""
        self._steps = 0
        try:
            yield from self._connection.execute(question, tuple(values))
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        except UnicodeDecodeError as fault:
            raise self._fault(fault) from fault

    def row(self, question: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of a question, None when there is none."""
        return next(self.rows(question, values), None)

    def tables(self) -> dict[str, str]:
        """Tables and views by their names in small letters, as they are written."""
        question = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        return {str(name).casefold(): str(name) for (name,) in self.rows(question)}

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns."""
        return [str(row[1]) for row in self.rows(f"PRAGMA table_info({quoted(table)})")]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _count(self) -> int:
        self._steps += _STEP
        return int(self._steps > _MOST_STEPS)

    def _fault(self, fault: Exception) -> EnvironmentFault:
        return EnvironmentFault(
            f"The file is damaged or cut off ({fault})",
            where=str(self.path),
            remedy="get it again from where it came",
        )

    def _refuse_other(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                head = stream.read(len(_HEAD))
        except OSError as fault:
            raise EnvironmentFault(
                f"The file cannot be read: {fault.strerror or fault}",
                where=str(path),
                remedy="check the path and its rights",
            ) from fault
        if head != _HEAD:
            raise EnvironmentFault(
                "The file is no SQLite file, as its name says",
                where=str(path),
                remedy="get it again from where it came",
            )
        beside = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
        if any(each.exists() and each.stat().st_size for each in beside):
            raise EnvironmentFault(
                "Another program has the file open and part of it lies in a file beside it",
                where=str(path),
                remedy="close it there first",
            )


class TileWriter:
    """A new MBTiles file of our own. A context: left with a fault, the file is worthless."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.encoding = encoding
        self.zooms: set[int] = set()
        self._path = path

    def __enter__(self) -> Self:
        try:
            self._connection = sqlite3.connect(self._path)
            self._connection.execute("PRAGMA journal_mode = OFF")  # a crash leaves a stage only
            self._connection.execute(
                "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, "
                "tile_data BLOB, PRIMARY KEY (zoom_level, tile_column, tile_row))"
            )
            self._connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            rows = [("format", self.encoding), ("name", self._path.stem)]
            self._connection.executemany("INSERT INTO metadata VALUES (?, ?)", rows)
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        return self

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        try:
            if kind is None:
                self._connection.commit()
        except sqlite3.Error as error:
            raise self._fault(error) from error
        finally:
            self._connection.close()

    def put(self, zoom: int, x: int, y: int, content: bytes) -> None:
        """One tile, `y` from the north; of two for one place the later stands."""
        row = (zoom, x, (1 << zoom) - 1 - y, content)
        try:
            self._connection.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as fault:
            raise self._fault(fault) from fault
        self.zooms.add(zoom)

    def _fault(self, fault: Exception) -> EnvironmentFault:
        return EnvironmentFault(
            f"The tiles cannot be written ({fault}); the map is as it was",
            where=str(self._path.parent),
            remedy="make room on the disk",
        )


def quoted(name: str) -> str:
    """A name of a foreign file as SQL may hold it."""
    return '"' + name.replace('"', '""') + '"'
