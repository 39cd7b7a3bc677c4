"""What every adapter's configuration has in common: rules, origins, secrets. Main thread, at start.

A configuration is one TOML file. Its own rules are looked through before the shipped ones named in
`defaults` (resources/adapters/NAME.toml).
"""

import logging
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backends.adapters.reach import in_words
from backends.adapters.rules import Origin, Rule, RuleBook
from backends.adapters.tables import Table, read_table, refuse_problems
from console.domain.alerts.alert_types import UNCLASSIFIED
from console.domain.places.geo import Place
from console.services.catalogue import read_catalogue
from resources.locator import resource

SHIPPED = ("frigate", "onvif", "dc09", "cap", "webhook")
ORIGIN_MEMBERS = ("id", "cameras", "lat", "lon", "accuracy_m", "zones", "width", "height")
_log = logging.getLogger("adapter")


@dataclass(frozen=True, slots=True)
class Configuration:
    """A file that was read: its own section is still to be read by the adapter it belongs to."""

    path: Path
    table: Table
    book: RuleBook
    told: set[Path] = field(default_factory=set)
    """Files whose rights were complained of."""

    def warn_if_open(self, path: Path) -> None:
        """Say so once when others than the owner may read a file with a secret (POSIX only)."""
        open_to_others = os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        if open_to_others and path not in self.told:
            self.told.add(path)
            _log.warning("%s holds a secret and others may read it: chmod 600 it", path)

    def finish(self) -> None:
        """Raise EnvironmentFault with every problem found until now."""
        self.table.leftovers("format", "defaults", "rule", "cameras", "zones")
        refuse_problems(self.path, self.table.problems)


def read_configuration(
    path: Path,
    defaults: Sequence[str],
    camera_places: Mapping[str, Place] | None = None,
    origins: str = "cameras",
) -> Configuration:
    """Read a file's common parts. Problems are collected; `Configuration.finish` raises them.

    `defaults` are the shipped mappings used when the file does not name its own; `origins` is the
    table that describes foreign cameras or panels.
    """
    problems: list[str] = []
    table = read_table(path, problems)
    if table.whole("format", 1, 0, 1_000_000) != 1:
        table.complain("format", "this version reads format 1")
    names = table.texts("defaults") if "defaults" in table else tuple(defaults)
    rules = [*(_rule(row) for row in table.rows("rule")), *_shipped(names, table)]
    described = dict(_origins(table, origins))
    own_types = frozenset(read_catalogue().types) - {UNCLASSIFIED}
    book = RuleBook(rules, described, {} if camera_places is None else camera_places, own_types)
    return Configuration(path, table, book)


def _shipped(names: Sequence[str], table: Table) -> list[Rule]:
    found: list[Rule] = []
    for name in names:
        if name in SHIPPED:
            found.extend(read_rules(resource("adapters", f"{name}.toml")))
        else:
            table.complain("defaults", f"{name!r} is none of {', '.join(SHIPPED)}")
    return found


def read_rules(path: Path) -> list[Rule]:
    """The rules of a mapping file. Raises EnvironmentFault with all its problems."""
    problems: list[str] = []
    table = read_table(path, problems)
    rules = [_rule(row) for row in table.rows("rule")]
    table.leftovers("format")
    refuse_problems(path, problems)
    return rules


def _rule(row: Table) -> Rule:
    rule = Rule(
        system=row.text("system"),
        kinds=row.texts("match"),
        type=row.text("type"),
        ignore=row.flag("ignore"),
        origins=row.texts("origins"),
        zones=row.texts("zones"),
        severities=tuple(each.lower() for each in row.texts("severity")),
        minimum_score=row.real("minimum_score", 0.0, 0, 1),
        momentary=row.flag("momentary"),
        category=row.text("category"),
        text=row.text("text"),
        drill=row.flag("drill"),
    )
    if not rule.kinds:
        row.complain("match", "names the foreign types this rule is for, and is missing")
    if bool(rule.type) == rule.ignore:
        row.complain("type", 'either a type, or "ignore = true"')
    row.leftovers()
    return rule


def _origins(table: Table, name: str) -> list[tuple[str, Origin]]:
    return [(each, _origin(each, row, name)) for each, row in table.tables(name)]


def _origin(name: str, row: Table, table: str) -> Origin:
    known = row.text("id", name)
    cameras = row.texts("cameras") or ((known,) if table == "cameras" else ())
    zones = {zone: place for zone, each in row.tables("zones") if (place := _zone(each))}
    origin = Origin(
        name=known,
        cameras=cameras,
        place=row.place(),
        zones=zones,
        width=row.whole("width", 0, 0, 100_000),
        height=row.whole("height", 0, 0, 100_000),
    )
    if table == "cameras":
        row.leftovers()
    return origin


def _zone(row: Table) -> Place | None:
    place = row.place()
    if place is None:
        row.complain("lat", "a zone needs lat and lon")
    row.leftovers()
    return place


def secret_of(row: Table, name: str, configuration: Configuration, *, needed: bool = False) -> str:
    """A secret: `NAME_file` names a file beside the configuration; `NAME` itself also works.

    A file that others may read is told in the log, once, with the remedy.
    """
    inline, file = row.text(name), row.text(f"{name}_file")
    if inline and file:
        row.complain(name, f"either {name} or {name}_file")
    if file:
        return _secret_in(row, name, configuration.path.parent / file, configuration)
    if inline:
        configuration.warn_if_open(configuration.path)
    elif needed:
        row.complain(name, f"{name}_file is missing")
    return inline


def _secret_in(row: Table, name: str, path: Path, configuration: Configuration) -> str:
    try:
        found = path.read_text(encoding="utf-8")[:4_096].strip()
    except UnicodeDecodeError:
        row.complain(f"{name}_file", f"{path}: it is no text: write the secret into it, in UTF-8")
        return ""
    except OSError as fault:
        row.complain(f"{name}_file", f"{path}: {in_words(fault)}")
        return ""
    if not found:
        row.complain(f"{name}_file", f"{path} is empty")
    configuration.warn_if_open(path)
    return found
