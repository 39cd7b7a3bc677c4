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


class BootClock(Clock, Protocol):
    """A clock that knows which start of the computer its monotonic time counts from."""

    def boot(self) -> str:
        """Names this start of the computer; empty where the system does not say."""
        ...
