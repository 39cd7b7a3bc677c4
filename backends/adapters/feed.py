"""The way of a sighting to the engine and of the answer back. Any thread; never waits for the net.

The foreign side may be told "got it" only from `settled`: then the engine has the event on disk
(R-MSG-03), had it before, or refused it for good (kept in its quarantine), or a rule ignores it.

Whatever comes while the disk is busy goes to it together: one wait keeps up to 256 reports, one
more notes what the engine said of as many. From `start` to `close` a thread of its own does those
rounds; before and after, whoever calls does.
"""

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from types import TracebackType
from typing import Self

from backends.adapters.answered import Answered
from backends.adapters.rules import RuleBook
from backends.adapters.sighting import Sighting
from console.domain.errors import EnvironmentFault
from console.ports.clock import Clock
from console.ports.edge_reporter import EdgeReport, EdgeReporter, Outcome, Ticket

_log = logging.getLogger("adapter")
MOST_WAITING = 20_000
MOST_LISTENERS = 16
BATCH = 256
MOST_UNKEPT = 1_024
"""Reports that wait for the disk, in memory: beyond that a foreign side must keep its own."""
CLOSE_WITHIN_S = 10.0


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
Hook = Callable[[], None]


@dataclass(slots=True)
class _Way:
    """One report under way: who hears of it, whether the spool has it, whether somebody waits."""

    listeners: list[Listener] = field(default_factory=list)
    spooled: bool = False
    awaited: bool = True


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
        self._room = threading.Condition(self._lock)
        self._ways: dict[str, _Way] = {}
        self._unkept: deque[EdgeReport] = deque()
        self._ended: deque[Ticket] = deque()
        self._before: list[Hook] = []
        self._after: list[Hook] = []
        self._round = threading.Lock()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def connected(self) -> bool:
        """Whether the engine is there now, as far as one can know."""
        return self._reporter.connected

    @property
    def waiting(self) -> int:
        """Sightings on their way."""
        return len(self._ways)

    def start(self) -> None:
        """From now on no caller waits for the disk."""
        self._thread = threading.Thread(target=self._run, name="adapter feed", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Keep what came so far, then end the thread, within 10 s.

        What is settled later is still noted, by the thread that says so.
        """
        thread, self._thread = self._thread, None
        self._stop.set()
        self._wake.set()
        if thread is not None:
            thread.join(CLOSE_WITHIN_S)
            if thread.is_alive():
                _log.error("the disk does not answer: what came last may have to be sent again")
                return
        self._rounds()

    def around_batches(self, *, before: Hook | None = None, after: Hook | None = None) -> None:
        """Have `before` called before reports go to the disk together, `after` once they are there.

        From the thread that does the rounds; to be asked for before anything is told.
        """
        self._before += [before] if before else []
        self._after += [after] if after else []

    def knows(self, name: str) -> bool:
        """Whether a report of that id is under way or was settled."""
        with self._lock:
            return name in self._ways or self._answered.find(name) is not None

    def has_on_disk(self, name: str) -> bool:
        """Whether a report of that id would outlive this process and a loss of power."""
        with self._lock:
            way = self._ways.get(name)
            return way.spooled if way is not None else self._answered.find(name) is not None

    def answered_from_disk(self, names: Iterable[str]) -> None:
        """The foreign side was told "got it" because the spool has these on disk.

        What becomes of them is then noted without waiting for the disk: after a loss of power the
        spool knows their ids.
        """
        with self._lock:
            for name in names:
                if name in self._ways:
                    self._ways[name].awaited = False

    def wait_for_room(self, within_s: float) -> bool:
        """Wait while half of what may wait for the disk does; False when there is none yet."""
        with self._room:
            return self._room.wait_for(lambda: len(self._unkept) < MOST_UNKEPT // 2, within_s)

    def join(self, name: str, settled: Listener) -> bool:
        """Wait with a report of that id, or learn how it ended; False when it is news."""
        with self._lock:
            way = self._ways.get(name)
            how = None if way is not None else self._answered.find(name)
            spare = None
            if way is not None:
                way.awaited = True
                way.listeners.append(settled)
                if len(way.listeners) > MOST_LISTENERS:
                    spare = way.listeners.pop(0)
        if spare is not None:
            # Whoever asks again and again through a long outage must not cost memory each time.
            self._end(spare, Settled(Ending.NOT_KEPT, "it was asked again"))
        if how is not None:
            self._end(settled, _known(how))
        return how is not None or way is not None

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
            full = len(self._ways) >= MOST_WAITING or len(self._unkept) >= MOST_UNKEPT
            if not full:
                known = report.id in self._ways
                self._ways.setdefault(report.id, _Way()).listeners.append(settled)
                if not known:
                    self._unkept.append(report)
        if full:
            self._end(settled, Settled(Ending.NOT_KEPT, "too many reports wait for the engine"))
        else:
            self._go_on()

    # --- rounds -------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Have what waits taken up: by the thread, else here."""
        if self._thread is not None:
            self._wake.set()
        else:
            self._rounds()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._wake.wait()
                self._wake.clear()
                self._rounds()
        finally:
            self._thread = None  # whatever ended it, those who report go on by themselves

    def _rounds(self) -> None:
        """Until nothing waits. One thread at a time: who finds another at it leaves it to that."""
        while (self._unkept or self._ended) and self._round.acquire(blocking=False):
            try:
                self._note_down()
                self._keep_some()
            finally:
                self._round.release()

    def _keep_some(self) -> None:
        with self._room:
            reports = [self._unkept.popleft() for _ in range(min(BATCH, len(self._unkept)))]
            self._room.notify_all()
        if not reports:
            return
        for each in self._before:
            each()
        self._keep(reports)
        for each in self._after:
            each()

    def _keep(self, reports: Sequence[EdgeReport]) -> None:
        try:
            tickets = self._reporter.report_all(reports, self._on_settled)
        except EnvironmentFault as fault:
            self._refused(reports, fault)
            return
        with self._lock:
            for report in reports:
                if report.id in self._ways:
                    self._ways[report.id].spooled = True
        for report, ticket in zip(reports, tickets, strict=True):
            if isinstance(ticket, ValueError):
                _log.error("a report cannot be an event: %s", ticket)
                self._retell(report, str(ticket))

    def _refused(self, reports: Sequence[EdgeReport], fault: EnvironmentFault) -> None:
        """None was kept; some may still find room on a disk that is nearly full."""
        if len(reports) > 1:
            for each in reports:
                self._keep([each])
            return
        _log.error("%s", fault.sentence)
        self._finish(reports[0].id, Settled(Ending.NOT_KEPT, fault.sentence))

    def _retell(self, report: EdgeReport, reason: str) -> None:
        """Once more with nothing but the essentials: an odd payload must not cost an alert."""
        with self._lock:
            self._ways[report.id].spooled = False
        essentials = {
            name: report.data[name] for name in ("location", "cameras") if name in report.data
        }
        text = str(report.data.get("text", ""))[:500]
        bare = replace(report, data={**essentials, "text": text}, pictures=())
        try:
            self._reporter.report(bare, self._on_settled)
        except (EnvironmentFault, ValueError) as fault:
            self._finish(report.id, Settled(Ending.NOT_KEPT, f"{reason}; {fault}"))
            return
        with self._lock:
            if report.id in self._ways:
                self._ways[report.id].spooled = True

    def _on_settled(self, ticket: Ticket) -> None:
        self._ended.append(ticket)
        self._go_on()

    def _note_down(self) -> None:
        """What the engine said of several, on disk before a foreign side that waits hears it."""
        tickets = [self._ended.popleft() for _ in range(len(self._ended))]
        if not tickets:
            return
        with self._lock:
            ways = [self._ways.get(each.id) for each in tickets]
        awaited = any(way is not None and way.awaited for way in ways)
        try:
            self._answered.keep_all(((each.id, _how(each)) for each in tickets), durable=awaited)
        except EnvironmentFault as fault:
            # It is stored; a repeat after a restart would be news again, which is the lesser evil.
            _log.error("%s", fault.sentence)
        for each in tickets:
            if each.outcome is Outcome.REJECTED:
                _log.warning("the engine refused a report: %s", each.reason)
                self._finish(each.id, Settled(Ending.REJECTED, each.reason))
            else:
                self._finish(each.id, Settled(Ending.STORED))

    def _finish(self, name: str, settled: Settled) -> None:
        with self._lock:
            way = self._ways.pop(name, None)
        for each in way.listeners if way else ():
            self._end(each, settled)

    def _end(self, listener: Listener, settled: Settled) -> None:
        with self._lock:
            self.counts[settled.ending.value] += 1
        listener(settled)


def _how(ticket: Ticket) -> str:
    if ticket.outcome is Outcome.RECEIPTED:
        return Outcome.RECEIPTED.value
    return ticket.reason or "rejected"


def _known(how: str) -> Settled:
    if how == Outcome.RECEIPTED.value:
        return Settled(Ending.KNOWN)
    return Settled(Ending.REJECTED, how)
