"""Sheets as XLSX or CSV files in a folder, under names that no file has yet. A worker's thread.

A text is never a formula: in XLSX it is written as a text, in CSV it gets an apostrophe in front.
"""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from typing_extensions import override
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault
from console.domain.wall_clock import in_district
from console.ports.tables import Cell, Column, Sheet, TableForm, Tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORMS = {"whole": "#,##0", "decimal": "#,##0.0", "share": "0.0%", "place": "0.00000", "text": "@"}
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")


class FolderTables(Tables):
    """Writes into one folder, made at first use."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    @override
    def save(self, name: str, sheets: Sequence[Sheet], form: TableForm) -> Sequence[Path]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            stem = f"{name}-{in_district(self._now()):%Y%m%d-%H%M%S-%Z}"
            if form == "xlsx":
                return [_whole(self._free(stem, ".xlsx"), lambda path: write_xlsx(path, sheets))]
            return [
                _whole(
                    self._free(f"{stem}-{number}", ".csv"),
                    lambda path, sheet=sheet: write_csv(path, sheet),  # type: ignore[misc]
                )
                for number, sheet in enumerate(sheets, 1)
            ]
        except (OSError, XlsxWriterException) as fault:
            words = getattr(fault, "strerror", None) or str(fault)
            raise EnvironmentFault(
                f"The tables cannot be written: {words}",
                where=str(self._folder),
                remedy="check the rights of the folder and the room on the disk",
            ) from fault

    def _free(self, stem: str, ending: str) -> Path:
        """A path that is not there yet."""
        path = self._folder / f"{stem}{ending}"
        number = 1
        while path.exists():
            number += 1
            path = self._folder / f"{stem}_{number}{ending}"
        return path


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """One workbook. Raises OSError, and XlsxWriterException for sheets that cannot be."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        bold = book.add_format({"bold": True, "bottom": 1})
        forms = {name: book.add_format({"num_format": form}) for name, form in _FORMS.items()}
        for number, sheet in enumerate(sheets, 1):
            page = book.add_worksheet(f"{number} {_NOT_IN_TITLES.sub(' ', sheet.title)}"[:31])
            page.write_string(0, 0, sheet.note)
            for at, column in enumerate(sheet.columns):
                page.write_string(2, at, column.heading, bold)
                page.set_column(at, at, column.width)
            for line, row in enumerate(sheet.rows, 3):
                for at, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
                    if isinstance(value, str):
                        page.write_string(line, at, value)
                    elif value is not None:
                        page.write_number(line, at, value, forms[column.form])
            page.freeze_panes(3, 1)
            if sheet.rows:
                page.autofilter(2, 0, 2 + len(sheet.rows), len(sheet.columns) - 1)
    finally:
        _close(book)


def _close(book: xlsxwriter.Workbook) -> None:
    """Write the file: it is here that a disk or a folder says no."""
    try:
        book.close()
    except FileCreateError as fault:
        reason = fault.args[0] if fault.args else fault
        raise reason if isinstance(reason, OSError) else OSError(str(reason)) from fault


def write_csv(path: Path, sheet: Sheet) -> None:
    """One table, in UTF-8 with the mark that spreadsheets look for. Raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_safe(column.heading) for column in sheet.columns])
        for row in sheet.rows:
            pairs = zip(row, sheet.columns, strict=True)
            writer.writerow([_shown(value, column) for value, column in pairs])


def _whole(path: Path, write: Callable[[Path], None]) -> Path:
    with replacing(path) as part:
        write(part)
    return path


def _shown(value: Cell, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _safe(value)
    digits = {"whole": 0, "decimal": 2, "share": 4, "place": 5}.get(column.form)
    return str(value) if digits is None else f"{value:.{digits}f}"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
