"""The site of a running console: the same object for ever, whose cameras follow the newest list.

What looks a camera up by its id needs not be told of a change; what made something of the whole
list (an index, a picture) makes it anew. GUI thread; a worker is given a `snapshot`. No I/O.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from console.domain.site import Camera, Site


@dataclass(frozen=True, slots=True)
class CameraChange:
    """The ids by what became of them, each in the order of its list."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class LiveSite:
    """Hands out `site`; `adopt` changes its cameras in place."""

    def __init__(self, site: Site) -> None:
        self._cameras = dict(site.cameras)
        self.site = replace(site, cameras=self._cameras)

    def adopt(self, cameras: Mapping[str, Camera]) -> CameraChange:
        """Follow a newer list; what changed by it."""
        mine = self._cameras
        change = CameraChange(
            added=tuple(each for each in cameras if each not in mine),
            changed=tuple(each for each in cameras if each in mine and cameras[each] != mine[each]),
            removed=tuple(each for each in mine if each not in cameras),
        )
        if change:
            mine.clear()
            mine.update(cameras)
        return change

    def snapshot(self) -> Site:
        """The site as it is now, which never changes: for a worker."""
        return replace(self.site, cameras=dict(self._cameras))
