"""What came in and is not decided yet: bounded, life-safety first (R-MSG-07). Engine thread only.

Refreshable messages (PING, STATE) never wait behind events. When the room for other events is
used up, further ones are left without a receipt, so that their devices keep them. Senders take
turns: a flood from one of them delays only its own messages.
"""

from console.domain.alert_types import Catalogue
from console.ports.messages import Command, MessageArrived
from console.services.fair_queue import FairQueue
from console.wire.sep1 import Bye, Event, Hello, Ping, State

MOST_WAITING = 16_384
MOST_URGENT = 32_768
MOST_FRESH = 4_096
MOST_BYTES = 64 * 1024 * 1024
"""Of ordinary messages; as much again for urgent ones. Pictures are what weighs."""
MOST_REFUSED = 32
"""In one batch: whoever comes while it is written waits for a small transaction only."""

Waiting = MessageArrived | Command


class Inbox:
    """Queues: refreshable, urgent (life-safety events and commands), ordinary, not readable."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._fresh: list[MessageArrived] = []
        self._urgent: FairQueue[Waiting] = FairQueue()
        self._ordinary: FairQueue[Waiting] = FairQueue()
        self._refused: FairQueue[Waiting] = FairQueue()
        self._bytes = 0
        self._refused_bytes = 0
        self._alone = False
        self.withheld = 0

    def __len__(self) -> int:
        return len(self._fresh) + self._durable_count

    @property
    def waiting_bytes(self) -> int:
        """Bytes of what waits for a decision."""
        return self._bytes + self._refused_bytes

    @property
    def has_durable(self) -> bool:
        """Whether anything waits that needs a decision to be made durable."""
        return self._durable_count > 0

    @property
    def _durable_count(self) -> int:
        return len(self._urgent) + len(self._ordinary) + len(self._refused)

    def put(self, item: Waiting) -> bool:
        """Take an input in; False when there is no room and it was left without an answer."""
        if isinstance(item, MessageArrived) and is_refreshable(item):
            if len(self._fresh) < MOST_FRESH:
                self._fresh.append(item)
            return True
        queue = self._queue_for(item)
        ordinary = queue is not self._urgent and _may_be_withheld(item)
        if self._is_full(queue, ordinary=ordinary):
            self.withheld += 1
            return False
        self._weigh(item, 1)
        queue.append(_sender(item), item)
        return True

    def _is_full(self, queue: FairQueue[Waiting], *, ordinary: bool) -> bool:
        if queue is self._refused:
            # Weighed apart: a flood of nonsense leaves room for what has sense.
            return len(queue) >= MOST_WAITING or self._refused_bytes >= MOST_BYTES
        most, most_bytes = MOST_URGENT, 2 * MOST_BYTES
        if ordinary:
            most, most_bytes = MOST_WAITING, MOST_BYTES
        return len(queue) >= most or self._bytes >= most_bytes

    def _weigh(self, item: Waiting, sign: int) -> None:
        if self._queue_for(item) is self._refused:
            self._refused_bytes += sign * _weight(item)
        else:
            self._bytes += sign * _weight(item)

    def take_fresh(self) -> list[MessageArrived]:
        """All refreshable messages."""
        taken, self._fresh = self._fresh, []
        return taken

    def take(self, most: int) -> list[Waiting]:
        """At most `most` inputs to decide, urgent ones first, in turns between their senders.

        With a full batch of others behind them urgent ones go alone, every other time: a small
        transaction is a quick one, and nobody waits for ever. Of what cannot be read only a few
        are taken, last: they are rejected and kept, but nobody else waits for their bytes.
        """
        taken: list[Waiting] = []
        self._alone = bool(self._urgent) and len(self._ordinary) > most and not self._alone
        for queue in (self._urgent,) if self._alone else (self._urgent, self._ordinary):
            while queue and len(taken) < most:
                taken.append(queue.pop())
        room = min(most - len(taken), MOST_REFUSED)
        if not self._alone:
            taken += [self._refused.pop() for _ in range(min(room, len(self._refused)))]
        for item in taken:
            self._weigh(item, -1)
        return taken

    def put_back(self, items: list[Waiting]) -> None:
        """Return a batch whose transaction failed, before everything else."""
        for item in reversed(items):
            self._queue_for(item).append_first(_sender(item), item)
            self._weigh(item, 1)

    def _queue_for(self, item: Waiting) -> FairQueue[Waiting]:
        if isinstance(item, Command):
            return self._urgent
        message = item.message
        if message is None:
            return self._refused
        if isinstance(message, Event) and self.catalogue.type_of(message.type).is_life:
            return self._urgent
        return self._ordinary


def _sender(item: Waiting) -> str:
    return f"seat {item.seat}" if isinstance(item, Command) else f"device {item.peer.device}"


def _weight(item: Waiting) -> int:
    if isinstance(item, Command):
        return len(item.text)
    return len(item.raw) + sum(map(len, item.attachments))


def is_refreshable(item: Waiting) -> bool:
    """Whether a newer one of its kind makes it worthless."""
    return isinstance(item, MessageArrived) and isinstance(item.message, Ping | State)


def _may_be_withheld(item: Waiting) -> bool:
    # A HELLO or BYE comes once; an event or a refused message comes again.
    return isinstance(item, MessageArrived) and not isinstance(item.message, Hello | Bye)
