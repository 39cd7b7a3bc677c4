"""A queue in which everyone who waits has a turn: one noisy device delays only itself.

Engine thread only. Each sender's own order is kept; between senders it goes round. It has no bound
of its own: `inbox` decides what is let in.
"""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

_T = TypeVar("_T")


class FairQueue(Generic[_T]):
    """Lines of items, one a sender. Every operation takes constant time."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[_T]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, sender: str, item: _T) -> None:
        """Last in the sender's line."""
        self._lines.setdefault(sender, deque()).append(item)
        self._count += 1

    def append_first(self, sender: str, item: _T) -> None:
        """First in the sender's line, as when it was taken too early."""
        self._lines.setdefault(sender, deque()).appendleft(item)
        self._count += 1

    def pop(self) -> _T:
        """The first item of the sender whose turn it is. Raises KeyError when nothing waits."""
        sender, line = self._lines.popitem(last=False)
        item = line.popleft()
        if line:
            self._lines[sender] = line
        self._count -= 1
        return item
