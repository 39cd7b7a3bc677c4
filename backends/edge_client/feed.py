"""Feeds one device from lines and says on the way out what became of each. One thread.

A line's answer `spooled` is said only once the event is on disk. Bad lines are answered with their
number and the reason, the others go on.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from backends.edge_client.device import SpooledDevice
from backends.edge_client.lines import StateLine, read_line
from backends.edge_client.tickets import EdgeTicket
from console.domain.errors import EnvironmentFault
from console.ports.clock import Clock
from console.ports.device_link import DeviceNetwork
from console.ports.edge_reporter import EdgeReport, Outcome, Ticket

BATCH = 64
TURN_MS = 20

Say = Callable[[Mapping[str, Any]], None]


class Lines(Protocol):
    """Where lines come from."""

    @property
    def ended(self) -> bool:
        """Whether no more will come."""
        ...

    def take(self, most: int) -> Sequence[tuple[int, bytes]]:
        """Lines that wait, each with its number."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """How long to stay: `follow` for ever, `drain` until nothing waits, `seconds` at most.

    `wait` says what became of each event; `state_only` takes every line for a state.
    """

    follow: bool = False
    drain: bool = False
    wait: bool = False
    state_only: bool = False
    seconds: float | None = None


class Feed:
    """Lines into one device."""

    def __init__(self, device: SpooledDevice, clock: Clock, say: Say, wish: Wish) -> None:
        """`say` gets one JSON object for each answer."""
        self._device = device
        self._clock = clock
        self._say = say
        self._wish = wish
        self.faulty = 0
        self.rejected = 0

    def run(self, lines: Lines | None, network: DeviceNetwork, stop: threading.Event) -> None:
        """Until the wish is fulfilled or `stop` is set. Raises EnvironmentFault."""
        ended_ms: int | None = None
        while not stop.is_set():
            batch = lines.take(BATCH) if lines is not None else []
            if batch:
                self.take(batch)
            network.wait(0 if batch else TURN_MS)
            self._device.turn()
            self._refuse_stranger()
            if lines is None or lines.ended:
                now_ms = self._clock.mono_ms()
                ended_ms = now_ms if ended_ms is None else ended_ms
                if self._fulfilled(now_ms - ended_ms):
                    return

    def take(self, batch: Sequence[tuple[int, bytes]]) -> None:
        """Keep the reports of some lines with one wait for the disk, and answer each line."""
        reports: list[tuple[int, EdgeReport, tuple[str, ...]]] = []
        for number, text in batch:
            try:
                line = read_line(text, self._clock.now(), state_only=self._wish.state_only)
                if isinstance(line.content, StateLine):
                    self._device.tell_state(line.content.positions, line.content.health)
                    spoilt = line.content.left_out
                    more = {"left_out": list(spoilt)} if spoilt else {}
                    self.faulty += bool(spoilt)
                    self._answer(number, {"state": True, **more}, line.ignored)
                else:
                    reports.append((number, line.content, line.ignored))
            except ValueError as fault:
                self._refuse(number, str(fault))
        if reports:
            self._keep(reports)

    def _keep(self, reports: Sequence[tuple[int, EdgeReport, tuple[str, ...]]]) -> None:
        try:
            tickets = self._device.report_all([report for _, report, _ in reports])
        except EnvironmentFault as fault:
            if len(reports) == 1:
                self._refuse(reports[0][0], fault.sentence)
                return
            # None was kept; some may still find room on a disk that is nearly full.
            for each in reports:
                self._keep([each])
            return
        for (number, _, ignored), ticket in zip(reports, tickets, strict=True):
            if isinstance(ticket, ValueError):
                self._refuse(number, str(ticket))
            else:
                self._accept(number, ticket, ignored)

    def _accept(self, number: int, ticket: EdgeTicket, ignored: tuple[str, ...]) -> None:
        key = {"id": ticket.id, "boot": ticket.boot, "sequence": ticket.sequence}
        self._answer(number, {"spooled": True, **key}, ignored)

        def settled(done: Ticket) -> None:
            self._settled(number, done)

        ticket.promise(settled)

    def _settled(self, number: int, ticket: Ticket) -> None:
        rejected = ticket.outcome is Outcome.REJECTED
        self.rejected += rejected
        if not self._wish.wait and not rejected:
            return
        said: dict[str, Any] = {ticket.outcome.value: True, "id": ticket.id}
        if isinstance(ticket, EdgeTicket):
            said.update(boot=ticket.boot, sequence=ticket.sequence)
        if rejected:
            said.update(code=getattr(ticket, "code", ""), reason=ticket.reason)
        self._answer(number, said)

    def _refuse(self, number: int, reason: str) -> None:
        self.faulty += 1
        self._answer(number, {"error": reason})

    def _answer(self, number: int, said: Mapping[str, Any], ignored: Sequence[str] = ()) -> None:
        more = {"ignored": list(ignored)} if ignored else {}
        self._say({"line": number, **said, **more})

    def _fulfilled(self, waited_ms: int) -> bool:
        if self._wish.seconds is not None and waited_ms >= self._wish.seconds * 1_000:
            return True
        if self._wish.follow:
            return False
        return not self._device.waiting and not self._device.unsaid

    def _refuse_stranger(self) -> None:
        if self._device.refusal:
            raise EnvironmentFault(
                f"The engine refused this device: {self._device.refusal}",
                where=self._device.id,
                remedy="use the device file that `sunra enrol` made for it",
            )
