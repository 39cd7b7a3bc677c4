"""The walks in view, each with its three cameras. GUI thread; no picture, no widget."""

from collections.abc import Iterable
from datetime import datetime

from console.domain.field.escort import UNDER_WAY, Escort
from console.domain.field.follow import FollowWalk, Strip
from console.domain.places.geo import LocalPlane
from console.domain.places.nearest import CameraIndex
from console.domain.site import Site
from console.domain.unit import UnitPosition


class Walks:
    """One strip for each escort that is on its way; it begins with the first fix."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._walks: dict[str, tuple[object, FollowWalk]] = {}
        self.follow_list()

    def follow_list(self) -> None:
        """The site's list of cameras changed: walks go on by the new one from their next fix."""
        site = self._site
        places = [camera.place for camera in site.cameras.values() if camera.place.is_plausible]
        self._plane = LocalPlane(places[0]) if places else None
        self._index = CameraIndex(site.cameras.values(), self._plane) if self._plane else None
        self._walks.clear()

    def see_all(self, walkers: Iterable[tuple[str, Escort, UnitPosition]]) -> None:
        """The newest fix of each of these walks."""
        for walker in walkers:
            self.see(*walker)

    def see(self, key: str, escort: Escort, fix: UnitPosition) -> Strip:
        """A newer fix of the walk."""
        if self._index is None or self._plane is None:
            return Strip()
        ground = (escort.way, escort.meet, escort.home)
        known = self._walks.get(key)
        if known is None or known[0] != ground:
            way = escort.way_of()
            places = escort.way if way is not None and way.is_exact else ()
            known = self._walks[key] = (ground, FollowWalk(self._index, self._plane, places))
        return known[1].step(seen_at(fix).timestamp(), fix.place)

    def strip_of(self, key: str) -> Strip:
        """The newest strip of a walk; an empty one before its first fix."""
        known = self._walks.get(key)
        return known[1].strip if known is not None else Strip()

    def keep(self, escorts: Iterable[tuple[str, Escort]]) -> None:
        """Forget walks that are over."""
        going = {key for key, escort in escorts if escort.step in UNDER_WAY}
        for key in set(self._walks) - going:
            del self._walks[key]


def seen_at(fix: UnitPosition) -> datetime:
    """When a unit was there: by the device's word or its arrival, whichever is earlier."""
    return min(fix.time, fix.received)


def age_s(fix: UnitPosition | None, now: datetime) -> float | None:
    """How old a fix is, seconds."""
    return None if fix is None else max(0.0, (now - seen_at(fix)).total_seconds())
