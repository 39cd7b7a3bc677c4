"""Makes the seals of one journal, one act at a time (R-LOG-02). The caller's thread.

The newest seal is renewed when the journal has grown; each full hour and at the end one is kept for
good, so that the end of a shift is always sealed. Never changes a line, and goes on sealing a
journal that contradicts its seals: that is told, and stays to be seen by `verify`.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from backends.audit.seal_check import BEGUN
from backends.audit.seal_files import SealFiles
from backends.audit.signing import SealingKey
from console.domain.alerts.alert import ENGINE
from console.domain.journal_chain import Head
from console.domain.seal import Seal, seal_hash
from console.ports.clock import Clock

BROKEN = (
    "The record does not fit its seals: it was changed, or an older copy of it was put back. "
    "Run sunra verify."
)
_HOUR = 3_600_000_000


class Journal(Protocol):
    """What is sealed. Each raises EnvironmentFault."""

    def head(self) -> Head:
        """The newest line."""
        ...

    def hash_of(self, line: int) -> str | None:
        """The hash of a line, None when there is no such line."""
        ...

    def note(self, kind: str, subject: str, by: str, words: str, at: datetime) -> None:
        """Write a line; `words` is JSON."""
        ...


class Sealer:
    """The first of `places` lies beside the journal, the others hold copies."""

    def __init__(
        self, journal: Journal, places: Sequence[SealFiles], key: SealingKey, clock: Clock
    ) -> None:
        self._journal, self._key, self._clock = journal, key, clock
        self._own, self._copies = places[0], places[1:]
        self._kept: Seal | None = None
        self._newest: Seal | None = None
        self.broken = ""
        """What the seals contradict, in words for an operator; empty when nothing."""

    def begin(self) -> None:
        """Look whether the journal is the one that was sealed, and go on from there."""
        book = self._own.read()
        self._kept = book.seals[-1] if book.seals else None
        known = [seal for seal in (self._kept, book.newest) if seal is not None]
        if book.spoilt or not all(self._fits(each) for each in known):
            self.broken = BROKEN
        if self._kept is None:
            self.note(BEGUN, ENGINE, {})
        self.renew()
        self._bring_copies()

    def note(self, kind: str, by: str, words: dict[str, str]) -> None:
        """Put a word about the seals, and whose key makes them, into the journal."""
        payload = json.dumps(words, ensure_ascii=False)
        self._journal.note(kind, self._key.public, by, payload, self._clock.now())

    def _fits(self, seal: Seal) -> bool:
        ours = seal.key == self._key.public
        return ours and self._journal.hash_of(seal.line) == seal.head

    def renew(self) -> None:
        """Seal what was added, for good when an hour is over."""
        head, now = self._journal.head(), self._now()
        if self._kept is None or now // _HOUR != self._kept.at // _HOUR:
            self._keep(head, now)
        elif self._newest is None or head.id != self._newest.line:
            self._renew(head, now)

    def end(self) -> None:
        """Seal for good what came since."""
        head = self._journal.head()
        if self._kept is None or head.id != self._kept.line:
            self._keep(head, self._now())

    def _keep(self, head: Head, now: int) -> None:
        seal = self._made(head, now)
        self._own.keep(seal)
        self._kept = seal
        self._own.renew(seal)
        self._newest = seal
        self._bring_copies()

    def _renew(self, head: Head, now: int) -> None:
        seal = self._made(head, now)
        self._own.renew(seal)
        self._newest = seal
        for copy in self._copies:
            copy.renew(seal)

    def _made(self, head: Head, now: int) -> Seal:
        number = 1 if self._kept is None else self._kept.number + 1
        bare = Seal(number, head.id, head.hash, now, seal_hash(self._kept), self._key.public)
        return self._key.signed(bare)

    def _bring_copies(self) -> None:
        """A copy that ends earlier gets the rest; one that says otherwise is left as it is."""
        seals = self._own.read().seals if self._copies else ()
        for copy in self._copies:
            theirs = copy.read().seals
            if theirs != seals[: len(theirs)]:
                self.broken = BROKEN
                continue
            for seal in seals[len(theirs) :]:
                copy.keep(seal)
            copy.renew(self._newest or seals[-1])

    def _now(self) -> int:
        return round(self._clock.now().timestamp() * 1_000_000)
