"""The senses of the kind `escort`: the newest minutes of every walk. Engine thread; no I/O.

May be lost: a restarted engine has them again after a few minutes. What was told is in the record.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.domain.field.escort import UNHEARD, Escort
from console.domain.field.walk import WalkWatch
from console.domain.unit import UnitPosition

AHEAD = timedelta(seconds=60)
"""A fix that claims to be of later is taken as of then: it would outlive every true one."""


@dataclass(slots=True)
class _Walk:
    ground: object
    watches: dict[str, WalkWatch] = field(default_factory=dict)
    heard: dict[str, datetime] = field(default_factory=dict)


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

    def see(self, record: str, escort: Escort, fix: UnitPosition, now: datetime) -> None:
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
        watch.see(min(fix.time, now + AHEAD), fix.place)
        walk.heard[fix.unit] = now

    def is_away(self, record: str) -> bool | None:
        """Whether anyone of the walk has left the way; None while that is open."""
        said = [watch.is_away() for watch in self._of(record)]
        if any(said):
            return True
        return False if said and all(each is False for each in said) else None

    def is_still(self, record: str) -> bool | None:
        """Whether the walk stands still: nobody of it is known to move, and one is known not to.

        Who sends too little to be judged does not vouch for the others.
        """
        said = {watch.is_still() for watch in self._of(record)} - {None}
        return None if not said else False not in said

    def off_m(self, record: str) -> float:
        """How far beside the way, metres."""
        return max((watch.off_m() for watch in self._of(record)), default=0.0)

    def forget(self, record: str) -> None:
        """The walk is over."""
        self._walks.pop(record, None)
        self._heard.pop(record, None)

    def _of(self, record: str) -> list[WalkWatch]:
        """The watches of who was heard lately: a telephone that went silent judges nothing."""
        walk = self._walks.get(record)
        if walk is None:
            return []
        since = max(walk.heard.values()) - UNHEARD
        return [watch for unit, watch in walk.watches.items() if walk.heard[unit] > since]
