"""When time has to look at which alert again. Engine thread only; no I/O.

A heap beside the alerts, made from their own deadlines and so made again at each start. An entry
may be stale: whoever takes it asks the alert itself. Nothing is taken for good before the tick that
took it is durable.
"""

from datetime import datetime
from heapq import heappop, heappush

from console.domain.alerts.alert import Alert
from console.domain.alerts.timers import next_deadline
from console.domain.pace import USUAL, Pace


class Deadlines:
    """The next deadline of every alert that has one, perhaps with older entries beside it."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int]] = []
        self._armed: dict[int, datetime] = {}
        self._taken: list[tuple[datetime, int]] = []
        self.pace: Pace = USUAL

    def arm(self, alert: Alert) -> None:
        """Look at this alert again at its next deadline."""
        deadline = next_deadline(alert, self.pace)
        if deadline is None:
            self._armed.pop(alert.number, None)
        elif self._armed.get(alert.number) != deadline:
            self._armed[alert.number] = deadline
            heappush(self._heap, (deadline, alert.number))

    def take(self, now: datetime, most: int) -> list[int]:
        """Numbers of alerts that may be due, the longest overdue first."""
        first = len(self._taken)
        while self._heap and self._heap[0][0] <= now and len(self._taken) - first < most:
            entry = heappop(self._heap)
            self._armed.pop(entry[1], None)
            self._taken.append(entry)
        return list(dict.fromkeys(number for _, number in self._taken[first:]))

    def keep(self) -> None:
        """What was taken is durable."""
        self._taken.clear()

    def drop(self) -> None:
        """What was taken never was."""
        for entry in self._taken:
            heappush(self._heap, entry)
        self._taken.clear()
