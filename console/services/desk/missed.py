"""Which pictures the seats miss, by their own word. Engine thread only; no I/O.

A seat's word stands until its next one, and for a minute after the seat was last heard: a console
that is restarted neither clears nor raises anything. May be lost: seats say it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

STANDS_MS = 60_000
MOST_SEATS = 64
_EARLIER_RUN = ""
"""Stands for what the seats had reported to the run before this one."""


@dataclass(slots=True)
class _Word:
    heard_ms: int
    cameras: frozenset[str] = frozenset()


class MissedPictures:
    """The newest word of each seat."""

    def __init__(self) -> None:
        self._words: dict[str, _Word] = {}

    def recall(self, cameras: Iterable[str], mono_ms: int) -> None:
        """Begin with the cameras an earlier run left as lost."""
        self._words[_EARLIER_RUN] = _Word(mono_ms, frozenset(cameras))

    def hear(self, seat: str, mono_ms: int) -> None:
        """The seat is there; what it reported stands."""
        word = self._words.get(seat)
        if word is not None:
            word.heard_ms = mono_ms

    def report(self, seat: str, cameras: Iterable[str], mono_ms: int) -> None:
        """The seat's newest list."""
        if seat in self._words or len(self._words) <= MOST_SEATS:
            self._words[seat] = _Word(mono_ms, frozenset(cameras))

    def cameras(self, mono_ms: int) -> frozenset[str]:
        """Every camera that a seat misses now."""
        for seat in [s for s, w in self._words.items() if mono_ms - w.heard_ms > STANDS_MS]:
            del self._words[seat]
        return frozenset().union(*(word.cameras for word in self._words.values()))
