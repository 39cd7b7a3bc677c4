"""`sunra map`: maps of other people's making, brought in, listed and removed. Main thread.

Machines read JSON lines: one for each thing wrong, one for progress now and then, one at the end.
"""

import re
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from typing_extensions import override

from backends.commands.parts import folder_of, folder_to_read, keys_in, say, site_of
from backends.database.site_changes import SiteChanges
from backends.database.store import open_database
from backends.map_data.attributes import Wanted
from backends.map_data.checking import Outside
from backends.map_data.district import district_of
from backends.map_data.formats.feature import Finding
from backends.map_data.importing import BASE, TILES, Cancelled, Listener, Order, Outcome
from backends.map_data.map_changes import Actor, MapChanges
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault
from console.domain.places.grids import KOREA
from console.domain.places.map_kinds import KINDS, kind_named

MOST_TOLD = 200
_EVERY_S = 0.5
_KEY = re.compile(r"[\w-]{1,40}")


def map_command(arguments: Namespace) -> int:
    """`sunra map import|list|remove`."""
    acts: dict[str, Callable[[Namespace], int]] = {
        "import": _import, "list": _list, "remove": _remove,
    }  # fmt: skip
    return acts[arguments.act](arguments)


class Teller(Listener):
    """Tells of an import while it runs: all to machines, the first and the sum to people."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._told = 0
        self._last = time.monotonic()

    @override
    def finding(self, finding: Finding) -> None:
        say(
            {"feature": finding.number, "id": finding.id, "layer": finding.layer,
             "problem": finding.problem, "remedy": finding.remedy, "taken": finding.kept}
        )  # fmt: skip
        self._told += 1
        if self._told <= MOST_TOLD:
            print(f"sunra: {finding.sentence}", file=sys.stderr)

    @override
    def progress(self, share: float, features: int) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY_S:
            return
        self._last = now
        say({"progress": round(share, 3), "features": features}, at_once=True)
        print(f"sunra: {share:.0%} read, {features} features", file=sys.stderr)

    @override
    def stopped(self) -> bool:
        return self._stop.is_set()

    def end(self) -> None:
        """What was not told to people one by one."""
        if self._told > MOST_TOLD:
            more = self._told - MOST_TOLD
            print(f"sunra: and {more} more, all on standard output", file=sys.stderr)


def _import(arguments: Namespace) -> int:
    """Take a file; 1 when something of it was bad, which is all named."""
    folder = folder_of(arguments)
    order = _order(arguments)
    with (
        stop_on_signals() as stop,
        folder.lock("map", holder="A change of the map"),
        _actor(folder, arguments.by) as actor,
    ):
        changes = MapChanges(folder.path, district_of(site_of(folder, arguments.site)))
        teller = Teller(stop)
        try:
            outcome, changed = changes.take(order, teller, actor, dry=arguments.dry_run)
        except Cancelled:
            print("sunra: given up; the map is as it was", file=sys.stderr)
            return 130
        teller.end()
    _tell(order, outcome, changed=changed, dry=arguments.dry_run)
    good = outcome.taken and not outcome.refused
    return 0 if good else 1


def _tell(order: Order, outcome: Outcome, *, changed: bool, dry: bool) -> None:
    counts = {"seen": outcome.seen, "taken": outcome.taken, "refused": outcome.refused,
              "noted": outcome.noted, "skipped": outcome.skipped}  # fmt: skip
    say(
        {"import": order.key, "kind": order.kind, "crs": outcome.crs, **counts,
         "layers": [{"kind": c.kind, "geometry": c.geometry, "features": c.features}
                    for c in outcome.layers],
         "tiles": [{"least": c.least, "most": c.most, "encoding": c.encoding}
                   for c in outcome.tiles],
         "changed": changed, "dry_run": dry}
    )  # fmt: skip
    words = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"sunra: {words}{'' if changed else '; the map is as it was'}", file=sys.stderr)


def _list(arguments: Namespace) -> int:
    folder = folder_to_read(arguments)
    for each in MapChanges(folder.path, None).listing().imports.values():
        say(
            {"import": each.key, "kind": each.kind, "source": each.source, "sha256": each.sha256,
             "at": each.at, "by": each.by, "crs": each.crs, "taken": each.taken,
             "left_out": each.left_out,
             "layers": [{"kind": c.kind, "geometry": c.geometry, "features": c.features}
                        for c in each.layers],
             "tiles": [{"least": c.least, "most": c.most, "encoding": c.encoding}
                       for c in each.tiles]}
        )  # fmt: skip
    return 0


def _remove(arguments: Namespace) -> int:
    folder = folder_of(arguments)
    with (
        folder.lock("map", holder="A change of the map"),
        _actor(folder, arguments.by) as actor,
    ):
        MapChanges(folder.path, None).remove(arguments.key, actor)
    say({"import": arguments.key, "removed": True})
    return 0


@contextmanager
def _actor(folder: Installation, by: str) -> Iterator[Actor]:
    """Whoever changes the map, with the journal open; works while the engine runs."""
    clock = SystemClock()
    database = open_database(folder.database, keys_in(folder.keys).secret("database"))
    try:
        yield Actor(by, clock.now(), SiteChanges(database, clock, by).note)
    finally:
        database.close()


def _order(arguments: Namespace) -> Order:
    path: Path = arguments.file
    kind = kind_named(arguments.kind or "other")
    if kind not in KINDS and kind not in (BASE, TILES):
        raise EnvironmentFault(
            f"There is no kind of layer {arguments.kind!r}",
            where="--as",
            remedy=f"say one of: {', '.join([BASE, *KINDS])}",
        )
    key = arguments.key or (kind if arguments.kind else re.sub(r"\W+", "-", path.stem)[:40])
    if not _KEY.fullmatch(key):
        raise EnvironmentFault(
            f"{key[:60]!r} cannot be the name of an import",
            where="--key",
            remedy="use up to 40 letters, digits, _ and -",
        )
    outside: Outside = "take" if arguments.outside else "clip" if arguments.clip else "refuse"
    return Order(
        path=path,
        kind=kind,
        key=key,
        crs=arguments.crs,
        encoding=arguments.encoding,
        layer=arguments.layer,
        swap=arguments.swap,
        outside=outside,
        wanted=Wanted(arguments.id, arguments.name, arguments.name_en),
        where=tuple(_condition(each) for each in arguments.where),
        strict=arguments.strict,
        bounds=_bounds(arguments.bounds),
        attribution=arguments.attribution,
    )


def _bounds(text: str) -> tuple[float, float, float, float]:
    """The bounds that a person named; Korea where nobody did."""
    if not text:
        return KOREA
    try:
        west, south, east, north = (float(part) for part in text.split(","))
        sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
    except ValueError:
        sound = False
    if not sound:
        raise EnvironmentFault(
            f"{text[:60]!r} are no bounds", where="--bounds", remedy="write WEST,SOUTH,EAST,NORTH"
        )
    return west, south, east, north


def _condition(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise EnvironmentFault(
            f"{text[:60]!r} is no condition", where="--where", remedy="write COLUMN=VALUE"
        )
    return name.strip(), value.strip()
