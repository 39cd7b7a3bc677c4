"""What ought to ring on an evening of escorts, by the book alone (O23).

It is told what people did and when, and knows the rules as `docs/field-work.md` has them. It knows
nothing of the engine: no record, no deadline of it, none of its code but places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from console.domain.places.geo import Place, distance_m

KINDS = ("escort.unmatched", "escort.not_met", "escort.overdue", "escort.handover")
UNMATCHED = timedelta(minutes=10)
NOT_MET = timedelta(minutes=3)
SETS_OFF = timedelta(minutes=2)
UNANSWERED = timedelta(minutes=2)
WALK_MPS = 1.1
LEAST_GRACE = timedelta(minutes=5)
STREETS = 1.3
"""As much longer are streets than the straight line, where only the two ends are known."""


@dataclass(slots=True)
class Told:
    """One request, and what was done with it: the time of each thing, None while it was not."""

    meet_at: datetime
    line: tuple[Place, ...]
    only_ends: bool = False
    matched: datetime | None = None
    met: datetime | None = None
    arrived: datetime | None = None
    ended: datetime | None = None
    offered: datetime | None = None
    rang: set[str] = field(default_factory=set)

    def walk(self) -> timedelta:
        """How long the walk may take before anybody asks: without the grace."""
        ends = (self.line[0], self.line[-1]) if self.only_ends else self.line
        metres = sum(distance_m(a, b) for a, b in pairwise(ends))
        return timedelta(seconds=metres * (STREETS if self.only_ends else 1.0) / WALK_MPS)

    def due(self) -> datetime | None:
        """When they should have arrived, since they set off by themselves after two minutes."""
        if self.met is None:
            return None
        walk = self.walk()
        return self.met + SETS_OFF + walk + max(LEAST_GRACE, walk / 4)

    def since(self) -> dict[str, datetime]:
        """Since when each alert ought to stand, as things are now."""
        if self.ended is not None:
            return {}
        found: dict[str, datetime] = {}
        if self.matched is None:
            found["escort.unmatched"] = self.meet_at - UNMATCHED
        if self.met is None:
            found["escort.not_met"] = self.meet_at + NOT_MET
        due = self.due()
        if due is not None and self.arrived is None:
            found["escort.overdue"] = due
        if self.offered is not None and self.arrived is None:
            found["escort.handover"] = self.offered + UNANSWERED
        return found

    def ringing(self, now: datetime, slack: timedelta = timedelta()) -> set[str]:
        """What ought to stand by now; `slack` earlier or later by its sign."""
        return {kind for kind, since in self.since().items() if since + slack <= now}


def differences(
    told: Mapping[str, Told], standing: Mapping[str, set[str]], now: datetime, slack: timedelta
) -> list[str]:
    """Where what stands is not what ought to; within `slack` of its time an alert may do either."""
    wrong = []
    for name, each in told.items():
        must, may = each.ringing(now, slack), each.ringing(now, -slack)
        stands = standing.get(name, set())
        wrong += [f"{name}: {kind} does not ring" for kind in sorted(must - stands)]
        wrong += [f"{name}: {kind} rings without cause" for kind in sorted(stands - may)]
    return wrong
