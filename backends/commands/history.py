"""`sunra events`, `alerts` and `verify`: what is stored, one JSON object a line. Main thread."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from backends.audit.verify import verify
from backends.commands.parts import records_of, say
from backends.database.readers import HistoryReader
from backends.system.clock import SystemClock
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault
from console.domain.ledger import ledger
from console.services.catalogue import read_catalogue

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
    with records_of(arguments) as reader:
        for row in _rows(reader, arguments):
            say(row)
    return 0


def _rows(reader: HistoryReader, arguments: Namespace) -> Iterable[dict[str, Any]]:
    if arguments.quiets:
        return reader.quiets()
    if not arguments.ledger:
        return reader.alerts()
    if not 0 < arguments.days <= LONGEST_LEDGER_DAYS:
        raise EnvironmentFault(
            f"The ledger cannot look back {arguments.days:g} days",
            where="--days",
            remedy=f"name a number above 0 and at most {LONGEST_LEDGER_DAYS}",
        )
    life = {kind.name for kind in read_catalogue().types.values() if kind.is_life}
    since = SystemClock().now() - timedelta(days=arguments.days)
    return map(asdict, ledger(reader.closings(since, life)))


def verify_journal(arguments: Namespace) -> int:
    """`sunra verify`: exit code 1 when the chain is broken, with the first bad line."""
    with records_of(arguments) as reader:
        verdict = verify(reader.journal_lines())
    say(asdict(verdict))
    return 0 if verdict.ok else 1
