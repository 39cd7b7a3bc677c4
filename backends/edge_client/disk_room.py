"""Room on a disk that is full: what is dead goes first, then what may be lost, then the reserve.

Only for life-safety is anything given up that still waits, the oldest file first. A file is deleted
only when its emergencies stand in another one, on disk. One thread; knows no link.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from backends.edge_client.owed import Owed, Owing
from backends.edge_client.spool import Spool, SpoolFull
from console.services.edge_outbox import Outbox

T = TypeVar("T")


class DiskRoom:
    """Makes room in one spool while something is being kept."""

    def __init__(
        self, spool: Spool, outbox: Outbox[Owed], give_up: Callable[[Owing], None]
    ) -> None:
        """`give_up` takes one waiting event out, whose file is about to be deleted."""
        self._spool = spool
        self._outbox = outbox
        self._give_up = give_up

    def within(self, attempt: Callable[[], T], *, urgent: bool) -> T:
        """Try until it succeeds or nothing more can be freed; then raises SpoolFull."""
        steps = self._steps(urgent=urgent)
        while True:
            try:
                return attempt()
            except SpoolFull:
                if next(steps, None) is None:
                    raise

    def _steps(self, *, urgent: bool) -> Iterator[bool]:
        """Each element is room that was not there before."""
        if self._spool.relieve():
            yield True
        if not urgent:
            return
        reserve = self._spool.reserve
        for _ in range(self._spool.files + 1):
            if self._outbox.oldest_dispensable() is None:
                break
            # Its room is what emergencies are moved through; they fill it only when nothing is
            # left to give up.
            released = reserve.release()
            freed = self._vacate()
            if released:
                reserve.hold(at_once=True)
            if freed:
                yield True
        if reserve.release():
            yield True

    def _vacate(self) -> bool:
        """Empty the oldest file: emergencies move behind the newest, the rest is given up."""
        number = self._spool.oldest_file()
        waiting = self._outbox.waiting()
        here = [each for each in waiting if each.content.waiting.place.segment == number]
        if not self._move([each for each in here if each.life]):
            return False
        for flight in here:
            if not flight.life:
                self._give_up(flight)
        return self._spool.relieve()

    def _move(self, lively: list[Owing]) -> bool:
        if not lively:
            return True
        try:
            places = self._spool.relocate([each.content.waiting for each in lively])
        except SpoolFull:
            return False
        for flight, place in zip(lively, places, strict=True):
            flight.content.waiting = place
        return True
