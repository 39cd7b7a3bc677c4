"""Camera lists from the disk: CSV as Korean and other spreadsheets write it, or GeoJSON.

Bounded in size. Never raises on what it reads but for a file that is no list at all; what is wrong
with one row is a finding, and the next row is read.
"""

import csv
import io
from pathlib import Path

from backends.cameras.columns import CAMERAS, Columns
from backends.cameras.findings import Finding, Row, Table
from backends.cameras.geojson import geojson_table
from backends.cameras.standard import ADDRESSES, in_our_words
from console.domain.errors import EnvironmentFault

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_SEPARATORS = ",;\t|"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls
_PAGES = ("<html", "<!doctype", "<table", "<?xml", "<meta")
MOST_ABOVE, LEAST_KNOWN = 10, 2
"""Lines with a title that may stand above the header."""


def read_table(path: Path, columns: Columns = CAMERAS) -> Table:
    """The rows of a file. Raises EnvironmentFault when it is no such list at all.

    A list of cameras may be GeoJSON too; `columns` are those of another kind of list.
    """
    content = _bytes(path)
    if content[:4] in _WORKBOOKS:
        raise _no_list(path, "The file is a workbook", "save it as CSV (UTF-8)")
    text = _decoded(content, path)
    if text.lstrip()[:200].casefold().startswith(_PAGES):
        raise _no_list(path, "The file is a page of the web", "open it and save it as CSV (UTF-8)")
    if path.suffix.lower() in (".geojson", ".json") or text.lstrip()[:1] == "{":
        if columns is not CAMERAS:
            raise _no_list(path, "The file is no table", "save it as CSV (UTF-8)")
        return in_our_words(geojson_table(text, path))
    table = _csv_table(text, path, columns)
    return in_our_words(table) if columns is CAMERAS else table


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _no_list(path, "The file does not exist", "check the path") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _no_list(path, f"The file cannot be read: {reason}", "check its rights") from None
    if len(content) > MOST_BYTES:
        raise _no_list(path, "The file is larger than 64 MiB", "split it")
    if not content.strip():
        raise _no_list(path, "The file is empty", "export the list again")
    return content


def _decoded(content: bytes, path: Path) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else the Korean Windows code page."""
    marked = [name for mark, name in _ENCODINGS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            at = fault.start
    line = content[:at].count(b"\n") + 1
    raise _no_list(
        path, f"The file is neither UTF-8 nor CP949 (line {line})", "save it as CSV (UTF-8)"
    )


def _csv_table(text: str, path: Path, columns: Columns) -> Table:
    hint, _, rest = text.partition("\n")
    skipped = 0
    if hint.strip().lower().startswith("sep=") and len(hint.strip()) <= 5:
        text, skipped = rest, 1
    table = Table()
    records = _records(text, _separator(text, columns), skipped, table)
    if not records:
        raise _no_list(path, "The file has no header", columns.suggestion)
    above = _above_header(records, columns)
    at, heads = records[above]
    names = columns.fields_of(heads)
    _check_names(names, path, columns)
    _note_unknown(at, heads, names, table, columns)
    for number, cells in records[above + 1 :]:
        row = _row(number, cells, names, table)
        if row is not None:
            table.rows.append(row)
    return table


def _above_header(records: list[tuple[int, list[str]]], columns: Columns) -> int:
    """How many lines stand above the header: spreadsheets often begin with a title."""

    def known(cells: list[str]) -> int:
        return sum(columns.field_of(cell) is not None for cell in cells)

    first = [known(cells) for _, cells in records[:MOST_ABOVE]]
    likely = (index for index, count in enumerate(first) if count >= LEAST_KNOWN)
    return 0 if first[0] else next(likely, 0)


def _separator(text: str, columns: Columns) -> str:
    """What parts the header into the most names that we know."""
    heads = [line for line in text[:100_000].splitlines() if line.strip()][:MOST_ABOVE]

    def known(separator: str) -> int:
        return max(
            sum(columns.field_of(cell.strip(' "')) is not None for cell in head.split(separator))
            for head in heads or [""]
        )

    return max(_SEPARATORS, key=known)


def _records(text: str, separator: str, skipped: int, table: Table) -> list[tuple[int, list[str]]]:
    """Records that are not blank, each with its number; a broken one becomes a finding."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    found: list[tuple[int, list[str]]] = []
    number = skipped
    while number < MOST_ROWS:
        number += 1
        line = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error:
            table.findings.append(_broken(number, reader.line_num - line))
            continue
        if any(cell.strip() for cell in cells):
            found.append((number, cells))
    table.findings.append(Finding(0, "", f"rows after {MOST_ROWS} were not read", "split the file"))
    return found


def _broken(number: int, lines: int) -> Finding:
    problem = "quotation marks do not match"
    if lines > 1:
        problem += f", so this and the {lines - 1} lines after it could not be read"
    return Finding(number, "", problem, 'write " inside a quoted text twice')


def _note_unknown(
    row: int, heads: list[str], names: list[str | None], table: Table, columns: Columns
) -> None:
    for head, name in zip(heads, names, strict=True):
        if name is None and head.strip():
            known = columns.field_of(head)
            why = f"says again what another does ({known})" if known else "is not known"
            problem = f"the column {head.strip()[:40]!r} {why} and was left out"
            table.findings.append(Finding(row, "", problem, columns.suggestion, kept=True))


def _check_names(names: list[str | None], path: Path, columns: Columns) -> None:
    twice = {name for name in names if name is not None and names.count(name) > 1}
    if twice:
        which = ", ".join(sorted(twice))
        raise _no_list(path, f"Two columns mean the same ({which})", "keep one of each")
    if "id" not in names and not (ADDRESSES.intersection(names) and {"lat", "lon"} <= {*names}):
        # What stands there is not repeated: without a header it is data, and may be a password.
        shown = ", ".join(name for name in names if name) or "none"
        what = f"No column is called id (known ones found: {shown})"
        raise _no_list(path, what, columns.suggestion)


def _row(number: int, cells: list[str], names: list[str | None], table: Table) -> Row | None:
    if any(cell.strip() for cell in cells[len(names) :]):
        table.findings.append(
            Finding(
                number, "", f"it has {len(cells)} cells and the header {len(names)}",
                "put a text that holds the separator in quotation marks",
            )
        )  # fmt: skip
        return None
    pairs = zip(names, cells, strict=False)
    return Row(number, {name: cell.strip() for name, cell in pairs if name and cell.strip()})


def _no_list(path: Path, what: str, remedy: str) -> EnvironmentFault:
    return EnvironmentFault(what, where=str(path), remedy=remedy)
