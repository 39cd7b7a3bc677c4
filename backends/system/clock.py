"""The real clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Implements `console.ports.clock.Clock` with the machine's clocks."""

    def now(self) -> datetime:
        """Aware wall-clock time in UTC."""
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        """Milliseconds of the monotonic clock."""
        return time.monotonic_ns() // 1_000_000
