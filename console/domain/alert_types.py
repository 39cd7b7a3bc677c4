"""What each event type means in the control room: class, priority, words, operator response.

Pure: the text of the catalogue comes in, `console.services.catalogue` reads it from disk. A type
nobody registered is shown as *unclassified*, never dropped.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.domain.alert import AlertClass

UNCLASSIFIED = "unclassified"
URGENCIES = ("high", "medium", "low")
LANGUAGES = ("ko", "en")


class CatalogueFault(ValueError):
    """The catalogue cannot be used; `problems` names every reason."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class AlertType:
    """One event type. `priority` is 1 (highest) to 4; `urgency` (high, medium, low) is its sound.

    An event of a type that is not `alerting` is stored and journaled but makes no alert.
    """

    name: str
    alert_class: AlertClass
    priority: int
    urgency: str
    alerting: bool
    name_ko: str
    name_en: str
    response_ko: str
    response_en: str

    @property
    def is_life(self) -> bool:
        """Whether the type is exempt from every rule against noise (design law 7)."""
        return self.alert_class is AlertClass.LIFE

    def label(self, language: str) -> str:
        """What operators call it, in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en

    def response(self, language: str) -> str:
        """What the operator should do, in "ko" or "en"."""
        return self.response_ko if language == "ko" else self.response_en


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All types by name."""

    types: Mapping[str, AlertType]

    def type_of(self, name: str) -> AlertType:
        """The type of that name, or *unclassified*."""
        return self.types.get(name) or self.types[UNCLASSIFIED]

    def is_known(self, name: str) -> bool:
        """Whether the name is registered."""
        return name in self.types and name != UNCLASSIFIED


def parse_catalogue(text: str) -> Catalogue:
    """The catalogue in a JSON text. Raises `CatalogueFault` with all problems at once."""
    try:
        content = json.loads(text)
    except ValueError as fault:
        raise CatalogueFault((f"not JSON: {fault}",)) from None
    types = content.get("types") if isinstance(content, dict) else None
    if not isinstance(types, dict):
        raise CatalogueFault(('"types" is missing',))
    problems = [line for name, entry in types.items() for line in _problems(name, entry)]
    if UNCLASSIFIED not in types:
        problems.append(f'the type "{UNCLASSIFIED}" is missing')
    if problems:
        raise CatalogueFault(tuple(problems))
    return Catalogue({name: _type(name, entry) for name, entry in types.items()})


def _problems(name: str, entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return [f"{name}: not an object"]
    found = []
    if entry.get("class") not in list(AlertClass):
        found.append(f"{name}: no such class: {entry.get('class')!r}")
    if entry.get("priority") not in (1, 2, 3, 4) or isinstance(entry.get("priority"), bool):
        found.append(f"{name}: the priority is 1 to 4, not {entry.get('priority')!r}")
    if entry.get("urgency") not in URGENCIES:
        found.append(f"{name}: the urgency is one of {', '.join(URGENCIES)}")
    if not isinstance(entry.get("alerting"), bool):
        found.append(f"{name}: alerting is true or false")
    if entry.get("class") == AlertClass.LIFE and entry.get("alerting") is False:
        found.append(f"{name}: a life-safety type always makes an alert")
    return found + [line for member in ("name", "response") for line in _words(name, entry, member)]


def _words(name: str, entry: dict[str, Any], member: str) -> list[str]:
    words = entry.get(member)
    if not isinstance(words, dict):
        return [f"{name}: {member} is missing"]
    return [
        f"{name}: {member} in {language!r} is missing"
        for language in LANGUAGES
        if not isinstance(words.get(language), str) or not words[language].strip()
    ]


def _type(name: str, entry: dict[str, Any]) -> AlertType:
    return AlertType(
        name=name,
        alert_class=AlertClass(entry["class"]),
        priority=entry["priority"],
        urgency=entry["urgency"],
        alerting=entry["alerting"],
        name_ko=entry["name"]["ko"],
        name_en=entry["name"]["en"],
        response_ko=entry["response"]["ko"],
        response_en=entry["response"]["en"],
    )
