"""A sheet as a table model whose rows can be sorted by any column. GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from console.ports.tables import Cell, Column, Sheet
from widgets.overrides import sealed

_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_FORMS = {"whole": "{:,.0f}", "decimal": "{:,.1f}", "share": "{:.1%}", "place": "{:.5f}"}


@sealed
class SheetModel(QAbstractTableModel):
    """Rows as prepared; `source_row` tells which row of the sheet a shown one is."""

    def __init__(self, *, total: bool = False) -> None:
        """`total` keeps the last row last, however the others are sorted."""
        super().__init__()
        self._total = total
        self._sheet = Sheet("", (), ())
        self._order: list[int] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, sheet: Sheet) -> None:
        """Show another sheet; the order of sorting stays."""
        self.beginResetModel()
        self._sheet = sheet
        self._order = list(range(len(sheet.rows)))
        self._arrange()
        self.endResetModel()

    def source_row(self, row: int) -> int:
        """The number of a shown row in the sheet."""
        return self._order[row]

    @override
    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._sheet.columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self._sheet.rows[self._order[index.row()]][index.column()]
        column = self._sheet.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(value, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._sheet.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return in_lines(self._sheet.columns[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self._sheet.columns[section])
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self._sorted is None or self._sorted[0] >= len(self._sheet.columns):
            self._order = list(range(len(self._sheet.rows)))
            return
        column, order = self._sorted
        last = len(self._sheet.rows) - 1 if self._total else -1
        rows = [row for row in range(len(self._sheet.rows)) if row != last]
        known = [row for row in rows if self._sheet.rows[row][column] is not None]
        empty = [row for row in rows if self._sheet.rows[row][column] is None]
        known.sort(key=self._key(column), reverse=order == Qt.SortOrder.DescendingOrder)
        self._order = [*known, *empty, *([last] if last >= 0 else [])]

    def _key(self, column: int) -> Callable[[int], tuple[float, str]]:
        def key(row: int) -> tuple[float, str]:
            value = self._sheet.rows[row][column]
            return (0.0, value) if isinstance(value, str) else (float(value or 0.0), "")

        return key


def shown(value: Cell, column: Column) -> str:
    """A cell as people read it; a dash where nothing is known."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else _FORMS.get(column.form, "{}").format(value)


def in_lines(heading: str) -> str:
    """A heading of several words in two lines, the longer of which is as short as it can be."""
    words = heading.split()
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(pairs, key=lambda pair: max(map(len, pair)))) if pairs else heading


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.form == "text" else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
