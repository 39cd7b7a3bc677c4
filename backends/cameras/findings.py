"""What was found in a list of cameras: rows as texts, and what is wrong with each. Values only."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at a row and field; `kept` when the row is taken all the same.

    Rows are counted as a spreadsheet counts them (the header is row 1) or, in GeoJSON, as features
    from 1. Row 0 is the file itself. No text here ever repeats a login.
    """

    row: int
    field: str
    problem: str
    remedy: str
    kept: bool = False

    @property
    def sentence(self) -> str:
        """Row, field, problem and remedy in one line."""
        place = f"row {self.row}" if self.row else "file"
        mark = "note: " if self.kept else ""
        name = f", {self.field}" if self.field else ""
        return f"{mark}{place}{name}: {self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row's texts by field name, only those that are not empty."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """The rows of a file that could be read, and what could not."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
