"""A device's own reports to the engine, as adapters need them: durable first, settled later.

`backends.edge_client` implements it; an adapter knows neither sockets nor the spool.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal, Protocol


class Outcome(Enum):
    """What became of a report."""

    WAITING = "waiting"
    """In the spool; sent again until it is settled."""
    RECEIPTED = "receipted"
    """The engine has it on disk."""
    REJECTED = "rejected"
    """The engine refused it for good; it is in its quarantine."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One attachment: `media_type` is image/jpeg or image/png, at most 256 KiB of `content`."""

    media_type: str
    content: bytes = field(repr=False)
    name: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeReport:
    """What happened, before it gets its boot, sequence and monotonic time.

    `time` is aware; None means now. `id` (1 to 64 characters) is made when empty; a report whose id
    is still in the spool, or was receipted lately, is the same report: it gets that ticket again
    and no second event. `data` is the `data` of the protocol page.
    """

    type: str
    time: datetime | None = None
    condition: Literal["point", "active", "cleared"] = "point"
    subject: str | None = None
    drill: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    id: str = ""


class Ticket(Protocol):
    """One report on its way. Readable from any thread."""

    @property
    def id(self) -> str:
        """The event's id."""
        ...

    @property
    def outcome(self) -> Outcome:
        """Changes once, from WAITING."""
        ...

    @property
    def reason(self) -> str:
        """Why it was rejected; empty otherwise."""
        ...


class EdgeReporter(Protocol):
    """One device's way to the engine. Every method may be called from any thread."""

    @property
    def connected(self) -> bool:
        """Whether the engine has welcomed this device and is there now, as far as one can know."""
        ...

    @property
    def waiting(self) -> int:
        """Reports without receipt or rejection."""
        ...

    def report(self, report: EdgeReport, settled: Callable[[Ticket], None] | None = None) -> Ticket:
        """Keep a report durably, then send it until it is settled. Blocks only for the disk.

        `settled` is called once, from the reporter's thread or this one, and must return at once.
        Raises EnvironmentFault when the spool cannot be written or is full of life-safety events;
        ValueError when the report cannot be an event (an oversized or wrongly typed member).
        """
        ...

    def report_all(
        self, reports: Sequence[EdgeReport], settled: Callable[[Ticket], None] | None = None
    ) -> Sequence[Ticket | ValueError]:
        """Keep several, in their order, with one wait for the disk: a ticket or the reason against.

        `settled` is called once for each that got a ticket. Raises EnvironmentFault when they
        cannot be kept; then none is.
        """
        ...
