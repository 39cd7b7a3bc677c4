"""`sunra events`, `alerts` and `verify`: what is stored, one JSON object a line. Main thread."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from backends.audit.seal_check import SealCheck
from backends.audit.verify import Verdict, verify
from backends.commands.exchange import export_cap
from backends.commands.parts import folder_to_read, keys_in, records_of, say
from backends.commands.sealing import begin_anew, seals_to_check
from backends.database.readers import HistoryReader, require_there
from backends.system.clock import SystemClock
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault
from console.domain.journal_chain import GENESIS
from console.services.catalogue import read_shipped
from console.services.figure_rows import csv_text, figure_rows
from console.settings import parse_settings

LONGEST_LEDGER_DAYS = 36_525
_UNSEALED = (
    "no seal was put on this journal yet, so that it could not be seen if its end were cut off; "
    "a running engine puts them"
)
_RESTORE = "stop the engine and restore the newest backup"
_TABLES = (
    "the journal is whole and tells what stood there: keep this folder as it is for whoever looks "
    "into it, and restore the newest backup"
)
_BEGUN_ANEW = (
    "seals were begun anew {} times on a person's word: see the lines seals_accepted of the journal"
)


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
    """`sunra verify`: exit code 1 when chain or seals are broken, with the first bad line."""
    folder = folder_to_read(arguments)
    require_there(folder.database)
    keys = keys_in(folder.keys)
    settings = parse_settings(folder.settings_text(), str(folder.settings))
    with records_of(arguments) as reader:
        # The seals first: an engine may be writing both.
        seals = seals_to_check(folder, settings, keys, arguments.seals)
        verdict = _verdict_on(reader, seals, folder.database)
    if arguments.accept:
        begin_anew(folder, settings, keys, verdict, arguments.by, arguments.accept)
        arguments.accept = ""
        return verify_journal(arguments)
    say(asdict(verdict))
    _tell(verdict)
    return 0 if verdict.ok else 1


def _verdict_on(reader: HistoryReader, seals: SealCheck, file: Path) -> Verdict:
    """The file, then the chain with its seals, then the tables against the chain."""
    if spoilt := reader.spoilt_pages():
        words = f"the database is damaged: {spoilt}"
        return Verdict(0, GENESIS, problem=words, where=str(file), remedy=_RESTORE)
    agreement = reader.agreement()
    verdict = verify(agreement.watched(reader.journal_lines()), seals)
    found = agreement.check() if verdict.ok else None
    if found is None:
        return verdict
    where, line = f"{found.row}, in the tables", found.line or None
    return replace(verdict, problem=found.problem, where=where, remedy=_TABLES, first_bad=line)


def _tell(verdict: Verdict) -> None:
    """The same for people."""
    words = verdict.problem[:1].upper() + verdict.problem[1:]
    if not verdict.ok:
        found = EnvironmentFault(words, where=verdict.where, remedy=verdict.remedy)
        print(f"sunra: {found.sentence}", file=sys.stderr)
    elif not verdict.seals:
        print(f"sunra: note: {_UNSEALED}", file=sys.stderr)
    if verdict.accepted:
        print(f"sunra: note: {_BEGUN_ANEW.format(verdict.accepted)}", file=sys.stderr)
