"""Opens the encrypted SQLite file. The only module with SQL that is SQLite's own.

One writer connection and read-only ones per `Database`; a connection is used by one thread at a
time. Every write is `BEGIN IMMEDIATE` with `synchronous=FULL` read back (R-DB-02). Never creates or
changes a table, never logs a key.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, cast

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlcipher3 import dbapi2

from backends.database.faults import as_fault, os_fault
from console.domain.errors import EnvironmentFault, ProgrammingFault

_log = logging.getLogger("store")
_BUSY_MS = 5000
_MOMENT_S = 0.001
_CACHE_KIB = 32 * 1024
_CHECKPOINT_PAGES = 4_000
_SYNCHRONOUS = {"FULL": 2, "EXTRA": 3}


class _Raw(Protocol):
    """What is used of a driver's connection; the driver ships no types."""

    def execute(self, statement: str, /) -> Any: ...  # noqa: ANN401 -- the driver has no types
    def backup(self, target: "_Raw", /) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Durability:
    """How commits reach the disk: the journal mode and the matching synchronous level."""

    journal_mode: str
    synchronous: str


def durability(version: tuple[int, ...]) -> Durability:
    """WAL needs the fix of 3.51.3 (and not 3.52.0): older libraries use a rollback journal."""
    if version >= (3, 51, 3) and version != (3, 52, 0):
        return Durability("wal", "FULL")
    return Durability("delete", "EXTRA")


class Database:
    """One encrypted file.

    `key` is the raw 32-byte key: no derivation, so opening is quick. With `writable` False the file
    is only read, whatever the caller does; `settled` then means that nobody writes it and that it
    has no log, so that not even a lock is needed. Close it; closing is bounded.
    """

    def __init__(
        self, path: Path, key: bytes, *, writable: bool = True, settled: bool = False
    ) -> None:
        """Opens nothing yet except to check the file; raises EnvironmentFault when it cannot be."""
        if len(key) != 32:
            raise ProgrammingFault("A database key has 32 bytes")
        self.path = path
        self.writable = writable
        self._reads_as = "rw" if writable else "ro&immutable=1" if settled else "ro"
        self._key = key
        self._durability = durability(tuple(dbapi2.sqlite_version_info))
        _prepare_file(path, create=writable)
        self._identity = _identity(path)
        self._writer = self._engine(self._open_writer, "BEGIN IMMEDIATE", 0)
        self._reader = self._engine(self._open_reader, "BEGIN", 4)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._check()

    @contextmanager
    def write(self, meanwhile: Callable[[], bool] | None = None) -> Iterator[sa.Connection]:
        """One durable transaction: committed at the end, rolled back when anything raises.

        While the disk works, `meanwhile` is called again and again by the calling thread, which
        rests for at most a millisecond when it says that there is no more to do; the commit itself
        then runs on a thread of this database's own.
        """
        if not self.writable:
            raise ProgrammingFault("This database was opened for reading only")
        self._assert_same_file()
        with (
            self._faults(self._writer),
            self._writer.connect() as connection,
            connection.begin() as transaction,
        ):
            yield connection
            if meanwhile is not None:
                self._commit_beside(transaction, meanwhile)

    def _commit_beside(
        self, transaction: sa.RootTransaction, meanwhile: Callable[[], bool]
    ) -> None:
        """SQLite lets go of the interpreter while it encrypts and syncs: time to read on."""
        commit = self._beside.submit(transaction.commit)
        try:
            while not commit.done():
                if not meanwhile():
                    wait((commit,), _MOMENT_S)
        finally:
            commit.result()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view; nothing can be written through it."""
        with self._faults(self._reader), self._reader.connect() as connection:
            yield connection

    def quick_check(self) -> str:
        """Read the whole file through; "ok", or the first things found wrong."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(3)").scalars().all()
        return "; ".join(str(each) for each in found)

    def spoilt_pages(self) -> str:
        """What is wrong with pages of the file; empty when each is as it was written."""
        found = self._unfit_pages()
        # A page that an engine writes at this moment may be seen half: it is right at another look.
        again = self._unfit_pages() if found else []
        return "; ".join(each for each in again if each in found)

    def _unfit_pages(self) -> list[str]:
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars()
            return [str(each) for each in islice(found, 100)]

    def backup(self, target: Path) -> None:
        """Copy the whole content, with the same key, to a new file; safe beside a writer."""
        _prepare_file(target, create=True)
        source = self._open_reader()
        copy = self._raw(target, "rw")
        try:
            source.backup(copy)
        except dbapi2.Error as error:
            raise as_fault(error, target) from error
        finally:
            copy.close()
            source.close()

    def close(self) -> None:
        """Give every connection back."""
        self._beside.shutdown()
        self._reader.dispose()
        self._writer.dispose()

    # --- opening ---------------------------------------------------------------------------------

    def _engine(self, creator: Callable[[], _Raw], begin_with: str, spare: int) -> sa.Engine:
        engine = sa.create_engine(
            "sqlite://",
            module=dbapi2,
            creator=cast("Any", creator),
            poolclass=sa.pool.QueuePool,
            pool_size=1,
            max_overflow=spare,
            pool_timeout=_BUSY_MS / 1000,
        )

        # The driver would otherwise begin on its own, late and deferred.
        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(begin_with)

        sa.event.listen(engine, "begin", begin)
        return engine

    def _raw(self, path: Path, mode: str) -> _Raw:
        connection: _Raw = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_MS / 1000,
        )
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        return connection

    def _open_writer(self) -> _Raw:
        connection = self._raw(self.path, "rw")
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
            self._make_durable(connection)
            # A page that is written again before its checkpoint is copied into the file once.
            connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        except Exception:
            connection.close()
            raise
        return connection

    def _open_reader(self) -> _Raw:
        connection = self._raw(self.path, self._reads_as)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _make_durable(self, connection: _Raw) -> None:
        wish = self._durability
        mode = _switch_journal(connection, wish.journal_mode)
        connection.execute(f"PRAGMA synchronous = {wish.synchronous}")
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
        if mode.lower() != wish.journal_mode or level != _SYNCHRONOUS[wish.synchronous]:
            raise EnvironmentFault(
                f"The database cannot promise durable writes (journal {mode}, level {level})",
                where=str(self.path),
                remedy="keep the data folder on a local disk",
            )

    def _check(self) -> None:
        """Prove the key now, not at the first alert."""
        if self.writable and self._durability.journal_mode != "wal":
            _log.warning(
                "SQLite %s lacks the WAL fix: slower journal in use", dbapi2.sqlite_version
            )
        engine = self._writer if self.writable else self._reader
        try:
            with self._faults(engine), engine.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        except BaseException:  # an interrupt too: nobody else would close it; raised again
            self.close()
            raise

    # --- faults ----------------------------------------------------------------------------------

    @contextmanager
    def _faults(self, engine: sa.Engine) -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError:
            raise
        except (DBAPIError, dbapi2.Error, PoolTimeout, DisconnectionError) as error:
            # A connection that failed once is not trusted again; the next use opens a new one.
            engine.dispose()
            raise as_fault(error, self.path) from error

    def _assert_same_file(self) -> None:
        """A file deleted or swapped under the program would swallow writes without a word."""
        if _identity(self.path) != self._identity:
            raise EnvironmentFault(
                "The database file was removed or replaced while in use",
                where=str(self.path),
                remedy="put the file back, or restart the engine to begin with the new one",
            )


def _prepare_file(path: Path, *, create: bool) -> None:
    """The file exists afterwards, readable by its owner alone (POSIX)."""
    try:
        if not create:
            path.stat()
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(descriptor)
        if sys.platform != "win32" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        raise os_fault(error, path) from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


def _switch_journal(connection: _Raw, mode: str) -> str:
    """Set the journal mode and return it as set.

    SQLite refuses this switch at once, without its busy time-out, while another program opens the
    same new file: so the waiting is done here, as long as that time-out.
    """
    deadline = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            return str(connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])
        except dbapi2.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.02)
