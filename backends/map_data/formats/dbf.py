"""The attribute table of a shapefile (dBASE III and its descendants). The caller's thread.

Korean tables are mostly CP949; which it is stands beside them, in their head, or is found out from
the bytes themselves.
"""

import codecs
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import EnvironmentFault

_KOREAN = {0x4E, 0x79}
"""Language drivers of dBASE for code page 949."""
_LOOKED_AT = 1 << 20
_MOST_FIELDS = 2_048


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it lies in a row, in bytes."""

    name: bytes
    kind: str
    begin: int
    end: int


class Table:
    """An open table; `encoding` as found, `doubt` says when what was declared was not believed."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path = path
        self._stream = path.open("rb")
        try:
            self.count, self._head, self._size, driver = self._read_head()
            self._columns = self._read_columns()
            self.doubt = ""
            self.encoding = self._choose(encoding, driver)
            self.names = [_decoded(c.name, self.encoding)[0] for c in self._columns]
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self._stream.close()
            raise

    def rows(self) -> Iterator[tuple[dict[str, object], bool, Sequence[str]]]:
        """Values by column, whether the row is marked as deleted, columns that cannot be read."""
        self._stream.seek(self._head)
        for _ in range(self.count):
            row = self._stream.read(self._size)
            if len(row) < self._size:
                return
            values: dict[str, object] = {}
            broken: list[str] = []
            for column, name in zip(self._columns, self.names, strict=True):
                text, sound = _decoded(row[column.begin : column.end], self.encoding)
                values[name] = text
                if not sound:
                    broken.append(name)
            yield values, row[:1] == b"*", broken

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _read_head(self) -> tuple[int, int, int, int]:
        head = self._stream.read(32)
        if len(head) < 32:
            raise self._fault("it is cut off")
        count, begin, size = struct.unpack_from("<IHH", head, 4)
        whole = self._path.stat().st_size
        if size < 1 or begin < 33 or begin > whole:
            raise self._fault("its head makes no sense")
        if begin + size * count > whole + 1:
            raise self._fault(f"it is cut off: {whole} of {begin + size * count} bytes")
        return count, begin, size, head[29]

    def _read_columns(self) -> list[Column]:
        columns: list[Column] = []
        at = 1
        while len(columns) < _MOST_FIELDS:
            field = self._stream.read(32)
            if not field or field[:1] == b"\r":
                break
            if len(field) < 32:
                raise self._fault("its head is cut off")
            width = field[16]
            name = field[:11].split(b"\x00", 1)[0]
            columns.append(Column(name, chr(field[11]), at, at + width))
            at += width
        if at > self._size:
            raise self._fault("its columns are wider than its rows")
        return columns

    def _choose(self, told: str, driver: int) -> str:
        """The encoding that was told by hand, beside the table, in it, or shows in its bytes."""
        if told:
            return codec(told) or self._unknown(told)
        beside = self._beside()
        declared = codec(beside) if beside else ("cp949" if driver in _KOREAN else None)
        self._stream.seek(self._head)
        sample = self._stream.read(min(_LOOKED_AT, self._size * self.count))
        sample += b" ".join(column.name for column in self._columns)
        if declared in (None, "iso8859-1", "cp1252", "ascii") or not _fits(sample, declared):
            shown = "utf-8" if _fits(sample, "utf-8") else "cp949"
            if declared is not None and _fits(sample, shown) and not sample.isascii():
                self.doubt = f"its texts are said to be {beside or declared} and are {shown}"
            return shown
        return declared

    def _beside(self) -> str:
        path = beside(self._path, ".cpg") or beside(self._path, ".cst")
        return path.read_bytes()[:64].decode("ascii", "replace").strip() if path else ""

    def _unknown(self, encoding: str) -> str:
        raise EnvironmentFault(
            f"There is no encoding {encoding!r}", where="--encoding", remedy="say cp949 or utf-8"
        )

    def _fault(self, problem: str) -> EnvironmentFault:
        return EnvironmentFault(
            f"The table of attributes cannot be read: {problem}",
            where=str(self._path),
            remedy="get the whole set of files again",
        )


def beside(path: Path, ending: str) -> Path | None:
    """The file of a set with this ending, in whatever case programs write it."""
    wanted = f"{path.stem}{ending}".casefold()
    exact = path.with_suffix(ending)
    if exact.is_file():
        return exact
    near = (each for each in path.parent.iterdir() if each.name.casefold() == wanted)
    return next((each for each in near if each.is_file()), None)


def codec(name: str) -> str | None:
    """Python's name of an encoding that is written in one of many ways; None for an unknown one."""
    plain = name.strip().casefold().replace("_", "-")
    digits = "".join(each for each in plain if each.isdigit())
    if digits in ("949", "51949") or plain in ("euc-kr", "euckr", "ks-c-5601", "uhc", "ms949"):
        return "cp949"
    for attempt in (plain, f"cp{digits}" if digits else plain):
        try:
            b"".decode(attempt)  # a codec that is none of texts is a LookupError here
            return codecs.lookup(attempt).name
        except (LookupError, ValueError):
            continue
    return None


def _fits(sample: bytes, encoding: str) -> bool:
    """Whether bytes are texts of an encoding; a character cut at the end is forgiven."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _decoded(value: bytes, encoding: str) -> tuple[str, bool]:
    """A text without its padding, and whether all of it could be read."""
    trimmed = value.strip(b" \x00")
    try:
        return trimmed.decode(encoding), True
    except UnicodeDecodeError as fault:
        # Writers cut a text at the width of its column, at times in the middle of a character.
        if fault.end >= len(trimmed) - 1:
            return trimmed.decode(encoding, "ignore"), True
        return trimmed.decode(encoding, "replace"), False
