"""The imported map as the console sees it: `console.ports.map_pack.MapPack` over the folder.

One thread of its own looks for a new list of imports; layers and tiles are read by whoever asks,
which is never the GUI thread. Knows no Qt.
"""

import hashlib
import logging
import threading
from pathlib import Path

import numpy as np
from typing_extensions import override

from backends.map_data.formats.mbtiles import MbTiles
from backends.map_data.formats.tiles import TileRange
from backends.map_data.layer_file import Columns, read_layer
from backends.map_data.pack_folder import Listing, PackFolder
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import LocalPlane
from console.ports.map_pack import LayerCard, MapPack, PackCards, TileSetCard, VectorLayer

LOOK_S = 1.0
_LOG = logging.getLogger(__name__)


class FolderMapPack(MapPack):
    """The pack of one data folder; begins to look for imports at once."""

    def __init__(self, data: Path, look_s: float = LOOK_S) -> None:
        self._folder = PackFolder(data)
        self._look_s = look_s
        self._cards = PackCards()
        self._files: dict[str, str] = {}
        self._stamp: tuple[int, int] | None = None
        self._tiles: dict[str, MbTiles] = {}
        self._reading = threading.Lock()
        self._ended = threading.Event()
        self._look()
        self._thread = threading.Thread(target=self._watch, name="map-pack", daemon=True)
        self._thread.start()

    @override
    def cards(self) -> PackCards:
        return self._cards

    @override
    def vectors(self, card: LayerCard, plane: LocalPlane) -> VectorLayer | None:
        path = self._path(card.key)
        if path is None:
            return None
        try:
            return projected(card, read_layer(path), plane)
        except EnvironmentFault as fault:
            _LOG.warning("%s", fault.sentence)
            return None

    @override
    def tile(self, card: TileSetCard, zoom: int, x: int, y: int) -> bytes | None:
        with self._reading:
            try:
                tiles = self._opened(card)
                wanted = TileRange(zoom, x, y, x, y)
                return None if tiles is None else next((t[2] for t in tiles.tiles(wanted)), None)
            except EnvironmentFault as fault:
                _LOG.warning("%s", fault.sentence)
                return None

    @override
    def close(self) -> None:
        self._ended.set()
        self._thread.join(2.0)
        with self._reading:
            self._close_tiles()

    def _opened(self, card: TileSetCard) -> MbTiles | None:
        """The file of a tile set, kept open; read by any thread, one at a time."""
        path = self._path(card.key)
        if path is None or self._ended.is_set():
            return None
        if path.name not in self._tiles:
            self._close_tiles()
            self._tiles[path.name] = MbTiles(path, other_thread=True)
        return self._tiles[path.name]

    def _close_tiles(self) -> None:
        for each in self._tiles.values():
            each.close()
        self._tiles.clear()

    def _path(self, key: str) -> Path | None:
        name = self._files.get(key)
        return None if name is None else self._folder.file(name)

    def _watch(self) -> None:
        while not self._ended.wait(self._look_s):
            self._look()

    def _look(self) -> None:
        """Read the list when it is another file than before."""
        stamp = _stamp_of(self._folder.list_path)
        if stamp == self._stamp:
            return
        problems: tuple[str, ...] = ()
        try:
            listing = self._folder.listing()
        except EnvironmentFault as fault:
            _LOG.warning("%s", fault.sentence)
            listing, problems = Listing(), (fault.sentence,)
        self._files = {k: n for each in listing.imports.values() for k, n in each.files.items()}
        self._cards = cards_of(listing, problems)
        self._stamp = stamp


def _stamp_of(path: Path) -> tuple[int, int] | None:
    """When and which file; None where there is none. A change is a rename, so both differ."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_ino


def cards_of(listing: Listing, problems: tuple[str, ...] = ()) -> PackCards:
    """What a panel is told of the imports."""
    imports = listing.imports.values()
    files = sorted(name for each in imports for name in each.files.values())
    revision = hashlib.sha256("\n".join([*files, *problems]).encode()).hexdigest()[:16]
    return PackCards(
        revision if files or problems else "",
        tuple(card for each in imports for card in each.layers),
        tuple(card for each in imports for card in each.tiles),
        problems,
    )


def projected(card: LayerCard, columns: Columns, plane: LocalPlane) -> VectorLayer:
    """A layer in metres of a plane."""
    origin = plane.origin
    scale = np.array(plane.to_metres(origin.lat + 1, origin.lon + 1))
    points = (columns.lon_lat - (origin.lon, origin.lat)) * scale
    first = columns.parts[columns.features[:-1]]
    if len(first):
        low = np.minimum.reduceat(points, first, axis=0)
        high = np.maximum.reduceat(points, first, axis=0)
    else:
        low = high = np.empty((0, 2))
    for each in (points, columns.parts, columns.features):
        each.setflags(write=False)
    boxes = np.column_stack((low, high))
    return VectorLayer(
        card, points, columns.parts, columns.features, boxes, columns.ids, columns.names,
        columns.more,
    )  # fmt: skip
