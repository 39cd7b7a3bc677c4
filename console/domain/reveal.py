"""Looking at what is personal in a case: masked unless somebody with a purpose looks, for a while.

Pure values. The entries themselves never appear in a record, a journal line or a log: what may be
shown anywhere is only that an entry is on file. A reveal names who looks, at which seat, at which
entries, why and until when; it is put on record before the words leave the engine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.lifecycle import Refused

MASK = "●●●●●"
USUAL = timedelta(seconds=60)
LONGEST = timedelta(minutes=5)
ENTRY_LONGEST = 500
MOST_ENTRIES = 12


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
    POLICE = "police"
    BRIEFING = "briefing"
    CORRECTION = "correction"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Reveal:
    """One look: who, where, at what, why, from when to when (aware, UTC)."""

    case: str
    entries: tuple[str, ...]
    purpose: Purpose
    words: str
    by: str
    seat: str
    at: datetime
    until: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether the words may still be on a screen."""
        return self.at <= now < self.until


@dataclass(frozen=True, slots=True)
class Personal:
    """The words of a case's entries. Its text form tells nothing, so no log can."""

    entries: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Personal({', '.join(sorted(self.entries))}: {MASK})"

    __str__ = __repr__


def reveal(
    case: str,
    on_file: Iterable[str],
    purpose: str,
    words: str,
    by: str,
    seat: str,
    at: datetime,
    seconds: float = USUAL.total_seconds(),
) -> Reveal | Refused:
    """A look at all entries on file, for a minute unless told otherwise, five at most."""
    entries = tuple(sorted(on_file))
    if not entries:
        return Refused(f"No personal entries are on file for {case}.")
    if purpose not in set(Purpose):
        return Refused(f"A purpose is one of: {', '.join(Purpose)}.")
    if not words.strip():
        return Refused("A reason is needed.")
    if not 5 <= seconds <= LONGEST.total_seconds():
        return Refused(f"A look lasts 5 s to {LONGEST.total_seconds() / 60:.0f} min.")
    until = at + timedelta(seconds=seconds)
    return Reveal(case, entries, Purpose(purpose), words.strip(), by, seat, at, until)


def entries_of(given: Mapping[str, str]) -> Personal | Refused:
    """The entries as they are kept: known names, no empty ones, bounded."""
    kept = {name: " ".join(words.split()) for name, words in given.items() if words.strip()}
    unknown = sorted(set(kept) - set(PersonalEntry))
    if unknown:
        return Refused(f"Unknown personal entries: {', '.join(unknown)[:80]}.")
    if any(len(words) > ENTRY_LONGEST for words in kept.values()):
        return Refused(f"A personal entry is at most {ENTRY_LONGEST} characters.")
    return Personal(kept)
