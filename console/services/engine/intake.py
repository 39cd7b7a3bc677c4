"""Frames of the edge door as inputs of the desk, each at a bounded cost. Engine thread only.

What has sense is decoded at once: that is quick. Nonsense takes a long look, which every device has
a small allowance of; beyond it a message waits unread in the cheap lane and is looked at when its
turn comes. So a flood of nonsense costs little more than taking it off the socket, and whatever
has sense is found in it at once. Decides nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from console.domain.frozen import open_twin
from console.ports.clock import Clock
from console.ports.door import Door, Frames
from console.ports.messages import Command, MessageArrived, Peer
from console.services.engine.inbox import Inbox, Unread
from console.wire.codec import Malformed, decode_device, decode_quickly
from console.wire.sep1 import DeviceMessage

MOST_PEERS = 8_192
MOST_LOOKS = 64
LOOKS_PER_MS = 0.2
WARY_TAKE = 4
WARIEST_TAKE = 2
CROWDED = 8_192
LEAST_NONSENSE = 4
PLENTY = 512
LOOK_MS = 40
"""With so many waiting, two batches, the door can be left alone until the disk works, but no longer
than this: who calls for help may stand behind the others there."""
_Open = open_twin(MessageArrived)


class Intake:
    """Between the door and the inbox.

    It is wary while most of what comes has no sense: then it takes little at a time, and its caller
    rests between, so that libzmq's own bound holds the sender back.
    """

    def __init__(self, inbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._clock = clock
        self._peers: dict[bytes, Peer] = {}
        self._looks: dict[str, tuple[float, int]] = {}
        self._emptied_ms = 0
        self.unread = 0
        self.is_wary = False

    def can_wait(self, mono_ms: int) -> bool:
        """Whether enough that has sense waits here, and the door was found empty a moment ago."""
        sense = len(self._inbox) - self._inbox.refused_waiting
        return sense >= PLENTY and mono_ms - self._emptied_ms < LOOK_MS

    def take_in(self, door: Door, most: int) -> bool:
        """Take in what waits at the door; whether more is worth taking before the next decision.

        The door serves its peers in turns, so that nobody's sense is left behind when a round of
        mere nonsense ends the taking.
        """
        asked = most
        if self.is_wary:
            crowded = self._inbox.refused_waiting > CROWDED
            asked = WARIEST_TAKE if crowded else WARY_TAKE
        came = door.receive(asked)
        senseless = self.put(came)
        least = 1 if self.is_wary else LEAST_NONSENSE
        self.is_wary = senseless >= least and 2 * senseless >= len(came)
        more = len(came) == asked and not self.is_wary
        if not more:
            self._emptied_ms = self._clock.mono_ms()
        return more

    def put(self, came: Sequence[Frames]) -> int:
        """Take messages in; how many of them had no sense, or none that could be seen at once."""
        now, mono_ms = self._clock.now(), self._clock.mono_ms()
        before = self._inbox.doubted
        for frames in came:
            peer = self._peers.get(frames.routing)
            if peer is None or peer.device != frames.name:
                peer = self._met(frames)
            message = decode_quickly(frames.frames)
            if message is None or isinstance(message, Malformed):
                self._put_doubtful(peer, frames.frames, message, now, mono_ms)
            else:
                raw, pictures = frames.frames[2], frames.frames[3:]
                arrived = _Open(peer, message, raw, now, mono_ms, "", "", pictures, None, None)
                arrived.__class__ = MessageArrived
                self._inbox.put(arrived)
        return self._inbox.doubted - before

    def take(self, most: int) -> list[MessageArrived | Command]:
        """Inputs to decide, as `Inbox.take` chooses them; what was unread is read now."""
        return [
            _read(each) if isinstance(each, Unread) else each
            for each in self._inbox.take(most, self._clock.mono_ms())
        ]

    def _put_doubtful(
        self,
        peer: Peer,
        frames: tuple[bytes, ...],
        found: Malformed | None,
        now: datetime,
        mono_ms: int,
    ) -> None:
        if found is None and not self._may_look(peer.device, mono_ms):
            self.unread += 1
            self._inbox.put(Unread(peer, frames, now, mono_ms))
            return
        message = found or decode_device(frames)
        self._inbox.put(_arrived(peer, frames, message, now, mono_ms))

    def _may_look(self, device: str, mono_ms: int) -> bool:
        left, since = self._looks.get(device, (float(MOST_LOOKS), mono_ms))
        left = min(float(MOST_LOOKS), left + (mono_ms - since) * LOOKS_PER_MS)
        if left < 1.0:
            self._looks[device] = (left, mono_ms)
            return False
        if len(self._looks) >= MOST_PEERS:
            self._looks.clear()
        self._looks[device] = (left - 1.0, mono_ms)
        return True

    def _met(self, frames: Frames) -> Peer:
        """One object for one connection, as long as there is room for so many."""
        if len(self._peers) >= MOST_PEERS:
            self._peers.clear()
        made = self._peers[frames.routing] = Peer(frames.routing, frames.name)
        return made


def _read(late: Unread) -> MessageArrived:
    message = decode_device(late.frames)
    return _arrived(late.peer, late.frames, message, late.received, late.mono_ms)


def _arrived(
    peer: Peer,
    frames: tuple[bytes, ...],
    message: DeviceMessage | Malformed,
    received: datetime,
    mono_ms: int,
) -> MessageArrived:
    raw = frames[2] if len(frames) > 2 else b" ".join(frames)
    if not isinstance(message, Malformed):
        return MessageArrived(peer, message, raw, received, mono_ms, attachments=frames[3:])
    return MessageArrived(
        peer,
        None,
        raw,
        received,
        mono_ms,
        message.code,
        message.reason,
        boot=message.boot,
        sequence=message.sequence,
    )
