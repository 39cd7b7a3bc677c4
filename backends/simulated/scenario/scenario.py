"""Scenario files: who is on stage and what happens when. Pure reading; no socket, no clock.

A file is JSON: `cast` names roles (a device class and where it stands), `steps` are single moments,
`rain` spreads many events evenly over a span. Times are simulated seconds.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from console.domain.errors import EnvironmentFault
from resources.locator import resource

SITES = frozenset({"camera", "bell", "shelter", "locker", "street", "route"})
ACTIONS = frozenset({"event", "die", "return", "stop"})
Condition = Literal["point", "active", "cleared"]
CONDITIONS: Mapping[str, Condition] = {
    "point": "point", "active": "active", "cleared": "cleared"
}  # fmt: skip
MOST_EVENTS = 200_000
_TYPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_ROLE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Role:
    """One device on stage. `at` is a kind of place, or `near:ROLE`; `unit` makes it walk."""

    name: str
    device_class: str
    at: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One moment: an event of a role, or its death, return or planned stop."""

    at_s: float
    role: str
    action: str = "event"
    type: str = ""
    condition: Condition = "point"
    subject: str | None = None
    drill: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rain:
    """`count` point events spread evenly from `start_s` to `end_s` over roles and types."""

    start_s: float
    end_s: float
    count: int
    roles: tuple[str, ...]
    types: tuple[str, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A parsed file. `length_s` is simulated time; `has_field`: people are out beside the steps."""

    name: str
    length_s: float
    cast: tuple[Role, ...]
    steps: tuple[Step, ...]
    rain: tuple[Rain, ...] = ()
    title_ko: str = ""
    title_en: str = ""
    has_field: bool = False


def read_scenario(name: str) -> Scenario:
    """A scenario that is shipped; EnvironmentFault names the ones there are."""
    folder = resource("demo", "scenarios")
    known = sorted(path.stem for path in folder.glob("*.json"))
    if name not in known:
        raise EnvironmentFault(
            f"There is no scenario named {name!r}", remedy="choose one of " + ", ".join(known)
        )
    path = folder / f"{name}.json"
    return parse_scenario(path.read_text(encoding="utf-8"), where=path.name)


def parse_scenario(text: str, where: str = "") -> Scenario:
    """Read a scenario; EnvironmentFault tells all that is wrong with it at once."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EnvironmentFault(f"The scenario is not JSON: {error}", where=where) from error
    reading = _Reading()
    scenario = reading.scenario(parsed)
    if reading.problems:
        raise EnvironmentFault(
            "The scenario is not right: " + "; ".join(reading.problems),
            where=where,
            remedy="correct the file",
        )
    return scenario


class _Reading:
    """Reads leniently and notes every problem, so that one pass tells them all."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._roles: dict[str, tuple[str, ...]] = {}
        self._length_s = 0.0

    def scenario(self, value: object) -> Scenario:
        top = self._object(value, "the file")
        self._length_s = self._number(top, "length_s", "the file", least=1)
        title = self._object(top.get("title", {}), "title")
        cast = [
            role
            for index, each in enumerate(self._list(top, "cast"))
            for role in self._cast(each, f"cast[{index}]")
        ]
        steps = [self._step(each, f"steps[{i}]") for i, each in enumerate(self._list(top, "steps"))]
        rain = [self._rain(each, f"rain[{i}]") for i, each in enumerate(self._list(top, "rain"))]
        return Scenario(
            self._text(top, "name", "the file"),
            self._length_s,
            tuple(cast),
            tuple(sorted(steps, key=lambda step: step.at_s)),
            tuple(rain),
            self._text(title, "ko", "title"),
            self._text(title, "en", "title"),
            top.get("field") is True,
        )

    def _cast(self, value: object, where: str) -> list[Role]:
        entry = self._object(value, where)
        name = self._text(entry, "role", where)
        count = int(self._number(entry, "count", where, default=1, least=1, most=500))
        if not _ROLE.fullmatch(name) or name in self._roles:
            self._note(where, f"role {name!r} is not a new name of small letters")
        self._check_place(entry, where)
        names = (name,) if count == 1 else tuple(f"{name}_{n}" for n in range(1, count + 1))
        self._roles[name] = names
        self._roles.update((each, (each,)) for each in names)
        unit = entry.get("unit")
        return [
            Role(
                each,
                self._text(entry, "class", where),
                self._text(entry, "at", where),
                unit if isinstance(unit, str) else None,
            )
            for each in names
        ]

    def _check_place(self, entry: Mapping[str, Any], where: str) -> None:
        place = self._text(entry, "at", where)
        near = place.removeprefix("near:")
        if place not in SITES and (near == place or near not in self._roles):
            self._note(where, f"at {place!r} is neither a kind of place nor near:EARLIER_ROLE")

    def _step(self, value: object, where: str) -> Step:
        entry = self._object(value, where)
        action = entry.get("action", "event")
        condition = entry.get("condition", "point")
        subject = entry.get("subject")
        kind = entry.get("type", "")
        if action not in ACTIONS:
            self._note(where, f"action {action!r} is none of {sorted(ACTIONS)}")
        if action == "event":
            self._check_type(kind, where)
        if condition not in CONDITIONS:
            self._note(where, f"condition {condition!r} is none of {sorted(CONDITIONS)}")
        return Step(
            self._number(entry, "at", where, least=0, most=self._length_s),
            self._role(entry, where),
            str(action),
            str(kind),
            CONDITIONS.get(str(condition), "point"),
            subject if isinstance(subject, str) else None,
            entry.get("drill") is True,
            self._object(entry.get("data", {}), f"{where}.data"),
        )

    def _rain(self, value: object, where: str) -> Rain:
        entry = self._object(value, where)
        names = self._words(entry, "roles", where)
        for name in names:
            if name not in self._roles:
                self._note(where, f"role {name!r} is not in the cast")
        types = self._words(entry, "types", where)
        for kind in types:
            self._check_type(kind, where)
        start = self._number(entry, "from", where, least=0, most=self._length_s)
        end = self._number(entry, "to", where, least=start, most=self._length_s)
        return Rain(
            start,
            end,
            int(self._number(entry, "count", where, least=1, most=MOST_EVENTS)),
            tuple(each for name in names for each in self._roles.get(name, ())),
            types,
            self._words(entry, "texts", where) if "texts" in entry else (),
        )

    def _role(self, entry: Mapping[str, Any], where: str) -> str:
        name = self._text(entry, "role", where)
        if self._roles.get(name) != (name,):
            self._note(where, f"role {name!r} is not one device of the cast")
        return name

    def _check_type(self, kind: object, where: str) -> None:
        if not isinstance(kind, str) or not _TYPE.fullmatch(kind):
            self._note(where, f"type {kind!r} is not a dotted name")

    def _object(self, value: object, where: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._note(where, "is not an object")
        return {}

    def _list(self, entry: Mapping[str, Any], key: str) -> Sequence[object]:
        value = entry.get(key, [])
        if isinstance(value, list):
            return value
        self._note(key, "is not a list")
        return []

    def _words(self, entry: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = entry.get(key)
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            return tuple(value)
        self._note(where, f"{key} is not a list of texts")
        return ()

    def _text(self, entry: Mapping[str, Any], key: str, where: str) -> str:
        value = entry.get(key)
        if isinstance(value, str) and 0 < len(value) <= 200:
            return value
        self._note(where, f"{key} is missing or not a text")
        return ""

    def _number(
        self,
        entry: Mapping[str, Any],
        key: str,
        where: str,
        *,
        default: float | None = None,
        least: float = 0,
        most: float = 864_000,
    ) -> float:
        value = entry.get(key, default)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        self._note(where, f"{key} is not a number from {least:g} to {most:g}")
        return least

    def _note(self, where: str, what: str) -> None:
        problem = f"{where}: {what}"
        if problem not in self.problems:
            self.problems.append(problem)
