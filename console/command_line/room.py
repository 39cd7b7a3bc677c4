"""The commands of the room: console, engine, what is on record. Pure."""

import argparse
from pathlib import Path

from console.command_line.parts import Commands, act_of, add_endpoints, command_of, within
from console.domain.pictures.wall_layout import LAYOUTS


def add_console(commands: Commands) -> None:
    """Open the console."""
    command = command_of(commands, "console", "Open the console; starts an engine when none runs.")
    command.add_argument(
        "--site", type=Path, metavar="FILE", help="site file (default: DIR/site.json)"
    )
    command.add_argument("--language", choices=("ko", "en"), help="language of the screen")
    command.add_argument("--layout", type=int, choices=LAYOUTS, help="video tiles at the start")
    command.add_argument("--seat", help="name of this seat (default: seat-1)")
    command.add_argument("--operator", help="who works here (a code, never a name)")
    command.add_argument(
        "--headless", action="store_true", help="run on a virtual screen and check"
    )
    command.add_argument(
        "--screen", default="1920x1080", metavar="WxH", help="virtual screen's size"
    )
    command.add_argument("--seconds", type=within(float, 0.1, 1e7), metavar="N", help="end then")
    command.add_argument(
        "--screenshot", type=Path, metavar="PREFIX", help="write pictures and summary"
    )
    command.add_argument(
        "--evidence",
        type=Path,
        metavar="FILE",
        help="what devices say they sent (JSON lines): the check compares the queue with it",
    )
    add_endpoints(command)


def add_engine(commands: Commands) -> None:
    """Run the engine."""
    command = command_of(commands, "engine", "Run the engine.")
    add_endpoints(command)
    command.add_argument("--database", metavar="URL", help="another database than DIR/sunra.db")
    command.add_argument("--child", action="store_true", help=argparse.SUPPRESS)


def add_seats(commands: Commands) -> None:
    """Who may sit where."""
    command = command_of(commands, "seats", "Which consoles may connect, and who is supervisor.")
    option = command.add_argument
    option("--seat", metavar="ID")
    option("--key", metavar="Z85", help="let a console with this public key in as the seat")
    option("--revoke", action="store_true", help="let the seat in no more")
    option("--operator", metavar="NAME", help="who works at the seat (a code, never a name)")
    option("--role", choices=("operator", "supervisor"), default="operator")
    option("--remove", action="store_true", help="take the operator off the seat")
    option("--list", action="store_true", help="list seats and people, one JSON object a line")


def add_events(commands: Commands) -> None:
    """Stored events."""
    command = command_of(commands, "events", "Stored events, one JSON object a line.")
    command.add_argument(
        "--since", type=int, default=0, metavar="N", help="only rows after number N"
    )
    command.add_argument("--follow", action="store_true", help="go on as new ones are stored")


def add_alerts(commands: Commands) -> None:
    """Alerts, figures, CAP."""
    command = command_of(
        commands, "alerts", "Alerts with their four facts, one JSON object a line."
    )
    option = command.add_argument
    option("--ledger", action="store_true", help="instead: how each device's alerts were closed")
    option("--days", type=float, default=30.0, help="how far back the ledger looks")
    option("--quiets", action="store_true", help="instead: shelves, rules, devices out of service")
    option("--sla", action="store_true", help="instead: answer times by shift against the promises")
    option("--csv", type=Path, metavar="FILE", help="write the rows as a table")
    option("--cap", type=Path, metavar="FOLDER", help="instead: write what is new as CAP 1.2")
    option("--number", type=int, action="append", default=[], metavar="N", help="only this alert")
    option("--sender", metavar="ID", help="who sends (default: by this installation's key)")
    option("--sender-name", default="", metavar="TEXT", help="the sender in words")
    option("--scope", choices=("public", "restricted", "private"), default="restricted")
    option("--address", action="append", default=[], metavar="ID", help="for whom (private)")


def add_field(commands: Commands) -> None:
    """Records of the field work."""
    command = command_of(commands, "field", "Escorts, patrols, guards: one JSON object a line.")
    option = command.add_argument
    option("--kind", default="", metavar="KIND", help="only escort, scout_team, check_in, ...")
    option("--all", action="store_true", help="closed ones too")
    option("--erase", default="", metavar="KIND:ID", help="forget a closed one for good")
    option("--shelters", type=Path, metavar="FILE", help="instead: stores' telephones and hours")
    option("--organisations", type=Path, metavar="FILE", help="instead: the roster of patrols")
    option("--dry-run", action="store_true", help="with a list: only say what is wrong")
    option("--by", default="", metavar="NAME", help="who erases or imports")
    option("--why", default="", metavar="TEXT", help="for which reason")


def add_neighbour(commands: Commands) -> None:
    """Escorts across the border."""
    command = command_of(commands, "neighbour", "Offer escorts to a neighbouring district.")
    for name, kind in (("--district", str), ("--device", Path), ("--spool", Path)):
        command.add_argument(name, type=kind, required=True, help="see docs/field-work.md")


def add_verify(commands: Commands) -> None:
    """The journal's chain and its seals."""
    command = command_of(
        commands, "verify", "Check the journal's chain and seals; names the first bad line."
    )
    command.add_argument(
        "--seals",
        type=Path,
        action="append",
        default=[],
        metavar="PLACE",
        help="a copy of the seals that was kept elsewhere (a folder or a file)",
    )
    option = command.add_argument
    option("--accept", default="", metavar="WHY", help="let new seals begin, on the record")
    option("--by", default="", metavar="NAME", help="who accepts")


def add_keys(commands: Commands) -> None:
    """Where secrets lie."""
    command = command_of(
        commands, "keys", "Where this installation's secrets lie; never shows one."
    )
    acts = command.add_subparsers(dest="act", required=True)
    act_of(acts, "list", "Each secret's name and place, one JSON object a line.")
    move = act_of(acts, "move", "Bring every secret to files or to the user's keystore.")
    move.add_argument("--to", choices=("file", "os"), required=True)
