"""Where cameras and facilities of a data folder's site stand, looked at again after a change.

The caller's thread, about once a second: two looks at the disk, and a reading only after a change.
Keeps nothing of the site; a file that turned bad leaves the last good places standing.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from backends.map_data.pack_folder import PackFolder
from backends.map_data.pack_site import with_pack
from backends.map_data.site_file import builtin_site, read_site
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.door import Incident

DISTRICT = "seongdong"
DEVICES = ("bell", "shelter", "locker", "toilet")
"""Facilities that report by themselves; street lights are many and do not."""
Stamp = tuple[tuple[int, int] | None, ...]
Tell = Callable[[Mapping[str, Place]], None]


def camera_places(site: Path, imported: Path) -> Mapping[str, Place]:
    """The site's cameras by id: of the file, else of the built-in district, with imported ones.

    Those imported as a map, whose list lies beside `imported`, count too.

    Raises EnvironmentFault.
    """
    return _cameras(_read(site, imported, strict=False))


def _read(site: Path, imported: Path, *, strict: bool) -> Site:
    known = read_site(site, imported) if site.exists() else builtin_site(DISTRICT, imported)
    return with_pack(known, imported.parent, strict=strict, kinds=("camera", *DEVICES))


def _cameras(site: Site) -> Mapping[str, Place]:
    return {each.id: each.place for each in site.cameras.values() if each.place.is_plausible}


def _facilities(site: Site) -> Mapping[str, Place]:
    """By id; where two of one id stand apart nothing tells which one reports."""
    found: dict[str, Place] = {}
    for each in site.facilities:
        if each.kind in DEVICES and each.place.is_plausible:
            is_one = each.id not in found or found[each.id] == each.place
            found[each.id] = each.place if is_one else _UNSURE
    return {name: place for name, place in found.items() if place is not _UNSURE}


_UNSURE = Place(0.0, 0.0)


class SiteCameras:
    """Tells the places once at the first call and after each change of the files."""

    def __init__(
        self, site: Path, imported: Path, tell: Tell, tell_facilities: Tell | None = None
    ) -> None:
        self._site, self._imported = site, imported
        self._files = (site, imported, PackFolder(imported.parent).list_path)
        self._tell, self._tell_facilities = tell, tell_facilities
        self._stamp: Stamp = ()
        self._told = False
        self._incidents: tuple[Incident, ...] = ()

    def __call__(self) -> Sequence[Incident]:
        """Nothing, or that the site cannot be read: the places known so far stay."""
        stamp = tuple(_stamp_of(each) for each in self._files)
        if stamp != self._stamp:
            self._stamp = stamp
            self._incidents = self._look()
        return self._incidents

    def _look(self) -> tuple[Incident, ...]:
        try:
            self._tell_all(_read(self._site, self._imported, strict=True))
        except EnvironmentFault as fault:
            self._tell_what_can_be_read()
            return (Incident("device.fault", "site", f"Cameras: {fault.sentence}", 0),)
        return ()

    def _tell_what_can_be_read(self) -> None:
        """At the start only: later, what is known already is better than half of it."""
        if self._told:
            return
        try:
            self._tell_all(_read(self._site, self._imported, strict=False))
        except EnvironmentFault:
            return  # the caller tells of it

    def _tell_all(self, site: Site) -> None:
        self._told = True
        self._tell(_cameras(site))
        if self._tell_facilities is not None:
            self._tell_facilities(_facilities(site))


def _stamp_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
