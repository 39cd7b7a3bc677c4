"""Every open alert as prepared rows, in order. GUI thread.

What the operator sees of it is `ShownModel`'s affair; this one hides and folds nothing, and never
talks to the engine.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal

from console.domain.alerts.alert import Alert
from widgets.models.alert_row import AlertRow, RowMaker
from widgets.models.rows_model import ROW_ROLE, Column, RowsModel, runs

__all__ = ["ROW_ROLE", "AlertQueueModel", "Column", "runs"]


class AlertQueueModel(RowsModel):
    """Open alerts. `settled(rows, gone)` tells each change once: rows made, numbers that left."""

    settled = Signal(object, object)

    def __init__(self, maker: RowMaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._pending: dict[int, int] = {}

    def alerts(self) -> list[Alert]:
        """The open alerts in order."""
        return [row.alert for row in self._rows]

    def replace_all(self, alerts: Iterable[Alert]) -> None:
        """Hold exactly these alerts (a snapshot); only differences are signalled."""
        wanted = {alert.number: alert for alert in alerts if alert.is_open}
        gone = [number for number in self._by_number if number not in wanted]
        self._settle(wanted.values(), gone)

    def apply(self, alerts: Iterable[Alert]) -> None:
        """Merge changed alerts; closed ones leave."""
        newest = {alert.number: alert for alert in alerts}
        gone = [n for n, alert in newest.items() if not alert.is_open and n in self._by_number]
        self._settle([alert for alert in newest.values() if alert.is_open], gone)

    def set_pending(self, number: int, pending: int) -> None:
        """Mark how many actions on an alert are *local only*; 0 clears the mark."""
        self._pending[number] = pending
        if pending <= 0:
            del self._pending[number]
        row = self._by_number.get(number)
        if row is not None and row.pending != pending:
            changed = row.with_pending(pending)
            self._update([changed])
            self.settled.emit([changed], [])

    def set_language(self, language: str) -> None:
        """Prepare every row again in "ko" or "en"."""
        self._maker.language = language
        changed = [self._make(row.alert) for row in self._rows]
        self._update(changed)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.settled.emit(changed, [])

    def _make(self, alert: Alert) -> AlertRow:
        return self._maker.make(alert, self._pending.get(alert.number, 0))

    def _settle(self, alerts: Iterable[Alert], gone: list[int]) -> None:
        made = [self._make(alert) for alert in alerts]
        changed = [row for row in made if self._by_number.get(row.number) != row]
        self._put(changed, gone)
        if changed or gone:
            self.settled.emit(changed, gone)
