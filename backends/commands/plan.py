"""`sunra plan`: the figures a district plans with, for machines and spreadsheets. Main thread."""

import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path

from backends.commands.parts import folder_to_read, say, site_of
from backends.map_data.layer_file import read_layer
from backends.map_data.pack_folder import PackFolder
from backends.system.clock import SystemClock
from backends.tables.folder_tables import write_csv, write_xlsx
from console.domain.errors import EnvironmentFault
from console.domain.places.camera_age import installed_on
from console.domain.places.geo import Place
from console.domain.places.planning import Inputs, plan_of
from console.services.plan_sheets import sheets_of


def plan(arguments: Namespace) -> int:
    """`sunra plan`: a JSON line a dong, the district, and counts; `--out` writes the tables."""
    folder = folder_to_read(arguments)
    today = _today(arguments.today)
    site = site_of(folder, arguments.site)
    made = plan_of(Inputs(site, _incidents(folder.path), (), today, arguments.life))
    for row in made.dongs:
        say({"dong": row.name_ko, **asdict(row)})
    say({"district": site.id, **asdict(made.total), "undated": made.undated,
         "replacements": len(made.replacements), "blind_spots": len(made.blind),
         "outside": made.outside})  # fmt: skip
    if arguments.out:
        sheets = sheets_of(made, arguments.language, today, arguments.life)
        try:
            if arguments.out.suffix.casefold() == ".csv":
                write_csv(arguments.out, sheets[0])
            else:
                write_xlsx(arguments.out, sheets)
        except OSError as fault:
            raise EnvironmentFault(
                f"The tables cannot be written: {fault.strerror or fault}",
                where=str(arguments.out),
                remedy="name another place with --out",
            ) from fault
        print(f"sunra: written {arguments.out}", file=sys.stderr)
    return 0


def _incidents(data: Path) -> list[Place]:
    """The past incidents that were imported."""
    folder = PackFolder(data)
    places: list[Place] = []
    for each in folder.listing().imports.values():
        for card in each.layers:
            if card.kind == "incident":
                columns = read_layer(folder.file(each.files[card.key]))
                places += [Place(lat, lon) for lon, lat in columns.lon_lat.tolist()]
    return places


def _today(text: str) -> date:
    if not text:
        return SystemClock().now().date()
    found = installed_on(text)
    if found is None:
        raise EnvironmentFault(
            f"{text[:40]!r} is no day", where="--today", remedy="write it like 2026-11-21"
        )
    return found
