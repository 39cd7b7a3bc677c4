"""Small values in a table: intervals with their bounds, promises, contacts of agencies. GUI thread.

One row is edited and saved at a time, so that each change has its own reason on record.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.keys.fields import FieldTable
from widgets.overrides import sealed
from widgets.supervisor.rules_model import EditedRules
from widgets.supervisor.saving import Saving
from widgets.theme import SIZES, colour

_LEAST = 96  # pixels of a column that may still be filled


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What a page edits: cells of a path, and back. `fixed` columns are words, not fields."""

    part: str
    fixed: int
    headings: Callable[[], Sequence[str]]
    cells: Callable[[str, Any], Sequence[str]]
    value: Callable[[Sequence[str]], object]


@sealed
class ValuePage(QWidget):
    """`wished(RuleWish)`."""

    wished = Signal(object)

    def __init__(self, rules: EditedRules, kind: ValueKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules, self._kind = rules, kind
        self._fills = False
        self._names: list[str] = []
        self._begun: list[tuple[str, ...]] = []
        self._base = 0
        self._reopens = -1
        self.table, self.saving, self._hint = FieldTable(), Saving(), QLabel()
        self._hint.setProperty("role", "caption")
        table = self.table
        table.setColumnCount(len(kind.headings()))
        table.verticalHeader().hide()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        table.horizontalHeader().setDefaultAlignment(left)
        table.verticalHeader().setDefaultSectionSize(SIZES.row_height)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        way = QHeaderView.ResizeMode
        table.horizontalHeader().setSectionResizeMode(way.ResizeToContents)
        table.horizontalHeader().setMinimumSectionSize(_LEAST)
        table.horizontalHeader().setStretchLastSection(True)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(SIZES.gap)
        column_box.addWidget(table, 1)
        column_box.addWidget(self._hint)
        column_box.addWidget(self.saving)
        table.itemChanged.connect(self._judge)
        table.currentCellChanged.connect(self._judge)
        self.saving.saved.connect(self._save)
        self.saving.shipped_wished.connect(self._go_back)
        self.retranslate()

    def show_rules(self) -> None:
        """The rules are new; a row that is being edited keeps its fields."""
        edited = {row: self._texts(row) for row in self._edited() if row != self._reopens}
        if not edited:
            self._base = self._rules.view.number
        self._reopens = -1
        self._fills = True
        self._names = self._rules.names(self._kind.part)
        self.table.setRowCount(len(self._names))
        self._begun = []
        for row, name in enumerate(self._names):
            cells = tuple(self._kind.cells(name, self._rules.entry(self._path(row))))
            self._begun.append(cells)
            self._write(row, edited.get(row) or cells)
        self._fills = False
        if self.table.currentRow() < 0 and self._names:
            self.table.setCurrentCell(0, self._kind.fixed)
        self._judge()

    def _write(self, row: int, cells: Sequence[str]) -> None:
        own = self._rules.is_changed(self._path(row))
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if column < self._kind.fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setForeground(colour("text" if own else "secondary"))
            self.table.setItem(row, column, item)

    def _path(self, row: int) -> str:
        return f"{self._kind.part}/{self._names[row]}"

    def _texts(self, row: int) -> tuple[str, ...]:
        items = [self.table.item(row, column) for column in range(self.table.columnCount())]
        return tuple(item.text().strip() if item else "" for item in items)

    def _edited(self) -> list[int]:
        return [row for row, cells in enumerate(self._begun) if self._texts(row) != cells]

    @Slot()
    def _judge(self) -> None:
        if self._fills or not self._names:
            return
        row = self.table.currentRow()
        edited = row in self._edited()
        problems: Sequence[str] = ()
        if edited:
            problems = self._rules.problems(self._path(row), self._kind.value(self._texts(row)))
        self.saving.show_state(problems, changed=edited, allowed=self._rules.allowed)
        others = len(self._edited()) - edited
        words = self.tr("The chosen row is saved. Other rows edited and not saved: {count}")
        self._hint.setText(words.format(count=others))

    @Slot(str)
    def _save(self, why: str) -> None:
        row = self.table.currentRow()
        cells = self._texts(row)
        value = self._kind.value(cells)
        self.wished.emit(self._rules.wish(self._path(row), value, why, self._base))

    @Slot(str)
    def _go_back(self, why: str) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self._reopens = row
            self.wished.emit(self._rules.wish(self._path(row), None, why, self._base))

    def settled(self, *, accepted: bool) -> None:
        """The engine answered. What it refused stays in the cells, to be sent again."""
        if accepted:
            self.saving.settled()
        else:
            self._reopens = -1
        self._base = self._rules.view.number

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.table.setHorizontalHeaderLabels(list(self._kind.headings()))
        if self._begun:
            self.show_rules()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
