"""The commands for devices, adapters and simulations. Pure."""

import argparse
from pathlib import Path

from console.command_line.parts import Commands, command_of, within


def add_enrol(commands: Commands) -> None:
    """Devices and their keys."""
    command = command_of(commands, "enrol", "Register edge devices, renew, revoke or list them.")
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


def add_edge(commands: Commands) -> None:
    """Report from a device."""
    command = command_of(commands, "edge", "Report events of a device from lines of JSON.")
    option = command.add_argument
    option("lines", nargs="?", metavar="FILE", help="one JSON object a line; - is standard input")
    option("--device", type=Path, metavar="FILE", help="device file that `sunra enrol` made")
    option("--spool", type=Path, metavar="DIR", required=True, help="kept until receipted")
    option("--follow", action="store_true", help="stay and go on as the file grows")
    option("--drain", action="store_true", help="stay until the engine has everything")
    option("--wait", action="store_true", help="answer each line when it is receipted, too")
    option("--state", action="store_true", help="every line is a state: positions, health")
    option("--status", action="store_true", help="say what is in the spool and end")
    seconds = within(float, 0, 1e9)
    option("--seconds", type=seconds, metavar="N", help="end at most N seconds after the last line")
    option(
        "--most-events",
        type=within(int, 1, 10**9),
        default=10_000,
        metavar="N",
        help="kept without the engine",
    )
    option(
        "--most-hours",
        type=within(float, 0, 10**6),
        default=72.0,
        metavar="N",
        help="or all of so many hours",
    )
    option(
        "--most-megabytes",
        type=within(int, 1, 10**7),
        default=512,
        metavar="N",
        help="but never more than this",
    )


def add_emulate(commands: Commands) -> None:
    """Load by thousands of devices."""
    command = command_of(commands, "emulate", "Load an engine with thousands of real devices.")
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


def add_adapter(commands: Commands) -> None:
    """A foreign system as a device."""
    command = command_of(commands, "adapter", "Report what a foreign system says, as one device.")
    option = command.add_argument
    option("protocol", choices=("mqtt", "dc09", "webhook", "onvif"))
    option("--config", type=Path, metavar="FILE", required=True, help="see docs/adapters.md")
    option("--device", type=Path, metavar="FILE", help="device file that `sunra enrol` made")
    option("--spool", type=Path, metavar="DIR", help="kept until receipted")
    option(
        "--check", action="store_true", help="read the configuration, try what it names, and end"
    )


def add_simulate(commands: Commands) -> None:
    """A district that acts."""
    command = command_of(commands, "simulate", "Cameras, devices and units as separate processes.")
    command.add_argument("--scenario", default="evening", metavar="NAME")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument(
        "--speed",
        type=within(float, 0.01, 1_000),
        default=1.0,
        help="scale of the scenario's time",
    )
    command.add_argument(
        "--cameras", type=within(int, 0, 4_095), default=16, help="number of camera streams"
    )
    command.add_argument("--part", help=argparse.SUPPRESS)
    command.add_argument("--plan", type=Path, help=argparse.SUPPRESS)


def add_farm(commands: Commands) -> None:
    """Simulated cameras."""
    command = command_of(
        commands, "farm", "Simulated cameras by the hundred, on this machine, with faults on order."
    )
    command.epilog = (
        "Streams are sub (640x360 at 15), main (1280x720 at 25), full (1920x1080 at 25), and each "
        "with -h265, -mjpeg or -b (B-frames). Orders are JSON lines to the control address: "
        '{"order": "loss", "id": "CAM-03", "value": 0.1}; {"order": "faults"} lists them.'
    )
    command.add_argument("--cameras", type=within(int, 1, 4_095), default=16, metavar="N")
    port = within(int, 0, 65_535)
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
