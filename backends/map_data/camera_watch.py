"""Looks for changed lists of the site while a console runs: `console.ports.camera_list`.

One thread of its own looks at the files about once a second and reads them after a change: cameras,
facilities, borders and areas. Lists that turned bad leave the last good ones standing. Knows no Qt
and opens no picture.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from console.domain.errors import EnvironmentFault
from console.domain.site import Camera, Site
from console.ports.camera_list import CameraList, CameraListing

LOOK_S = 1.0
Prepare = Callable[[Iterable[Camera]], None]
_Stamp = tuple[tuple[int, int, int] | None, ...]
_LOG = logging.getLogger(__name__)


class FolderCameraList(CameraList):
    """The lists of the site that `read` gives, looked at again when one of `files` changes.

    Made before the site is read for the first time, so that no change is missed; `start` begins.
    """

    def __init__(
        self, files: Sequence[Path], read: Callable[[], Site], look_s: float = LOOK_S
    ) -> None:
        self._files, self._read, self._look_s = tuple(files), read, look_s
        self._stamp = self._stamps()
        self._first: Site | None = None
        self._prepares: tuple[Prepare, ...] = ()
        self._listing = CameraListing()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, first: Site, prepares: Sequence[Prepare]) -> None:
        """Watch from now on; `prepares` see each new list on this thread before it is told."""
        self._first, self._prepares = first, tuple(prepares)
        self._listing = _listing_of(first, 0)
        self._thread = threading.Thread(target=self._watch, name="camera-list", daemon=True)
        self._thread.start()

    @override
    def newest(self) -> CameraListing:
        return self._listing

    @override
    def close(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(2.0)

    def _watch(self) -> None:
        while not self._ended.wait(self._look_s):
            stamp = self._stamps()
            if stamp != self._stamp:
                # Noted before reading: what changes meanwhile is read at the next look.
                self._stamp = stamp
                self._look()

    def _look(self) -> None:
        try:
            self._take_in()
        except EnvironmentFault as fault:
            _LOG.warning("%s", fault.sentence)
            self._leave(fault.sentence)
        except Exception as fault:  # noqa: BLE001 - the watch outlives any fault, and says so
            _LOG.exception("The list of cameras could not be taken in")
            self._leave(f"({type(fault).__name__})")

    def _take_in(self) -> None:
        known, site = self._listing, self._read()
        self._same_district(site)
        newer = _listing_of(site, known.revision)
        if newer == known:
            return
        if newer.cameras != known.cameras or known.problem:
            for prepare in self._prepares:
                prepare(site.cameras.values())
        self._listing = replace(newer, revision=known.revision + 1)

    def _leave(self, problem: str) -> None:
        """The last good list stands; why goes to the screen."""
        known = self._listing
        self._listing = replace(known, revision=known.revision + 1, problem=problem)

    def _same_district(self, site: Site) -> None:
        """Another district is another console: its map and its borders are made at the start."""
        if self._first is not None and site.id != self._first.id:
            raise EnvironmentFault(
                f"The site is now {site.id!r}, and this console shows {self._first.id!r}",
                where=str(self._files[0]),
                remedy="start the console again to change to it",
            )

    def _stamps(self) -> _Stamp:
        return tuple(_stamp_of(each) for each in self._files)


def _listing_of(site: Site, revision: int) -> CameraListing:
    return CameraListing(
        revision,
        dict(site.cameras),
        facilities=tuple(site.facilities),
        layers=tuple(site.layers),
        centre=site.centre,
    )


def _stamp_of(path: Path) -> tuple[int, int, int] | None:
    """When, how long and which file; None where there is none."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size, known.st_ino
