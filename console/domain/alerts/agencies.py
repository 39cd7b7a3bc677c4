"""How other bodies are reached: the contacts of the agencies a room refers alerts to. Pure.

Contacts are data of the site; the codes of 112 and who is suggested stand in the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.domain.alerts.alert_types import AGENCIES, LANGUAGES, Words

CONTACT_MAX = 200
_FIELDS = ("name", "phone", "channel", "hours")


@dataclass(frozen=True, slots=True)
class Contact:
    """One agency: what it is called, its telephone, another channel, and when it answers."""

    agency: str
    name: Words
    phone: str = ""
    channel: str = ""
    hours: str = ""


def read_contacts(content: object) -> tuple[Mapping[str, Contact], list[str]]:
    """Contacts by agency, and every problem found."""
    if not isinstance(content, dict):
        return {}, ["agencies: not an object"]
    problems = [
        f"agencies: there is no agency {name!r}" for name in content if name not in AGENCIES
    ]
    found = {}
    for name in AGENCIES:
        lines = _problems(name, content.get(name))
        problems += lines
        if not lines:
            found[name] = _contact(name, content[name])
    return found, problems


def _problems(agency: str, entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return [f"agencies.{agency}: missing, or not an object"]
    lines = [f"agencies.{agency}: {key!r} is not a field" for key in entry if key not in _FIELDS]
    names = entry.get("name")
    named = names if isinstance(names, dict) else {}
    lines += [
        f"agencies.{agency}: name in {language!r} is missing"
        for language in LANGUAGES
        if not _is_text(named.get(language), least=1)
    ]
    lines += [
        f"agencies.{agency}: {key} is a text of at most {CONTACT_MAX} characters"
        for key in _FIELDS[1:]
        if not _is_text(entry.get(key, ""))
    ]
    return lines


def _is_text(value: object, least: int = 0) -> bool:
    return isinstance(value, str) and least <= len(value.strip()) <= CONTACT_MAX


def _contact(agency: str, entry: Mapping[str, Any]) -> Contact:
    name = Words(entry["name"]["ko"], entry["name"]["en"])
    texts = (str(entry.get(key, "")).strip() for key in _FIELDS[1:])
    return Contact(agency, name, *texts)
