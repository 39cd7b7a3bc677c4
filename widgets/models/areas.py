"""Which dong a place lies in, from the map layers of the site. Pure look-ups; GUI thread.

Asked for each alert once: answers are kept for a bounded number of places. A site without such
layers has no areas. What is looked up is made anew when the site's lists change.
"""

from collections import OrderedDict
from dataclasses import dataclass

from console.domain.alerts.alert import Alert
from console.domain.places.geo import Place
from console.domain.site import Site

Ring = tuple[tuple[float, float], ...]
_MOST = 20_000
_STEP = 4  # digits of a degree: about ten metres


@dataclass(frozen=True, slots=True)
class Area:
    """A named area: its name in both languages."""

    name_ko: str
    name_en: str

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en


@dataclass(frozen=True, slots=True)
class _Shape:
    area: Area
    rings: tuple[Ring, ...]
    box: tuple[float, float, float, float]


class Areas:
    """The dongs of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._cameras = site.cameras  # looked up, never copied: the list may change
        self._known: OrderedDict[tuple[float, float], Area | None] = OrderedDict()
        self.follow_list()

    def follow_list(self) -> None:
        """The site's lists changed: facilities and borders are these from now on."""
        site = self._site
        self._fixed = {each.id: each.place for each in site.facilities}
        self._shapes = [
            _Shape(Area(*names), rings, _box(rings))
            for layer in site.layers
            if layer.kind == "dong" and layer.closed
            for rings, names in zip(layer.shapes, layer.names, strict=True)
            if rings and any(names)
        ]
        self._known.clear()

    def of(self, alert: Alert) -> Area | None:
        """Where the alert is: its own place, else that of the device it came from."""
        camera = self._cameras.get(alert.source)
        place = alert.place or (camera.place if camera else self._fixed.get(alert.source))
        return None if place is None else self.at(place)

    def at(self, place: Place) -> Area | None:
        """The area that holds a place."""
        if not self._shapes:
            return None
        spot = (round(place.lon, _STEP), round(place.lat, _STEP))
        if spot not in self._known:
            self._known[spot] = next((s.area for s in self._shapes if _holds(s, spot)), None)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return self._known[spot]


def _box(rings: tuple[Ring, ...]) -> tuple[float, float, float, float]:
    lons, lats = zip(*rings[0], strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _holds(shape: _Shape, spot: tuple[float, float]) -> bool:
    west, south, east, north = shape.box
    if not (west <= spot[0] <= east and south <= spot[1] <= north):
        return False
    # A hole is one more ring around the spot: an odd number of rings means inside.
    return sum(_inside(ring, spot) for ring in shape.rings) % 2 == 1


def _inside(ring: Ring, spot: tuple[float, float]) -> bool:
    x, y = spot
    inside = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            inside = not inside
        x0, y0 = x1, y1
    return inside
