"""Searches every alert for the seats, on a thread and a connection of its own (engine process).

One question at a time, the newest of each connection; a running one that nobody waits for any more
is interrupted. Reads only; never touches the alert path.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from backends.database import tables as t
from backends.database.connection import Database
from backends.database.figures import count_now, ledger_entries, rules_in_force, sla_figures
from backends.database.moments import micros
from backends.database.restore import with_notes
from console.domain.alerts.alert import Alert
from console.domain.errors import EnvironmentFault
from console.ports.clock import BootClock
from console.ports.history import Answer, Question, fault_page
from console.services.catalogue import read_shipped
from console.wire.room_values import FiguresPage, FiguresWanted, LedgerRow
from console.wire.seat_values import (
    HistoryPage,
    HistoryWanted,
    HistoryWord,
    PicturePage,
    PictureWanted,
)
from console.wire.signatures import picture_kind

_CACHE_KIB = 16 * 1024
_END_S = 2.0
_MOST_ROUNDS = 20
MOST_ENTRIES = 500
"""Of the ledger on a page, the worst first; the command line gives all."""
# Alerts are numbered as they are stored and stamped as they arrive: nearly the same order.
_SLACK = 1_000

_log = logging.getLogger("store")


class AlertSearch:
    """`console.ports.history.History` on the database at `path`."""

    def __init__(self, path: Path, key: bytes, clock: BootClock | None = None) -> None:
        self._path, self._key, self._clock = path, key, clock
        self._asked: dict[tuple[bytes, type], Question] = {}
        self._lock = threading.Condition()
        self._found: SimpleQueue[tuple[bytes, Answer]] = SimpleQueue()
        self._open = 0
        self._running: tuple[bytes, type] | None = None
        self._driver: Any = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._open > 0

    def ask(self, routing: bytes, wanted: Question) -> None:
        """Look for a page soon; an older question of the connection and kind is given up."""
        key = (routing, type(wanted))
        with self._lock:
            if key not in self._asked:
                self._open += 1
            self._asked[key] = wanted
            if self._running == key:
                self._interrupt()
            self._lock.notify()

    def answers(self) -> Sequence[tuple[bytes, Answer]]:
        """What was found since the last call."""
        found = []
        while True:
            try:
                found.append(self._found.get_nowait())
            except Empty:
                break
        self._open -= len(found)
        return found

    def close(self) -> None:
        """Give up what runs and stop; bounded by 2 s."""
        with self._lock:
            self._stopped = True
            self._interrupt()
            self._lock.notify()
        self._thread.join(_END_S)

    def _interrupt(self) -> None:
        if self._driver is not None:
            self._driver.interrupt()

    # --- the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        page: Answer
        database: Database | None = None
        try:
            while (question := self._next()) is not None:
                routing, wanted = question
                try:
                    database = database or Database(self._path, self._key, writable=False)
                    page = self._answer(database, wanted)
                except EnvironmentFault as fault:
                    page = fault_page(wanted, fault.sentence)
                except Exception:  # noqa: BLE001 - one bad question must not end all searching
                    _log.exception("a search of the history failed")
                    page = fault_page(wanted, "The search failed.")
                self._found.put((routing, page))
        finally:
            if database is not None:
                database.close()

    def _next(self) -> tuple[bytes, Question] | None:
        with self._lock:
            self._running = None
            while not self._asked and not self._stopped:
                self._lock.wait()
            if self._stopped:
                return None
            self._running = next(iter(self._asked))
            return self._running[0], self._asked.pop(self._running)

    def _answer(self, database: Database, wanted: Question) -> Answer:
        match wanted:
            case HistoryWanted():
                return self._search(database, wanted)
            case PictureWanted():
                return self._picture(database, wanted)
            case FiguresWanted():
                return self._count(database, wanted)

    def _picture(self, database: Database, wanted: PictureWanted) -> PicturePage:
        kept, link = t.attachment.c, t.event_attachment.c
        query = (
            sa.select(kept.content)
            .join_from(t.attachment, t.event_attachment, link.sha256 == kept.sha256)
            .where(kept.sha256 == wanted.sha256)
            .limit(1)
        )
        with database.read() as connection, self._interruptible(connection):
            row = connection.execute(query).first()
        if row is None:
            fault = "There is no such picture (any more)."
            return PicturePage(wanted.request, wanted.sha256, fault=fault)
        # By what it is, not by what a device said of it: no seat is handed a program to draw.
        kind = picture_kind(row.content)
        if not kind:
            fault = "What came as a picture is none: it is kept and not shown."
            return PicturePage(wanted.request, wanted.sha256, fault=fault)
        return PicturePage(wanted.request, wanted.sha256, kind, bytes(row.content))

    def _count(self, database: Database, wanted: FiguresWanted) -> FiguresPage:
        begun, now = perf_counter(), datetime.now(UTC)
        with database.read() as connection, self._interruptible(connection):
            rules = rules_in_force(connection, read_shipped())
            sla = sla_figures(connection, rules, now, count_now(connection, self._clock))
            entries = ledger_entries(connection, rules, now, wanted.days)
        rows = tuple(LedgerRow(**asdict(each)) for each in entries[:MOST_ENTRIES])
        took_ms = (perf_counter() - begun) * 1_000
        return FiguresPage(wanted.request, sla, rows, took_ms=took_ms)

    def _search(self, database: Database, wanted: HistoryWanted) -> HistoryPage:
        begun = perf_counter()
        with database.read() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = {-_CACHE_KIB}")
            with self._interruptible(connection):
                alerts, more = search(connection, wanted)
        took = (perf_counter() - begun) * 1e3
        return HistoryPage(wanted.request, tuple(alerts), more, took_ms=round(took, 1))

    @contextmanager
    def _interruptible(self, connection: sa.Connection) -> Iterator[None]:
        with self._lock:
            self._driver = connection.connection.driver_connection
        try:
            yield
        finally:
            with self._lock:
                self._driver = None


def search(connection: sa.Connection, wanted: HistoryWanted) -> tuple[list[Alert], bool]:
    """A page of alerts, the newest first, and whether there are more behind it."""
    low, high = _numbers(connection, wanted)
    found: list[Alert] = []
    for _ in range(_MOST_ROUNDS):
        size = wanted.limit + 1 - len(found)
        numbers = _matching(connection, wanted, low, high, size)
        found += [alert for alert in _alerts(connection, numbers) if _is_in_time(alert, wanted)]
        if len(found) > wanted.limit or len(numbers) < size:
            break
        high = numbers[-1] - 1
    return found[: wanted.limit], len(found) > wanted.limit


def _numbers(connection: sa.Connection, wanted: HistoryWanted) -> tuple[int, int]:
    """The first and last number that may be meant."""
    a = t.alert.c
    low, high = 0, (wanted.before or 1 << 62) - 1
    if wanted.since is not None:
        query = sa.select(a.number).where(a.raised >= micros(wanted.since))
        first = connection.scalar(query.order_by(a.raised).limit(1))
        low = high if first is None else max(0, first - _SLACK)
    if wanted.until is not None:
        query = sa.select(a.number).where(a.raised <= micros(wanted.until))
        last = connection.scalar(query.order_by(a.raised.desc()).limit(1))
        high = 0 if last is None else min(high, last + _SLACK)
    return low, high


def _matching(
    connection: sa.Connection, wanted: HistoryWanted, low: int, high: int, most: int
) -> list[int]:
    asked = match_of(wanted)
    if asked:
        query = sa.text(
            "SELECT rowid FROM alert_words WHERE alert_words MATCH :asked "
            "AND rowid BETWEEN :low AND :high ORDER BY rowid DESC LIMIT :most"
        )
        rows = connection.execute(query, {"asked": asked, "low": low, "high": high, "most": most})
        return [int(number) for number in rows.scalars()]
    number = t.alert.c.number
    plain = sa.select(number).where(number.between(low, high)).order_by(number.desc())
    return list(connection.scalars(plain.limit(most)))


def _alerts(connection: sa.Connection, numbers: Sequence[int]) -> list[Alert]:
    number = t.alert.c.number
    query = sa.select(t.alert).where(number.in_(numbers)).order_by(number.desc())
    return list(with_notes(connection, connection.execute(query).all())) if numbers else []


def _is_in_time(alert: Alert, wanted: HistoryWanted) -> bool:
    early = wanted.since is not None and alert.raised < wanted.since
    return not early and not (wanted.until is not None and alert.raised > wanted.until)


# --- the question in the words of the index -----------------------------------------------------


def match_of(wanted: HistoryWanted) -> str:
    """The question as an expression of FTS5; empty when it asks for everything."""
    parts = [_word(word) for word in wanted.words if word.text.strip()]
    if wanted.operator.strip():
        parts.append(f"people : {_quoted(wanted.operator)} *")
    parts += [
        _tags(kind, values)
        for kind, values in (
            ("zt_", [_hex(each) for each in wanted.types]),
            ("zs_", [_hex(each) for each in wanted.sources]),
            ("zc_", list(wanted.classes)),
        )
        if values
    ]
    return " AND ".join(f"({part})" for part in parts)


def _word(word: HistoryWord) -> str:
    """A word as it stands in an alert, or one of the types and sources it names."""
    ways = [f"words : {_quoted(word.text)} *"]
    ways += [_tags("zt_", [_hex(each) for each in word.types])] if word.types else []
    ways += [_tags("zs_", [_hex(each) for each in word.sources])] if word.sources else []
    return " OR ".join(ways)


def _tags(kind: str, values: Sequence[str]) -> str:
    return "tags : (" + " OR ".join(_quoted(kind + each) for each in values) + ")"


def _hex(value: str) -> str:
    return value.encode().hex()


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
