"""The seat's own durable journal: every operator action is a row here before anything is sent."""

from collections.abc import Sequence
from typing import Protocol

from console.ports.messages import Command


class SeatJournal(Protocol):
    """Used by the seat link's thread only."""

    def append(self, command: Command) -> None:
        """Make the action durable. Raises EnvironmentFault when it cannot be."""
        ...

    def unconfirmed(self) -> Sequence[Command]:
        """Actions without an answer of the engine, oldest first."""
        ...

    def confirm(self, command_id: str, *, accepted: bool, reason: str) -> None:
        """Note the engine's answer."""
        ...
