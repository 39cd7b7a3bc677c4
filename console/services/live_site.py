"""The site of a running console: the same object for ever, which follows the newest lists.

What looks a camera up by its id needs not be told of a change; what made something of a whole list
(an index, a picture) makes it anew. GUI thread; a worker is given a `snapshot_of`. No I/O.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from console.domain.places.geo import Place, distance_m
from console.domain.site import Camera, Facility, MapLayer, Site

FAR_M = 15_000.0
"""Distances are reckoned around the centre a console began with: exact to 0.1 % for so far."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """The ids by what became of them, each in the order of its list."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What a newer site made different. `areas`: the kinds of areas and ways, sorted."""

    cameras: ListChange = ListChange()
    facilities: ListChange = ListChange()
    areas: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cameras or self.facilities or self.areas)


class LiveSite:
    """Hands out `site`; `adopt` changes its lists in place."""

    def __init__(self, site: Site) -> None:
        self._cameras = dict(site.cameras)
        self._facilities, self._layers = list(site.facilities), list(site.layers)
        self.site = replace(
            site, cameras=self._cameras, facilities=self._facilities, layers=self._layers
        )

    def adopt(
        self,
        cameras: Mapping[str, Camera],
        facilities: Sequence[Facility] | None = None,
        layers: Sequence[MapLayer] | None = None,
    ) -> SiteChange:
        """Follow newer lists, None for one that is as it was; what changed by them."""
        facilities = self._facilities if facilities is None else facilities
        layers = self._layers if layers is None else layers
        change = SiteChange(
            _difference(self._cameras, cameras),
            _difference(_by_kind_and_id(self._facilities), _by_kind_and_id(facilities)),
            _areas_changed(self._layers, layers),
        )
        if change.cameras:
            self._cameras.clear()
            self._cameras.update(cameras)
        if change.facilities:
            self._facilities[:] = facilities
        if change.areas:
            self._layers[:] = layers
        return change

    def snapshot(self) -> Site:
        """The site as it is now, which never changes: for a worker."""
        return snapshot_of(self.site)

    def is_far_from(self, centre: Place) -> bool:
        """Whether the middle of the newest lists lies so far off that distances suffer."""
        return centre.is_plausible and distance_m(self.site.centre, centre) > FAR_M


def snapshot_of(site: Site) -> Site:
    """A site as it is now, which never changes: for a worker."""
    return replace(
        site,
        cameras=dict(site.cameras),
        facilities=tuple(site.facilities),
        layers=tuple(site.layers),
    )


def _difference(mine: Mapping[str, object], theirs: Mapping[str, object]) -> ListChange:
    return ListChange(
        added=tuple(each for each in theirs if each not in mine),
        changed=tuple(each for each in theirs if each in mine and theirs[each] != mine[each]),
        removed=tuple(each for each in mine if each not in theirs),
    )


def _by_kind_and_id(facilities: Sequence[Facility]) -> dict[str, Facility]:
    """By what tells them apart: a bell and a light may have one number."""
    return {f"{each.kind} {each.id}": each for each in facilities}


def _areas_changed(mine: Sequence[MapLayer], theirs: Sequence[MapLayer]) -> tuple[str, ...]:
    kinds = sorted({layer.kind for layer in (*mine, *theirs)})
    return tuple(kind for kind in kinds if _of_kind(mine, kind) != _of_kind(theirs, kind))


def _of_kind(layers: Sequence[MapLayer], kind: str) -> list[MapLayer]:
    return [layer for layer in layers if layer.kind == kind]
