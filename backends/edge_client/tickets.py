"""What a device knows of each of its reports, and how it recognises one that is made twice.

Tickets are changed by the device's thread and may be read from any.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from console.ports.edge_reporter import Outcome, Ticket

MOST_ENDED = 4_096


@dataclass(slots=True)
class EdgeTicket:
    """One report on its way: its event's id, type and key, and what became of it."""

    id: str
    type: str
    boot: int
    sequence: int
    outcome: Outcome = Outcome.WAITING
    code: str = ""
    reason: str = ""
    settled: Callable[[Ticket], None] | None = None

    def promise(self, settled: Callable[[Ticket], None]) -> None:
        """Tell the asker once it is settled, beside anybody who asked before."""
        if self.outcome is not Outcome.WAITING:
            settled(self)
            return
        earlier = self.settled

        def both(done: Ticket) -> None:
            if earlier is not None:
                earlier(done)
            settled(done)

        self.settled = both

    def end(self, outcome: Outcome, code: str = "", reason: str = "") -> None:
        """Settle it once and tell who asked."""
        self.code, self.reason = code, reason
        self.outcome = outcome
        told, self.settled = self.settled, None
        if told is not None:
            told(self)


class TicketBook:
    """Tickets by id: those that wait, and as many as are remembered of those that ended."""

    def __init__(self) -> None:
        self._waiting: dict[str, EdgeTicket] = {}
        self._ended: OrderedDict[str, EdgeTicket] = OrderedDict()

    def find(self, event_id: str) -> EdgeTicket | None:
        """The ticket of that id, while it waits or ended lately."""
        return self._waiting.get(event_id) or self._ended.get(event_id)

    def add(self, ticket: EdgeTicket) -> None:
        """A ticket; one that has ended is remembered for a while."""
        if ticket.outcome is Outcome.WAITING:
            self._waiting[ticket.id] = ticket
        else:
            self._remember(ticket)

    def end(self, ticket: EdgeTicket) -> None:
        """A waiting ticket has been settled."""
        self._waiting.pop(ticket.id, None)
        self._remember(ticket)

    def forget(self, ticket: EdgeTicket) -> None:
        """A waiting event was given up: the same report may be made again."""
        self._waiting.pop(ticket.id, None)

    def _remember(self, ticket: EdgeTicket) -> None:
        self._ended[ticket.id] = ticket
        if len(self._ended) > MOST_ENDED:
            self._ended.popitem(last=False)
