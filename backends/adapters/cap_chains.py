"""Which CAP messages belong together, and as what each chain was told.

Senders often refer to the latest message only, and leave out of a Cancel what it is about. So every
message is remembered with the condition it belongs to, and a Cancel ends all that its chain began.
Kept in a small file over a restart. Any thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from backends.adapters.cap import references_of
from backends.adapters.sighting import Sighting, id_of
from backends.adapters.small_file import Together, remembered

MOST_MESSAGES = 4_096
MOST_KINDS = 8


class CapChains:
    """By message the subject of its chain, by subject the kinds that were told of it."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is where they are kept, None to keep them in memory alone."""
        self._file = Together(path, self._rows)
        self._lock = threading.Lock()
        self._subjects: OrderedDict[str, str] = OrderedDict()
        self._kinds: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        for name, subject, kinds in _rows(remembered(path) if path else None):
            self._put(name, subject, kinds)

    def keep_together(self) -> None:
        """From now on write at `keep`, once for many messages: before they are on disk."""
        self._file.together()

    def keep(self) -> None:
        """Write what changed since the last time."""
        with self._lock:
            self._file.flush()

    def linked(self, found: Sighting) -> tuple[Sighting, ...]:
        """The same message, of the condition its chain began with, once for each kind to tell."""
        with self._lock:
            return self._linked(found)

    def _linked(self, found: Sighting) -> tuple[Sighting, ...]:
        named = str(found.foreign.get("references", ""))
        known = (self._subjects.get(_name(found, *each)) for each in references_of(named))
        subject = next((each for each in known if each), found.subject or "")
        told = self._kinds.get(subject, ())
        # Without an event it speaks of what the chain is about, as every Cancel does.
        silent = found.state == "cleared" or not found.foreign.get("event")
        news = told if told and silent else (found.kind,)
        own = (str(found.foreign.get("sender", "")), str(found.foreign.get("identifier", "")))
        self._keep(_name(found, *own), subject, tuple(dict.fromkeys((*told, *news)))[:MOST_KINDS])
        return tuple(
            replace(found, kind=kind, subject=subject, id=f"{found.id}{index or ''}")
            for index, kind in enumerate(news)
        )

    def _keep(self, name: str, subject: str, kinds: tuple[str, ...]) -> None:
        if self._subjects.get(name) == subject and self._kinds.get(subject) == kinds:
            return
        self._put(name, subject, kinds)
        self._file.changed()

    def _rows(self) -> list[object]:
        return [[n, each, self._kinds.get(each, ())] for n, each in self._subjects.items()]

    def _put(self, name: str, subject: str, kinds: tuple[str, ...]) -> None:
        for table in (self._subjects, self._kinds):
            while len(table) >= MOST_MESSAGES:
                table.popitem(last=False)
        self._subjects[name] = subject
        self._kinds[subject] = kinds
        self._kinds.move_to_end(subject)


def _name(found: Sighting, sender: str, identifier: str) -> str:
    return id_of(str(found.foreign.get("source", "")), sender, identifier)


def _rows(kept: object) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for row in kept if isinstance(kept, list) else ():
        if isinstance(row, list) and len(row) == 3 and isinstance(row[2], list):
            yield str(row[0]), str(row[1]), tuple(map(str, row[2][:MOST_KINDS]))
