"""Checks the journal's chain and its seals; names the first bad line (R-LOG-01 to R-LOG-03).

Knows only values of `console.domain`: where lines and seals come from is not its business.
Any thread; one pass, small memory. A chain cut off at its end or written anew verifies by itself:
the seals tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from backends.audit.seal_check import ACCEPTED, BEGUN, Finding, SealCheck
from backends.audit.seal_files import Book
from console.domain.journal_chain import Head, JournalLine, line_hash, payload_hash

ERASED = "payload_erased"
_OF_SEALS = frozenset({BEGUN, ACCEPTED})
_JOURNAL = "the journal"
_BACK = "keep this folder as it is for whoever looks into it, and compare it with a backup"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: `first_bad` is a line number, `problem` says what is wrong there.

    `where` and `remedy` go with a problem; `first_bad_seal` is the number of a seal. `sealed_to` is
    the last line that a seal speaks of, `accepted` how often a person let new seals begin.
    `is_of_seals` says that every line follows the one before it: what is wrong, seals tell.
    """

    lines: int
    head: str
    erased: int = 0
    first_bad: int | None = None
    problem: str = ""
    where: str = ""
    remedy: str = ""
    seals: int = 0
    sealed_to: int = 0
    first_bad_seal: int | None = None
    accepted: int = 0
    is_of_seals: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problem


@dataclass(slots=True)
class _Walk:
    """Where the check stands."""

    head: Head = field(default_factory=Head)
    erased: dict[int, bool] = field(default_factory=dict)


def verify(lines: Iterable[JournalLine], seals: SealCheck | None = None) -> Verdict:
    """Check lines in the order they are kept, from line 1, and the seals with them.

    What is wrong with a line is told before what is wrong with a seal.
    """
    walk, doubt = _Walk(), seals.before() if seals else None
    # By seals that contradict each other no line is judged.
    trusted = seals if seals and not doubt else SealCheck(Book())
    broken = _walk(walk, lines, trusted)
    found = broken or doubt or (seals.after(walk.head) if seals else None)
    newest = seals.newest if seals else None
    verdict = Verdict(
        walk.head.id,
        walk.head.hash,
        len(walk.erased),
        seals=seals.count if seals else 0,
        sealed_to=newest.line if newest is not None else 0,
        accepted=trusted.accepted,
    )
    if found is None:
        return verdict
    return replace(
        verdict,
        first_bad=found.first_bad,
        problem=found.problem,
        where=found.where,
        remedy=found.remedy,
        first_bad_seal=found.seal,
        is_of_seals=broken is None or broken.seal is not None,
    )


def _walk(walk: _Walk, lines: Iterable[JournalLine], seals: SealCheck) -> Finding | None:
    sealed = seals.next_line
    for line in lines:
        if found := _fault(walk.head, line):
            return found
        _note_erasure(walk, line)
        walk.head = Head(line.id, line.hash)
        if line.id == sealed:
            if broken := seals.meet(walk.head):
                return broken
            sealed = seals.next_line
        if line.kind in _OF_SEALS:
            seals.told(line.kind, line.subject)
    for number, recorded in walk.erased.items():
        if not recorded:
            problem = f"the payload of line {number} is gone without a record of its erasure"
            return _in_line(number, problem)
    return None


def _in_line(number: int, problem: str) -> Finding:
    return Finding(problem, f"line {number} of {_JOURNAL}", _BACK, number)


def _fault(head: Head, line: JournalLine) -> Finding | None:
    due = head.id + 1
    if line.id > due:
        missing = f"line {due} is" if line.id == due + 1 else f"lines {due} to {line.id - 1} are"
        return _in_line(due, f"{missing} missing: deleted, or moved to another place")
    if line.id < due:
        return _in_line(line.id, f"line {line.id} stands after line {head.id}: inserted or moved")
    if line_hash(line) != line.hash:
        return _in_line(line.id, f"line {line.id} was edited")
    if line.previous != head.hash:
        problem = f"line {line.id} does not follow line {head.id}: one was replaced"
        return _in_line(max(head.id, 1), problem)
    return _payload_fault(line)


def _payload_fault(line: JournalLine) -> Finding | None:
    if line.salt is None or line.payload is None:
        return None
    if payload_hash(line.salt, line.payload) != line.payload_hash:
        return _in_line(line.id, f"the payload of line {line.id} was edited")
    return None


def _note_erasure(walk: _Walk, line: JournalLine) -> None:
    if line.payload is None:
        walk.erased.setdefault(line.id, False)
    if line.kind == ERASED:
        number = line.subject.removeprefix("journal:")
        if number.isdecimal() and int(number) in walk.erased:
            walk.erased[int(number)] = True
