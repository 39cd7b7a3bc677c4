"""When time has to look at which field record again. Engine thread only; no I/O.

As `desk.deadlines` for alerts: a heap made from the records' own deadlines, and so made again at
each start. An entry may be stale: whoever takes it asks the record itself.
"""

from datetime import datetime
from heapq import heappop, heappush

from console.domain.field.record import FieldKey, FieldRecord


class FieldDeadlines:
    """The next deadline of every record that has one, perhaps with older entries beside it."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, FieldKey]] = []
        self._armed: dict[FieldKey, datetime] = {}
        self._taken: list[tuple[datetime, FieldKey]] = []

    def arm(self, record: FieldRecord) -> None:
        """Look at this record again at its deadline."""
        self.arm_at(record.key, record.deadline)

    def arm_at(self, key: FieldKey, deadline: datetime | None) -> None:
        """Look at the record of this key again then."""
        if deadline is None:
            self._armed.pop(key, None)
        elif self._armed.get(key) != deadline:
            self._armed[key] = deadline
            heappush(self._heap, (deadline, key))

    def take(self, now: datetime, most: int) -> list[FieldKey]:
        """Keys of records that may be due, the longest overdue first."""
        first = len(self._taken)
        while self._heap and self._heap[0][0] <= now and len(self._taken) - first < most:
            entry = heappop(self._heap)
            self._armed.pop(entry[1], None)
            self._taken.append(entry)
        return list(dict.fromkeys(key for _, key in self._taken[first:]))

    def keep(self) -> None:
        """What was taken is durable."""
        self._taken.clear()

    def drop(self) -> None:
        """What was taken never was."""
        for entry in self._taken:
            heappush(self._heap, entry)
        self._taken.clear()
