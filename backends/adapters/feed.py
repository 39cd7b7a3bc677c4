"""The way of a sighting to the engine and of the answer back. Any thread; never waits for the net.

The foreign side may be told "got it" only from `settled`: then the engine has the event on disk
(R-MSG-03), had it before, or refused it for good (kept in its quarantine), or a rule ignores it.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from backends.adapters.answered import Answered
from backends.adapters.rules import RuleBook
from backends.adapters.sighting import Sighting
from console.domain.errors import EnvironmentFault
from console.ports.clock import Clock
from console.ports.edge_reporter import EdgeReport, EdgeReporter, Outcome, Ticket

_log = logging.getLogger("adapter")
MOST_WAITING = 20_000
MOST_LISTENERS = 16


class Ending(Enum):
    """How a sighting ended."""

    STORED = "stored"
    KNOWN = "known"
    IGNORED = "ignored"
    REJECTED = "rejected"
    NOT_KEPT = "not kept"
    """Neither sent nor spooled: the foreign side must keep it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a sighting. `final` means that the foreign side need not send it again."""

    ending: Ending
    reason: str = ""

    @property
    def final(self) -> bool:
        """Whether the engine has it, or nobody wants it."""
        return self.ending is not Ending.NOT_KEPT


Listener = Callable[[Settled], None]


class Feed:
    """One adapter's reports, each with its listeners, and what became of them, counted."""

    def __init__(
        self, reporter: EdgeReporter, book: RuleBook, answered: Answered, clock: Clock
    ) -> None:
        self.book = book
        self.clock = clock
        self._reporter = reporter
        self._answered = answered
        self._lock = threading.Lock()
        self._listeners: dict[str, list[Listener]] = {}
        self.counts: Counter[str] = Counter()

    @property
    def connected(self) -> bool:
        """Whether the engine is there now, as far as one can know."""
        return self._reporter.connected

    @property
    def waiting(self) -> int:
        """Sightings on their way."""
        return len(self._listeners)

    def knows(self, name: str) -> bool:
        """Whether a report of that id is under way or was settled."""
        with self._lock:
            return name in self._listeners or self._answered.find(name) is not None

    def join(self, name: str, settled: Listener) -> bool:
        """Wait with a report of that id, or learn how it ended; False when it is news."""
        with self._lock:
            listeners = self._listeners.get(name)
            how = None if listeners is not None else self._answered.find(name)
            if listeners is not None:
                listeners.append(settled)
            spare = listeners.pop(0) if listeners and len(listeners) > MOST_LISTENERS else None
        if spare is not None:
            # Whoever asks again and again through a long outage must not cost memory each time.
            self._end(spare, Settled(Ending.NOT_KEPT, "it was asked again"))
        if how is not None:
            self._end(settled, _known(how))
        return how is not None or listeners is not None

    def tell(self, sighting: Sighting, settled: Listener) -> None:
        """Report a sighting; `settled` is called once, from any thread, perhaps at once."""
        report = self.book.report_of(sighting, self.clock.now())
        if report is None:
            self._end(settled, Settled(Ending.IGNORED))
        else:
            self.send(report, settled)

    def send(self, report: EdgeReport, settled: Listener) -> None:
        """Report what needs no rule. A report with the id of one under way waits with it."""
        if self.join(report.id, settled):
            return
        with self._lock:
            full = len(self._listeners) >= MOST_WAITING
            if not full:
                self._listeners.setdefault(report.id, []).append(settled)
        if full:
            self._end(settled, Settled(Ending.NOT_KEPT, "too many reports wait for the engine"))
        else:
            self._hand_over(report)

    def _hand_over(self, report: EdgeReport) -> None:
        try:
            self._reporter.report(report, self._on_settled)
        except EnvironmentFault as fault:
            _log.error("%s", fault.sentence)
            self._finish(report.id, Settled(Ending.NOT_KEPT, fault.sentence))
        except ValueError as fault:
            _log.error("a report cannot be an event: %s", fault)
            self._retell(report, str(fault))

    def _retell(self, report: EdgeReport, reason: str) -> None:
        """Once more with nothing but the essentials: an odd payload must not cost an alert."""
        essentials = {
            name: report.data[name] for name in ("location", "cameras") if name in report.data
        }
        text = str(report.data.get("text", ""))[:500]
        bare = replace(report, data={**essentials, "text": text}, pictures=())
        try:
            self._reporter.report(bare, self._on_settled)
        except (EnvironmentFault, ValueError) as fault:
            self._finish(report.id, Settled(Ending.NOT_KEPT, f"{reason}; {fault}"))

    def _on_settled(self, ticket: Ticket) -> None:
        if ticket.outcome is Outcome.RECEIPTED:
            settled, how = Settled(Ending.STORED), Outcome.RECEIPTED.value
        else:
            settled, how = Settled(Ending.REJECTED, ticket.reason), ticket.reason or "rejected"
            _log.warning("the engine refused a report: %s", ticket.reason)
        try:
            with self._lock:
                self._answered.keep(ticket.id, how)
        except EnvironmentFault as fault:
            # It is stored; a repeat after a restart would be news again, which is the lesser evil.
            _log.error("%s", fault.sentence)
        self._finish(ticket.id, settled)

    def _finish(self, name: str, settled: Settled) -> None:
        with self._lock:
            listeners = self._listeners.pop(name, [])
        for each in listeners:
            self._end(each, settled)

    def _end(self, listener: Listener, settled: Settled) -> None:
        self.counts[settled.ending.value] += 1
        listener(settled)


def _known(how: str) -> Settled:
    if how == Outcome.RECEIPTED.value:
        return Settled(Ending.KNOWN)
    return Settled(Ending.REJECTED, how)
