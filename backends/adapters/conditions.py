"""Which conditions of ONVIF cameras were told as active, and as what: only changes are news.

The end of a condition is told as what it began as: cameras no longer name the class then. What is
active is kept in a small file, because a camera tells a condition that ended while the adapter was
away only as being over. Any thread.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from backends.adapters.sighting import Sighting, State
from backends.adapters.small_file import Together, remembered

MOST_CONDITIONS = 8_192
MOST_KINDS = 8
News = tuple[tuple[State, str], ...]


class Conditions:
    """By subject the kinds that were told as active; none for one that is known to be over."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is where the active ones are kept, None to keep them in memory alone."""
        self._file = Together(path, self._active)
        self._lock = threading.Lock()
        self._told: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        # What was active before this process began. An active message is told again, as the last
        # life may have ended before it was kept; an end finds here what it ends.
        self._before = _kept(path) if path else {}

    def keep_together(self) -> None:
        """From now on write at `keep`, once for many changes: before what they say is on disk."""
        self._file.together()

    def keep(self) -> None:
        """Write what changed since the last time."""
        with self._lock:
            self._file.flush()

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive; the next one is news again."""
        with self._lock:
            self._told.pop(sighting.subject or "", None)

    def news_of(
        self, subject: str, kind: str, holds: bool | None, *, classed: bool, at_start: bool
    ) -> News:
        """The states to tell with the kinds to tell them of, none for no news.

        `holds` is None for what has no state; `classed` says whether the kind has a class of its
        own; `at_start` that the camera only tells how things stand.
        """
        if holds is None:
            return (("point", kind),)
        with self._lock:
            told = self._told.get(subject)
            before = self._before.pop(subject, ()) if told is None else ()
            if holds:
                return self._begun(subject, kind, told or (), before, classed)
            return self._over(subject, kind, before or told, at_start)

    def _begun(
        self, subject: str, kind: str, told: tuple[str, ...], before: tuple[str, ...], classed: bool
    ) -> News:
        """News is what was not told yet; a class that is only left out now is not."""
        if told and (not classed or kind in told or len(told) >= MOST_KINDS):
            return ()
        self._keep(subject, tuple(dict.fromkeys((*before, *told, kind))), before or told)
        return (("active", kind),)

    def _over(self, subject: str, kind: str, told: tuple[str, ...] | None, at_start: bool) -> News:
        self._keep(subject, (), told or ())
        if told == () or (told is None and at_start):
            return ()
        return tuple(("cleared", each) for each in told or (kind,))

    def _keep(self, subject: str, kinds: tuple[str, ...], was: tuple[str, ...]) -> None:
        self._told[subject] = kinds
        self._told.move_to_end(subject)
        while len(self._told) > MOST_CONDITIONS:
            self._told.popitem(last=False)
        if was != kinds:
            self._file.changed()

    def _active(self) -> dict[str, tuple[str, ...]]:
        return self._before | {subject: kinds for subject, kinds in self._told.items() if kinds}


def _kept(path: Path) -> dict[str, tuple[str, ...]]:
    found = remembered(path)
    rows = found.items() if isinstance(found, dict) else ()
    kept = {subject: tuple(map(str, kinds)) for subject, kinds in rows if isinstance(kinds, list)}
    return dict(list(kept.items())[:MOST_CONDITIONS])
