"""The grammar of `sunra neighbour`. Knows names of options, opens nothing."""

from argparse import ArgumentParser
from pathlib import Path


def border_options(command: ArgumentParser) -> None:
    """Which district, and as which of its devices we speak to it."""
    option = command.add_argument
    option("--district", required=True, metavar="ID", help="id of its device at our engine")
    option("--device", type=Path, required=True, metavar="FILE", help="device file they made for us")
    option("--spool", type=Path, required=True, metavar="DIR", help="kept until receipted")
