"""`sunra events`, `alerts` and `verify`: what is stored, one JSON object a line. Main thread."""

from argparse import Namespace
from dataclasses import asdict

from backends.audit.verify import verify
from backends.commands.parts import records_of, say
from backends.system.stopping import stop_on_signals


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
    """`sunra alerts`: every alert with its four facts."""
    with records_of(arguments) as reader:
        for row in reader.alerts():
            say(row)
    return 0


def verify_journal(arguments: Namespace) -> int:
    """`sunra verify`: exit code 1 when the chain is broken, with the first bad line."""
    with records_of(arguments) as reader:
        verdict = verify(reader.journal_lines())
    say(asdict(verdict))
    return 0 if verdict.ok else 1
