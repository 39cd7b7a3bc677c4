"""Which events of a device are on their way and which have to leave now. Pure; time is an argument.

At most 256 unreceipted in flight, resent after 1 s doubling to 32 s, life-safety first (R-MSG-04).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backends.simulated.edge_spool import Kept

WINDOW = 256
FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 32_000

LIFE_TYPES = frozenset(
    {
        "sos.app", "sos.watch", "bell.pressed", "shelter.button", "shelter.offhook", "duress",
        "wearable.fall", "analytics.fall", "analytics.fight", "analytics.fire", "order.violation",
        "checkin.missed",
    }
)  # fmt: skip


@dataclass(slots=True)
class Flight:
    """One unreceipted event; `due_ms` None means it has not left on this connection."""

    kept: Kept
    due_ms: int | None = None
    wait_ms: int = FIRST_WAIT_MS
    ever_sent: bool = False

    @property
    def urgent(self) -> bool:
        """Whether the event is life-safety."""
        return self.kept.type in LIFE_TYPES


class Window:
    """All unreceipted events of one device, in the order they were made."""

    def __init__(self) -> None:
        self._flights: dict[tuple[int, int], Flight] = {}

    def __len__(self) -> int:
        return len(self._flights)

    def add(self, kept: Kept) -> None:
        """A new event, to be sent."""
        self._flights[kept.boot, kept.sequence] = Flight(kept)

    def due(self, now_ms: int) -> Sequence[Flight]:
        """What has to leave now, life-safety first, within the window."""
        again = [f for f in self._flights.values() if f.due_ms is not None and f.due_ms <= now_ms]
        room = WINDOW - sum(flight.due_ms is not None for flight in self._flights.values())
        fresh = [flight for flight in self._flights.values() if flight.due_ms is None]
        fresh.sort(key=lambda flight: not flight.urgent)
        return [*again, *fresh[: max(0, room)]]

    def left(self, flight: Flight, now_ms: int) -> bool:
        """Note a sending; True for the first one ever."""
        if flight.due_ms is not None:
            flight.wait_ms = min(LONGEST_WAIT_MS, flight.wait_ms * 2)
        flight.due_ms = now_ms + flight.wait_ms
        first = not flight.ever_sent
        flight.ever_sent = True
        return first

    def settle(self, boot: int, stored: int, also: Sequence[int] = ()) -> list[Kept]:
        """Everything receipted: up to `stored` of the boot, and each of `also`."""
        listed = set(also)
        done = [
            key
            for key in self._flights
            if key[0] == boot and (key[1] <= stored or key[1] in listed)
        ]
        return [self._flights.pop(key).kept for key in done]

    def drop(self, boot: int, sequence: int) -> Kept | None:
        """Take one event out: rejected."""
        flight = self._flights.pop((boot, sequence), None)
        return flight.kept if flight else None

    def again(self, boot: int, first: int, last: int) -> None:
        """The engine asked for a range."""
        for key, flight in self._flights.items():
            if key[0] == boot and first <= key[1] <= last:
                flight.due_ms = None

    def all_again(self) -> None:
        """A new connection: nothing is under way."""
        for flight in self._flights.values():
            flight.due_ms = None
            flight.wait_ms = FIRST_WAIT_MS

    def oldest_dispensable(self) -> Kept | None:
        """What to give up when the spool is full: the oldest that is not life-safety."""
        return next((f.kept for f in self._flights.values() if not f.urgent), None)
