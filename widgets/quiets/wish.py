"""What the list of quiets asks the window for. Values; GUI thread."""

from dataclasses import dataclass
from datetime import datetime

from console.ports.messages import CommandKind


@dataclass(frozen=True, slots=True)
class QuietWish:
    """One act on what is kept quiet, in the words of `console.wire.seat_values.Command`."""

    kind: CommandKind
    alert: int = 0
    text: str = ""
    subject: str = ""
    choice: str = ""
    until: datetime | None = None
