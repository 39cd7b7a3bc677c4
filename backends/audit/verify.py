"""Checks the journal's chain and names the first bad line (R-LOG-01, R-LOG-03).

Knows only values of `console.domain.journal_chain`: where the lines come from is not its business.
Any thread; one pass, small memory. A chain cut off at its end verifies: only seals kept elsewhere
can tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from console.domain.journal_chain import Head, JournalLine, line_hash, payload_hash

ERASED = "payload_erased"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: `first_bad` is a line number, `problem` says what is wrong there."""

    lines: int
    head: str
    erased: int = 0
    first_bad: int | None = None
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return self.first_bad is None


@dataclass(slots=True)
class _Walk:
    """Where the check stands."""

    head: Head = field(default_factory=Head)
    erased: dict[int, bool] = field(default_factory=dict)


def verify(lines: Iterable[JournalLine]) -> Verdict:
    """Check lines in the order they are kept, from line 1."""
    walk = _Walk()
    for line in lines:
        found = _fault(walk.head, line)
        if found:
            bad, problem = found
            return Verdict(walk.head.id, walk.head.hash, len(walk.erased), bad, problem)
        _note_erasure(walk, line)
        walk.head = Head(line.id, line.hash)
    silent = [number for number, recorded in walk.erased.items() if not recorded]
    verdict = Verdict(walk.head.id, walk.head.hash, len(walk.erased))
    if silent:
        problem = f"the payload of line {silent[0]} is gone without a record of its erasure"
        return Verdict(verdict.lines, verdict.head, verdict.erased, silent[0], problem)
    return verdict


def _fault(head: Head, line: JournalLine) -> tuple[int, str] | None:
    due = head.id + 1
    if line.id > due:
        missing = f"line {due} is" if line.id == due + 1 else f"lines {due} to {line.id - 1} are"
        return due, f"{missing} missing: deleted, or moved to another place"
    if line.id < due:
        return line.id, f"line {line.id} stands after line {head.id}: inserted or moved"
    if line_hash(line) != line.hash:
        return line.id, f"line {line.id} was edited"
    if line.previous != head.hash:
        return max(head.id, 1), f"line {line.id} does not follow line {head.id}: one was replaced"
    return _payload_fault(line)


def _payload_fault(line: JournalLine) -> tuple[int, str] | None:
    if line.salt is None or line.payload is None:
        return None
    if payload_hash(line.salt, line.payload) != line.payload_hash:
        return line.id, f"the payload of line {line.id} was edited"
    return None


def _note_erasure(walk: _Walk, line: JournalLine) -> None:
    if line.payload is None:
        walk.erased.setdefault(line.id, False)
    if line.kind == ERASED:
        number = line.subject.removeprefix("journal:")
        if number.isdecimal() and int(number) in walk.erased:
            walk.erased[int(number)] = True
