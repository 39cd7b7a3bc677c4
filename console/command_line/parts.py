"""What the commands of the command line are put together from. Pure."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

DOOR = "tcp://127.0.0.1:5571"
SEATS = "tcp://127.0.0.1:5572"
_Number = TypeVar("_Number", int, float)
# argparse gives this type no public name.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""What sub-commands are added to."""


def within(kind: type[_Number], least: float, most: float) -> Callable[[str], _Number]:
    """A number of an option, between bounds."""

    def number(text: str) -> _Number:
        value = kind(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"it must be {least:g} to {most:g}")
        return value

    return number


def command_of(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    """A command, with the option that all have."""
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (default: the platform's)"
    )
    return command


def act_of(acts: Commands, name: str, text: str) -> argparse.ArgumentParser:
    """A word after a command, like `list`."""
    act = acts.add_parser(name, help=text, description=text)
    # Without a default, or it would undo what was said before the word.
    act.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    return act


def add_endpoints(command: argparse.ArgumentParser) -> None:
    """The engine's two doors."""
    command.add_argument("--door", metavar="ENDPOINT", help=f"for devices (default: {DOOR})")
    command.add_argument("--seats", metavar="ENDPOINT", help=f"for consoles (default: {SEATS})")


def add_login(command: argparse.ArgumentParser, text: str) -> None:
    """How a camera is logged in to."""
    command.add_argument("--user", metavar="NAME", help=text)
    command.add_argument(
        "--password-from-stdin", action="store_true", help="read its password from standard input"
    )
