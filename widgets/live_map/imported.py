"""Watches the map pack and makes a new scene of it when something was imported. GUI thread.

The reading is a worker's; the map goes on with what it has until the new scene is whole.
"""

import logging
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from console.domain.site import Site
from console.ports.map_pack import MapPack, NoMapPack, PackCards
from console.ports.place_finder import PlaceFinder
from console.services.address_finder import finder_of
from console.services.live_site import snapshot_of
from widgets.live_map.around import Surroundings
from widgets.live_map.ground_tiles import Tiles
from widgets.live_map.heat import Heat, heat_of
from widgets.live_map.scene import Scene
from widgets.live_map.view import Points

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What the worker made of a pack and of past incidents."""

    revision: str
    scene: Scene
    around: Surroundings
    tiles: Tiles | None
    heat: Heat | None
    attributions: tuple[str, ...] = ()
    finder: PlaceFinder | None = None


class _Courier(QObject):
    made = Signal(object)


def surface_of(site: Site, pack: MapPack, cards: PackCards, past: Points) -> Surface:
    """Read every layer of a pack. Any thread; a layer that cannot be read is left out."""
    plane = Scene.plane_of(site)
    read = [pack.vectors(card, plane) for card in cards.layers]
    layers = [layer for layer in read if layer is not None]
    scene = Scene(site, layers)
    tiles = Tiles(pack, cards.tiles[-1], plane) if cards.tiles else None
    spots = [past, scene.spots.get("incident", np.zeros((0, 2)))]
    named = [card.attribution for card in cards.layers]
    named += [card.attribution for card in cards.tiles]
    said = tuple(dict.fromkeys(name for name in named if name))
    finder = finder_of(site, layers, plane)
    heat = heat_of(np.vstack(spots))
    return Surface(cards.revision, scene, Surroundings(scene), tiles, heat, said, finder)


def _work(site: Site, pack: MapPack, cards: PackCards, past: Points, courier: _Courier) -> None:
    try:
        courier.made.emit(surface_of(site, pack, cards, past))
    except (OSError, ValueError, MemoryError):
        _log.exception("the imported map cannot be drawn; the map stays as it was")
        courier.made.emit(None)


class Imported(QObject):
    """Tells `ready(Surface)` whenever the pack or the past incidents changed."""

    ready = Signal(object)

    def __init__(self, site: Site, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._pack: MapPack | None = None
        self._past: Points = np.zeros((0, 2))
        self._seen: tuple[str, int, int] = ("", 0, 0)
        self._past_number = self._list_number = 0
        self._busy = False
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._courier = _Courier()
        self._courier.made.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def set_pack(self, pack: MapPack) -> None:
        """The pack to watch; never closed here."""
        self._pack = pack
        self.look()

    def set_past(self, points: Points) -> None:
        """Where incidents were (east, north), besides those of the pack."""
        self._past = points
        self._past_number += 1
        self.look()

    def follow_list(self) -> None:
        """The site's lists changed."""
        self._list_number += 1
        self.look()

    @Slot()
    def look(self) -> None:
        """Whether something new is there; called about once a second."""
        if self._busy:
            return
        cards = self._pack.cards() if self._pack is not None else PackCards()
        now = (cards.revision, self._past_number, self._list_number)
        if now == self._seen:
            return
        self._seen, self._busy = now, True
        pack = self._pack if self._pack is not None else NoMapPack()
        # The site's lists may change while the worker reads: it is given them as they are now.
        site = snapshot_of(self._site)
        self._pool.start(partial(_work, site, pack, cards, self._past, self._courier))

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being read."""
        return not self._busy

    def settle(self, timeout_ms: int = 5000) -> bool:
        """Waits (bounded) for the worker; used before the widget goes away."""
        return self._pool.waitForDone(timeout_ms)

    @Slot(object)
    def _take(self, surface: object) -> None:
        self._busy = False
        if isinstance(surface, Surface):
            self.ready.emit(surface)
        self.look()
