"""What the seats say is wrong with them. Engine thread only; no I/O.

A seat's word stands until its next one, and for a minute after the seat was last heard: a console
that is restarted neither clears nor raises anything. May be lost: seats say it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STANDS_MS = 60_000
MOST_SEATS = 64


@dataclass(slots=True)
class _Word:
    heard_ms: int
    text: str | None = None
    """None stands for what an earlier run was told and the seat has not confirmed since."""


class SeatWords:
    """The newest word of each seat."""

    def __init__(self) -> None:
        self._words: dict[str, _Word] = {}

    def recall(self, seats: Mapping[str, str], mono_ms: int) -> None:
        """Begin with the seats an earlier run left as faulty."""
        self._words = {seat: _Word(mono_ms) for seat in seats}

    def hear(self, seat: str, mono_ms: int) -> None:
        """The seat is there; what it reported stands."""
        word = self._words.get(seat)
        if word is not None:
            word.heard_ms = mono_ms

    def report(self, seat: str, faults: Sequence[str], mono_ms: int) -> None:
        """The seat's newest list."""
        if seat in self._words or len(self._words) < MOST_SEATS:
            self._words[seat] = _Word(mono_ms, " ".join(faults))

    def faulty(self, mono_ms: int) -> dict[str, str | None]:
        """The seats that something is wrong with now, and what; None: as it was before."""
        for seat in [s for s, w in self._words.items() if mono_ms - w.heard_ms > STANDS_MS]:
            del self._words[seat]
        return {seat: word.text for seat, word in self._words.items() if word.text != ""}
