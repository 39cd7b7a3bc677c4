"""What is around a point of the map: cameras that see it, the nearest team, shelter, bell, locker.

GUI thread; asks the pure index of the domain, and knows no widget. A unit whose fix is old is never
named as the nearest; how many were passed over is told. A team that walks with somebody, guards
somebody or was sent elsewhere is told as that, and the nearest free one beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from console.domain.places.geo import Place
from console.domain.places.nearest import (
    CameraIndex,
    FacilityIndex,
    Near,
    NearUnits,
    Sight,
    nearest_units,
)
from console.domain.site import Facility
from console.domain.unit import UnitPosition
from widgets.live_map.scene import Scene
from widgets.live_map.units import KINDS, kind_of

CAMERAS = 4
FACILITY_KINDS = ("shelter", "bell", "locker")
_CITIZEN = next(n for n, kind in enumerate(KINDS) if kind.tone == "citizen")


@dataclass(frozen=True, slots=True)
class Engaged:
    """Who is not free: units that are with somebody, and those sent, to which alert."""

    with_somebody: frozenset[str] = frozenset()
    sent: Mapping[str, int] = field(default_factory=dict)

    def __contains__(self, unit: str) -> bool:
        return unit in self.with_somebody or unit in self.sent


@dataclass(frozen=True, slots=True)
class Around:
    """The answer for one place. `free` is the nearest free team where the nearest of all is not."""

    place: Place
    sights: tuple[Sight, ...]
    teams: NearUnits
    facilities: tuple[Near[Facility], ...]
    engaged: Engaged = field(default_factory=Engaged)
    free: Near[UnitPosition] | None = None


class Surroundings:
    """Answers what is around a place of one site."""

    def __init__(self, scene: Scene) -> None:
        self._plane = scene.plane
        self.cameras = CameraIndex(scene.site.cameras.values(), scene.plane)
        self._facilities = FacilityIndex(scene.site.facilities, scene.plane)
        self.lost: frozenset[str] = frozenset()

    def seeing(self, place: Place, most: int = CAMERAS) -> tuple[Sight, ...]:
        """The cameras that see a place, best first."""
        return self.cameras.seeing(place, most, self.lost)

    def of(
        self, place: Place, units: Iterable[UnitPosition], now: datetime | None,
        engaged: Engaged, but: str = "",
    ) -> Around:  # fmt: skip
        """Everything around a place; the unit `but` does not count as its own neighbour."""
        teams = [fix for fix in units if kind_of(fix.unit) != _CITIZEN and fix.unit != but]
        near, free = NearUnits(()), NearUnits(())
        if now is not None:
            near = nearest_units(place, teams, now, self._plane, 1)
            if near.found and near.found[0].thing.unit in engaged:
                others = [fix for fix in teams if fix.unit not in engaged]
                free = nearest_units(place, others, now, self._plane, 1)
        found = [each for kind in FACILITY_KINDS for each in self._facilities.nearest(place, kind)]
        nearest_free = free.found[0] if free.found else None
        return Around(place, self.seeing(place), near, tuple(found), engaged, nearest_free)
