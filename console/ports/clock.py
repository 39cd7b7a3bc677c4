"""Time, as the services need it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Wall and monotonic time."""

    def now(self) -> datetime:
        """Aware wall-clock time in UTC."""
        ...

    def mono_ms(self) -> int:
        """Milliseconds of a clock that never steps."""
        ...
