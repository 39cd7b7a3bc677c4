"""Where the cameras of a data folder's site stand, looked at again when its files change.

The caller's thread, about once a second: two looks at the disk, and a reading only after a change.
Keeps nothing of the site but places; a file that turned bad leaves the last good places standing.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from backends.map_data.pack_folder import PackFolder
from backends.map_data.pack_site import pack_cameras
from backends.map_data.site_file import builtin_site, read_site
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.ports.door import Incident

DISTRICT = "seongdong"
Stamp = tuple[tuple[int, int] | None, ...]
Tell = Callable[[Mapping[str, Place]], None]


def camera_places(site: Path, imported: Path) -> Mapping[str, Place]:
    """The site's cameras by id: of the file, else of the built-in district, with imported ones.

    Those imported as a map, whose list lies beside `imported`, count too.

    Raises EnvironmentFault.
    """
    known = read_site(site, imported) if site.exists() else builtin_site(DISTRICT, imported)
    cameras = pack_cameras(known.cameras, imported.parent)
    return {each.id: each.place for each in cameras.values() if each.place.is_plausible}


class SiteCameras:
    """Tells the places once at the first call and after each change of the files."""

    def __init__(self, site: Path, imported: Path, tell: Tell) -> None:
        self._site, self._imported = site, imported
        self._files = (site, imported, PackFolder(imported.parent).list_path)
        self._tell = tell
        self._stamp: Stamp = ()
        self._incidents: tuple[Incident, ...] = ()

    def __call__(self) -> Sequence[Incident]:
        """Nothing, or that the site cannot be read: events without a place stay without one."""
        stamp = tuple(_stamp_of(each) for each in self._files)
        if stamp != self._stamp:
            self._stamp = stamp
            self._incidents = self._read()
        return self._incidents

    def _read(self) -> tuple[Incident, ...]:
        try:
            self._tell(camera_places(self._site, self._imported))
        except EnvironmentFault as fault:
            return (Incident("device.fault", "site", f"Cameras: {fault.sentence}", 0),)
        return ()


def _stamp_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
