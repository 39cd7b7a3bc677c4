"""Since when each unit has stayed about where it is. Pure; bounded by the units there are.

The console hears positions, not movements: a unit counts as moved once it is farther from where it
last stopped than its fixes are wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.domain.places.geo import Place, distance_m
from console.domain.unit import UnitPosition

STAYS_WITHIN_M = 15.0


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a unit stays, since when, and whether it was ever seen to come there.

    With `began` False the time is only that of the first fix this console heard of it.
    """

    place: Place
    since: datetime
    began: bool


class Motions:
    """Follows every unit."""

    def __init__(self) -> None:
        self._stays: dict[str, Stay] = {}

    def take(self, positions: Iterable[UnitPosition], *, whole: bool = False) -> None:
        """Newer fixes; with `whole` those units are all there are."""
        found = list(positions)
        if whole:
            named = {each.unit for each in found}
            self._stays = {unit: stay for unit, stay in self._stays.items() if unit in named}
        for each in found:
            self._follow(each)

    @property
    def stays(self) -> Mapping[str, Stay]:
        """Where each unit stays."""
        return self._stays

    def _follow(self, fix: UnitPosition) -> None:
        known = self._stays.get(fix.unit)
        if known is None:
            self._stays[fix.unit] = Stay(fix.place, fix.time, began=False)
            return
        blur = max(STAYS_WITHIN_M, fix.place.accuracy_m or 0.0)
        if distance_m(known.place, fix.place) > blur:
            self._stays[fix.unit] = Stay(fix.place, fix.time, began=True)
