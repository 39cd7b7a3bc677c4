"""A plain table of words. GUI thread; prepared rows in, nothing decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidgetItem,
    QWidget,
)

from widgets.keys.fields import FieldTable
from widgets.theme import SIZES, colour


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells and its tone ("" for none)."""

    cells: tuple[str, ...]
    tone: str = ""


class WordTable(FieldTable):
    """`stretched` is the column that takes the room that is left."""

    def __init__(self, columns: int, stretched: int, parent: QWidget | None = None) -> None:
        super().__init__(0, columns, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SIZES.row_height)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(columns):
            way = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                column, way.Stretch if column == stretched else way.ResizeToContents
            )

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Write the rows anew; the chosen row's number stays chosen."""
        kept = self.currentRow()
        self.setRowCount(len(lines))
        for number, line in enumerate(lines):
            for column, text in enumerate(line.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if line.tone:
                    item.setForeground(colour(line.tone))
                self.setItem(number, column, item)
        if 0 <= kept < len(lines):
            self.selectRow(kept)

    def texts(self) -> list[list[str]]:
        """What stands there, for tests and screen readers."""
        return [
            [item.text() if (item := self.item(row, column)) else "" for column in self._columns()]
            for row in range(self.rowCount())
        ]

    def _columns(self) -> range:
        return range(self.columnCount())
