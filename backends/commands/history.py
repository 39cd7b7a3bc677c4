"""`sunra events`, `alerts` and `verify`: what is stored, one JSON object a line. Main thread."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backends.audit.verify import verify
from backends.commands.exchange import export_cap
from backends.commands.parts import records_of, say
from backends.database.readers import HistoryReader
from backends.system.clock import SystemClock
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault
from console.services.catalogue import read_shipped
from console.services.figure_rows import csv_text, figure_rows

LONGEST_LEDGER_DAYS = 36_525


def list_events(arguments: Namespace) -> int:
    """`sunra events`: one JSON object a line; with --follow until it is told to stop."""
    with records_of(arguments) as reader, stop_on_signals() as stop:
        last = arguments.since
        while True:
            for row in reader.events(last):
                last = row["row"]
                say(row, at_once=arguments.follow)
            if not arguments.follow or stop.wait(0.5):
                return 0


def list_alerts(arguments: Namespace) -> int:
    """`sunra alerts`: every alert with its four facts; or the ledger, or what is kept quiet."""
    if arguments.cap:
        return export_cap(arguments)
    with records_of(arguments) as reader:
        rows = _rows(reader, arguments)
        if arguments.csv:
            _write_csv(rows, arguments.csv)
            return 0
        for row in rows:
            say(row)
    return 0


def _rows(reader: HistoryReader, arguments: Namespace) -> Iterable[dict[str, Any]]:
    if arguments.quiets:
        return reader.quiets()
    if arguments.sla:
        clock = SystemClock()
        figures = reader.sla(read_shipped(), clock.now(), clock)
        return (row for each in figures for row in figure_rows(each))
    if not arguments.ledger:
        return reader.alerts()
    if not 0 < arguments.days <= LONGEST_LEDGER_DAYS:
        raise EnvironmentFault(
            f"The ledger cannot look back {arguments.days:g} days",
            where="--days",
            remedy=f"name a number above 0 and at most {LONGEST_LEDGER_DAYS}",
        )
    return map(asdict, reader.ledger(read_shipped(), SystemClock().now(), arguments.days))


def _write_csv(rows: Iterable[dict[str, Any]], place: Path) -> None:
    """The same rows as a table that every office program opens (UTF-8 with its mark)."""
    try:
        place.write_text(csv_text(rows), encoding="utf-8-sig", newline="")
    except OSError as fault:
        raise EnvironmentFault(
            f"The table cannot be written: {fault.strerror}",
            where=str(place),
            remedy="name a file in a folder that this user may write",
        ) from fault


def verify_journal(arguments: Namespace) -> int:
    """`sunra verify`: exit code 1 when the chain is broken, with the first bad line."""
    with records_of(arguments) as reader:
        verdict = verify(reader.journal_lines())
    say(asdict(verdict))
    return 0 if verdict.ok else 1
