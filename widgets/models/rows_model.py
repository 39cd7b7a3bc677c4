"""Rows of the queue as a Qt model, always in order. GUI thread.

Applies merged changes with the fewest signals: removals and insertions as ranges, one
`dataChanged` per run of rows that kept their place. Never sorts on paint.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from widgets.models.alert_row import AlertRow
from widgets.models.countdown import countdown
from widgets.models.ordering import SortKey
from widgets.overrides import sealed
from widgets.words.words import age_text, priority_tip, translate

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROOT = QModelIndex()


class Column(IntEnum):
    """Columns of the queue, left to right."""

    PRIORITY = 0
    STATE = 1
    TYPE = 2
    PLACE = 3
    CLOCK = 4
    AGE = 5
    OWNER = 6
    COUNT = 7


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers of a rising sequence as (first, last) pairs."""
    first: int | None = None
    last = -1
    for row in rows:
        if first is None:
            first = row
        elif row != last + 1:
            yield first, last
            first = row
        last = row
    if first is not None:
        yield first, last


@sealed
class RowsModel(QAbstractTableModel):
    """Rows are `AlertRow`; `ROW_ROLE` gives the whole row to the delegate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[AlertRow] = []
        self._orders: list[SortKey] = []
        self._by_number: dict[int, AlertRow] = {}
        self.now = datetime.now(UTC)

    # --- what it holds --------------------------------------------------------------------------

    def rows(self) -> Sequence[AlertRow]:
        """The rows in order; read only."""
        return self._rows

    def row_at(self, position: int) -> AlertRow:
        """The row at a position from 0."""
        return self._rows[position]

    def find(self, number: int) -> AlertRow | None:
        """The row of a number, or None when it is not here."""
        return self._by_number.get(number)

    def position(self, number: int) -> int:
        """Where a row stands, from 0; -1 when it is not here."""
        row = self._by_number.get(number)
        return -1 if row is None else bisect_left(self._orders, row.order)

    # --- changes --------------------------------------------------------------------------------

    def _put(self, rows: Iterable[AlertRow], gone: Iterable[int]) -> None:
        """Take in new and changed rows, and let go of numbers that are here."""
        stay: list[AlertRow] = []
        enter: list[AlertRow] = []
        leave = list(gone)
        for row in rows:
            old = self._by_number.get(row.number)
            if old is None:
                enter.append(row)
            elif old.order != row.order:
                leave.append(row.number)
                enter.append(row)
            elif old != row:
                stay.append(row)
        self._update(stay)
        self._remove(leave)
        self._insert(enter)

    def _update(self, changed: Sequence[AlertRow]) -> None:
        positions = sorted(bisect_left(self._orders, row.order) for row in changed)
        for row in changed:
            self._rows[bisect_left(self._orders, row.order)] = row
            self._by_number[row.number] = row
        for first, last in runs(positions):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _remove(self, numbers: Sequence[int]) -> None:
        positions = sorted(self.position(number) for number in numbers)
        for first, last in reversed(list(runs(positions))):
            self.beginRemoveRows(_ROOT, first, last)
            for row in self._rows[first : last + 1]:
                del self._by_number[row.number]
            del self._rows[first : last + 1]
            del self._orders[first : last + 1]
            self.endRemoveRows()

    def _insert(self, entering: list[AlertRow]) -> None:
        entering.sort(key=_order)
        at = 0
        while at < len(entering):
            place = bisect_left(self._orders, entering[at].order)
            limit = self._orders[place] if place < len(self._orders) else None
            end = at + 1
            while end < len(entering) and (limit is None or entering[end].order < limit):
                end += 1
            self._insert_block(place, entering[at:end])
            at = end

    def _insert_block(self, place: int, block: Sequence[AlertRow]) -> None:
        self.beginInsertRows(_ROOT, place, place + len(block) - 1)
        self._rows[place:place] = block
        self._orders[place:place] = [row.order for row in block]
        self._by_number.update((row.number, row) for row in block)
        self.endInsertRows()

    # --- Qt's questions -------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in {Column.TYPE, Column.PLACE}:
            return self._text(row, Column(index.column()))
        return None

    def _text(self, row: AlertRow, column: Column) -> str:
        if column is Column.AGE:
            return age_text(row.raised, self.now)
        if column is Column.CLOCK:
            face = countdown(row.alert, row.profile, self.now)
            return face.text if face else ""
        return {
            Column.PRIORITY: priority_tip(row.alert),
            Column.STATE: row.state,
            Column.TYPE: row.name,
            Column.PLACE: row.place,
            Column.OWNER: row.owner,
            Column.COUNT: row.count,
        }[column]

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in {Column.AGE, Column.COUNT}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Queue", "Pri."),
            translate("Queue", "State"),
            translate("Queue", "Type"),
            translate("Queue", "Place or source"),
            translate("Queue", "Answer"),
            translate("Queue", "Age"),
            translate("Queue", "Owner"),
            translate("Queue", "Count"),
        )[section]


def _order(row: AlertRow) -> SortKey:
    return row.order
