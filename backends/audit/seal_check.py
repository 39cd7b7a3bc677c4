"""Holds the journal's seals against each other, against their key, and against the chain.

Any thread; pure but for what it is handed. What is found is a sentence with what, where and what to
do. The seals have to be read before the journal's lines: an engine may be writing both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from backends.audit.seal_files import KEPT, NEWEST, Book
from backends.audit.signing import is_signed
from console.domain.journal_chain import GENESIS, Head
from console.domain.seal import Seal, seal_hash

BEGUN = "seals_begun"
"""The journal's word for the moment from which on it is sealed; its subject names the key."""
ACCEPTED = "seals_accepted"
"""A person's word that the state as it is shall stand; new seals begin with it."""
_ASK = "compare with the seals kept elsewhere (--seals) and ask who worked on this folder"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: `first_bad` is a line of the journal, `seal` the number of a seal."""

    problem: str
    where: str
    remedy: str
    first_bad: int | None = None
    seal: int | None = None


class SealCheck:
    """The seals of an installation: `own` lies beside the journal, `copies` elsewhere.

    `key` is this installation's public key (hex), None when it has none yet.
    """

    def __init__(self, own: Book, copies: Sequence[Book] = (), key: str | None = None) -> None:
        self._own, self._copies, self._key = own, copies, key
        self._named: str | None = None
        self.accepted = 0
        """How often a person began new seals."""
        self._due = sorted(_every(own, copies), key=lambda seal: (seal.line, seal.number))
        self._met = 0
        self._line_before = 0

    @property
    def count(self) -> int:
        """How many seals are kept beside the journal."""
        return len(self._own.seals)

    @property
    def newest(self) -> Seal | None:
        """The seal that speaks of the most lines."""
        return self._due[-1] if self._due else None

    @property
    def next_line(self) -> int:
        """The next line that a seal speaks of; 0 when there is none."""
        return self._due[self._met].line if self._met < len(self._due) else 0

    def before(self) -> Finding | None:
        """What the seals themselves show, before any line is read."""
        return (
            self._missing_key()
            or _spoilt(self._own)
            or _row_fault(self._own)
            or _newest_fault(self._own)
            or self._signature_fault()
            or self._copy_fault()
        )

    def meet(self, head: Head) -> Finding | None:
        """Called at `next_line`: each seal of that line must know its hash."""
        while self.next_line == head.id:
            seal = self._due[self._met]
            if seal.head != head.hash:
                return self._rewritten(seal)
            self._met += 1
            self._line_before = seal.line
        return None

    def told(self, kind: str, subject: str) -> None:
        """A line of the journal speaks of the seals: from here on, and by which key."""
        self._named = subject
        self.accepted += kind == ACCEPTED

    def after(self, head: Head) -> Finding | None:
        """What the end of the journal shows."""
        if self.next_line:
            return self._cut_off(head, self._due[-1])
        if self._named is not None and self._own.is_empty:
            return Finding(
                "the journal says that it is sealed, and there is no seal",
                KEPT,
                f"put {KEPT} and {NEWEST} back from a backup; {_ASK}",
            )
        if self._named is not None and self._key is not None and self._named != self._key:
            return _another_key("the journal names another key for its seals", "keys")
        return None

    def _missing_key(self) -> Finding | None:
        if self._key is None and not self._own.is_empty:
            return Finding(
                "the key of the seals is gone: nothing can be said about who made them",
                "seal.key, in the folder keys",
                "put the key back from the backup of the keys",
            )
        return None

    def _signature_fault(self) -> Finding | None:
        for seal in self._due:
            where = f"seal {seal.number} of {_day(seal)}"
            if self._key is not None and seal.key != self._key:
                fault = _another_key(f"{where} was made by another key", where)
                return replace(fault, seal=seal.number)
            if not is_signed(seal):
                words = f"{where} was edited: its signature does not fit"
                return Finding(words, KEPT, _ASK, seal=seal.number)
        return None

    def _copy_fault(self) -> Finding | None:
        """A copy may end earlier, and must otherwise say the same."""
        for copy in self._copies:
            if found := _spoilt(copy) or _row_fault(copy):
                return found
            for ours, theirs in zip(self._own.seals, copy.seals, strict=False):
                if ours != theirs:
                    words = f"seal {ours.number} is another one than in the copy"
                    return Finding(words, copy.where, _ASK, seal=ours.number)
            missing = len(copy.seals) - len(self._own.seals)
            if missing > 0:
                first = copy.seals[len(self._own.seals)]
                words = (
                    f"{missing} seals of the copy are missing here, from seal {first.number} of "
                    f"{_day(first)} on: an older state of the whole folder was put back, or the "
                    "seals were cut off"
                )
                return Finding(words, copy.where, _ASK, seal=first.number)
        return None

    def _rewritten(self, seal: Seal) -> Finding:
        first = self._line_before + 1
        lines = f"line {first}" if first == seal.line else f"lines {first} to {seal.line}"
        return Finding(
            f"{lines} were written anew: line {seal.line} is not the one that seal {seal.number} "
            f"of {_day(seal)} was put on",
            "the journal",
            f"a backup from before shows what stood there; {_ASK}",
            first,
            seal.number,
        )

    def _cut_off(self, head: Head, seal: Seal) -> Finding:
        return Finding(
            f"the journal ends at line {head.id}, but had {seal.line} lines when seal "
            f"{seal.number} was made on {_day(seal)}: its end was cut off, or an older copy of the "
            "database was put back",
            "the journal",
            f"bring back the newest backup, or what was moved away; {_ASK}",
            head.id + 1,
            seal.number,
        )


def _every(own: Book, copies: Sequence[Book]) -> Iterator[Seal]:
    for book in (own, *copies):
        yield from book.seals
        if book.newest is not None:
            yield book.newest


def _spoilt(book: Book) -> Finding | None:
    if not book.spoilt:
        return None
    return Finding(book.spoilt, book.where, f"put the file back from a backup; {_ASK}")


def _row_fault(book: Book) -> Finding | None:
    """Numbers without a hole, each naming the one before, none speaking of fewer lines."""
    before: Seal | None = None
    for due, seal in enumerate(book.seals, start=1):
        if seal.number != due:
            words = f"seal {due} is missing: seal {seal.number} stands in its place"
            return Finding(words, book.where, _ASK, seal=due)
        if before and seal.line < before.line:
            return _put_back(before, seal, book.where)
        if seal.previous != seal_hash(before):
            words = f"seal {due} does not follow seal {due - 1}: one of them was replaced"
            return Finding(words, book.where, _ASK, seal=due)
        before = seal
    return None


def _put_back(before: Seal, seal: Seal, where: str) -> Finding:
    words = (
        f"seal {seal.number} of {_day(seal)} was put on line {seal.line}, seal {before.number} of "
        f"{_day(before)} on line {before.line} already: an older copy of the database was put back"
    )
    remedy = f"lines {seal.line + 1} to {before.line} are to be found in the newest backup; {_ASK}"
    return Finding(words, where, remedy, seal.line + 1, seal.number)


def _newest_fault(book: Book) -> Finding | None:
    newest, count = book.newest, len(book.seals)
    if newest is None:
        if not book.seals:
            return None
        words = "the newest seal is gone: what came last can have been cut off"
        return Finding(words, NEWEST, f"put {NEWEST} back from a backup; {_ASK}")
    if newest.number > count + 1:
        missing = newest.number - count - 1
        words = f"{missing} of {newest.number - 1} seals are missing at the end"
        return Finding(words, book.where or KEPT, _ASK, seal=count + 1)
    before = seal_hash(book.seals[newest.number - 2]) if newest.number > 1 else GENESIS
    if newest.previous != before:
        words = f"the newest seal does not follow seal {newest.number - 1}: one was replaced"
        return Finding(words, NEWEST, _ASK, seal=newest.number)
    return None


def _another_key(words: str, where: str) -> Finding:
    return Finding(
        f"{words} than this installation's: the key was replaced, or the seals are another's",
        where,
        f"put the key (seal.key) back from the backup of the keys; {_ASK}",
    )


def _day(seal: Seal) -> str:
    return datetime.fromtimestamp(seal.at / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
