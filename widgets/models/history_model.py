"""The alerts a search found so far, the newest first, as rows of the queue. GUI thread."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject

from console.domain.alerts.alert import Alert, Work
from widgets.models.alert_row import AlertRow, RowMaker
from widgets.models.rows_model import RowsModel

MOST_ROWS = 10_000


class HistoryModel(RowsModel):
    """Grows by pages up to `MOST_ROWS`; begins anew with each search."""

    def __init__(self, maker: RowMaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker

    def begin(self) -> None:
        """Nothing found yet."""
        self._put((), list(self._by_number))

    def add(self, alerts: Iterable[Alert]) -> None:
        """One more page."""
        self._put([self._row(alert) for alert in alerts], ())

    def last(self) -> int | None:
        """The number of the oldest alert found so far."""
        return self._rows[-1].number if self._rows else None

    def _row(self, alert: Alert) -> AlertRow:
        # Of the past only the answer counts: nothing waits, nothing is strong. What is still open
        # and unanswered is no past, and a tick there would be a lie.
        row, order = self._maker.make(alert), (float(-alert.number),)
        past = alert.work is Work.CLOSED
        return replace(row, order=order, acknowledged=row.acknowledged or past)
