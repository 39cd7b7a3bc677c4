"""A way to the engine that tests hold in their hands: reports wait until the test settles them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from console.domain.errors import EnvironmentFault
from console.ports.edge_reporter import EdgeReport, Outcome, Ticket


@dataclass
class HeldTicket:
    id: str
    outcome: Outcome = Outcome.WAITING
    reason: str = ""


class HeldReporter:
    """Keeps every report; `settle` is the engine's word. With `at_once` it answers itself.

    A cleared `disk` is one that does not answer; `room` is for so many reports at a time; what
    has an `odd` member in its data is no event.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self.connected = True
        self.at_once = at_once
        self.broken = ""
        self.room = 1_000_000
        self.disk = threading.Event()
        self.disk.set()
        self.reports: list[EdgeReport] = []
        self.batches: list[int] = []
        self._open: dict[str, tuple[HeldTicket, Callable[[Ticket], None] | None]] = {}
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        return len(self._open)

    def report(
        self, report: EdgeReport, settled: Callable[[Ticket], None] | None = None
    ) -> HeldTicket:
        if self.broken:
            raise EnvironmentFault(self.broken)
        ticket = HeldTicket(report.id)
        with self._lock:
            self.reports.append(report)
            self._open[report.id] = (ticket, settled)
        if self.at_once:
            self.settle(report.id)
        return ticket

    def report_all(
        self,
        reports: Sequence[EdgeReport],
        settled: Callable[[Ticket], None] | None = None,
    ) -> list[HeldTicket | ValueError]:
        self.batches.append(len(reports))
        assert self.disk.wait(60)
        if self.broken or len(reports) > self.room:
            raise EnvironmentFault(self.broken or "there is not room for all of them")
        return [
            ValueError("odd") if "odd" in each.data else self.report(each, settled)
            for each in reports
        ]

    def settle(
        self, name: str = "", outcome: Outcome = Outcome.RECEIPTED, reason: str = ""
    ) -> None:
        """Settle one report, by default the only one that waits."""
        with self._lock:
            ticket, settled = self._open.pop(name or next(iter(self._open)))
        ticket.outcome, ticket.reason = outcome, reason
        if settled is not None:
            settled(ticket)

    def types(self) -> list[tuple[str, str, str | None]]:
        """What was reported: type, condition, subject."""
        return [(each.type, each.condition, each.subject) for each in self.reports]


class HandClock:
    """A wall clock that the test sets."""

    def __init__(self, now: datetime | None = None) -> None:
        self.time = now or datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def mono_ms(self) -> int:
        return int(self.time.timestamp() * 1_000)
