"""The rules of the door for one connection at a time: who costs too much is shown out.

Pure arithmetic on what was observed; time in seconds enters as an argument. Belongs to the door
watch's thread. libzmq has no bound for these (ADR 0015): a message that never ends, a connection
that never says who it is, one that comes again and again.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

ENDLESS_BYTES = 4 * 1024 * 1024
"""Four of the largest messages: so much came on one connection, and no whole message of it."""
MOST_WAITING_BYTES = 64 * 1024 * 1024
"""What one connection may have waiting: the 256 events a device keeps in flight, with pictures."""
MOST_WAITING_OF_ALL = 256 * 1024 * 1024
GREETING_S = 15.0
HANDSHAKE_S = 6.0
STRANGERS = 1_024
STRANGER_S = 3.0
MINUTE_S = 60.0
FRUITLESS = 20
RECONNECTS = 30
MOST_ADDRESSES = 1_024
Remote = tuple[str, int]


@dataclass(slots=True)
class Guest:
    """One TCP connection at a door. `name` is empty until it said its first message."""

    descriptor: int
    remote: Remote | None
    came_s: float
    name: str = ""
    heard_bytes: int = 0
    base_bytes: int = 0
    newest_bytes: int = 0
    looked_bytes: int = 0
    looked_heard: int = 0
    waiting_bytes: int = 0
    doubted_at: int | None = None

    @property
    def address(self) -> str:
        """The address of the other end, as far as known."""
        return self.remote[0] if self.remote else "an unknown address"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A guest to show out, and why; or (without one) something to tell.

    With `bars` it may not come again for a while.
    """

    kind: str
    subject: str
    reason: str
    guest: Guest | None = None
    bars: bool = True


class Guests:
    """All connections of one door by descriptor."""

    def __init__(self) -> None:
        self._guests: dict[int, Guest] = {}
        self._fruitless: dict[str, deque[float]] = defaultdict(deque)
        self._returns: dict[str, deque[float]] = defaultdict(deque)
        self._turns = self._emptied = 0

    def __len__(self) -> int:
        return len(self._guests)

    def came(self, descriptor: int, remote: Remote | None, now_s: float) -> None:
        """A connection was accepted."""
        self._guests[descriptor] = Guest(descriptor, remote, now_s)

    def remote_of(self, descriptor: int) -> Remote | None:
        """Where a connection comes from, as far as known."""
        guest = self._guests.get(descriptor)
        return guest.remote if guest else None

    def left(self, descriptor: int, now_s: float) -> Verdict | None:
        """A connection ended; told when too many of its address end without a word."""
        guest = self._guests.pop(descriptor, None)
        if guest is None or guest.name:
            return None
        if _too_often(self._fruitless, guest.address, FRUITLESS, now_s):
            reason = f"more than {FRUITLESS} connections a minute that never say who they are"
            return Verdict("security.identity", guest.address, reason)
        return None

    def spoke(self, descriptor: int, name: str, now_s: float) -> Verdict | None:
        """The first message of a connection came; told when its device comes too often."""
        guest = self._guests.get(descriptor)
        if guest is None or guest.name:
            return None
        guest.name = name
        if _too_often(self._returns, name, RECONNECTS, now_s):
            return Verdict("device.fault", name, f"connects more than {RECONNECTS} times a minute")
        return None

    def mute_from(self, entries: Iterable[tuple[str, float]]) -> list[Guest]:
        """Connections that have not said who they are and fit an entry (address, moment)."""
        wanted = list(entries)
        return [
            guest
            for guest in (self._guests.values() if wanted else ())
            if not guest.name
            and any(a == guest.address and -0.5 < s - guest.came_s < HANDSHAKE_S for a, s in wanted)
        ]

    def descriptors(self) -> list[int]:
        """Every descriptor, the longest here first."""
        return list(self._guests)

    def judge(
        self, received: Mapping[int, int | None], heard: Mapping[int, int], turns: int, now_s: float
    ) -> Iterator[Verdict]:
        """Who has to go: bytes `received`, and those of whole messages `heard`, by descriptor.

        `turns` counts how often the door was found empty, or every connection served once.
        """
        for descriptor, count in received.items():
            guest = self._guests.get(descriptor)
            if guest is None:
                continue
            if count is not None and _is_endless(guest, count, heard.get(descriptor, 0), turns):
                who = guest.name or guest.address
                kind = "device.fault" if guest.name else "security.identity"
                yield Verdict(kind, who, "sends a message that never ends", guest)
            elif not guest.name and now_s - guest.came_s > GREETING_S:
                reason = "connects and says nothing"
                yield Verdict("security.identity", guest.address, reason, guest)
        yield from self._crowd(now_s)

    def judge_waiting(
        self,
        received: Mapping[int, int | None],
        heard: Mapping[int, int],
        turns: int,
        emptied: int,
    ) -> Iterator[Verdict]:
        """Who has more waiting than may be, the most first.

        `emptied` counts how often the door was found empty. While the engine stands still it is
        nobody's fault, and whoever has to go may come again.
        """
        stands, self._turns = turns == self._turns, turns
        was_empty, self._emptied = emptied != self._emptied, emptied
        for descriptor, count in received.items():
            if count is not None and (guest := self._guests.get(descriptor)) is not None:
                _note_waiting(guest, count, heard.get(descriptor, 0), was_empty=was_empty)
        whole = sum(guest.waiting_bytes for guest in self._guests.values())
        for guest in sorted(self._guests.values(), key=lambda guest: -guest.waiting_bytes):
            if guest.waiting_bytes <= MOST_WAITING_BYTES and whole <= MOST_WAITING_OF_ALL:
                return
            whole -= guest.waiting_bytes
            who = guest.name or guest.address
            kind = "device.fault" if guest.name else "security.identity"
            yield Verdict(kind, who, "sends more than is taken", guest, bars=not stands)

    def _crowd(self, now_s: float) -> Iterator[Verdict]:
        """Too many that have not said who they are: first out are those that sent nothing."""
        strangers = [guest for guest in self._guests.values() if not guest.name]
        surplus = len(strangers) - STRANGERS
        if surplus <= 0:
            return
        idle = [g for g in strangers if not g.newest_bytes and now_s - g.came_s > STRANGER_S]
        crowds = Counter(guest.address for guest in idle)
        idle.sort(key=lambda guest: -crowds[guest.address])
        for guest in idle[:surplus]:
            reason = f"holds more than {STRANGERS} connections open and says nothing"
            yield Verdict("security.identity", guest.address, reason, guest)


def _is_endless(guest: Guest, count: int, heard: int, turns: int) -> bool:
    guest.newest_bytes = count
    if heard != guest.heard_bytes:
        guest.heard_bytes, guest.base_bytes, guest.doubted_at = heard, count, None
        return False
    if count - guest.base_bytes <= ENDLESS_BYTES:
        return False
    if guest.doubted_at is None:
        guest.doubted_at = turns
    # Whole messages may wait behind others: only a full turn of the door without one is proof.
    return turns > guest.doubted_at + 1


def _note_waiting(guest: Guest, count: int, heard: int, *, was_empty: bool) -> None:
    """What may still wait: all that came, once the door was empty all since the last look."""
    before = 0 if was_empty else guest.waiting_bytes + guest.looked_heard - heard
    guest.waiting_bytes = max(0, before + count - guest.looked_bytes)
    guest.looked_bytes, guest.looked_heard = count, heard


def _too_often(times: dict[str, deque[float]], who: str, most: int, now_s: float) -> bool:
    if who not in times and len(times) >= MOST_ADDRESSES:
        del times[next(iter(times))]
    seen = times[who]
    seen.append(now_s)
    while now_s - seen[0] > MINUTE_S:
        seen.popleft()
    if len(seen) <= most:
        return False
    seen.popleft()
    return True
