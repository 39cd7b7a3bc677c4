"""What time has to look at again, and when. Engine thread only; no I/O.

A heap beside the things themselves, made from their own deadlines and so made again at each start.
An entry may be stale: whoever takes it asks the thing itself. Nothing is taken for good before the
tick that took it is durable.
"""

from datetime import datetime
from heapq import heappop, heappush
from typing import Generic, TypeVar

from console.domain.field.record import FieldKey

_Key = TypeVar("_Key", int, FieldKey)


class Agenda(Generic[_Key]):
    """The next deadline of every key that has one, perhaps with older entries beside it."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, _Key]] = []
        self._armed: dict[_Key, datetime] = {}
        self._taken: list[tuple[datetime, _Key]] = []

    def arm_at(self, key: _Key, deadline: datetime | None) -> None:
        """Look at this key again then; None: not at all."""
        if deadline is None:
            self._armed.pop(key, None)
        elif self._armed.get(key) != deadline:
            self._armed[key] = deadline
            heappush(self._heap, (deadline, key))

    def take(self, now: datetime, most: int) -> list[_Key]:
        """Keys that may be due, the longest overdue first."""
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
