"""Finds places of one site by words: pure, from memory, built once. Any thread.

Words are compared without spaces, hyphens and case; the beginning of a name counts more than its
middle, and a camera is found by its number alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from unicodedata import normalize

from console.domain.places.coordinates import coordinate
from console.domain.places.geo import Place
from console.domain.site import MapLayer, Site
from console.ports.place_finder import Found, FoundKind

_LEAST_LETTERS = 1
_ORDER: dict[FoundKind, int] = {
    "coordinate": 0, "dong": 1, "place": 2, "facility": 3, "camera": 4, "address": 5, "unit": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    keys: tuple[str, ...]
    names: tuple[str, str]
    detail: str
    kind: FoundKind
    id: str
    place: Place
    box: tuple[float, float, float, float] | None = None


class SiteFinder:
    """`console.ports.place_finder.PlaceFinder` over cameras, facilities and the names of areas."""

    def __init__(self, site: Site) -> None:
        self._entries = [*_areas(site), *_facilities(site), *_cameras(site)]

    def find(self, text: str, language: str, most: int = 8) -> Sequence[Found]:
        """A coordinate alone, else whatever the words fit, best first."""
        place = coordinate(text)
        if place is not None:
            return (Found(f"{place.lat:.5f}, {place.lon:.5f}", place, "coordinate"),)
        wanted = folded(text)
        if len(wanted) < _LEAST_LETTERS:
            return ()
        index = 0 if language == "ko" else 1
        ranked = (
            (fit, _ORDER[entry.kind], len(entry.names[index]), number)
            for number, entry in enumerate(self._entries)
            if (fit := _fit(wanted, entry.keys)) is not None
        )
        return tuple(
            self._found(self._entries[number], index) for _, _, _, number in nsmallest(most, ranked)
        )

    def _found(self, entry: _Entry, index: int) -> Found:
        label = entry.names[index] or entry.names[1 - index] or entry.id
        return Found(label, entry.place, entry.kind, entry.detail, entry.id, entry.box)


def folded(text: str) -> str:
    """A text as it is compared: composed letters, lower case, no spaces, hyphens or points."""
    plain = normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _fit(wanted: str, keys: tuple[str, ...]) -> int | None:
    """0 the same, 1 the beginning, 2 a part; None not at all."""
    best: int | None = None
    for key in keys:
        if key == wanted:
            return 0
        if key.startswith(wanted):
            best = 1
        elif best is None and wanted in key:
            best = 2
    return best


def _cameras(site: Site) -> Iterator[_Entry]:
    for camera in site.cameras.values():
        digits = "".join(letter for letter in camera.id if letter.isdigit())
        keys = (folded(camera.id), folded(camera.name_ko), folded(camera.name_en))
        numbers = (digits, digits.lstrip("0")) if digits else ()
        names = (f"{camera.id} · {camera.name_ko}", f"{camera.id} · {camera.name_en}")
        yield _Entry((*keys, *numbers), names, "", "camera", camera.id, camera.place)


def _facilities(site: Site) -> Iterator[_Entry]:
    for each in site.facilities:
        keys = (folded(each.id), folded(each.name_ko), folded(each.name_en))
        yield _Entry(keys, (each.name_ko, each.name_en), each.kind, "facility", each.id, each.place)


def _areas(site: Site) -> Iterator[_Entry]:
    for layer in site.layers:
        if layer.kind in {"dong", "park", "patrol_area"}:
            yield from _of_layer(layer, "dong" if layer.kind == "dong" else "place")


def _of_layer(layer: MapLayer, kind: FoundKind) -> Iterator[_Entry]:
    for shape, names in zip(layer.shapes, layer.names, strict=True):
        points = [point for ring in shape for point in ring]
        if not points or not any(names):
            continue
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        box = (min(lons), min(lats), max(lons), max(lats))
        middle = Place((box[1] + box[3]) / 2, (box[0] + box[2]) / 2)
        yield _Entry(tuple(map(folded, names)), names, layer.kind, kind, "", middle, box)
