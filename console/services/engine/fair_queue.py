"""A queue in which everyone who waits has a turn: one noisy device delays only itself.

Engine thread only. Each sender's own order is kept; between senders it goes round. It has no bound
of its own: `inbox` decides what is let in.
"""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

_T = TypeVar("_T")


class FairQueue(Generic[_T]):
    """Lines of items, one a sender. A turn is at most `turn` items of one sender.

    Every operation takes constant time for each item.
    """

    def __init__(self, turn: int = 1) -> None:
        self._turn = turn
        self._lines: OrderedDict[str, deque[_T]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def waiting_of(self, sender: str) -> int:
        """How much of this sender's waits."""
        line = self._lines.get(sender)
        return len(line) if line else 0

    def append(self, sender: str, item: _T) -> None:
        """Last in the sender's line."""
        line = self._lines.get(sender)
        if line is None:
            line = self._lines[sender] = deque()
        line.append(item)
        self._count += 1

    def append_first(self, sender: str, item: _T) -> None:
        """First in the sender's line, as when it was taken too early."""
        line = self._lines.get(sender)
        if line is None:
            line = self._lines[sender] = deque()
        line.appendleft(item)
        self._count += 1

    def take(self, most: int) -> list[_T]:
        """At most `most` items, turn by turn."""
        taken: list[_T] = []
        while self._lines and len(taken) < most:
            sender, line = self._lines.popitem(last=False)
            count = min(self._turn, len(line), most - len(taken))
            taken += [line.popleft() for _ in range(count)]
            if line:
                self._lines[sender] = line
        self._count -= len(taken)
        return taken
