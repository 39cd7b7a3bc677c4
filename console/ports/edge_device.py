"""One device that speaks SEP1, as those who play or drive devices need it. Used by one thread."""

from collections.abc import Sequence
from typing import Any, Protocol

from console.ports.edge_reporter import EdgeReport, Ticket
from console.wire.sep1 import PositionReport


class EdgeDevice(Protocol):
    """Boot counter, contiguous sequence, spool, window and heartbeat of one device."""

    @property
    def id(self) -> str:
        """Its registered id."""
        ...

    @property
    def boot(self) -> int:
        """The number of this start."""
        ...

    @property
    def waiting(self) -> int:
        """Events without receipt or rejection."""
        ...

    @property
    def welcomed(self) -> bool:
        """Whether the engine has welcomed it on its present connection."""
        ...

    @property
    def running(self) -> bool:
        """False once it was stopped or died."""
        ...

    def report(self, report: EdgeReport) -> Ticket:
        """Keep an event, durably, and let the next `turn` send it.

        Raises EnvironmentFault when it cannot be kept, ValueError when it is no event.
        """
        ...

    def tell_state(
        self, positions: Sequence[PositionReport] = (), health: dict[str, Any] | None = None
    ) -> None:
        """Say refreshable state at the next chance; the newest replaces what was not said yet."""
        ...

    def turn(self) -> None:
        """Take what came, send what is due, keep the link alive. Never blocks but for the disk."""
        ...

    def stop(self, reason: str = "planned") -> None:
        """Say BYE and close; what is not receipted stays in the spool."""
        ...

    def die(self) -> None:
        """Fall silent at once, without a BYE, as a device without power does."""
        ...
