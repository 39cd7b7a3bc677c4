"""Carries the queue's wishes out of its panel: several acknowledgements, what the seat keeps.

GUI thread; decides nothing. Each acknowledgement is a command of its own, on its own record.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from console.ports.seat_files import SeatFiles
from console.ports.seat_link import SeatLink
from widgets.alert_queue.panel import AlertQueue


class QueueDesk(QObject):
    """Connects one queue to the seat's link and files; `files` None keeps nothing."""

    def __init__(
        self, queue: AlertQueue, link: SeatLink, files: SeatFiles | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queue, self._link, self._files = queue, link, files
        queue.acknowledge_wished.connect(self._acknowledge)
        queue.kept_changed.connect(self._keep)
        if files is not None:
            queue.restore(files.queue())

    @Slot(object)
    def _acknowledge(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._link.submit("acknowledge", number)

    @Slot()
    def _keep(self) -> None:
        if self._files is not None:
            self._files.keep_queue(self._queue.kept())
