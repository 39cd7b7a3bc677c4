"""What is heard of a patrol between two savings: tracks, the pair, the route. May be lost.

One object per patrol that is out. Losing it (a restart) costs at most a minute of coverage; what
was decided of it is in the patrol. Engine thread only; no I/O, no clock.
"""

from datetime import datetime

from console.domain.field.pair import Finding, Fix, Pair, finding, heard
from console.domain.field.patrol import Patrol, Progress
from console.domain.field.patrol_track import Track, Walked, walked, way_of
from console.domain.places.geo import LocalPlane
from console.domain.unit import UnitPosition


class PatrolSense:
    """The senses of one patrol. Times are those of the field."""

    def __init__(self, patrol: Patrol) -> None:
        self._way = way_of(patrol.route, patrol.checkpoints)
        self._plane = self._way.plane if self._way else None
        self._tracks = [Track(), Track()]
        self._pair = Pair()
        self._covered = int(patrol.progress.covered or "0", 16)
        self._fixes = patrol.progress.fixes
        self._left_out = patrol.progress.left_out
        self.heard_at: datetime | None = None

    def take(self, member: int, fix: UnitPosition, now: datetime) -> str:
        """One more fix of member 0 or 1; the checkpoint it confirms, or nothing."""
        self.heard_at = now
        self._plane = self._plane or LocalPlane(fix.place)
        east, north = self._plane.to_metres(fix.place.lat, fix.place.lon)
        told = Fix(now.timestamp(), east, north, fix.place.accuracy_m)
        self._pair = heard(self._pair, member, told)
        if self._way is None:
            return ""
        # The device's own clock: fixes that waited in it arrive all at once.
        step = walked(self._way, self._tracks[member], fix.time.timestamp(), fix.place)
        self._count(member, step)
        return step.checkpoint

    def found(self, now: datetime) -> Finding:
        """Whether the two are together."""
        return finding(self._pair, now.timestamp())

    def progress(self) -> Progress:
        """How much of the route was walked."""
        samples = len(self._way.samples) if self._way else 0
        return Progress(f"{self._covered:x}", samples, self._fixes, self._left_out)

    def _count(self, member: int, step: Walked) -> None:
        self._tracks[member] = step.track
        self._covered |= step.covered
        self._fixes += step.believed
        self._left_out += not step.believed
