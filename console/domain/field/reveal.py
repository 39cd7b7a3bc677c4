"""Looking at what is personal in a case: masked unless somebody with a purpose looks, for a while.

Pure values. The entries themselves never appear in a record, a journal line or a log: what may be
shown anywhere is only that an entry is on file. A look needs a purpose and a reason, and is on
record (who, where, when, why) before the words leave the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused

MASK = "●●●●●"
GONE = "-"
LONGEST = timedelta(minutes=5)
ENTRY_LONGEST = 500


class PersonalEntry(StrEnum):
    """What may be on file about people of a case."""

    PERSON = "person"
    PHONE = "phone"
    HOME = "home"
    WORK = "work"
    KIN = "kin"
    OTHER_PARTY = "other_party"
    OTHER_LOOKS = "other_looks"
    OTHER_CAR = "other_car"
    ORDER = "order"
    REMARK = "remark"


class Purpose(StrEnum):
    """Why somebody looks (R-PRV-01)."""

    EMERGENCY = "emergency"
    CALL_BACK = "call_back"
    POLICE = "police"
    BRIEFING = "briefing"
    CORRECTION = "correction"
    AUDIT = "audit"


LOOKS = tuple(each for each in Purpose if each is not Purpose.CALL_BACK)
"""Purposes of a look at the entries of a case; nobody calls those people back from the room."""


@dataclass(frozen=True, slots=True)
class Personal:
    """The words of a case's entries. Its text form tells nothing, so no log can."""

    entries: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Personal({', '.join(sorted(self.entries))}: {MASK})"

    __str__ = __repr__


def refuse_reveal(purpose: str, words: str) -> Refused | None:
    """Why nobody may look: a purpose of the list and a reason for the record are needed."""
    if purpose not in LOOKS:
        return Refused(f"A purpose is one of: {', '.join(LOOKS)}.")
    return None if words.strip() else Refused("A reason is needed.")


def entries_of(given: Mapping[str, str]) -> Personal | Refused:
    """The entries as they are kept: known names, no empty ones, bounded."""
    kept = {name: " ".join(words.split()) for name, words in given.items() if words.strip()}
    unknown = sorted(set(kept) - set(PersonalEntry))
    if unknown:
        return Refused(f"Unknown personal entries: {', '.join(unknown)[:80]}.")
    if any(len(words) > ENTRY_LONGEST for words in kept.values()):
        return Refused(f"A personal entry is at most {ENTRY_LONGEST} characters.")
    return Personal(kept)


def changed_entries(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Entries after somebody wrote some: what was left empty stays, `-` takes one away."""
    written = {name: words.strip() for name, words in given.items() if words.strip()}
    after = {**before, **written}
    return {name: words for name, words in after.items() if words != GONE}
