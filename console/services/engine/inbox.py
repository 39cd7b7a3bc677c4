"""What came in and is not decided yet: bounded, life-safety first (R-MSG-07). Engine thread only.

Refreshable messages (PING, STATE) never wait behind events. When the room for other events is
used up, further ones are left without a receipt, so that their devices keep them. Senders take
turns: a flood from one of them delays only its own messages. What will be refused, or was not
looked at closely yet, has a lane of its own, in which a sender has a share and no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.alert_types import Catalogue
from console.ports.messages import Command, MessageArrived, Peer
from console.services.engine.fair_queue import FairQueue
from console.wire.sep1 import Bye, Event, Hello, Ping, State

MOST_WAITING = 16_384
MOST_URGENT = 32_768
MOST_FRESH = 4_096
MOST_BYTES = 64 * 1024 * 1024
"""Of ordinary messages; as much again for urgent ones. Pictures are what weighs."""
MOST_REFUSED = 32
"""In one batch: whoever comes while it is written waits for a small transaction only."""
REFUSED_BESIDE = 16
REFUSED_EVERY_MS = 100
REFUSED_AT_ONCE = 64
"""While others have something to say: 64 at once, then 16 in each tenth of a second."""
FLOOD_EVERY_MS = 400
"""While others have something to say and more than 64 wait, the 16 come so seldom, and ride along
with what others say: each such batch makes somebody wait longer."""
MOST_REFUSED_OF_ONE = 12_288
"""Of `MOST_WAITING`: what is refused of others always finds room."""
QUIET_MS = 250
"""After which nobody else counts as having something to say."""
TURN = 8
"""So many events of one device share its session, its alert's row and its receipt."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A message of a device that sent too much nonsense to be looked at closely when it came."""

    peer: Peer
    frames: tuple[bytes, ...]
    received: datetime
    mono_ms: int


Waiting = MessageArrived | Command | Unread
_Lane = FairQueue[Waiting]
_FRESH = (Ping, State)
Permits = Callable[[str, Event], bool]


class Inbox:
    """Queues: refreshable, urgent (life-safety events and commands), ordinary, to be refused.

    `permits` tells whether a device may report an event at all. `withheld` counts what found no
    room, `doubted` what came into the lane of what will be refused or is unread.
    """

    def __init__(self, catalogue: Catalogue, permits: Permits | None = None) -> None:
        self.catalogue = catalogue
        self._permits = permits
        self._fresh: list[MessageArrived] = []
        self._urgent: _Lane = FairQueue()
        self._ordinary: _Lane = FairQueue(TURN)
        self._refused: _Lane = FairQueue(TURN)
        self._bytes = 0
        self._refused_bytes = 0
        self._alone = False
        self._sense_ms = -QUIET_MS
        self._credit = float(REFUSED_AT_ONCE)
        self._credit_ms = 0
        self.withheld = 0
        self.doubted = 0

    def __len__(self) -> int:
        return len(self._fresh) + len(self._urgent) + len(self._ordinary) + len(self._refused)

    @property
    def waiting_bytes(self) -> int:
        """Bytes of what waits for a decision."""
        return self._bytes + self._refused_bytes

    def put(self, item: Waiting) -> bool:
        """Take an input in; False when there is no room and it was left without an answer."""
        if isinstance(item, MessageArrived) and isinstance(item.message, Event):
            return self._put_event(item, item.message)
        if isinstance(item, MessageArrived) and isinstance(item.message, _FRESH):
            if len(self._fresh) < MOST_FRESH:
                self._fresh.append(item)
            return True
        return self._put_in(self._lane_for(item), item)

    def _put_event(self, item: MessageArrived, event: Event) -> bool:
        """What nearly everything is, by a short way."""
        lane = self._lane_of_event(item.peer.device, event)
        has_room = len(lane) < MOST_WAITING and self._bytes < MOST_BYTES
        if lane is not self._ordinary or not has_room:
            return self._put_in(lane, item)
        lane.append(item.peer.device, item)
        self._bytes += _weight(item)
        return True

    def _put_in(self, lane: _Lane, item: Waiting) -> bool:
        sender = _sender(item)
        self.doubted += lane is self._refused
        if self._is_full(lane, sender, item):
            self.withheld += 1
            return False
        lane.append(sender, item)
        self._weigh(lane, _weight(item))
        return True

    def _is_full(self, lane: _Lane, sender: str, item: Waiting) -> bool:
        if lane is self._refused:
            # Weighed apart: a flood of nonsense leaves room for what has sense.
            if len(lane) >= MOST_WAITING or self._refused_bytes >= MOST_BYTES:
                return True
            return lane.waiting_of(sender) >= MOST_REFUSED_OF_ONE
        if lane is self._ordinary and _may_be_withheld(item):
            return len(lane) >= MOST_WAITING or self._bytes >= MOST_BYTES
        return len(lane) >= MOST_URGENT or self._bytes >= 2 * MOST_BYTES

    def _weigh(self, lane: _Lane, more: int) -> None:
        if lane is self._refused:
            self._refused_bytes += more
        else:
            self._bytes += more

    @property
    def refused_waiting(self) -> int:
        """How much waits in the lane of what will be refused or is unread."""
        return len(self._refused)

    def take_fresh(self) -> list[MessageArrived]:
        """All refreshable messages."""
        taken, self._fresh = self._fresh, []
        return taken

    def take(self, most: int, mono_ms: int) -> list[Waiting]:
        """At most `most` inputs to decide, urgent ones first, in turns between their senders.

        With a full batch of others behind them urgent ones go alone, every other time: a small
        transaction is a quick one, and nobody waits for ever. Of what will be refused only a few
        are taken, last or alone: they are rejected and kept, but nobody else waits for their bytes.
        """
        self._alone = bool(self._urgent) and len(self._ordinary) > most and not self._alone
        taken = self._take_of(self._urgent, most)
        if not self._alone:
            taken += self._take_of(self._ordinary, most - len(taken))
            if taken:
                self._sense_ms = mono_ms
            room = self._room_for_refused(mono_ms, beside=bool(taken))
            taken += self._take_of(self._refused, min(most - len(taken), room))
        return taken

    def _room_for_refused(self, mono_ms: int, *, beside: bool) -> int:
        waiting = len(self._refused)
        if not waiting or not self._may_refuse(mono_ms):
            return 0
        if mono_ms - self._sense_ms > QUIET_MS:
            return MOST_REFUSED
        is_flood = waiting > REFUSED_AT_ONCE
        if is_flood and not beside:
            return 0
        self._credit -= min(waiting, REFUSED_BESIDE)
        return REFUSED_BESIDE

    def _may_refuse(self, mono_ms: int) -> bool:
        is_flood = len(self._refused) > REFUSED_AT_ONCE
        every_ms = FLOOD_EVERY_MS if is_flood else REFUSED_EVERY_MS
        gained = (mono_ms - self._credit_ms) * REFUSED_BESIDE / every_ms
        self._credit = min(float(REFUSED_AT_ONCE), self._credit + gained)
        self._credit_ms = mono_ms
        is_quiet = mono_ms - self._sense_ms > QUIET_MS
        return is_quiet or self._credit >= min(len(self._refused), REFUSED_BESIDE)

    def is_due(self, mono_ms: int) -> bool:
        """Whether something waits that `take` would give now."""
        if self._urgent or self._ordinary:
            return True
        if not self._refused or not self._may_refuse(mono_ms):
            return False
        is_quiet = mono_ms - self._sense_ms > QUIET_MS
        return is_quiet or len(self._refused) <= REFUSED_AT_ONCE

    def _take_of(self, lane: _Lane, most: int) -> list[Waiting]:
        taken = lane.take(most)
        self._weigh(lane, -sum(map(_weight, taken)))
        return taken

    def put_back(self, items: list[Waiting]) -> None:
        """Return a batch whose transaction failed, before everything else."""
        for item in reversed(items):
            lane = self._lane_for(item)
            lane.append_first(_sender(item), item)
            self._weigh(lane, _weight(item))

    def _lane_for(self, item: Waiting) -> _Lane:
        if isinstance(item, Command):
            return self._urgent
        message = item.message if isinstance(item, MessageArrived) else None
        if message is None:
            return self._refused
        if not isinstance(message, Event):
            return self._ordinary
        return self._lane_of_event(item.peer.device, message)

    def _lane_of_event(self, device: str, event: Event) -> _Lane:
        if self._permits is not None and not self._permits(device, event):
            return self._refused
        is_life = self.catalogue.type_of(event.type).is_life
        return self._urgent if is_life else self._ordinary


def _sender(item: Waiting) -> str:
    return f"seat {item.seat}" if isinstance(item, Command) else item.peer.device


def _weight(item: Waiting) -> int:
    if isinstance(item, MessageArrived):
        weight = len(item.raw)
        return weight + sum(map(len, item.attachments)) if item.attachments else weight
    if isinstance(item, Command):
        return len(item.text)
    return sum(map(len, item.frames))


def is_refreshable(item: Waiting) -> bool:
    """Whether a newer one of its kind makes it worthless."""
    return isinstance(item, MessageArrived) and isinstance(item.message, _FRESH)


def _may_be_withheld(item: Waiting) -> bool:
    # A HELLO or BYE comes once; an event or a refused message comes again.
    return isinstance(item, MessageArrived) and not isinstance(item.message, Hello | Bye)
