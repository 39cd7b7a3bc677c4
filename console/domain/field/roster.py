"""Who walks with us: the organisations of joint patrols, by code and kind, never by person. Pure.

A district works with some twenty organisations and thousands of volunteers: the police, autonomous
crime-prevention units, mothers' patrols, students. What is kept is how many people of which
organisation walked, not who.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused

MOST_MEMBERS = 20_000
MOST_TOGETHER = 200
NAME_MAX = 60


class Kind(StrEnum):
    """What sort of organisation it is."""

    POLICE = "police"
    FIRE = "fire"
    CRIME_PREVENTION = "crime_prevention"
    VOLUNTEERS = "volunteers"
    MOTHERS = "mothers"
    STUDENTS = "students"
    RESIDENTS = "residents"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation; `members` as it last told, `active` while it takes part."""

    code: str
    kind: Kind
    name_ko: str
    name_en: str
    members: int = 0
    active: bool = True

    def name(self, language: str) -> str:
        """The name in "ko" or "en"; the other where one is missing."""
        first, second = (self.name_ko, self.name_en)[:: 1 if language == "ko" else -1]
        return first or second or self.code


@dataclass(frozen=True, slots=True)
class Joined:
    """So many people of one organisation walk with a patrol."""

    organisation: str
    people: int


def entered(organisation: Organisation) -> Organisation | Refused:
    """An organisation as it may stand in the roster."""
    code = organisation.code.strip()
    if not code or len(code) > 20:
        return Refused("An organisation needs a code of at most 20 characters.")
    names = organisation.name_ko.strip()[:NAME_MAX], organisation.name_en.strip()[:NAME_MAX]
    if not any(names):
        return Refused("An organisation needs a name.")
    if not 0 <= organisation.members <= MOST_MEMBERS:
        return Refused(f"The number of members is 0 to {MOST_MEMBERS:,}.")
    return replace(organisation, code=code, name_ko=names[0], name_en=names[1])


def joined(
    standing: Iterable[Joined], organisation: str, people: int
) -> tuple[Joined, ...] | Refused:
    """Who walks along, with the newest word of one organisation; no people takes it out."""
    if not 0 <= people <= MOST_TOGETHER:
        return Refused(f"The number of people is 0 to {MOST_TOGETHER}.")
    others = tuple(each for each in standing if each.organisation != organisation)
    return (*others, Joined(organisation, people)) if people else others


def people_of(standing: Iterable[Joined]) -> int:
    """How many people walk along."""
    return sum(each.people for each in standing)


def members_by_kind(roster: Iterable[Organisation]) -> Mapping[Kind, tuple[int, int]]:
    """Of each kind that takes part: how many organisations, how many members."""
    found: dict[Kind, tuple[int, int]] = {}
    for each in roster:
        if each.active:
            number, members = found.get(each.kind, (0, 0))
            found[each.kind] = (number + 1, members + each.members)
    return found
