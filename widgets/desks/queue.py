"""Carries the queue's wishes out of its panel: several acknowledgements, searches, what is kept.

GUI thread; decides nothing. Each acknowledgement is a command of its own, on its own record. The
engine answers only the newest question of a seat, so the questions go one after the other here; the
operator's own search goes first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from console.domain.alerts.alert import Alert
from console.ports.history import HistoryLink
from console.ports.seat_files import SeatFiles
from console.ports.seat_link import SeatLink
from console.wire.seat_values import HistoryPage, HistoryWanted
from widgets.window.layout import Panels

_FIRST_PAST = 1 << 40
"""Numbers of questions from here on are the card's; those of the search count from 1."""

PastTaken = Callable[[HistoryPage], None]


class QueueDesk(QObject):
    """Connects the queue to the seat's link and files; `files` None keeps nothing."""

    def __init__(
        self, panels: Panels, link: SeatLink, files: SeatFiles | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panels, self._queue = panels, panels.queue
        self._link, self._files = link, files
        self._searching = 0
        self._past: tuple[HistoryWanted, PastTaken] | None = None
        self._past_number = _FIRST_PAST
        self._queue.acknowledge_wished.connect(self._acknowledge)
        self._queue.kept_changed.connect(self._keep)
        if self._queue.search is not None:
            self._queue.search.wanted.connect(self._ask)
            self._queue.search.looked_at.connect(self._show)
        if files is not None:
            self._queue.restore(files.queue())

    @Slot(object)
    def take_page(self, page: HistoryPage) -> None:
        """Hand a page of history to whoever asked for it."""
        if page.request >= _FIRST_PAST:
            if self._past is not None and page.request == self._past[0].request:
                taken, self._past = self._past[1], None
                taken(page)
            return
        if page.request == self._searching:
            self._searching = 0
        if not self._searching:
            self._ask_past_again()  # whoever asked took the place of the card's question
        if self._queue.search is not None:
            self._queue.search.take(page)

    def ask_past(self, wanted: HistoryWanted, taken: PastTaken) -> None:
        """Ask for the past of one device or wearer; the newest such question wins."""
        self._past_number += 1
        self._past = (replace(wanted, request=self._past_number), taken)
        if not self._searching:
            self._ask_past_again()

    def reconnected(self) -> None:
        """A new connection: what was asked on the old one is never answered."""
        self._searching = 0
        self._ask_past_again()

    def _ask_past_again(self) -> None:
        if self._past is None:
            return
        if isinstance(self._link, HistoryLink):
            self._link.ask_history(self._past[0])
        else:
            self.take_page(HistoryPage(self._past[0].request, fault=self._no_history()))

    def _no_history(self) -> str:
        return self.tr("There is no history here.")

    @Slot(object)
    def _acknowledge(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._link.submit("acknowledge", number)

    @Slot()
    def _keep(self) -> None:
        if self._files is not None:
            self._files.keep_queue(self._queue.kept())

    @Slot(object)
    def _ask(self, wanted: HistoryWanted) -> None:
        if isinstance(self._link, HistoryLink):
            self._searching = wanted.request
            self._link.ask_history(wanted)
            return
        self.take_page(HistoryPage(wanted.request, fault=self._no_history()))

    @Slot(object)
    def _show(self, alert: Alert) -> None:
        """An open alert is chosen; of a closed one only what is known is shown."""
        if self._panels.model.find(alert.number) is not None:
            self._queue.choose(alert.number)
            return
        self._queue.unchoose()  # no key may act on another alert than the one that is shown
        self._panels.detail.show_alert(alert)
