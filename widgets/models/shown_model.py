"""What the table of the queue shows: filtered, and in a flood folded by type and place. GUI thread.

Life-safety alerts that nobody acknowledged are not here: they stand in the lane, which no filter
and no folding reaches (design law 7). Nothing is dropped: what is hidden or folded is counted, and
every alert stays in `AlertQueueModel`. Work per change does not grow with the queue.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from console.domain.alerts.alert import Work
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import AlertRow
from widgets.models.queue_filter import QueueFilter
from widgets.models.rows_model import RowsModel

Key = tuple[str, str]
_LEAST = 2  # one alert is no group


class _Fold:
    """The alerts of one type and place, and the row that stands for them."""

    def __init__(self, number: int, first: AlertRow) -> None:
        self.number = number
        self.rows: dict[int, AlertRow] = {}
        self.opened = False
        # Fixed at the start: a counted row does not wander while its members come and go.
        self.order = (1, first.alert.priority, 0, first.alert.raised.timestamp(), number)

    @property
    def folds(self) -> bool:
        return len(self.rows) >= _LEAST

    def head(self) -> AlertRow:
        oldest = min(self.rows.values(), key=_order)
        return replace(
            oldest, number=self.number, order=self.order, place=oldest.area, owner="",
            count=f"×{len(self.rows)}", members=len(self.rows), opened=self.opened, pending=0,
            profile=None, drill=all(row.drill for row in self.rows.values()), delayed=False,
        )  # fmt: skip


class ShownModel(RowsModel):
    """The table's rows. Counted rows have negative numbers; Enter opens them."""

    def __init__(
        self, queue: AlertQueueModel, operator: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._operator = operator
        self.filter = QueueFilter()
        self._wanted: dict[int, AlertRow] = {}
        self._hidden: set[int] = set()
        self._folds: dict[Key, _Fold] = {}
        self._key_of: dict[int, Key] = {}
        self._by_fold: dict[int, Key] = {}
        self._folding = False
        self._kept: int | None = None
        self._next = -1
        queue.settled.connect(self._follow)
        self._take(queue.rows(), ())

    # --- what stands ----------------------------------------------------------------------------

    @property
    def hidden(self) -> int:
        """How many open alerts the filter hides."""
        return len(self._hidden)

    @property
    def is_folding(self) -> bool:
        """Whether lower classes are folded now."""
        return self._folding

    @property
    def folded(self) -> int:
        """How many alerts stand in closed counted rows."""
        closed = (f for f in self._folds.values() if f.folds and not f.opened)
        return sum(len(fold.rows) for fold in closed) if self._folding else 0

    def members(self, number: int) -> list[int]:
        """The alerts that a row stands for: those of a counted row, else itself."""
        key = self._by_fold.get(number)
        return [number] if key is None else sorted(self._folds[key].rows)

    def home_of(self, number: int) -> int | None:
        """The row that shows an alert: its own, or the counted one; None when hidden or absent."""
        if number in self._by_number:
            return number
        key = self._key_of.get(number)
        return self._folds[key].number if key is not None and self._folding else None

    # --- wishes ---------------------------------------------------------------------------------

    def set_filter(self, wanted: QueueFilter) -> None:
        """Show what a filter wants."""
        if wanted != self.filter:
            self.filter = wanted
            self._take(self._queue.rows(), ())

    def set_folding(self, folding: bool) -> None:
        """Fold in a flood, unfold after it; what was opened begins closed next time."""
        if folding == self._folding:
            return
        self._folding = folding
        for fold in self._folds.values():
            fold.opened = False
        self._settle_all()

    def keep(self, number: int | None) -> None:
        """Never fold this alert away: the operator looks at it."""
        if number == self._kept:
            return
        before, self._kept = self._kept, number
        again = [self._queue.find(n) for n in (before, number) if n is not None]
        self._take([row for row in again if row is not None], ())

    def toggle(self, number: int) -> bool:
        """Open or close a counted row; False when the row is none."""
        key = self._by_fold.get(number)
        if key is None:
            return False
        fold = self._folds[key]
        fold.opened = not fold.opened
        self._settle({*fold.rows}, {key})
        return True

    # --- following the queue --------------------------------------------------------------------

    @Slot(object, object)
    def _follow(self, rows: Iterable[AlertRow], gone: Iterable[int]) -> None:
        self._take(rows, gone)

    def _take(self, rows: Iterable[AlertRow], gone: Iterable[int]) -> None:
        touched: set[int] = set()
        keys: set[Key] = set()
        for number in gone:
            self._hidden.discard(number)
            self._let_go(number, touched, keys)
        for row in rows:
            self._note(row, touched, keys)
        self._settle(touched, keys)

    def _note(self, row: AlertRow, touched: set[int], keys: set[Key]) -> None:
        lane = row.in_lane
        wanted = not row.is_quiet and self.filter.shows(row, self._operator)
        shows = not lane and (row.number == self._kept or wanted)
        if lane or shows or row.is_quiet:  # what is quiet has its own list, and its own count
            self._hidden.discard(row.number)
        else:
            self._hidden.add(row.number)
        if not shows:
            self._let_go(row.number, touched, keys)
            return
        self._wanted[row.number] = row
        touched.add(row.number)
        key = self._fold_key(row)
        if self._key_of.get(row.number) != key:
            self._leave_fold(row.number, touched, keys)
        if key is not None:
            self._join(row, key, touched, keys)

    def _fold_key(self, row: AlertRow) -> Key | None:
        free = row.alert.work is Work.NEW and not row.acknowledged and not row.pending
        if row.life or not free or row.number == self._kept:
            return None
        return (row.alert.type, row.area)

    def _join(self, row: AlertRow, key: Key, touched: set[int], keys: set[Key]) -> None:
        fold = self._folds.get(key)
        if fold is None:
            fold = self._folds[key] = _Fold(self._next, row)
            self._by_fold[self._next] = key
            self._next -= 1
        fold.rows[row.number] = row
        self._key_of[row.number] = key
        keys.add(key)
        if len(fold.rows) == _LEAST:
            touched.update(fold.rows)

    def _let_go(self, number: int, touched: set[int], keys: set[Key]) -> None:
        self._wanted.pop(number, None)
        touched.add(number)
        self._leave_fold(number, touched, keys)

    def _leave_fold(self, number: int, touched: set[int], keys: set[Key]) -> None:
        key = self._key_of.pop(number, None)
        if key is None:
            return
        fold = self._folds[key]
        del fold.rows[number]
        keys.add(key)
        touched.update(fold.rows if len(fold.rows) < _LEAST else ())

    # --- showing --------------------------------------------------------------------------------

    def _settle_all(self) -> None:
        self._settle({*self._wanted}, {*self._folds})

    def _settle(self, touched: set[int], keys: set[Key]) -> None:
        rows, gone = [], []
        for number in touched:
            row = self._row_for(number)
            if row is not None:
                rows.append(row)
            elif number in self._by_number:
                gone.append(number)
        for key in keys:
            fold = self._folds[key]
            if self._folding and fold.folds:
                rows.append(fold.head())
            elif fold.number in self._by_number:
                gone.append(fold.number)
            if not fold.rows:
                del self._by_fold[self._folds.pop(key).number]
        self._put(rows, gone)

    def _row_for(self, number: int) -> AlertRow | None:
        row = self._wanted.get(number)
        key = self._key_of.get(number)
        if row is None or key is None or not self._folding:
            return row
        fold = self._folds[key]
        if not fold.folds:
            return row
        return replace(row, order=(*fold.order, *row.order)) if fold.opened else None


def _order(row: AlertRow) -> tuple[float, ...]:
    return row.order
