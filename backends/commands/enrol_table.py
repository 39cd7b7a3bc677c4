"""A table of devices (CSV) as rows to register, every bad one named. Main thread.

Reads what spreadsheets write in Korea: UTF-8 with or without its mark, or CP949; commas,
semicolons or tabs between the columns.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import EnvironmentFault, shortened

COLUMNS = ("device", "class", "site", "cameras", "allowed", "interval", "key")
MOST_BYTES = 16 * 1024 * 1024
_Z85 = re.compile(r"[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}")
_APART = re.compile(r"[;|\s]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One device; `number` is its line in the file, `key` is empty when one is to be made."""

    number: int
    device: str
    device_class: str
    site: str
    cameras: tuple[str, ...]
    allowed: tuple[str, ...]
    interval_s: float
    key: str


def read_table(path: Path) -> tuple[list[Row], list[tuple[int, str]]]:
    """Good rows, and line number and words for each bad one. EnvironmentFault for the file."""
    lines = csv.DictReader(io.StringIO(text := _text(path)), delimiter=_separator(text))
    names = _names(path, lines)
    _check_columns(path, names)
    lines.fieldnames = names
    rows: list[Row] = []
    problems: list[tuple[int, str]] = []
    try:
        for value in lines:
            _sort_in(lines.line_num, value, rows, problems)
    except csv.Error as error:
        problems.append((lines.line_num, f"the table ends here: {error}"))
    return _without_twins(rows, problems)


def _names(path: Path, lines: "csv.DictReader[str]") -> list[str]:
    try:
        return [(name or "").strip().lower() for name in lines.fieldnames or ()]
    except csv.Error as error:
        raise EnvironmentFault(
            f"The table's first line cannot be read: {error}",
            where=str(path),
            remedy=f"it names the columns: {', '.join(COLUMNS)}",
        ) from error


def _sort_in(
    number: int, value: Mapping[str, object], rows: list[Row], problems: list[tuple[int, str]]
) -> None:
    cells = {name: str(cell or "").strip() for name, cell in value.items() if name}
    if not any(cells.values()):
        return
    wrong = _problems(cells)
    if None in value:
        wrong.append("it has more cells than the table has columns")
    if wrong:
        problems.append((number, "; ".join(wrong)))
    else:
        rows.append(_row(number, cells))


def _problems(cells: Mapping[str, str]) -> list[str]:
    wrong = [] if cells["device"] else ["the device is missing"]
    if (key := cells.get("key", "")) and not _Z85.fullmatch(key):
        wrong.append("the key is not a CURVE key of 40 characters")
    try:
        good = 0 < float(cells.get("interval") or 10.0) <= 86_400
    except ValueError:
        good = False
    if not good:
        wrong.append(f"the interval {shortened(cells['interval'])!r} is not 0 to 86,400 seconds")
    return wrong


def _row(number: int, cells: Mapping[str, str]) -> Row:
    return Row(
        number,
        cells["device"],
        cells.get("class") or "device",
        cells.get("site", ""),
        _list(cells.get("cameras", "")),
        _list(cells.get("allowed", "")),
        float(cells.get("interval") or 10.0),
        cells.get("key", ""),
    )


def _without_twins(
    rows: list[Row], problems: list[tuple[int, str]]
) -> tuple[list[Row], list[tuple[int, str]]]:
    """A device named twice in one table is registered by neither row: which is meant?"""
    counts = Counter(row.device for row in rows)
    twins = [row for row in rows if counts[row.device] > 1]
    problems += [(row.number, f"{shortened(row.device)} is there more than once") for row in twins]
    return [row for row in rows if counts[row.device] == 1], problems


def _check_columns(path: Path, names: list[str]) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if "device" in names and not unknown and not twice:
        return
    what = (
        f"has columns nobody knows: {', '.join(repr(shortened(each)) for each in unknown)}"
        if unknown
        else f"has a column twice: {', '.join(twice)}"
        if twice
        else "has no column named device"
    )
    raise EnvironmentFault(
        f"The table {what}",
        where=str(path),
        remedy=f"its first line names the columns: {', '.join(COLUMNS)}",
    )


def _separator(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(word for word in _APART.split(cell.replace(",", ";")) if word)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            f"The table cannot be read: {error.strerror}", where=str(path), remedy="name another"
        ) from error
    if len(content) > MOST_BYTES:
        raise EnvironmentFault(
            "The table is larger than 16 MiB", where=str(path), remedy="register it in parts"
        )
    for coding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise EnvironmentFault(
        "The table is neither UTF-8 nor CP949", where=str(path), remedy="save it as UTF-8 CSV"
    )
