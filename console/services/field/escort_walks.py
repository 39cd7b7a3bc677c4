"""The senses of the kind `escort`: the newest minutes of every walk. Engine thread; no I/O.

May be lost: a restarted engine has them again after a few minutes. What was told is in the record.
"""

from dataclasses import dataclass, field
from datetime import datetime

from console.domain.field.escort import Escort
from console.domain.field.walk import WalkWatch
from console.domain.unit import UnitPosition


@dataclass(slots=True)
class _Walk:
    ground: object
    watches: dict[str, WalkWatch] = field(default_factory=dict)


class Walks:
    """One watch per escort and device that walks with it."""

    def __init__(self) -> None:
        self._walks: dict[str, _Walk] = {}
        self._heard: dict[str, datetime] = {}

    def hear(self, record: str, now: datetime) -> None:
        """A device of the walk was heard, by the field's own time."""
        self._heard[record] = now

    def silent_since(self, record: str, now: datetime) -> datetime:
        """When it was heard last; a walk that is not known yet counts from now."""
        return self._heard.setdefault(record, now)

    def see(self, record: str, escort: Escort, fix: UnitPosition) -> None:
        """A newer fix of the team or of the citizen."""
        way = escort.way_of()
        if way is None:
            return
        ground = (escort.way, escort.meet, escort.home)
        walk = self._walks.get(record)
        if walk is None or walk.ground != ground:
            walk = self._walks[record] = _Walk(ground)
        watch = walk.watches.get(fix.unit)
        if watch is None:
            watch = walk.watches[fix.unit] = WalkWatch(way)
        watch.see(fix.time, fix.place)

    def is_away(self, record: str) -> bool | None:
        """Whether anyone of the walk has left the way; None while that is open."""
        said = [watch.is_away() for watch in self._of(record)]
        if any(said):
            return True
        return False if said and all(each is False for each in said) else None

    def is_still(self, record: str) -> bool | None:
        """Whether the walk stands still: everyone of it."""
        said = [watch.is_still() for watch in self._of(record)]
        if not said or any(each is None for each in said):
            return None
        return all(said)

    def off_m(self, record: str) -> float:
        """How far beside the way, metres."""
        return max((watch.off_m() for watch in self._of(record)), default=0.0)

    def forget(self, record: str) -> None:
        """The walk is over."""
        self._walks.pop(record, None)
        self._heard.pop(record, None)

    def _of(self, record: str) -> list[WalkWatch]:
        walk = self._walks.get(record)
        return list(walk.watches.values()) if walk is not None else []
