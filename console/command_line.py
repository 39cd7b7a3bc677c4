"""The command line's grammar (design, section 7). Pure: parses, decides nothing."""

import argparse
from collections.abc import Sequence
from pathlib import Path

DOOR = "tcp://127.0.0.1:5571"
SEATS = "tcp://127.0.0.1:5572"
COMMANDS = ("console", "engine", "enrol", "events", "alerts", "simulate", "verify")


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
    for add in (_console, _engine, _enrol, _events, _alerts, _simulate, _verify):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # noqa: SLF001 -- argparse gives its type no public name


def _command(
    commands: "Commands[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (default: the platform's)"
    )
    return command


def _console(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "console", "Open the console; starts an engine when none runs.")
    command.add_argument(
        "--site", type=Path, metavar="FILE", help="site file (default: DIR/site.json)"
    )
    command.add_argument("--language", choices=("ko", "en"), help="language of the screen")
    command.add_argument(
        "--layout", type=int, choices=(1, 4, 9, 16), help="video tiles at the start"
    )
    command.add_argument("--seat", help="name of this seat (default: seat-1)")
    command.add_argument("--operator", help="who works here (a code, never a name)")
    command.add_argument(
        "--headless", action="store_true", help="run on a virtual screen and check"
    )
    command.add_argument(
        "--screen", default="1920x1080", metavar="WxH", help="virtual screen's size"
    )
    command.add_argument("--seconds", type=float, metavar="N", help="end after N seconds")
    command.add_argument(
        "--screenshot", type=Path, metavar="PREFIX", help="write pictures and summary"
    )
    command.add_argument(
        "--evidence",
        type=Path,
        metavar="FILE",
        help="what devices say they sent (JSON lines): the check compares the queue with it",
    )
    _endpoints(command)


def _endpoints(command: argparse.ArgumentParser) -> None:
    command.add_argument("--door", metavar="ENDPOINT", help=f"for devices (default: {DOOR})")
    command.add_argument("--seats", metavar="ENDPOINT", help=f"for consoles (default: {SEATS})")


def _engine(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "engine", "Run the engine.")
    _endpoints(command)
    command.add_argument("--database", metavar="URL", help="another database than DIR/sunra.db")
    command.add_argument("--child", action="store_true", help=argparse.SUPPRESS)


def _enrol(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "enrol", "Register an edge device, or list and revoke devices.")
    command.add_argument("--device", metavar="ID")
    command.add_argument("--class", dest="device_class", metavar="CLASS", default="device")
    command.add_argument("--key", metavar="Z85", help="the device's own public key")
    command.add_argument("--revoke", action="store_true", help="end the device's right to connect")
    command.add_argument("--list", action="store_true", help="list devices, one JSON object a line")


def _events(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "events", "Stored events, one JSON object a line.")
    command.add_argument(
        "--since", type=int, default=0, metavar="N", help="only rows after number N"
    )
    command.add_argument("--follow", action="store_true", help="go on as new ones are stored")


def _alerts(commands: "Commands[argparse.ArgumentParser]") -> None:
    _command(commands, "alerts", "Alerts with their four facts, one JSON object a line.")


def _simulate(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "simulate", "Cameras, devices and units as separate processes.")
    command.add_argument("--scenario", default="evening", metavar="NAME")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--speed", type=float, default=1.0, help="scale of the scenario's time")
    command.add_argument("--cameras", type=int, default=16, help="number of camera streams")
    command.add_argument("--part", choices=("cameras", "devices", "units"), help=argparse.SUPPRESS)
    command.add_argument("--plan", type=Path, help=argparse.SUPPRESS)


def _verify(commands: "Commands[argparse.ArgumentParser]") -> None:
    _command(commands, "verify", "Check the journal's chain; names the first bad line.")
