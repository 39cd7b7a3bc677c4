"""How the engine stands with its store, and its own figures. Engine thread only."""

import logging

from console.domain.errors import EnvironmentFault

FIRST_PAUSE_MS = 100
LONGEST_PAUSE_MS = 5_000
LOG_EVERY_MS = 10_000

_log = logging.getLogger("engine")


class Standing:
    """Back-off after failed transactions. `unsent` is counted by the engine."""

    def __init__(self) -> None:
        self.unsent = 0
        self.faults = 0
        self._commits = 0
        self._failures = 0
        self._pause_ms = 0
        self._not_before = 0
        self._logged: dict[str, int] = {}

    def own_up(self, what: str, mono_ms: int) -> None:
        """Called where an exception was caught: counted, and its trace logged, seldom the same."""
        self.faults += 1
        last = self._logged.get(what)
        if last is None or mono_ms - last >= LOG_EVERY_MS:
            self._logged[what] = mono_ms
            _log.exception("%s", what)

    def may_try(self, mono_ms: int) -> bool:
        """Whether a transaction may be tried now."""
        return not self._pause_ms or mono_ms >= self._not_before

    def store_failed(self, fault: EnvironmentFault, mono_ms: int) -> None:
        """A transaction failed: wait, twice as long each time, at most 5 s."""
        if not self._pause_ms:
            _log.error("Nothing can be made durable: %s", fault.sentence)
        self._failures += 1
        self._pause_ms = min(max(self._pause_ms * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS)
        self._not_before = mono_ms + self._pause_ms

    def store_worked(self) -> None:
        """A transaction is on disk."""
        if self._pause_ms:
            _log.warning("The store works again.")
        self._commits += 1
        self._pause_ms = 0

    def counters(self) -> dict[str, int]:
        """`store_fault` is 1 while the store fails; the others only rise."""
        return {
            "store_fault": int(bool(self._pause_ms)),
            "store_failures": self._failures,
            "commits": self._commits,
            "unsent": self.unsent,
            "faults": self.faults,
        }
