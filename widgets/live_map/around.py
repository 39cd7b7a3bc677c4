"""What is around a point of the map: cameras that see it, the nearest team, shelter, bell, locker.

GUI thread; asks the pure index of the domain, and knows no widget. A unit whose fix is old is never
named as the nearest; how many were passed over is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
class Around:
    """The answer for one place."""

    place: Place
    sights: tuple[Sight, ...]
    teams: NearUnits
    facilities: tuple[Near[Facility], ...]


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
        self, place: Place, units: Iterable[UnitPosition], now: datetime | None, but: str = ""
    ) -> Around:
        """Everything around a place; the unit `but` does not count as its own neighbour."""
        teams = [fix for fix in units if kind_of(fix.unit) != _CITIZEN and fix.unit != but]
        near = nearest_units(place, teams, now, self._plane, 1) if now else NearUnits(())
        found = [each for kind in FACILITY_KINDS for each in self._facilities.nearest(place, kind)]
        return Around(place, self.seeing(place), near, tuple(found))
