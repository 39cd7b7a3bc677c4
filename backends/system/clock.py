"""The real clock."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Implements `console.ports.clock.Clock` with the machine's clocks."""

    def __init__(self) -> None:
        # Linux's own monotonic clock stands still while the computer sleeps; a deadline does not.
        self._clock = getattr(time, "CLOCK_BOOTTIME", None)

    def now(self) -> datetime:
        """Aware wall-clock time in UTC."""
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        """Milliseconds of the monotonic clock; it goes on while the computer sleeps."""
        if sys.platform == "win32" or self._clock is None:
            return time.monotonic_ns() // 1_000_000
        return time.clock_gettime_ns(self._clock) // 1_000_000

    def boot(self) -> str:
        """Names this start of the computer; empty where the system does not say."""
        try:
            return _BOOT.read_text("ascii").strip()
        except (OSError, ValueError):
            return ""
