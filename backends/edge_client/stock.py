"""Everything a device still owes the engine: numbers, disk, window and tickets kept in step.

One thread at a time. Knows no link: `device.py` says what was heard and sends what is due.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from backends.edge_client.disk_room import DiskRoom
from backends.edge_client.envelopes import (
    Stamp,
    enveloped,
    new_id,
    renumbered,
    with_sent,
    without_pictures,
)
from backends.edge_client.owed import Owed, Owing
from backends.edge_client.records import KeptEvent
from backends.edge_client.spool import Spool, SpoolFull, Waiting
from backends.edge_client.tickets import EdgeTicket, TicketBook
from console.domain.errors import EnvironmentFault
from console.ports.clock import Clock
from console.ports.edge_reporter import EdgeReport, Outcome, Ticket
from console.services.edge_outbox import LIFE_TYPES, Outbox
from console.wire.sep1 import Reject

_log = logging.getLogger("edge")

TIDY_AGAIN_MS = 60_000
TELL_AGAIN_MS = 5_000
MOST_UNKEPT = 10_000

Settled = Callable[[Ticket], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may wait: `most_events`, or all of the last `keep_for`, within `most_bytes`.

    Beyond that the oldest is given up, never a life-safety event. Pictures count as bytes.
    """

    most_events: int = 10_000
    keep_for: timedelta = timedelta(hours=72)
    most_bytes: int = 512 * 1024 * 1024


class Witness(Protocol):
    """Somebody who writes down what a device does."""

    def note(self, what: str, device: str, at: datetime, **more: object) -> None:
        """`what` is sent, receipted, rejected, evicted, died or stopped."""
        ...


class Stock:
    """The unreceipted events of one device."""

    def __init__(
        self, source: str, spool: Spool, clock: Clock, bounds: Bounds, witness: Witness | None
    ) -> None:
        """Takes over what earlier boots could not deliver."""
        self.source = source
        self.spool = spool
        self.outbox: Outbox[Owed] = Outbox()
        self._clock = clock
        self._bounds = bounds
        self._witness = witness
        self._sequence = 0
        self._tidy_ms = self._catch_up_ms = self._tell_ms = 0
        self._unkept: set[str] = set()
        self._room = DiskRoom(spool, self.outbox, self._overrun)
        self._book = TicketBook()
        for event_id, why in spool.ended.items():
            self._remember(event_id, why)
        for event, waiting in spool.left():
            self._take(event, waiting)

    def __len__(self) -> int:
        return len(self.outbox)

    @property
    def boot(self) -> int:
        """The number of this start."""
        return self.spool.boot

    def report(self, report: EdgeReport, settled: Settled | None = None) -> EdgeTicket:
        """Keep one report. Raises ValueError when it is no event; EnvironmentFault for the disk."""
        answer = self.report_all([report], settled)[0]
        if isinstance(answer, ValueError):
            raise answer
        return answer

    def report_all(
        self, reports: Sequence[EdgeReport], settled: Settled | None = None
    ) -> list[EdgeTicket | ValueError]:
        """Keep reports with one wait for the disk; a ticket or the reason against each.

        Raises EnvironmentFault when they cannot be kept; then none is.
        """
        fresh: dict[str, tuple[KeptEvent, EdgeTicket]] = {}
        answers = [self._prepare(report, fresh) for report in reports]
        for event, _ in fresh.values():
            self._make_room(event)
        kept = self._kept([event for event, _ in fresh.values()]) if fresh else []
        for (event, ticket), waiting in zip(fresh.values(), kept, strict=True):
            self._own(event, waiting, ticket)
        self._sequence += len(fresh)
        for answer in answers:
            if settled is not None and not isinstance(answer, ValueError):
                answer.promise(settled)
        return answers

    def _prepare(
        self, report: EdgeReport, fresh: dict[str, tuple[KeptEvent, EdgeTicket]]
    ) -> EdgeTicket | ValueError:
        event_id = report.id or new_id()
        known = self._book.find(event_id)
        if known is not None:
            return known
        if event_id in fresh:
            return fresh[event_id][1]
        number = self._sequence + len(fresh) + 1
        now, mono_ms = self._clock.now(), self._clock.mono_ms()
        try:
            event = enveloped(report, event_id, Stamp(self.source, self.boot, number, now, mono_ms))
        except ValueError as fault:
            return fault
        event = self._with_pictures(report, event)
        ticket = EdgeTicket(event_id, report.type, self.boot, number)
        fresh[event_id] = (event, ticket)
        return ticket

    def _kept(self, events: Sequence[KeptEvent]) -> Sequence[Waiting]:
        urgent = any(event.type in LIFE_TYPES for event in events)
        try:
            kept = self._room.within(lambda: self.spool.keep(events), urgent=urgent)
        except SpoolFull:
            self._miss(events)
            raise
        self._unkept.difference_update(event.id for event in events)
        return kept

    def _miss(self, events: Sequence[KeptEvent]) -> None:
        """Of several at once each is tried alone afterwards; a repeated report is one loss."""
        if len(events) == 1 and len(self._unkept) < MOST_UNKEPT:
            self._unkept.add(events[0].id)

    def _with_pictures(self, report: EdgeReport, event: KeptEvent) -> KeptEvent:
        """The event with its pictures on disk. Life-safety goes without when they find no room."""
        contents = [picture.content for picture in report.pictures]
        if not contents:
            return event
        urgent = event.type in LIFE_TYPES
        try:
            self._room.within(lambda: self.spool.put_pictures(contents), urgent=urgent)
        except SpoolFull as fault:
            if not urgent:
                self._miss([event])
                raise
            _log.warning("%s; an emergency goes without its pictures", fault.sentence)
            return without_pictures(event)
        return event

    def frames(self, flight: Owing) -> tuple[bytes, ...] | None:
        """What to send; None when the disk has spoilt the event, which is then given up."""
        found = self.spool.read(flight.content.waiting)
        if found is None:
            self._leave(flight, "damaged", "the device's disk has damaged it")
            return None
        envelope, pictures = found
        return (
            b"SEP1",
            b"EVENT",
            with_sent(envelope, self._clock.now(), self._clock.mono_ms()),
            *pictures,
        )

    def left(self, flight: Owing, now_ms: int) -> None:
        """Note a sending."""
        at = self._clock.now()
        if self.outbox.left(flight, now_ms):
            self._note("sent", flight, at, type=flight.content.ticket.type)

    def settle(self, boot: int, stored: int, also: Sequence[int]) -> None:
        """A receipt, or what a welcome says is stored."""
        done = self.outbox.settle(boot, stored, also)
        if not done:
            return
        beyond = [each.sequence for each in done if each.sequence > stored]
        self.spool.settle(boot, stored, beyond, [each.content.waiting for each in done])
        at = self._clock.now()
        for flight in done:
            self._book.end(flight.content.ticket)
            self._note("receipted", flight, at)
            flight.content.ticket.end(Outcome.RECEIPTED)

    def reject(self, boot: int, sequence: int, reject: Reject) -> None:
        """The engine refused an event for good: it is kept with the reason, aside."""
        flight = self.outbox.drop(boot, sequence)
        if flight is None:
            return
        self._keep_aside(flight, reject)
        self.spool.drop(boot, sequence, "rejected", flight.content.waiting)
        self._book.end(flight.content.ticket)
        self._note("rejected", flight, self._clock.now(), code=reject.code, reason=reject.reason)
        flight.content.ticket.end(Outcome.REJECTED, reject.code, reject.reason)

    def _keep_aside(self, flight: Owing, reject: Reject) -> None:
        try:
            found = self.spool.read(flight.content.waiting)
            if found is not None:
                self.spool.reject(found[0], reject.code, reject.reason)
        except EnvironmentFault as fault:
            # The engine's quarantine has it; a full disk here must not stop what follows.
            _log.warning("%s", fault.sentence)

    def tell_evictions(self) -> None:
        """What was given up, or could not be kept, is itself an event, once there is room."""
        given_up, unkept = self.spool.untold, frozenset(self._unkept)
        now_ms = self._clock.mono_ms()
        if not (given_up or unkept) or self._is_full(None) or now_ms < self._tell_ms:
            return
        self._tell_ms = now_ms + TELL_AGAIN_MS
        told = losses(given_up, len(unkept))
        try:
            self.report(EdgeReport("device.fault", subject="spool", data=told))
        except EnvironmentFault as fault:
            _log.warning("%s", fault.sentence)
            self._unkept &= unkept  # this one is no loss
        else:
            self.spool.told_evictions(given_up)
            self._unkept -= unkept
            self._tell_ms = 0

    def tidy(self) -> None:
        """Free the disk of files in which little still waits; hold its reserve again."""
        number = self.spool.relocatable()
        now_ms = self._clock.mono_ms()
        if now_ms >= self._catch_up_ms:
            self._catch_up_ms = now_ms + TIDY_AGAIN_MS
            self.spool.catch_up()
        if number is None or now_ms < self._tidy_ms:
            return
        moved = [
            each for each in self.outbox.waiting() if each.content.waiting.place.segment == number
        ]
        try:
            places = self.spool.relocate([each.content.waiting for each in moved])
        except EnvironmentFault as fault:
            self._tidy_ms = now_ms + TIDY_AGAIN_MS
            _log.warning("%s", fault.sentence)
            return
        for flight, place in zip(moved, places, strict=True):
            flight.content.waiting = place

    def start_anew(self) -> None:
        """Another boot for all that waits: the engine knows this number from somebody else.

        That happens when the spool of a device was lost with its boot counter.
        """
        old = [each for each in self.outbox.waiting() if each.boot == self.boot]
        boot = max(self.boot + 1, int(self._clock.now().timestamp()))
        events = list(self._renumbered(old, boot))
        if events:
            ended = [(each.key, each.content.waiting) for each in old]
            # Under its old number an event would be swallowed: first this, then the boot itself.
            places = self._room.within(
                lambda: self.spool.renumber([event for event, _ in events], ended), urgent=False
            )
            for flight in old:
                self.outbox.drop(*flight.key)
            for (event, ticket), place in zip(events, places, strict=True):
                ticket.boot, ticket.sequence = event.boot, event.sequence
                self._own(event, place, ticket)
        self.spool.go_on_as(boot)
        self._sequence = len(events)

    def _renumbered(
        self, old: Sequence[Owing], boot: int
    ) -> Iterator[tuple[KeptEvent, EdgeTicket]]:
        number = 0
        for flight in old:
            event = self.spool.read_event(flight.content.waiting)
            if event is not None:
                number += 1
                yield renumbered(event, boot, number), flight.content.ticket

    def _make_room(self, event: KeptEvent) -> None:
        while self._is_full(event):
            flight = self.outbox.oldest_dispensable()
            if flight is None:
                raise EnvironmentFault(
                    "The spool is full of life-safety events, which are never given up",
                    where=str(self.spool.folder),
                    remedy="let the engine take them, or allow more space for the spool",
                )
            self._leave(flight, "evicted", "given up: the spool was full")

    def _is_full(self, event: KeptEvent | None) -> bool:
        """Whether something has to go before one more event."""
        if self.spool.held_bytes + (len(event.json) if event else 0) > self._bounds.most_bytes:
            return True
        if len(self.outbox) < self._bounds.most_events:
            return False
        oldest = self.outbox.oldest_dispensable()
        if oldest is None:
            return False
        age_ms = self._clock.now().timestamp() * 1_000 - oldest.content.waiting.at_ms
        return age_ms >= self._bounds.keep_for.total_seconds() * 1_000

    def _overrun(self, flight: Owing) -> None:
        self._leave(flight, "evicted", "given up for an emergency: the disk was full", noted=False)

    def _leave(self, flight: Owing, why: str, words: str, *, noted: bool = True) -> None:
        self.outbox.drop(*flight.key)
        self.spool.drop(*flight.key, why, flight.content.waiting, noted=noted)
        self._book.forget(flight.content.ticket)
        _log.warning("%s event %s of boot %s: %s", self.source, flight.sequence, flight.boot, words)
        self._note(why, flight, self._clock.now())
        flight.content.ticket.end(Outcome.REJECTED, why, words)

    def _take(self, event: KeptEvent, waiting: Waiting) -> None:
        self._own(event, waiting, EdgeTicket(event.id, event.type, event.boot, event.sequence))

    def _own(self, event: KeptEvent, waiting: Waiting, ticket: EdgeTicket) -> None:
        life = event.type in LIFE_TYPES
        self.outbox.add(event.boot, event.sequence, Owed(waiting, ticket), life=life)
        self._book.add(ticket)

    def _remember(self, event_id: str, why: str) -> None:
        """A report of an earlier start that ended; one that was given up may be made again."""
        outcomes = {"receipted": Outcome.RECEIPTED, "rejected": Outcome.REJECTED}
        if why in outcomes:
            self._book.add(EdgeTicket(event_id, "", 0, 0, outcomes[why]))

    def _note(self, what: str, flight: Owing, at: datetime, **more: object) -> None:
        if self._witness is not None:
            key = {"boot": flight.boot, "sequence": flight.sequence}
            self._witness.note(what, self.source, at, **key, **more)


def losses(given_up: int, unkept: int) -> dict[str, object]:
    """What an event tells of events that are gone."""
    words = []
    if given_up:
        words.append(f"The spool was full: {given_up} older events were given up.")
    if unkept:
        words.append(f"The disk was full: {unkept} events were not kept.")
    counts = {"evicted": given_up, "unkept": unkept}
    return {"text": " · ".join(words), **{name: each for name, each in counts.items() if each}}
