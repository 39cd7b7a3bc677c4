"""What a site changed of the shipped catalogue, contacts and intervals: one text, with versions.

Pure. A version holds only what differs from what is shipped, by path: `types/NAME`,
`sla_profiles/NAME`, `agencies/NAME`, `pace/FIELD`. Read together with the shipped texts it gives
the rules the room works by; it is refused as a whole, with all problems at once, when they would
not stand. A type shipped as life-safety stays one, so no edit opens the way to hiding it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.domain.alerts.agencies import Contact, read_contacts
from console.domain.alerts.alert import AlertClass
from console.domain.alerts.alert_type_text import CatalogueFault, parse_catalogue
from console.domain.alerts.alert_types import Catalogue
from console.domain.pace import USUAL, Pace, read_pace

PARTS = ("types", "sla_profiles", "agencies", "pace")
CONTENT_MAX = 1_000_000
WHY_MAX = 500
LOWEST_LIFE_PRIORITY = 2
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One version: who made it, when, why, at which path, and everything that differs since."""

    number: int
    by: str
    at: datetime
    why: str
    path: str
    content: str = "{}"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The texts that come with the program: the catalogue with its profiles, and the contacts."""

    catalogue: str
    agencies: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the room works by."""

    catalogue: Catalogue
    pace: Pace = USUAL
    agencies: Mapping[str, Contact] | None = None

    def contact(self, agency: str) -> Contact | None:
        """How an agency is reached."""
        return (self.agencies or {}).get(agency)


def rules_of(shipped: Shipped, content: str = "{}") -> Rules:
    """The shipped rules with a site's changes. Raises `CatalogueFault` with all problems."""
    changes = _changes(content)
    whole = json.loads(shipped.catalogue)
    floor = parse_catalogue(shipped.catalogue)
    for part in ("types", "sla_profiles"):
        whole[part] = {**whole[part], **changes.get(part, {})}
    problems: list[str] = []
    catalogue = floor
    try:
        catalogue = parse_catalogue(json.dumps(whole, ensure_ascii=False))
    except CatalogueFault as fault:
        problems += fault.problems
    contacts = {**json.loads(shipped.agencies), **changes.get("agencies", {})}
    agencies, of_agencies = read_contacts(contacts)
    pace, of_pace = read_pace(changes.get("pace", {}))
    problems += [*_weaker(floor, whole["types"]), *of_agencies, *of_pace]
    if problems:
        raise CatalogueFault(tuple(problems))
    return Rules(catalogue, pace, agencies)


def changed(content: str, path: str, value: object) -> str:
    """The changes with one more; None as `value` goes back to what is shipped.

    Raises `CatalogueFault` when the path leads nowhere.
    """
    changes = _changes(content)
    part, _, name = path.partition("/")
    if part not in PARTS or not _NAME.fullmatch(name):
        raise CatalogueFault((f"There is nothing to change at {path[:140]!r}",))
    kept = {key: each for key, each in changes.get(part, {}).items() if key != name}
    if value is not None:
        kept[name] = value
    after = {**changes, part: kept}
    text = json.dumps({key: each for key, each in after.items() if each}, ensure_ascii=False)
    if len(text) > CONTENT_MAX:
        raise CatalogueFault((f"The rules of a site hold at most {CONTENT_MAX} characters",))
    return text


def entry_at(shipped: Shipped, content: str, path: str) -> Any:  # noqa: ANN401 - a JSON value
    """The value at a path as the room works by it now; None when there is none."""
    part, _, name = path.partition("/")
    ours = _changes(content).get(part, {})
    if name in ours:
        return ours[name]
    if part == "agencies":
        return json.loads(shipped.agencies).get(name)
    if part == "pace":
        return getattr(USUAL, name, None)
    return json.loads(shipped.catalogue).get(part, {}).get(name)


def value_in(text: str) -> Any:  # noqa: ANN401 - a JSON value
    """The JSON value in a text. Raises `CatalogueFault`, whatever the text is."""
    try:
        found = json.loads(text, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fault:
        raise CatalogueFault((f"not JSON: {fault}"[:300],)) from None
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _changes(content: str) -> dict[str, dict[str, Any]]:
    found = value_in(content)
    parts: dict[str, Any] = found if isinstance(found, dict) else {"?": None}
    for part, entries in parts.items():
        if part not in PARTS or not isinstance(entries, dict):
            raise CatalogueFault((f"{part!r} is no part of the rules: {', '.join(PARTS)}",))
    return parts


def _weaker(floor: Catalogue, types: Mapping[str, Any]) -> list[str]:
    """What an edit would take from the types that are shipped as life-safety."""
    classes = {name: _member(entry, "class") for name, entry in types.items()}
    life = AlertClass.LIFE.value
    problems = [
        f"{name}: a life-safety type stays of the class life"
        for name, shipped in floor.types.items()
        if shipped.is_life and classes.get(name) != life
    ]
    problems += [
        f"{name}: a life-safety type has priority 1 or {LOWEST_LIFE_PRIORITY}"
        for name, entry in types.items()
        if classes[name] == life
        and _member(entry, "priority") in range(LOWEST_LIFE_PRIORITY + 1, 5)
    ]
    return problems


def _member(entry: object, name: str) -> object:
    return entry.get(name) if isinstance(entry, dict) else None
