"""The command line's grammar (design, section 7). Pure: parses, decides nothing."""

import argparse
from collections.abc import Callable, Sequence

from console.command_line.devices import (
    add_adapter,
    add_edge,
    add_emulate,
    add_enrol,
    add_farm,
    add_simulate,
)
from console.command_line.parts import Commands
from console.command_line.places import add_cameras, add_map, add_plan
from console.command_line.room import (
    add_alerts,
    add_console,
    add_engine,
    add_events,
    add_field,
    add_keys,
    add_neighbour,
    add_seats,
    add_verify,
)

COMMANDS: dict[str, Callable[[Commands], None]] = {
    "console": add_console,
    "engine": add_engine,
    "enrol": add_enrol,
    "seats": add_seats,
    "events": add_events,
    "alerts": add_alerts,
    "field": add_field,
    "simulate": add_simulate,
    "farm": add_farm,
    "verify": add_verify,
    "keys": add_keys,
    "cameras": add_cameras,
    "map": add_map,
    "plan": add_plan,
    "edge": add_edge,
    "emulate": add_emulate,
    "adapter": add_adapter,
    "neighbour": add_neighbour,
}
"""By name, in the order of `--help`."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Arguments to names; without a command it is `console`. Wrong words end with exit code 2."""
    words = list(argv)
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "console")
    return _grammar().parse_args(words)


def _grammar() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sunra",
        description="Sunra, the console of a municipal safety situation room.",
        epilog="Exit codes: 0 done, 1 found wrong, 2 could not run.",
    )
    parser.add_argument("--version", action="version", version="sunra 0.1.0")
    commands = parser.add_subparsers(dest="command", required=True)
    for add in COMMANDS.values():
        add(commands)
    return parser
