"""The command line's grammar (design, section 7). Pure: parses, decides nothing."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from console.domain.pictures.wall_layout import LAYOUTS
from console.domain.places.map_kinds import KINDS

DOOR = "tcp://127.0.0.1:5571"
SEATS = "tcp://127.0.0.1:5572"
_Number = TypeVar("_Number", int, float)
COMMANDS = (
    "console", "engine", "enrol", "seats", "events", "alerts", "field", "simulate", "verify",
    "keys", "cameras", "map", "plan", "edge", "emulate", "adapter", "farm", "neighbour",
)  # fmt: skip


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
    for add in (
        _console, _engine, _enrol, _seats, _events, _alerts, _field, _simulate, _farm, _verify,
        _keys, _cameras, _map, _plan, _edge, _emulate, _adapter,
    ):  # fmt: skip
        add(commands)
    border = _command(commands, "neighbour", "Offer escorts to a neighbouring district.")
    for name, kind in (("--district", str), ("--device", Path), ("--spool", Path)):
        border.add_argument(name, type=kind, required=True, help="see docs/field-work.md")
    return parser


def _within(kind: type[_Number], least: float, most: float) -> Callable[[str], _Number]:
    """A number of an option, between bounds."""

    def number(text: str) -> _Number:
        value = kind(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"it must be {least:g} to {most:g}")
        return value

    return number


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
    command.add_argument("--layout", type=int, choices=LAYOUTS, help="video tiles at the start")
    command.add_argument("--seat", help="name of this seat (default: seat-1)")
    command.add_argument("--operator", help="who works here (a code, never a name)")
    command.add_argument(
        "--headless", action="store_true", help="run on a virtual screen and check"
    )
    command.add_argument(
        "--screen", default="1920x1080", metavar="WxH", help="virtual screen's size"
    )
    command.add_argument("--seconds", type=_within(float, 0.1, 1e7), metavar="N", help="end then")
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
    command = _command(commands, "enrol", "Register edge devices, renew, revoke or list them.")
    option = command.add_argument
    option("--device", metavar="ID")
    option("--class", dest="device_class", metavar="CLASS", default="device")
    option("--site", default="", metavar="ID", help="the site the device stands on")
    option("--cameras", default="", metavar="ID,ID", help="cameras that see its place")
    option("--allowed", default="", metavar="TYPE,TYPE", help="event types (default: all)")
    option("--interval", type=float, default=10.0, metavar="S", help="heard of at least so often")
    option("--key", metavar="Z85", help="the device's own public key")
    option("--door", metavar="ENDPOINT", help="where the device finds the engine")
    option("--out", type=Path, metavar="PLACE", help="device file to write; a folder for --csv")
    option("--csv", type=Path, metavar="FILE", help="register every device of a table")
    option("--rotate", action="store_true", help="give the device a new key")
    option("--hours", type=float, default=24.0, help="the old key stays valid so long, at most 24")
    option("--revoke", action="store_true", help="end the device's right to connect")
    option("--list", action="store_true", help="list devices, one JSON object a line")


def _seats(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "seats", "Which consoles may connect, and who is supervisor.")
    option = command.add_argument
    option("--seat", metavar="ID")
    option("--key", metavar="Z85", help="let a console with this public key in as the seat")
    option("--revoke", action="store_true", help="let the seat in no more")
    option("--operator", metavar="NAME", help="who works at the seat (a code, never a name)")
    option("--role", choices=("operator", "supervisor"), default="operator")
    option("--remove", action="store_true", help="take the operator off the seat")
    option("--list", action="store_true", help="list seats and people, one JSON object a line")


def _edge(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "edge", "Report events of a device from lines of JSON.")
    option = command.add_argument
    option("lines", nargs="?", metavar="FILE", help="one JSON object a line; - is standard input")
    option("--device", type=Path, metavar="FILE", help="device file that `sunra enrol` made")
    option("--spool", type=Path, metavar="DIR", required=True, help="kept until receipted")
    option("--follow", action="store_true", help="stay and go on as the file grows")
    option("--drain", action="store_true", help="stay until the engine has everything")
    option("--wait", action="store_true", help="answer each line when it is receipted, too")
    option("--state", action="store_true", help="every line is a state: positions, health")
    option("--status", action="store_true", help="say what is in the spool and end")
    seconds = _within(float, 0, 1e9)
    option("--seconds", type=seconds, metavar="N", help="end at most N seconds after the last line")
    option(
        "--most-events",
        type=_within(int, 1, 10**9),
        default=10_000,
        metavar="N",
        help="kept without the engine",
    )
    option(
        "--most-hours",
        type=_within(float, 0, 10**6),
        default=72.0,
        metavar="N",
        help="or all of so many hours",
    )
    option(
        "--most-megabytes",
        type=_within(int, 1, 10**7),
        default=512,
        metavar="N",
        help="but never more than this",
    )


def _emulate(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "emulate", "Load an engine with thousands of real devices.")
    option = command.add_argument
    option("--devices", type=int, default=100, metavar="N", help="each with its own key")
    option("--rate", type=float, default=50.0, metavar="N", help="events a second, all together")
    option("--seconds", type=float, default=10.0, metavar="N", help="how long events are made")
    option("--total", type=int, metavar="N", help="make exactly so many events and end")
    option("--burst", type=int, default=0, metavar="N", help="so many events at once, midway")
    option("--burst-life", type=int, default=0, metavar="N", help="so many SOS among the burst")
    option("--life-share", type=float, default=0.0, metavar="X", help="share of SOS, 0 to 1")
    option("--positions", action="store_true", help="every device says its place each second")
    option("--drop", type=int, default=0, metavar="N", help="numbers that are never sent")
    option("--repeat", type=int, default=0, metavar="N", help="events that are sent twice")
    option("--reorder", type=int, default=0, metavar="N", help="neighbours that change places")
    option("--connects", type=float, default=200.0, metavar="N", help="new connections a second")
    option("--patience", type=float, default=30.0, metavar="S", help="wait for the last receipts")
    option("--prefix", default="emu", help="the devices are called PREFIX-00001 and so on")
    option("--seed", type=int, default=1)


def _events(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "events", "Stored events, one JSON object a line.")
    command.add_argument(
        "--since", type=int, default=0, metavar="N", help="only rows after number N"
    )
    command.add_argument("--follow", action="store_true", help="go on as new ones are stored")


def _field(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "field", "Escorts, patrols, guards: one JSON object a line.")
    option = command.add_argument
    option("--kind", default="", metavar="KIND", help="only escort, scout_team, check_in, ...")
    option("--all", action="store_true", help="closed ones too")
    option("--erase", default="", metavar="KIND:ID", help="forget a closed one for good")
    option("--shelters", type=Path, metavar="FILE", help="instead: stores' telephones and hours")
    option("--dry-run", action="store_true", help="with --shelters: only say what is wrong")
    option("--by", default="", metavar="NAME", help="who erases or imports")
    option("--why", default="", metavar="TEXT", help="for which reason")


def _alerts(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "alerts", "Alerts with their four facts, one JSON object a line.")
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


def _simulate(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "simulate", "Cameras, devices and units as separate processes.")
    command.add_argument("--scenario", default="evening", metavar="NAME")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument(
        "--speed",
        type=_within(float, 0.01, 1_000),
        default=1.0,
        help="scale of the scenario's time",
    )
    command.add_argument(
        "--cameras", type=_within(int, 0, 4_095), default=16, help="number of camera streams"
    )
    command.add_argument("--part", help=argparse.SUPPRESS)
    command.add_argument("--plan", type=Path, help=argparse.SUPPRESS)


def _farm(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(
        commands, "farm", "Simulated cameras by the hundred, on this machine, with faults on order."
    )
    command.epilog = (
        "Streams are sub (640x360 at 15), main (1280x720 at 25), full (1920x1080 at 25), and each "
        "with -h265, -mjpeg or -b (B-frames). Orders are JSON lines to the control address: "
        '{"order": "loss", "id": "CAM-03", "value": 0.1}; {"order": "faults"} lists them.'
    )
    command.add_argument("--cameras", type=_within(int, 1, 4_095), default=16, metavar="N")
    port = _within(int, 0, 65_535)
    command.add_argument("--port", type=port, default=0, help="of RTSP (default: a free one)")
    for door in ("rtsps", "http", "control"):
        command.add_argument(f"--{door}-port", type=port, default=0, metavar="P")
    command.add_argument(
        "--faults", type=Path, metavar="FILE", help="JSON lines: orders, each with its after_s"
    )
    command.add_argument("--login", default="", metavar="USER:PASSWORD", help="asked of viewers")
    command.add_argument("--scheme", choices=("basic", "digest"), default="digest")
    command.add_argument(
        "--live", action="store_true", help="draw and encode live, with the wall clock burnt in"
    )
    command.add_argument(
        "--csv", type=Path, metavar="FILE", help="write a table for `sunra cameras import`"
    )


def _verify(commands: "Commands[argparse.ArgumentParser]") -> None:
    _command(commands, "verify", "Check the journal's chain; names the first bad line.")


def _keys(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "keys", "Where this installation's secrets lie; never shows one.")
    acts = command.add_subparsers(dest="act", required=True)
    _act(acts, "list", "Each secret's name and place, one JSON object a line.")
    move = _act(acts, "move", "Bring every secret to files or to the user's keystore.")
    move.add_argument("--to", choices=("file", "os"), required=True)


def _cameras(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "cameras", "The cameras of this installation and their logins.")
    acts = command.add_subparsers(dest="act", required=True)
    _camera_import(acts)
    _act(acts, "list", "Imported cameras, one JSON object a line, without logins.")
    found = _act(acts, "discover", "Ask for ONVIF cameras; prints CSV rows ready for import.")
    found.add_argument(
        "--seconds", type=_within(float, 0.1, 600), default=5.0, help="how long to wait for answers"
    )
    found.add_argument(
        "--address", action="append", default=[], metavar="HOST[:PORT]|URL",
        help="ask this camera too (where multicast does not reach); may be repeated",
    )  # fmt: skip
    _login_words(found, "user name to ask the cameras with")
    login = _act(acts, "login", "Set a camera's login; the password is asked for or read.")
    login.add_argument("camera", metavar="ID")
    login.add_argument("--user", required=True, metavar="NAME")
    remove = _act(acts, "remove", "Remove an imported camera and its login.")
    remove.add_argument("camera", metavar="ID")


def _camera_import(acts: "Commands[argparse.ArgumentParser]") -> None:
    command = _act(acts, "import", "Take cameras from a CSV or GeoJSON file; names each bad row.")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--site", type=Path, metavar="FILE", help="site file (DIR/site.json)")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    command.add_argument("--strict", action="store_true", help="take nothing if one row is bad")
    command.add_argument("--outside", action="store_true", help="take cameras out of the district")
    _login_words(command, "user name for rows that bring no login")


def _map(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "map", "Maps of other people's making: import, list, remove.")
    acts = command.add_subparsers(dest="act", required=True)
    _map_import(acts)
    _act(acts, "list", "What was imported, one JSON object a line.")
    remove = _act(acts, "remove", "Remove an import.")
    remove.add_argument("key", metavar="NAME")
    remove.add_argument("--by", default="installer", metavar="CODE", help="who does it")


def _plan(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(
        commands, "plan", "Figures to plan with: cameras by dong, ages, blind spots."
    )
    option = command.add_argument
    option(
        "--out", type=Path, metavar="FILE", help="write the tables (.xlsx, or .csv of the dongs)"
    )
    option("--today", default="", metavar="DATE", help="count ages to this day (default: today)")
    option(
        "--life",
        type=_within(float, 0.5, 100),
        default=7.0,
        metavar="YEARS",
        help="a camera's life",
    )
    option("--language", choices=("ko", "en"), default="ko", help="of the tables")
    option("--site", type=Path, metavar="FILE", help="site file (DIR/site.json)")


def _map_import(acts: "Commands[argparse.ArgumentParser]") -> None:
    text = "Take a map: GeoJSON, GeoPackage, Shapefile, GPX, MBTiles, PMTiles, or one in a ZIP."
    option = _act(acts, "import", text).add_argument
    option("file", type=Path, metavar="FILE")
    option("--as", dest="kind", default="", metavar="KIND", help="what it is: " + ", ".join(KINDS)
           + ", or basemap to sort by its own tags")  # fmt: skip
    option("--key", default="", metavar="NAME", help="its name here; the same name replaces it")
    option("--crs", default="", metavar="CODE", help="its coordinates, such as EPSG:5186")
    option("--encoding", default="", metavar="NAME", help="of its texts, such as cp949")
    option("--layer", default="", metavar="NAME", help="which layer of the file")
    option("--id", default="", metavar="COLUMN", help="the column of ids")
    option("--name", default="", metavar="COLUMN", help="the column of Korean names")
    option("--name-en", default="", metavar="COLUMN", help="the column of English names")
    option("--where", action="append", default=[], metavar="COLUMN=VALUE", help="only these rows")
    option("--swap", action="store_true", help="latitude and longitude are swapped in the file")
    option("--outside", action="store_true", help="take what lies out of the district")
    option("--clip", action="store_true", help="leave out what lies out of it without naming it")
    option("--bounds", default="", metavar="W,S,E,N", help="where every place must lie (Korea)")
    option("--strict", action="store_true", help="take nothing if one feature is bad")
    option("--dry-run", action="store_true", help="only say what would be done")
    option("--attribution", default="", metavar="TEXT", help="whose map it is, as the map shows it")
    option("--site", type=Path, metavar="FILE", help="site file (DIR/site.json)")
    option("--by", default="installer", metavar="CODE", help="who does it, for the journal")


def _login_words(command: argparse.ArgumentParser, text: str) -> None:
    command.add_argument("--user", metavar="NAME", help=text)
    command.add_argument(
        "--password-from-stdin", action="store_true", help="read its password from standard input"
    )


def _act(
    acts: "Commands[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    act = acts.add_parser(name, help=text, description=text)
    # Without a default, or it would undo what was said before the word.
    act.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    return act


def _adapter(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _command(commands, "adapter", "Report what a foreign system says, as one device.")
    option = command.add_argument
    option("protocol", choices=("mqtt", "dc09", "webhook", "onvif"))
    option("--config", type=Path, metavar="FILE", required=True, help="see docs/adapters.md")
    option("--device", type=Path, metavar="FILE", help="device file that `sunra enrol` made")
    option("--spool", type=Path, metavar="DIR", help="kept until receipted")
    option("--check", action="store_true", help="read the configuration and end")
