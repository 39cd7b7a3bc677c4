"""Tables for other programs: sheets of texts and numbers into a file that a spreadsheet opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Cell = str | int | float | None
TableForm = Literal["xlsx", "csv"]
ColumnForm = Literal["text", "whole", "decimal", "share", "place"]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how its numbers are shown (a share: as per cent), its width in characters."""

    heading: str
    form: ColumnForm = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; every row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    """A line above the table: whose figures, of when."""


class Tables(Protocol):
    """Writes tables; reads and writes the disk, so it is for a worker."""

    def save(self, name: str, sheets: Sequence[Sheet], form: TableForm) -> Sequence[Path]:
        """Write the sheets under a name that no file has yet; the files that were made.

        XLSX is one file, CSV one for each sheet. Raises EnvironmentFault.
        """
        ...
