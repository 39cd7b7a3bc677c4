"""The engine's durable memory: implements `console.ports.store.Store`.

One writer, the engine's thread. `commit` returns only when the transaction is on disk; only here is
a `Committed` made. Never decides anything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from backends.database import registry
from backends.database import tables as t
from backends.database.batch import Batch
from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.people import people
from backends.database.repeats import Unseen, without_repeats
from backends.database.restore import restored
from backends.database.schema import upgrade
from backends.database.soundness import OpenMark
from backends.database.writer import Writer, counters
from console.domain.errors import ProgrammingFault
from console.domain.roles import Person
from console.ports.clock import Clock
from console.ports.messages import Change, Committed, Decision
from console.ports.store import Device, Restored

_MOST_BOOTS = 100_000
_ID_OF = sa.select(t.event.c.id).where(
    *(t.event.c[name] == sa.bindparam(name) for name in ("source", "boot", "sequence"))
)

Meanwhile = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Registered:
    """The registry as it was read, and the stamp it had."""

    stamp: tuple[int, int]
    devices: tuple[Device, ...]
    seats: dict[str, str]
    people: tuple[Person, ...] = ()


class SqlStore:
    """The store on one database that has the newest schema; closes it at `close`."""

    def __init__(self, database: Database, clock: Clock, mark: OpenMark | None = None) -> None:
        self._database = database
        self._mark = mark
        self._clock = clock
        self._writer = Writer()
        self._boots: set[tuple[str, int]] = set()
        self._registered = _Registered((-1, -1), (), {})
        with database.read() as connection:
            self._revision, _ = counters(connection)

    def restore(self) -> Restored:
        """Open alerts, sessions with what is really stored, links and recent command results."""
        with self._database.read() as connection:
            return restored(connection)

    def commit(
        self, decision: Decision, at: datetime, meanwhile: Meanwhile | None = None
    ) -> Committed:
        """Write every change and its journal line in one durable transaction.

        `meanwhile` is called again and again, by the calling thread, while the disk works: at once
        when it says that there is more to do, else after a moment. What is already stored is not
        written again. Raises EnvironmentFault when the disk is full,
        read-only or gone; nothing was written then. Without changes there is no transaction.
        """
        if not decision.changes:
            return Committed(decision, self._revision, at)
        try:
            revision = self._write(decision.changes, micros(at), meanwhile, careful=False)
        except IntegrityError:
            revision = self._write_carefully(decision.changes, micros(at))
        self._revision = revision
        return Committed(decision, revision, at)

    def stored_id(self, device: str, boot: int, sequence: int) -> str | None:
        """The id of the event stored under this number, None when there is none."""
        number = {"source": device, "boot": boot, "sequence": sequence}
        with self._database.read() as connection:
            found: str | None = connection.scalar(_ID_OF, number)
        return found

    def devices(self) -> Sequence[Device]:
        """The registry, revoked devices too; one element per valid key of a device.

        The very same object while nothing changed.
        """
        return self._read_registry().devices

    def seats(self) -> dict[str, str]:
        """Public key (z85) -> seat id of every console that may connect."""
        return self._read_registry().seats

    def people(self) -> Sequence[Person]:
        """Who is what at which seat; the very same object while nothing changed."""
        return self._read_registry().people

    def _read_registry(self) -> "_Registered":
        now = micros(self._clock.now())
        with self._database.read() as connection:
            stamp = registry.stamp(connection, now)
            if stamp != self._registered.stamp:
                self._registered = _Registered(
                    stamp,
                    registry.devices(connection, now),
                    registry.seats(connection),
                    people(connection),
                )
        return self._registered

    def damage(self) -> str:
        """What the check after an engine's crash found; empty when nothing, or not yet."""
        return self._mark.damage if self._mark else ""

    def close(self) -> None:
        """Give the file back."""
        self._database.close()
        if self._mark:
            self._mark.clear()

    def _write_carefully(self, changes: Sequence[Change], stored: int) -> int:
        try:
            return self._write(changes, stored, None, careful=True)
        except IntegrityError as error:
            raise ProgrammingFault(f"The store refused a decision: {error.orig}") from error

    def _write(
        self, changes: Sequence[Change], stored: int, meanwhile: Meanwhile | None, *, careful: bool
    ) -> int:
        with self._database.write(meanwhile) as connection:
            revision, row = counters(connection)
            unseen = Unseen(changes, frozenset())
            if careful:
                unseen = without_repeats(connection, changes)
            batch = _batch(unseen, row, stored)
            # A boot is noted once; what is stored of it is counted from the events themselves.
            for boot in self._boots & batch.sessions.keys():
                del batch.sessions[boot]
            self._writer.write(connection, batch, revision + 1)
        self._note_boots(batch.sessions)
        return revision + 1

    def _note_boots(self, boots: Iterable[tuple[str, int]]) -> None:
        if len(self._boots) > _MOST_BOOTS:
            self._boots.clear()
        self._boots.update(boots)


def _batch(unseen: Unseen, row: int, stored: int) -> Batch:
    batch = Batch(row, stored, unseen.reused)
    for change in unseen.changes:
        batch.add(change)
    return batch


def open_database(path: Path, key: bytes) -> Database:
    """Open or create the engine's database and bring it to the newest schema."""
    database = Database(path, key)
    try:
        upgrade(database)
    except BaseException:  # an interrupt too: nobody else would close it; raised again
        database.close()
        raise
    return database


def open_store(path: Path, key: bytes, clock: Clock) -> SqlStore:
    """The store on `path`, created at first use; `key` is the 32-byte database key."""
    database = open_database(path, key)
    mark = OpenMark(database)
    try:
        mark.check()
        return SqlStore(database, clock, mark)
    except BaseException:  # an interrupt too: nobody else would close it; raised again
        database.close()
        raise
