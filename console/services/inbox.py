"""What came in and is not decided yet: bounded, life-safety first (R-MSG-07). Engine thread only.

Refreshable messages (PING, STATE) never wait behind events. When the room for other events is
used up, further ones are left without a receipt, so that their devices keep them.
"""

from collections import deque

from console.domain.alert_types import Catalogue
from console.ports.messages import Command, MessageArrived
from console.wire.sep1 import Event, Ping, State

MOST_WAITING = 2_048
MOST_URGENT = 8_192

Waiting = MessageArrived | Command


class Inbox:
    """Three queues: refreshable, urgent (life-safety, commands, session words), ordinary."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fresh: list[MessageArrived] = []
        self._urgent: deque[Waiting] = deque()
        self._ordinary: deque[Waiting] = deque()
        self.withheld = 0

    def __len__(self) -> int:
        return len(self._fresh) + len(self._urgent) + len(self._ordinary)

    @property
    def has_durable(self) -> bool:
        """Whether anything waits that needs a decision to be made durable."""
        return bool(self._urgent or self._ordinary)

    def put(self, item: Waiting) -> bool:
        """Take an input in; False when there is no room and it was left without an answer."""
        if isinstance(item, MessageArrived) and isinstance(item.message, Ping | State):
            self._fresh.append(item)
            return True
        queue, most = (
            (self._urgent, MOST_URGENT) if self._is_urgent(item) else (self._ordinary, MOST_WAITING)
        )
        if len(queue) >= most:
            self.withheld += 1
            return False
        queue.append(item)
        return True

    def take_fresh(self) -> list[MessageArrived]:
        """All refreshable messages."""
        taken, self._fresh = self._fresh, []
        return taken

    def take(self, most: int) -> list[Waiting]:
        """At most `most` inputs to decide, urgent ones first, each queue in its order."""
        taken: list[Waiting] = []
        for queue in (self._urgent, self._ordinary):
            while queue and len(taken) < most:
                taken.append(queue.popleft())
        return taken

    def put_back(self, items: list[Waiting]) -> None:
        """Return a batch whose transaction failed, before everything else."""
        for item in reversed(items):
            queue = self._urgent if self._is_urgent(item) else self._ordinary
            queue.appendleft(item)

    def _is_urgent(self, item: Waiting) -> bool:
        if isinstance(item, Command) or not isinstance(item.message, Event):
            return True
        return self._catalogue.type_of(item.message.type).is_life
