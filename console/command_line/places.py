"""The commands for cameras, maps and plans. Pure."""

from pathlib import Path

from console.command_line.parts import Commands, act_of, add_login, command_of, within
from console.domain.places.map_kinds import KINDS


def add_cameras(commands: Commands) -> None:
    """Cameras of the site."""
    command = command_of(commands, "cameras", "The cameras of this installation and their logins.")
    acts = command.add_subparsers(dest="act", required=True)
    _camera_import(acts)
    act_of(acts, "list", "Imported cameras, one JSON object a line, without logins.")
    found = act_of(acts, "discover", "Ask for ONVIF cameras; prints CSV rows ready for import.")
    found.add_argument(
        "--seconds", type=within(float, 0.1, 600), default=5.0, help="how long to wait for answers"
    )
    found.add_argument(
        "--address", action="append", default=[], metavar="HOST[:PORT]|URL",
        help="ask this camera too (where multicast does not reach); may be repeated",
    )  # fmt: skip
    add_login(found, "user name to ask the cameras with")
    login = act_of(acts, "login", "Set a camera's login; the password is asked for or read.")
    login.add_argument("camera", metavar="ID")
    login.add_argument("--user", required=True, metavar="NAME")
    remove = act_of(acts, "remove", "Remove an imported camera and its login.")
    remove.add_argument("camera", metavar="ID")


def add_map(commands: Commands) -> None:
    """Maps of other programs."""
    command = command_of(commands, "map", "Maps of other people's making: import, list, remove.")
    acts = command.add_subparsers(dest="act", required=True)
    _map_import(acts)
    act_of(acts, "list", "What was imported, one JSON object a line.")
    remove = act_of(acts, "remove", "Remove an import.")
    remove.add_argument("key", metavar="NAME")
    remove.add_argument("--by", default="installer", metavar="CODE", help="who does it")


def add_plan(commands: Commands) -> None:
    """Figures to plan with."""
    command = command_of(
        commands, "plan", "Figures to plan with: cameras by dong, ages, blind spots."
    )
    option = command.add_argument
    option(
        "--out", type=Path, metavar="FILE", help="write the tables (.xlsx, or .csv of the dongs)"
    )
    option("--today", default="", metavar="DATE", help="count ages to this day (default: today)")
    option(
        "--life",
        type=within(float, 0.5, 100),
        default=7.0,
        metavar="YEARS",
        help="a camera's life",
    )
    option("--language", choices=("ko", "en"), default="ko", help="of the tables")
    option("--site", type=Path, metavar="FILE", help="site file (DIR/site.json)")


def _camera_import(acts: Commands) -> None:
    command = act_of(acts, "import", "Take cameras from a CSV or GeoJSON file; names each bad row.")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--site", type=Path, metavar="FILE", help="site file (DIR/site.json)")
    command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    command.add_argument("--strict", action="store_true", help="take nothing if one row is bad")
    command.add_argument("--outside", action="store_true", help="take cameras out of the district")
    add_login(command, "user name for rows that bring no login")


def _map_import(acts: Commands) -> None:
    text = "Take a map: GeoJSON, GeoPackage, Shapefile, GPX, CSV, MBTiles, PMTiles, or a ZIP of it."
    option = act_of(acts, "import", text).add_argument
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
